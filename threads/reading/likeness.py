"""Likeness: how many rare words two comments of a page share, as the cosine of their word vectors."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from threads.model import Comment

_WORD = re.compile(r"[^\W\d_]{4,40}")
_LOOKED_AT = 2500
_STEM = 6
"""Letters a word is cut to: enough to bring "masts" and "mast" together in most languages."""


class Likeness:
    """The rare words of every comment on a page; places count comments from 0 in reading order."""

    def __init__(self, comments: Sequence[Comment]) -> None:
        self.stems = [_stems(comment.own_words[:_LOOKED_AT]) for comment in comments]
        spread = Counter(stem for found in self.stems for stem in found)
        count = len(self.stems)
        self._rarity = {stem: _rarity(holders, count) ** 2 for stem, holders in spread.items()}
        """Squared, as cosines need it."""
        rarity = self._rarity
        self._length = [math.sqrt(sum([rarity[stem] for stem in found])) for found in self.stems]

    def between(self, place: int, other: int) -> float:
        """The cosine of the two comments' rare words, 0 where they share fewer than two."""
        shared = self.stems[place] & self.stems[other]
        if len(shared) < 2:
            return 0.0
        lengths = self._length[place] * self._length[other]
        rarity = self._rarity
        return sum([rarity[stem] for stem in shared]) / lengths if lengths else 0.0

    def shared(self, place: int, other: int, *, most: int = 3) -> list[str]:
        """The rarest words that both hold, cut to their beginnings."""
        shared = self.stems[place] & self.stems[other]
        return sorted(shared, key=lambda stem: (-self._rarity[stem], stem))[:most]


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.casefold())}


def _rarity(holders: int, comments: int) -> float:
    """Inverse document frequency on this page; words of half the comments say nothing."""
    return max(0.0, math.log(comments / (2 * holders)) + 1e-9) if holders * 2 <= comments else 0.0
