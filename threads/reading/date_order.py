"""Whether the day or the month stands first in figures alone (3/4/2021), decided by all dates of a page together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from threads.reading.folding import folded

_FIGURES = re.compile(
    r"(?<![\d./-])(?P<first>\d{1,2})(?P<sign>[/-])(?P<second>\d{1,2})(?P=sign)(?P<year>(?:\d\d)?\d\d)(?!\d)"
)
_AMERICAN = re.compile(r"\d\s?[ap]\.?m\b")
_FEWEST = 3
"""Dates from which their spread tells something."""
_CLEAR = 4
"""Comments of a page lie close together: one order is believed where it spreads the dates this many times less."""


def month_first(texts: Sequence[str]) -> bool | None:
    """Whether the month stands first; ``None`` where no two readings are possible or nothing tells them apart.

    A date that can be read in one way only decides; then an American clock; then how close the dates lie together.

    >>> month_first(["3/4/2021", "3/31/2021"]), month_first(["3/4/2021", "31/3/2021"]), month_first(["3/4/2021"])
    (True, False, None)
    """
    found = [_FIGURES.search(text) for text in map(folded, texts) if "/" in text or "-" in text]
    pairs = [(int(one["first"]), int(one["second"]), int(one["year"])) for one in found if one is not None]
    days_first = sum(first > 12 >= second for first, second, _ in pairs)
    months_first = sum(second > 12 >= first for first, second, _ in pairs)
    if days_first != months_first:
        return months_first > days_first
    if not pairs or days_first:
        return None
    if any(_AMERICAN.search(folded(text)) for text in texts if "/" in text):
        return True
    if len(pairs) < _FEWEST:
        return None
    spread, american_spread = _spread(pairs, month_first=False), _spread(pairs, month_first=True)
    if american_spread * _CLEAR < spread:
        return True
    return False if spread * _CLEAR < american_spread else None


def _spread(pairs: Sequence[tuple[int, int, int]], *, month_first: bool) -> int:
    """Days between the earliest and the latest date under one reading."""
    # Every month has a first to twelfth day, so that both readings exist.
    days = [
        date(2000 + year % 100, *((first, second) if month_first else (second, first))).toordinal()
        for first, second, year in pairs
        if 1 <= first <= 12 and 1 <= second <= 12
    ]
    return max(days) - min(days) if days else 0
