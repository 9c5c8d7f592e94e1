"""The choice among hypotheses: how much to believe one, from its traits, by hand-set points and by a learned model.

The model is a few hundred small trees over the numbers in `traits`, fitted by training/layout_choice.py; it knows no
words. Half as much weight goes to points set by hand: they know layouts of which the pages at hand hold too few.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from threads.reading import traits, trees

ACCEPTED = 0.5
"""A hypothesis that fits less well is not believed: better no comments than invented ones."""
_SPREAD = 1.5
"""Points between beliefs that differ clearly: kept wide, so that strong hypotheses stay apart."""
_MIDDLE = 3.2
"""Points at which a hypothesis is as likely right as wrong, judged on pages with comments and pages without."""
_HAND_WEIGHT = 0.5
"""What the hand-set belief counts beside the learned one."""
_LIFT = 0.03
"""Added to the blend, so that what is worth taking lies above `ACCEPTED`; measured with sites left out."""
BY_HAND = ("levelled", "signed", "answered")
"""Layouts with marks that nothing else has, seen on too few sites to learn from."""
_POINTS, _PENALTY = traits.NAMES.index("points"), traits.NAMES.index("penalty")
_HAND_PLACES = tuple(traits.NAMES.index(name) for name in BY_HAND)


def belief(measured: Sequence[float]) -> float:
    """The share of belief that a hypothesis with these traits deserves, in [0, 1]."""
    hand = by_hand(measured)
    if any(measured[place] for place in _HAND_PLACES):
        return max(0.0, hand - _LIFT)
    return blend(_forest().value(measured), hand)


def blend(told: float, hand: float) -> float:
    """Learned and hand-set belief as one."""
    return min(1.0, max(0.0, (told + _HAND_WEIGHT * hand) / (1 + _HAND_WEIGHT) + _LIFT))


def by_hand(measured: Sequence[float]) -> float:
    """What the hand-set points alone would say."""
    return 1 / (1 + math.exp((_MIDDLE - measured[_POINTS] + measured[_PENALTY]) / _SPREAD))


@cache
def _forest() -> trees.Forest:
    return trees.load(__package__, "_choice.json")
