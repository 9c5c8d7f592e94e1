"""A page laid out for the layouts: its lines, and what each could be, found once and shared by all hypotheses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate

from threads.model import Page
from threads.reading import bylines, cues, user_cards
from threads.reading.bylines import Byline
from threads.reading.lines import split
from threads.reading.page_lines import PageLines

_UNREAD = Byline()


class Sheet:
    """A page with its lines; indices count lines from 0."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines = PageLines(split(page.text))
        self._bylines: list[Byline | None] = [_UNREAD] * len(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def byline(self, index: int) -> Byline | None:
        """What the line says as a header or footer, or ``None``."""
        found = self._bylines[index]
        if found is _UNREAD:
            text = self.lines[index].body
            found = self._bylines[index] = bylines.parse(text) if 0 < len(text) <= 160 else None
        return found

    @cached_property
    def titles(self) -> list[tuple[int, int]]:
        """``(line, announced number or -1)`` of every line that could be a comment section's title."""
        found = []
        for index, line in enumerate(self.lines):
            if 3 <= len(line.body) <= 200:
                count = cues.section_title(line.body)
                if count is not None:
                    found.append((index, count))
        return found

    @cached_property
    def title_lines(self) -> frozenset[int]:
        """The lines of ``titles``."""
        return frozenset(line for line, _ in self.titles)

    @cached_property
    def endings(self) -> list[int]:
        """Lines that open what follows the last comment, in order."""
        return [index for index, line in enumerate(self.lines) if 2 < len(line.body) <= 200 and cues.ends(line.body)]

    @cached_property
    def openings(self) -> list[int]:
        """Lines that stand between a section's title and its first comment, in order."""
        return [index for index in self.lines.openings if len(self.lines[index].body) > 3]

    def ending_after(self, index: int) -> int:
        """The first ending after a line, or the number of lines."""
        place = bisect_right(self.endings, index)
        return self.endings[place] if place < len(self.endings) else len(self.lines)

    def filled_between(self, start: int, end: int, *, most: int) -> int:
        """How many lines in ``[start, end)`` hold anything; counting stops at ``most``."""
        count = 0
        for index in range(max(0, start), min(end, len(self.lines))):
            count += not self.lines[index].blank
            if count >= most:
                break
        return count

    def title_above(self, index: int, reach: int = 6) -> tuple[int, int] | None:
        """The nearest title above a line with at most ``reach`` lines of words between, or ``None``."""
        place = bisect_left(self.titles, (index, -1)) - 1
        if place < 0:
            return None
        title = self.titles[place]
        return title if self._worded_before[index] - self._worded_before[title[0] + 1] <= reach else None

    @cached_property
    def _worded_before(self) -> list[int]:
        """For each line how many lines above it hold words that are neither buttons nor stand under a title."""
        others = self.lines.buttons.union(self.lines.openings)
        return [0, *accumulate(bool(line.body) and index not in others for index, line in enumerate(self.lines))]

    @cached_property
    def listed(self) -> set[int]:
        """Lines that are list items or stand indented under one."""
        found: set[int] = set()
        depth: int | None = None
        for index, line in enumerate(self.lines):
            if line.blank:
                continue
            if line.is_item:
                depth = line.indent if depth is None else min(depth, line.indent)
                found.add(index)
            elif depth is not None and line.indent > depth:
                found.add(index)
            else:
                depth = None
        return found

    @cached_property
    def cards(self) -> set[int]:
        """Lines of user cards ("Posts: 12", "Moderator") and the values in them."""
        return user_cards.find(self.lines)
