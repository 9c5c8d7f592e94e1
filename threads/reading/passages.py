"""Which comment holds a passage: an index of word runs over the comments of a page, and a fuzzy comparison on top.

Passages are compared (rapidfuzz partial ratio) only with comments that share rare three-word runs with them: the cost
grows with the page, not with its square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from threads.model import Comment, Span

SURE = 88.0
"""Partial ratio from which a passage counts as the other comment's words (rapidfuzz scale, 0 to 100)."""
_INLINE = re.compile(
    r"“((?:[^“”\n]|“[^“”\n]{0,80}+”){12,2000}+)”|\"([^\"\n]{12,2000})\"|„([^„“”\n]{12,2000})[“”]"
    r"|«\s?([^«»\n]{12,2000}?)\s?»|‘([^‘’\n]{20,600})’(?!\w)"
)
MARKED = re.compile(r"^[ \t]*(?:>[ \t]?){1,5}(?=\S)(.+)", re.MULTILINE)
"""Lines quoted by hand; they stay in the comment's words and are named by their span."""
_WORD = re.compile(r"\w+")
_RUN = 3
"""Words in a run that two texts must share before they are compared."""
_SHARED = 0.3
"""Share of a passage's runs that a comment must hold to be compared with it."""
_MOST_HOLDERS = 12
"""Runs that stand in more comments than this say nothing."""
_MOST_WORDS = 6000
_LONGEST_COMPARED = 4000
_LONGEST_COUNTED = 200


class Passages:
    """The comments of a page as others may quote them; places count them from 0 in reading order.

    Args:
        comments: in reading order.
        newest_first: whether earlier comments stand below later ones.
    """

    def __init__(self, comments: Sequence[Comment], *, newest_first: bool) -> None:
        self.comments = comments
        self.newest_first = newest_first
        self.place_of = {comment.id: place for place, comment in enumerate(comments)}
        self.plain = [plain(comment.text) for comment in comments]
        """The words of each comment, as they are compared."""
        self.unquoted = [plain(_without_inline(comment.text)) for comment in comments]
        """The same without what stands in quotation marks: the quoter, not the quoted, uses these."""
        self.whole_lines = Counter(
            words for comment in comments for line in comment.text.split("\n") if (words := plain(line[:_LONGEST_COUNTED]))
        )
        """How often each line stands on the page, as lines are compared."""
        self._holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, text in enumerate(self.plain):
            for run in _runs(text):
                holders = self._holders[run]
                if len(holders) <= _MOST_HOLDERS and (not holders or holders[-1] != place):
                    holders.append(place)

    def is_earlier(self, place: int, other: int) -> bool:
        """Whether ``place`` was written before ``other``, as far as the order of the page shows."""
        return place > other if self.newest_first else place < other

    def holder_of(self, passage: str, quoter: int) -> int | None:
        """The comment other than ``quoter`` that best holds a passage, earlier ones preferred, or ``None``."""
        words = plain(passage)[:_LONGEST_COMPARED]
        wanted = _runs(words)
        votes: dict[int, int] = defaultdict(int)
        for run in wanted:
            holders = self._holders.get(run, ())
            if len(holders) <= _MOST_HOLDERS:
                for place in holders:
                    if place != quoter:
                        votes[place] += 1
        # Comparing texts letter by letter is dear: only those that share a good part of the runs are.
        ranked = sorted(
            (place for place, count in votes.items() if count >= _SHARED * len(wanted)),
            key=lambda place: (-votes[place], not self.is_earlier(place, quoter), abs(place - quoter)),
        )
        best: tuple[float, int] | None = None
        for place in ranked[:4]:
            ratio = self.likeness(words, place)
            if ratio >= SURE and (best is None or ratio > best[0] + 1):
                best = ratio, place
        return None if best is None else best[1]

    def likeness(self, words: str, place: int) -> float:
        """How surely plain words stand in a comment, 0 to 100; 0 where they are longer than the comment."""
        held = self.plain[place]
        if len(words) > len(held) + 20:
            return 0.0
        return fuzz.partial_ratio(words, held[: 4 * _LONGEST_COMPARED])

    def likeness_as_own(self, words: str, place: int) -> float:
        """The same for what a comment says outside its quotation marks."""
        return fuzz.partial_ratio(words[:_LONGEST_COMPARED], self.unquoted[place][: 4 * _LONGEST_COMPARED])

    def holds_as_own(self, words: str, place: int) -> bool:
        """Whether plain words stand in a comment letter for letter, outside its quotation marks."""
        return f" {words} " in f" {self.unquoted[place]} "


def inline_spans(text: str) -> list[Span]:
    """Where a text quotes in place: lines that begin with ">", and three words or more in quotation marks.

    >>> inline_spans('No. "The tide was late again" is what you wrote.')
    [(5, 28)]
    """
    spans = [found.span(1) for found in MARKED.finditer(text)]
    for found in _INLINE.finditer(text):
        group = next(number for number, value in enumerate(found.groups(), start=1) if value is not None)
        start, end = found.span(group)
        if len(found.group(group).split()) >= 3 and not any(first < end and start < last for first, last in spans):
            spans.append((start, end))
    return sorted(spans)


def plain(text: str) -> str:
    """A text as it is compared: its words, case folded, single blanks between."""
    return " ".join(_WORD.findall(text.casefold()))


def _without_inline(text: str) -> str:
    for start, end in reversed(inline_spans(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


def _runs(words: str) -> set[tuple[str, ...]]:
    listed = words.split()[:_MOST_WORDS]
    return {tuple(listed[start : start + _RUN]) for start in range(len(listed) - _RUN + 1)}
