"""Measures of scores: how well they rank, what a threshold finds, and whether they mean what they say.

Arrays have one axis, ``(texts,)``: truths in [0, 1] (labels, or shares of raters), scores as shares in [0, 1], weights
for how many texts each stands for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BINS = 15
DRAWS = 1_000
_BAR = 40


@dataclass(frozen=True, slots=True)
class Bin:
    """Scores that lie close together: what they say on the mean, and how often it is so."""

    low: float
    high: float
    weight: float
    """How many texts it stands for."""
    said: float
    """The mean score."""
    true: float
    """The mean truth."""


def auc(truths: Floats, scores: Floats) -> float | None:
    """The chance that a toxic text scores above a clean one; ``None`` where either kind is missing."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(truths, scores)) if len(np.unique(truths)) == 2 else None


def average_precision(truths: Floats, scores: Floats, weights: Floats) -> float | None:
    """The mean precision over all recalls; ``None`` without a toxic text."""
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(truths, scores, sample_weight=weights)) if truths.any() else None


def draws(truths: Floats, scores: Floats, *, number: int = DRAWS, seed: int = 0) -> Floats:
    """AUCs of as many sets drawn anew from the toxic and from the clean ones; empty where either kind is missing.

    Equal scores share a step, so that a draw is two counts over the steps and needs no sorting.
    """
    levels, step = np.unique(scores, return_inverse=True)
    toxic, clean = step[truths == 1], step[truths == 0]
    if not len(toxic) or not len(clean):
        return np.empty(0)
    chance = np.random.default_rng(seed)
    found = np.empty(number)
    for place in range(number):
        above = np.bincount(chance.choice(toxic, len(toxic)), minlength=len(levels))
        below = np.bincount(chance.choice(clean, len(clean)), minlength=len(levels))
        found[place] = (above * (np.cumsum(below) - below / 2)).sum() / (len(toxic) * len(clean))
    return found


def interval(drawn: Floats) -> tuple[float, float] | None:
    """Where 95 of 100 draws lie."""
    if not len(drawn):
        return None
    low, high = np.percentile(drawn, (2.5, 97.5))
    return float(low), float(high)


def at(mark: float, truths: Floats, scores: Floats, weights: Floats) -> tuple[float | None, float | None]:
    """Precision and recall of what scores at least ``mark``; ``None`` where nothing can be divided."""
    found = scores >= mark
    right = float((weights * truths)[found].sum())
    return _ratio(right, float(weights[found].sum())), _ratio(right, float((weights * truths).sum()))


def flagged(mark: float, scores: Floats, weights: Floats | None = None) -> float | None:
    """The share that scores at least ``mark``; ``None`` for no scores."""
    weights = np.ones_like(scores) if weights is None else weights
    return _ratio(float(weights[scores >= mark].sum()), float(weights.sum()))


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def reliability(truths: Floats, scores: Floats, weights: Floats, *, bins: int = BINS) -> list[Bin]:
    """Scores in ``bins`` steps of equal width, empty ones left out."""
    places = np.minimum((scores * bins).astype(int), bins - 1)
    found = []
    for place in np.unique(places):
        inside = places == place
        weight = float(weights[inside].sum())
        if weight > 0:
            said, true = (float((values * weights)[inside].sum()) / weight for values in (scores, truths))
            found.append(Bin(place / bins, (place + 1) / bins, weight, said, true))
    return found


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """The mean gap between what scores say and how often it is so, by weight; ``None`` without scores."""
    return _ratio(sum(one.weight * abs(one.said - one.true) for one in bins), sum(one.weight for one in bins))


def diagram(bins: Sequence[Bin]) -> str:
    """Reliability as text, one row a bin: ``#`` as far as it is so, ``|`` where the scores say it should be."""
    lines = []
    for one in bins:
        bar = "#" * round(one.true * _BAR)
        place = min(round(one.said * _BAR), _BAR)
        bar = bar.ljust(_BAR + 1)
        bar = f"{bar[:place]}|{bar[place + 1 :]}".rstrip()
        lines.append(f"  {one.low:.2f}-{one.high:.2f} {one.weight:>8.0f} said {one.said:.2f} true {one.true:.2f} {bar}")
    return "\n".join(lines)


def strip(bins: Sequence[Bin], *, number: int = BINS) -> str:
    """Reliability as one row: how often it is so in each step, in percent, ``-`` for a step without scores."""
    cells = ["-"] * number
    for one in bins:
        cells[round(one.low * number)] = f"{100 * one.true:.0f}"
    return " ".join(f"{cell:>3}" for cell in cells)
