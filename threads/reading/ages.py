"""Ages: how long ago a comment was written, where the page says "3 hours ago" instead of a date."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

_SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86_400,
    "week": 7 * 86_400,
    "month": 30 * 86_400,
    "year": 365 * 86_400,
}
_PART = re.compile(
    r"(?<![\w:./-])(\d{1,3}|an?|one|ein(?:e[mnr]?)?|une?|un[ao]?|uma?)\s{0,2}([^\W\d_]{1,14})", re.IGNORECASE
)
_LONGEST = 60
_MOST_PARTS = 2


@cache
def _length_of() -> dict[str, int]:
    table = tomllib.loads(files(__package__).joinpath("ages.toml").read_text(encoding="utf-8"))
    return {word: _SECONDS[unit] for unit, words in table.items() for word in words}


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
    for found in _PART.finditer(time_text):
        count, unit = found.groups()
        length = lengths.get(unit.casefold()) or _by_beginning(unit, lengths)
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
