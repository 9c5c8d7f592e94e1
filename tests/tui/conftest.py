"""Desks and applications over one ledger file, made anew as after a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.tui.samples import NOON, Limits, Pages, bread, judge, judged, trams
from threads import Case, InputError, Ledger, Thread
from tui.app import ModerateApp
from tui.desk import Desk


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.ledger"


@pytest.fixture
def new_desk(ledger_path: Path) -> Iterator[Callable[..., Desk]]:
    """Makes desks over one ledger file, each as after a restart; unscored, scores come by `take`."""
    ledgers: list[Ledger] = []

    def make(*threads: Thread, moderator: str = "ann", scored: bool = True) -> Desk:
        ledgers.append(Ledger(ledger_path))
        desk = Desk(ledgers[-1], moderator=moderator, judge=judge, policy=Limits(), clock=lambda: NOON)
        for thread in threads:
            desk.add(judged(thread) if scored else Case(thread=thread))
        return desk

    yield make
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def new_app(new_desk: Callable[..., Desk]) -> Callable[..., ModerateApp]:
    """Makes applications over one ledger file, each as after a restart."""

    def make(*threads: Thread, problems: Sequence[InputError] = ()) -> ModerateApp:
        return ModerateApp(new_desk(), Pages(*(threads or (trams(), bread())), problems=problems))

    return make
