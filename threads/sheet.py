"""A page laid out for the layouts: its lines, and what each could be, found once and shared by all hypotheses."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from threads import bylines, cues, times
from threads.bylines import Byline
from threads.lines import Line, split
from threads.model import Page

_DIGITS = re.compile(r"\d[\d.,]*")
_LONGEST_CARD = 48
_VALUE_SHARE = 0.6
"""A label's next line counts as its value where this share of the label's occurrences has a short one."""


class Sheet:
    """A page with its lines; indices count lines from 0."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines: list[Line] = split(page.text)
        self._bylines: dict[int, Byline | None] = {}

    def __len__(self) -> int:
        return len(self.lines)

    def byline(self, index: int) -> Byline | None:
        """What the line says as a header or footer, or ``None``."""
        if index not in self._bylines:
            text = self.lines[index].body
            self._bylines[index] = bylines.parse(text) if 0 < len(text) <= 160 else None
        return self._bylines[index]

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
    def endings(self) -> list[int]:
        """Lines that open what follows the last comment, in order."""
        return [index for index, line in enumerate(self.lines) if 2 < len(line.body) <= 200 and cues.ends(line.body)]

    @cached_property
    def openings(self) -> list[int]:
        """Lines that stand between a section's title and its first comment, in order."""
        return [index for index, line in enumerate(self.lines) if 3 < len(line.body) <= 120 and cues.opens(line.body)]

    def ending_after(self, index: int) -> int:
        """The first ending after a line, or the number of lines."""
        return next((ending for ending in self.endings if ending > index), len(self.lines))

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
        between = 0
        announced = dict(self.titles)
        for above in range(index - 1, -1, -1):
            if above in announced:
                return above, announced[above]
            text = self.lines[above].body
            if text and not cues.opens(text) and not cues.is_button(text):
                between += 1
                if between > reach:
                    return None
        return None

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
        """Lines of user cards: short lines that come again and again ("Posts: 12", "Moderator"), and their values."""
        shapes: dict[int, str] = {}
        for index, line in enumerate(self.lines):
            text = line.body
            if 0 < len(text) <= _LONGEST_CARD:
                shapes[index] = _DIGITS.sub("#", text.casefold())
        counts = Counter(shapes.values())
        known = cues.words("card")
        labels = {
            index
            for index, shape in shapes.items()
            if (counts[shape] >= 3 and any(map(str.isalpha, shape)) and self._is_card_like(shape, known))
            or (counts[shape] >= 3 and re.fullmatch(r"#(?: #){0,2}", shape))
            or _is_field(shape, known)
        }
        prefixes = Counter(shape.partition(":")[0] for shape in shapes.values() if ":" in shape)
        for _ in range(2):  # fields this forum alone has ("Operating System: ...") stand among known ones
            labels |= {
                index
                for index, shape in shapes.items()
                if ":" in shape
                and prefixes[shape.partition(":")[0]] >= 3
                and len(shape.partition(":")[0]) <= 24
                and (index - 1 in labels or index + 1 in labels)
            }
        return self._with_values(labels, shapes)

    @staticmethod
    def _is_card_like(shape: str, known: tuple[str, ...]) -> bool:
        bare = shape.strip(" :•#./-")
        return bare in known or any(bare.startswith(f"{word}:") or bare == word for word in known)

    def _with_values(self, labels: set[int], shapes: dict[int, str]) -> set[int]:
        followed: Counter[str] = Counter()
        total: Counter[str] = Counter()
        for index in labels:
            total[shapes[index]] += 1
            after = index + 1
            if (
                after in shapes
                and after not in labels
                and len(shapes[after]) <= 30
                and not re.search(r"[.!?]$", shapes[after])
            ):
                followed[shapes[index]] += 1
        found = set(labels)
        for index in labels:
            after = index + 1
            sandwiched = after in shapes and (after + 1 in labels)
            valued = (
                shapes[index] != "#"
                and after in shapes
                and times.find(self.lines[after].body) is None
                and len(shapes[after]) <= 30
                and followed[shapes[index]] >= _VALUE_SHARE * total[shapes[index]]
                and ":" not in shapes[index]
            )
            if after not in labels and (sandwiched or valued):
                found.add(after)
        return found


def _is_field(shape: str, known: tuple[str, ...]) -> bool:
    """Whether a line is a labelled value of a user card: "posts: #", "joined: wed may #"."""
    label, colon, value = shape.partition(":")
    return bool(colon) and label.strip(" •") in known and len(value) <= 36
