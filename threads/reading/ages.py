"""Ages: how long ago a comment was written, where the page says "3 hours ago" instead of a date."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from threads.reading import languages
from threads.reading.alternation import any_of
from threads.reading.folding import folded

_SECONDS = (1, 60, 3600, 86_400, 7 * 86_400, 30 * 86_400, 365 * 86_400)
"""A second, a minute, an hour, a day, a week, a month, a year."""
_ONE = ("an", "einem", "einen", "einer", "uno", "una", "jedną", "jednym", "jednou", "одну", "enn", "yksi")
"""Ones in other cases than titles of comments have them."""
_LONGEST = 60
_MOST_PARTS = 2


@cache
def _length_of() -> dict[str, int]:
    units = {**languages.numbered("units"), **languages.numbered("age_units")}
    return {word: _SECONDS[number - 1] for word, number in units.items()}


@cache
def _part() -> re.Pattern[str]:
    ones = any_of({*languages.words("one"), *_ONE})
    return re.compile(rf"(?<![\w:./-])(\d{{1,3}}|{ones}(?![^\W_]))\s{{0,2}}([^\W\d_]{{1,14}})")


@lru_cache(maxsize=8192)
def seconds(time_text: str) -> int | None:
    """How long ago a relative time lies, in seconds; ``None`` where the words name no age.

    >>> seconds("3 hours ago"), seconds("1 Stunde 51 Minuten her"), seconds("4 yr. ago"), seconds("May 3, 2019")
    (10800, 6660, 126144000, None)
    """
    if len(time_text) > _LONGEST:
        return None
    lengths = _length_of()
    total, parts = 0, 0
    for found in _part().finditer(folded(time_text)):
        count, unit = found.groups()
        length = lengths.get(unit) or _by_beginning(unit, lengths)
        if length is None:
            continue
        total += (int(count) if count.isdigit() else 1) * length
        parts += 1
        if parts == _MOST_PARTS:
            break
    return total if parts else None


def _by_beginning(unit: str, lengths: dict[str, int]) -> int | None:
    """Scripts without blanks glue "ago" to the unit: "3小时前"."""
    if unit.isascii():
        return None
    return next((lengths[unit[:size]] for size in range(min(3, len(unit)), 0, -1) if unit[:size] in lengths), None)
