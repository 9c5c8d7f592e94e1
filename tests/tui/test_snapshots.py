"""What the screens look like, as pictures; a wanted change is taken over with ``pytest --snapshot-update``."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tui.app import ModerateApp

NewApp = Callable[..., ModerateApp]
Compare = Callable[..., bool]


def after(*keys: str) -> Callable[[Pilot[None]], object]:
    """Press keys once everything is read and scored."""

    async def run(pilot: Pilot[None]) -> None:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()

    return run


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=["small", "wide", "broad"])
def test_review(snap_compare: Compare, new_app: NewApp, size: tuple[int, int]) -> None:
    """Two decided, the cursor on the next flag."""
    assert snap_compare(new_app(), terminal_size=size, run_before=after("]", "d", "f"))


def test_find(snap_compare: Compare, new_app: NewApp) -> None:
    """While typing what to look for."""
    assert snap_compare(new_app(), terminal_size=(80, 24), run_before=after("/", *"idiot"))


def test_help(snap_compare: Compare, new_app: NewApp) -> None:
    """The table of keys."""
    assert snap_compare(new_app(), terminal_size=(120, 60), run_before=after("?"))
