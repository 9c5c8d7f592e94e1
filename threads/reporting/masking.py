"""A comment's words as a page may show them: flagged spans marked, slurs and profanity behind a mask."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from threads.hostile import for_terminal
from threads.model import Span

MASKED_LABELS = frozenset(("slur", "profanity"))
"""Labels whose words nobody should have to meet unasked."""

_DIRECTION_MARKS = "\u200e\u200f\u061c"
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters that are all shown alike."""

    text: str
    marked: bool = False
    """Whether a flag points at it."""
    masked: bool = False
    """Whether ``text`` is a mask and not what was written."""


def pieces(
    text: str, *, marked: Iterable[Span] = (), masked: Iterable[Span] = (), window: Span | None = None
) -> tuple[Piece, ...]:
    """The text cut where its look changes; joined again it is the text, or its ``window``, with masks in place.

    >>> [piece.text for piece in pieces("you fool, darn it", marked=[(4, 8)], masked=[(10, 14)])]
    ['you ', 'fool', ', ', 'd•••', ' it']
    """
    start, end = window or (0, len(text))
    marks, masks = _inside(marked, (start, end)), _inside(masked, (start, end))
    bounds = sorted({start, end, *(bound for span in (*marks, *masks) for bound in span)})
    found: list[Piece] = []
    for left, right in pairwise(bounds):
        is_masked = _covered(left, masks)
        words = mask(text[left:right]) if is_masked else text[left:right]
        look = Piece("", marked=is_masked or _covered(left, marks), masked=is_masked)
        if found and (found[-1].marked, found[-1].masked) == (look.marked, look.masked):
            words = found.pop().text + words
        found.append(Piece(showable(words), marked=look.marked, masked=look.masked))
    return tuple(found)


def mask(words: str) -> str:
    """First letters and a dot for each other letter; the length stays.

    >>> mask("Darn it")
    'D••• i•'
    """
    return _WORD.sub(lambda found: found.group()[0] + "•" * (len(found.group()) - 1), words)


def mask_in(text: str, words: Collection[str]) -> str:
    """The text with these words masked wherever they stand, in whatever case.

    >>> mask_in("Says “DARN” twice", ["darn"])
    'Says “D•••” twice'
    """
    known = [re.escape(word) for word in sorted(words, key=len, reverse=True) if word.strip()]
    return re.sub("|".join(known), lambda found: mask(found.group()), text, flags=re.IGNORECASE) if known else text


def masked_text(text: str, masked: Iterable[Span]) -> str:
    """The whole text with the masks in place."""
    return "".join(piece.text for piece in pieces(text, masked=masked))


def showable(text: str) -> str:
    """The text with its control characters made visible, one for one; marks that right-to-left letters need stay."""
    if not any(mark in text for mark in _DIRECTION_MARKS):
        return for_terminal(text)
    return re.sub(f"[^{_DIRECTION_MARKS}]+", lambda found: for_terminal(found.group()), text)


def _inside(spans: Iterable[Span], window: Span) -> list[Span]:
    low, high = window
    return [(max(start, low), min(end, high)) for start, end in spans if start < high and end > low and start < end]


def _covered(place: int, spans: Iterable[Span]) -> bool:
    return any(start <= place < end for start, end in spans)
