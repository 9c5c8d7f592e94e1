"""Which comment holds a passage: an index of word runs over the comments of a page, and a fuzzy comparison on top.

Passages are compared (rapidfuzz partial ratio) only with comments that share rare three-word runs with them: the cost
grows with the page, not with its square.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

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
_OPENING_MARK = re.compile('[“"„«‘]')
_WORD = re.compile(r"\w+")
_RUN = 3
"""Words in a run that two texts must share before they are compared."""
_SHARED = 0.3
"""Share of a passage's runs that a comment must hold to be compared with it."""
_LONG = 150
"""Letters of a passage that is compared letter by letter only where `_SHARED_BY_LONG` of its runs are the comment's."""
_SHARED_BY_LONG = 0.64
"""A changed word breaks at most three runs: a passage of which `SURE` is the same keeps that many of them."""
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
        self._unquoted: dict[int, str] = {}
        self._holders = _holders(self.plain)
        self._shared = frozenset(self._holders)

    def unquoted(self, place: int) -> str:
        """The plain words of a comment without those in quotation marks: the quoter, not the quoted, uses these."""
        found = self._unquoted.get(place)
        if found is None:
            text = self.comments[place].text
            spans = inline_spans(text)
            found = self._unquoted[place] = plain(_without(text, spans)) if spans else self.plain[place]
        return found

    @cached_property
    def whole_lines(self) -> Counter[str]:
        """How often each line stands on the page, as lines are compared."""
        return Counter(
            words
            for comment in self.comments
            for line in comment.text.split("\n")
            if (words := plain(line[:_LONGEST_COUNTED]))
        )

    def is_earlier(self, place: int, other: int) -> bool:
        """Whether ``place`` was written before ``other``, as far as the order of the page shows."""
        return place > other if self.newest_first else place < other

    def holder_of(self, passage: str, quoter: int) -> int | None:
        """The comment other than ``quoter`` that best holds a passage, earlier ones preferred, or ``None``."""
        words = plain(passage)[:_LONGEST_COMPARED]
        wanted = _runs(words)
        votes = Counter([place for run in wanted & self._shared for place in self._holders[run]])
        votes.pop(quoter, None)
        if not votes:
            return None
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
                if ratio > 99:
                    break
        return None if best is None else best[1]

    def likeness(self, words: str, place: int) -> float:
        """How surely plain words stand in a comment, `SURE` to 100; 0 where less, or where they are longer than it."""
        held = self.plain[place]
        if len(words) > len(held) + 20 or (len(words) > _LONG and not self._shares(words, place)):
            return 0.0
        held = held[: 4 * _LONGEST_COMPARED]
        return 100.0 if words and words in held else fuzz.partial_ratio(words, held, score_cutoff=SURE)

    def _shares(self, words: str, place: int) -> bool:
        """Whether a long passage shares as many runs with a comment as one that is its words must."""
        runs = _runs(words)
        shared = sum([place in self._holders[run] for run in runs & self._shared])
        return shared >= _SHARED_BY_LONG * len(runs)

    def likeness_as_own(self, words: str, place: int) -> float:
        """The same for what a comment says outside its quotation marks."""
        words, held = words[:_LONGEST_COMPARED], self.unquoted(place)[: 4 * _LONGEST_COMPARED]
        return 100.0 if words and words in held else fuzz.partial_ratio(words, held, score_cutoff=SURE)

    def holds_as_own(self, words: str, place: int) -> bool:
        """Whether plain words stand in a comment letter for letter, outside its quotation marks."""
        return f" {words} " in f" {self.unquoted(place)} "


def inline_spans(text: str) -> list[Span]:
    """Where a text quotes in place: lines that begin with ">", and three words or more in quotation marks.

    >>> inline_spans('No. "The tide was late again" is what you wrote.')
    [(5, 28)]
    """
    spans = [found.span(1) for found in MARKED.finditer(text)] if ">" in text else []
    for found in _INLINE.finditer(text) if _OPENING_MARK.search(text) else ():
        group = next(number for number, value in enumerate(found.groups(), start=1) if value is not None)
        start, end = found.span(group)
        if len(found.group(group).split()) >= 3 and not any(first < end and start < last for first, last in spans):
            spans.append((start, end))
    return sorted(spans)


def plain(text: str) -> str:
    """A text as it is compared: its words, case folded, single blanks between."""
    return " ".join(_WORD.findall(text.casefold()))


def _without(text: str, spans: Sequence[Span]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return text


def _holders(texts: Sequence[str]) -> dict[int, list[int]]:
    """The places that hold each run which stands in two texts at least, and in `_MOST_HOLDERS` at most."""
    first: dict[int, int] = {}
    found: dict[int, list[int]] = {}
    for place, text in enumerate(texts):
        for run in _runs(text):
            known = first.setdefault(run, place)
            if known is not place:
                holders = found.setdefault(run, [known])
                if len(holders) <= _MOST_HOLDERS:
                    holders.append(place)
    return {run: places for run, places in found.items() if len(places) <= _MOST_HOLDERS}


def _runs(words: str) -> set[int]:
    """The word runs of a text, each as its hash: of 100,000 comments the words themselves would fill the memory."""
    listed = words.split()[:_MOST_WORDS]
    return set(map(hash, zip(*(listed[start:] for start in range(_RUN)), strict=False)))
