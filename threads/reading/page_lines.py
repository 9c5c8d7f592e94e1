"""A page's lines, and what each of them is whoever reads it: a button, a rule; told once, shared by all layouts."""

from __future__ import annotations

import re
from functools import cached_property

from threads.reading import cues
from threads.reading.lines import Line

_NUMBER = re.compile(r"\d[\d.,]*")
_LONGEST_BUTTON = 60
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
"""Thai, kana and Han, which set no spaces between words."""
_SIGNS_A_WORD = 2


def _count(text: str) -> int:
    count = len(text.split())
    return count if text.isascii() else count + len(_UNSPACED.findall(text)) // _SIGNS_A_WORD


class PageLines(list[Line]):
    """The lines of one page; indices count them from 0."""

    @cached_property
    def buttons(self) -> frozenset[int]:
        """Lines of nothing but buttons and counters."""
        return frozenset(index for index, line in enumerate(self) if cues.is_button(line.body))

    @cached_property
    def button_lines(self) -> list[int]:
        """Short lines of buttons, in order."""
        return sorted(index for index in self.buttons if len(self[index].body) <= _LONGEST_BUTTON)

    @cached_property
    def inner_buttons(self) -> frozenset[int]:
        """Lines of buttons even inside a comment: several at once, or one that nobody would write as words."""
        return frozenset(
            index for index in self.buttons if len(self[index].body) >= 5 and not self[index].body.isdigit()
        )

    @cached_property
    def droppable(self) -> frozenset[int]:
        """Lines that are no words at either end of a comment: blank, buttons, votes, notes of edits."""
        return self.buttons | {
            index
            for index, line in enumerate(self)
            if not (text := line.body)
            or (len(text) == 1 and text in "|·•–—-…*")
            or cues.is_tally(text)
            or cues.trails(text)
        }

    @cached_property
    def openings(self) -> list[int]:
        """Lines that stand between a section's title and its first comment: sorting, notices."""
        return [index for index, line in enumerate(self) if line.body and cues.opens(line.body)]

    @cached_property
    def idle(self) -> frozenset[int]:
        """Lines that stand between comments and belong to none: blank, buttons, votes, sorting."""
        idle = [index for index, line in enumerate(self) if not line.body or cues.is_tally(line.body)]
        return self.buttons.union(idle, self.openings)

    @cached_property
    def rules(self) -> frozenset[int]:
        """Lines of underscores: a forum's rule over a signature."""
        return frozenset(
            index for index, line in enumerate(self) if line.body.startswith("_____") and not line.body.strip("_")
        )

    @cached_property
    def word_counts(self) -> list[int]:
        """How many words each line has, about; scripts without spaces are counted by their signs."""
        return [_count(line.body) for line in self]

    def shape(self, index: int) -> str:
        """A line's words, folded, with its numbers blotted out."""
        found = self._shapes.get(index)
        if found is None:
            found = self._shapes[index] = _NUMBER.sub("#", self[index].body.casefold())
        return found

    @cached_property
    def _shapes(self) -> dict[int, str]:
        return {}
