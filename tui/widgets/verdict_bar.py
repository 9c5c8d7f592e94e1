"""One line below: how far reading and scoring have come, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from tui import plain
from tui.cards import Tally
from tui.words import Filter, counted


@dataclass(frozen=True, slots=True)
class State:
    """What the line tells."""

    tally: Tally
    said: str = ""
    """What the last key did."""
    filter: Filter = "all"
    reading: bool = False
    """Whether pages are still being read."""
    scoring: bool = False
    """Whether comments are still being scored."""
    paused: bool = False
    """Whether the moderator stopped the scoring for now."""
    wanted: str = ""
    """What is looked for; empty: nothing."""
    found: tuple[int, int] = (0, 0)
    """Which match the cursor is on, and how many this thread has."""


class VerdictBar(Static):
    """The state of the session."""

    DEFAULT_CSS = (
        "VerdictBar { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }"
    )

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, state: State) -> None:
        """Show how the session stands."""
        tally = state.tally
        parts = [f"{tally.open_flags:,} open", f"{tally.decided:,} decided"]
        if state.reading:
            parts.append(f"reading ({counted(tally.threads, 'thread')})")
        if tally.scored < tally.comments:
            how = "scoring paused at" if state.paused else "scored" if state.scoring else "scoring stopped at"
            parts.append(f"{how} {tally.scored:,}/{tally.comments:,}")
        if state.filter != "all":
            parts.append(f"only {state.filter} (v)")
        if state.wanted:
            at, count = state.found
            parts.append(f"“{state.wanted}”: {f'{at} of {count}' if at else count} in this thread (n N)")
        if state.said:
            parts.insert(0, state.said)
        self.update(Content(" · ").join([plain.line(part) for part in parts]))
