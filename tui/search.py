"""Looks for words in authors, texts and flags, round all threads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.sheet import Sheet


class Search:
    """What is looked for; upper and lower case are the same."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pattern = re.compile(re.escape(text), re.IGNORECASE)

    def matches(self, sheet: Sheet, row: int) -> bool:
        """Whether a comment's author, text or flags hold the words."""
        comment = sheet.rows[row].comment
        found = self.pattern.search
        if found(comment.text) or (comment.author is not None and found(comment.author)):
            return True
        return any(found(flag.label) or found(flag.kind) for flag in sheet.flags.get(comment.id, ()))

    def rows(self, sheet: Sheet) -> list[int]:
        """All rows of a thread that match."""
        return [row for row in range(len(sheet.rows)) if self.matches(sheet, row)]

    def next(self, sheets: Sequence[Sheet], at: tuple[int, int], step: int) -> tuple[int, int] | None:
        """The next (`step` 1) or previous (-1) match after thread and row `at`, round all threads and back to it."""
        start, cursor = at
        for turn in range(len(sheets) + 1):
            place = (start + step * turn) % len(sheets)
            rows = range(len(sheets[place].rows))
            if turn == 0:
                rows = rows[cursor + 1 :] if step > 0 else rows[:cursor]
            for row in rows if step > 0 else reversed(rows):
                if self.matches(sheets[place], row):
                    return place, row
        return None
