"""Where the marks of a plot stand; the templates draw them as SVG.

Across, places are percentages, so that a plot fills any width without its letters growing or shrinking; down, they are
pixels. Every plot is plain values: what to draw, what to write beside it, and the number of the comment behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

PLOT_PIXELS = 120
"""Height of a plot's plane."""
TOP_PIXELS = 16
"""Room above the plane for what is written over the highest mark."""
_WIDTH = 100.0
_LONGEST_BAR = 84.0
"""The rest of the width is for the number behind the longest bar."""
_MOST_STEMS = 300


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, lying, as long as its count."""

    label: str
    group: str
    count: int
    width: float
    """Percent."""
    target: str
    """The anchor of what is counted."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a histogram."""

    low: float
    high: float
    count: int
    flagged: int
    x: float
    """Left edge, percent."""
    width: float
    """Percent."""
    height: float
    """Pixels; grows with the square root of the count, so that rare high scores can be seen."""
    flagged_height: float
    """Pixels of it, as large a share of the column as the flagged comments are of its comments."""


@dataclass(frozen=True, slots=True)
class Stem:
    """One comment of a thread in reading order, as high as its toxicity; or the highest of some neighbours."""

    x: float
    """Percent."""
    y: float
    """Pixels from the top."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One flagged comment of a thread, in reading order."""

    x: float
    y: float
    shape: str
    """abuse, conspiracy or both."""
    number: int
    """As on its card."""
    title: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A thread's toxicity in reading order."""

    stems: tuple[Stem, ...]
    marks: tuple[Mark, ...]
    unscored: tuple[float, ...]
    """Where comments stand that have no score, percent."""
    count: int
    """Comments on the page."""
    per_stem: int
    """How many neighbours one stem stands for, at most."""


@dataclass(frozen=True, slots=True)
class Whisker:
    """A share and its interval."""

    label: str
    hits: int
    total: int
    x: float
    low: float
    high: float
    """Percent, all three."""
    target: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What a timeline needs to know of one comment."""

    toxicity: float | None
    shape: str | None
    """``None``: it has no flag."""
    number: int
    title: str


def bars(counts: Sequence[tuple[str, str, int, str]]) -> tuple[Bar, ...]:
    """Bars from ``(label, group, count, target)``, in the order given; the longest takes 84 % of the width."""
    most = max((count for _, _, count, _ in counts), default=1)
    return tuple(
        Bar(label, group, count, round(_LONGEST_BAR * count / most, 2), target)
        for label, group, count, target in counts
    )


def histogram(values: Sequence[float], flagged: Sequence[bool], *, columns: int = 10) -> tuple[Column, ...]:
    """Columns of equal width over [0, 1]; a value on a boundary belongs to the column on its right, 1 to the last."""
    counts, marked = [0] * columns, [0] * columns
    for value, is_flagged in zip(values, flagged, strict=True):
        place = min(int(value * columns + 1e-9), columns - 1)
        counts[place] += 1
        marked[place] += is_flagged
    most = max(counts, default=0) or 1
    found = []
    for place, (count, hits) in enumerate(zip(counts, marked, strict=True)):
        height = max(2.0, PLOT_PIXELS * sqrt(count / most)) if count else 0.0
        found.append(
            Column(
                low=place / columns,
                high=(place + 1) / columns,
                count=count,
                flagged=hits,
                x=round(_WIDTH * (place + 0.08) / columns, 2),
                width=round(_WIDTH * 0.84 / columns, 2),
                height=round(height, 1),
                flagged_height=round(height * hits / count, 1) if count else 0.0,
            )
        )
    return tuple(found)


def timeline(moments: Sequence[Moment]) -> Timeline:
    """A stem for each scored comment (for the highest of neighbours where they are many), a mark for each flagged."""
    count = len(moments)
    per_stem = max(1, -(-count // _MOST_STEMS))

    def across(place: int) -> float:
        return round(_WIDTH * (place + 0.5) / count, 2)

    stems = []
    for first in range(0, count, per_stem):
        values = [moment.toxicity for moment in moments[first : first + per_stem] if moment.toxicity is not None]
        if values:
            stems.append(Stem(across(first), height_of(max(values))))
    return Timeline(
        stems=tuple(stems),
        marks=tuple(
            Mark(across(place), height_of(moment.toxicity or 0.0), moment.shape, moment.number, moment.title)
            for place, moment in enumerate(moments)
            if moment.shape is not None
        ),
        unscored=tuple(across(place) for place, moment in enumerate(moments) if moment.toxicity is None)[:_MOST_STEMS],
        count=count,
        per_stem=per_stem,
    )


def height_of(share: float) -> float:
    """Pixels from the top of a plot at which a share in [0, 1] stands."""
    return round(TOP_PIXELS + PLOT_PIXELS * (1 - share), 1)


def whiskers(shares: Sequence[tuple[str, int, int, float, float, str]]) -> tuple[Whisker, ...]:
    """Whiskers from ``(label, hits, total, low, high, target)``, in the order given."""
    return tuple(
        Whisker(
            label,
            hits,
            total,
            round(_WIDTH * hits / total, 2),
            round(_WIDTH * low, 2),
            round(_WIDTH * high, 2),
            target,
        )
        for label, hits, total, low, high, target in shares
    )
