"""The reply tree: one line a comment, with badges for flags and marks for decisions."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from tui import plain
from tui.cards import TreeLine
from tui.messages import CommentChosen
from tui.widgets.rows import Rows
from tui.words import SIGNS, Mark, badge

MARK_STYLES: dict[Mark, str] = {
    "approve": "bold $success",
    "remove": "bold $error",
    "escalate": "bold $warning",
    "skip": "dim",
}


class ThreadTree(Rows):
    """Cursor, decision, flags, guides, author, first words."""

    line_of: Callable[[int], TreeLine]
    guided = True

    def show(
        self, count: int, cursor: int, line_of: Callable[[int], TreeLine], *, guided: bool = True, hold: bool = False
    ) -> None:
        """Show so many comments; each is asked for when it comes in sight. Without guides, levels are numbers."""
        self.line_of = line_of
        self.guided = guided
        self.place(count, cursor, hold=hold)

    def row(self, index: int, width: int) -> list[Content]:
        """A comment's line."""
        found = self.line_of(index)
        here = "›" if index == self._cursor else " "
        mark = (SIGNS[found.mark], MARK_STYLES[found.mark]) if found.mark else (" ", "")
        flags = (badge(list(found.kinds)), "bold $warning") if found.scored or found.kinds else ("… ", "dim")
        gone = "" if found.status == "visible" else f"[{found.status}] "
        return [
            Content.assemble(
                here,
                mark,
                " ",
                flags,
                " ",
                (self._guides(found, width), "dim"),
                plain.line(found.author or "(no name)", "bold"),
                "  ",
                (gone, "dim italic"),
                plain.line(found.snippet, "dim strike" if found.mark == "remove" else "dim"),
            )
        ]

    def chosen(self, index: int) -> None:
        """A click chooses a comment."""
        self.post_message(CommentChosen(index))

    def _guides(self, found: TreeLine, width: int) -> str:
        """Lines from parents to replies; levels too deep for the pane become a number."""
        if not self.guided:
            return f"{found.depth:>2} " if found.depth else "   "
        levels = max(2, min(len(found.guides), (width - 24) // 2, 10))
        drawn = found.guides[-levels:] if found.guides else ()
        cut = f"{found.depth - len(drawn)}⋯" if found.depth > len(drawn) else ""
        doubt = "?" if found.doubtful else ""
        if not drawn:
            return doubt
        return cut + "".join("  " if last else "│ " for last in drawn[:-1]) + ("└─" if drawn[-1] else "├─") + doubt
