"""The threads on the desk, each with its counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.content import Content

from tui import plain
from tui.cards import ThreadLine
from tui.messages import ThreadChosen
from tui.widgets.rows import Rows
from tui.words import counted


class ThreadList(Rows):
    """Two lines a thread: what it is called; comments, open flags, decisions."""

    ROW_LINES: ClassVar[int] = 2

    line_of: Callable[[int], ThreadLine]

    def show(self, count: int, cursor: int, line_of: Callable[[int], ThreadLine]) -> None:
        """Show so many threads; each is asked for when it comes in sight."""
        self.line_of = line_of
        self.place(count, cursor)

    def row(self, index: int, width: int) -> list[Content]:
        """A thread's two lines."""
        found = self.line_of(index)
        here = "›" if index == self._cursor else " "
        flags = (f"⚑ {found.open_flags:,} open", "bold $warning") if found.open_flags else ("no open flags", "dim")
        if found.unscored:
            flags = (f"{flags[0]}, so far", flags[1]) if found.open_flags else ("not scored yet", "dim italic")
        if not found.comments:
            flags = ("no comments found", "dim")
        parts: list[str | tuple[str, str]] = ["  ", flags]
        if found.decided:
            parts.append((f" · {found.decided:,} decided", "dim"))
        if found.comments:
            parts.append((f" · {counted(found.comments, 'comment')}", "dim"))
        return [Content.assemble(here, " ", plain.line(found.name)), Content.assemble(*parts)]

    def chosen(self, index: int) -> None:
        """A click opens a thread."""
        self.post_message(ThreadChosen(index))
