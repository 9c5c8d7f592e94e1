"""Times as pages write them, in some twenty languages: where in a line one stands, and which moment it names.

A page hardly ever states its zone; what states none is read as UTC. "3 hours ago" names no moment, so that
`When.moment` is `None`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

from threads.reading.alternation import any_of as _any

_WORDS: dict[str, Any] = tomllib.loads(files(__package__).joinpath("times.toml").read_text(encoding="utf-8"))


_MONTH_OF = {name: number for number, row in enumerate(_WORDS["months"], start=1) for name in row}
_MONTHS = frozenset(_MONTH_OF)
_MONTH = _any(_MONTH_OF) + r"\b\.?"
WEEKDAYS = frozenset(_WORDS["weekdays"])
"""Case folded, full and short."""
_WEEKDAY = _any(_WORDS["weekdays"]) + r"\b\.?,?\s{1,3}"
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-4])\s?(?:[:h]|\.(?=\d\d\b))\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"(?:\s?(?P<half>[ap]\.?\s?m\b\.?))?(?:\s(?:uhr|h)\b)?"
)
_ZONE = r"(?:\s?(?:\(?(?:utc|gmt|cet|cest|est|edt|pst|pdt)\)?|(?P<zone>[+-]\d\d:?\d\d)))?"
_JOIN = rf"[\s,]{{0,3}}(?:[-–—@/|·•]|{_any(_WORDS['joiners'])}|,)?[\s.,]{{0,3}}"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"

_DATES = (
    # 29. Juni 2017 · mercredi 15 mai 2019 · 8th of March, 2020
    rf"(?:{_WEEKDAY})?(?P<d1>[0-3]?\d)(?:\.|st|nd|rd|th|er|º)?[\s-]{{0,2}}(?:de |of )?(?P<m1>{_MONTH})"
    rf"[\s,.-]{{0,3}}(?:de |del )?{_YEAR.format('y1')}(?!\d)",
    # April 18, 2012 · Monday, October 25 2010
    rf"(?:{_WEEKDAY})?(?P<m2>{_MONTH})\s?(?P<d2>[0-3]?\d)(?:\.|st|nd|rd|th)?[,.]?\s{{0,2}}{_YEAR.format('y2')}(?!\d)",
    # 2013-07-18 · 2013/07/18
    rf"(?<!\d){_YEAR.format('y3')}(?P<s3>[-/.])(?P<m3>[01]?\d)(?P=s3)(?P<d3>[0-3]?\d)(?!\d)",
    # 18.07.2013 · 07/18/13
    r"(?<![\d.])(?P<d4>[0-3]?\d)(?P<s4>[-/.])\s?(?P<m4>[0-3]?\d)(?P=s4)\s?(?P<y4>(?:19|20)?\d\d)(?!\d)",
    # 2019年5月3日
    r"(?P<y5>(?:19|20)\d\d)\s?[年년]\s?(?P<m5>[01]?\d)\s?[月월]\s?(?P<d5>[0-3]?\d)\s?[日일]",
    # Sunday 8th March · May 5 (no year: only with a clock or on a line of its own)
    rf"(?:{_WEEKDAY})?(?P<d6>[0-3]?\d)(?:\.|st|nd|rd|th)?\s(?:de |of )?(?P<m6>{_MONTH})(?!\w)",
    rf"(?:{_WEEKDAY})?(?P<m7>{_MONTH})\s(?P<d7>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[''’](?P<y7>\d\d))?(?![\w.]\d|\w)",
)
_ABSOLUTE = [re.compile(rf"(?:{date})(?:{_JOIN}{_CLOCK}{_ZONE})?", re.IGNORECASE) for date in _DATES]
_CLOCK_FIRST = re.compile(rf"(?<!\d){_CLOCK}(?:\s?(?:,|-|–|on|am|le))?\s{{0,2}}$", re.IGNORECASE)

_UNIT = _any(_WORDS["units"]) + r"\b\.?"
_COUNT = r"(?:\d{1,3}|an?|one|ein(?:em|er)?|une?|uma?)"
_ABOUT = _any(_WORDS["about"])
_LATER_CLOCK = _CLOCK.replace("hour", "hour2").replace("minute", "minute2").replace("half", "half2")
_RELATIVE = re.compile(
    rf"(?<!\w)(?:{_ABOUT}\s)?{_COUNT}\s?{_UNIT}(?:,?\s(?:and\s|und\s|et\s|y\s)?{_COUNT}\s?{_UNIT})?\s{{0,2}}"
    rf"{_any(_WORDS['after_age'])}(?!\w)"
    rf"|(?<!\w){_any(_WORDS['before_age'])}\s(?:{_ABOUT}\s)?{_COUNT}?\s?(?:{_UNIT}|\w{{2,10}})"
    rf"|(?<!\w){_any(_WORDS['days'])}(?:{_JOIN}{_LATER_CLOCK})"
    rf"|\d{{1,3}}\s?{_any(_WORDS['joined_units'])}\s?{_any(_WORDS['joined_endings'])}",
    re.IGNORECASE,
)
_SHORT_AGE = re.compile(r"^\W{0,3}\d{1,3}\s?(?:s|m|min|h|hr|hrs|d|w|wk|mo|y|yr|yrs)\W{0,3}$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_GLUE = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
"""Where a name and a date stand without a space ("AnnMarch 2, 2014")."""
_DIGIT = re.compile(r"\d")
_BY_MONTH = frozenset((0, 1, 5, 6))
"""Places of the date patterns that hold the name of a month."""
_MOST_BEFORE_MONTH = 40
"""Letters of a date before its month: a weekday, a day, and what stands between."""
_NUMERIC = re.compile(r"\d[-/.]\s?\d")
_RELATIVE_WORDS = frozenset(
    word for kind in ("after_age", "before_age", "days") for phrase in _WORDS[kind] for word in phrase.split()
)
_LONGEST = 240
"""Longer lines are prose; a time in them is not a header."""


@dataclass(frozen=True, slots=True)
class When:
    """A time found in a line."""

    start: int
    """Offset of its first character in the line."""
    end: int
    """Offset past its last character."""
    text: str
    """As the page writes it."""
    moment: datetime | None
    """UTC; ``None`` for relative times and where the year is not shown."""


def find(line: str) -> When | None:
    """The first time in a line, or ``None``.

    >>> find("Posted by Tin Whistle on 3. Mai 2021 um 08:15").moment.isoformat()
    '2021-05-03T08:15:00+00:00'
    >>> find("3 hours ago").moment is None
    True
    """
    if len(line) > _LONGEST:
        return None
    # The patterns are dear and most lines hold no time: only those with its parts are looked at closely.
    words = {word.casefold() for word in _LETTERS.findall(_GLUE.sub(" ", line))}
    has_digit = _DIGIT.search(line) is not None
    best: When | None = None
    month = _first_month(line, words) if has_digit else -1
    for rank in _worth_trying(line, month) if has_digit else ():
        named = rank in _BY_MONTH
        if best is not None and (rank >= 5 or (named and month >= best.start)):
            continue  # dates without a year count where there is none with one; and the first one is wanted
        found = _ABSOLUTE[rank].search(line, max(0, month - _MOST_BEFORE_MONTH) if named else 0)
        if found is None:
            continue
        when = _absolute(found, line)
        if when is not None and (best is None or (when.start, -when.end) < (best.start, -best.end)):
            best = when
    if best is not None:
        return best
    relative = None
    if not words.isdisjoint(_RELATIVE_WORDS) or any(sign in line for sign in "前전"):
        relative = _RELATIVE.search(line)
    if relative is None and has_digit and len(line) <= 12:
        relative = _SHORT_AGE.search(line)
    if relative is not None:
        return When(relative.start(), relative.end(), relative.group().strip(), None)
    return None


def _first_month(line: str, words: set[str]) -> int:
    """Where the first name of a month among these words stands, or before; -1 where there is none."""
    months = words & _MONTHS
    if not months:
        return -1
    folded = line.lower()
    return min(max(0, folded.find(month)) for month in months)


def _worth_trying(line: str, month: int) -> list[int]:
    """Which of the date patterns could match a line."""
    ranks: list[int] = []
    if month >= 0:
        ranks += [0, 1]
    if _NUMERIC.search(line):
        ranks += [2, 3]
    if "年" in line or "년" in line:
        ranks.append(4)
    return [*ranks, 5, 6] if month >= 0 else ranks


def _absolute(found: re.Match[str], line: str) -> When | None:
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    parts: dict[str, str] = {name[0]: value for name, value in groups.items() if len(name) == 2 and name[1].isdigit()}
    start, end = found.span()
    clock = groups
    if "hour" not in groups:
        # "23:39, 29. Juni 2017": the clock stands before the date.
        before = _CLOCK_FIRST.search(line[:start])
        if before is not None:
            start, clock = before.start(), {k: v for k, v in before.groupdict().items() if v is not None}
    text = line[start:end].strip(" ,-–—|·@/")
    month_text = parts.get("m", "").rstrip(".").casefold()
    month = int(month_text) if month_text.isdigit() else _MONTH_OF.get(month_text, 0)
    day = int(parts["d"])
    if (month > 12 and day <= 12) or (parts.get("s") == "/" and day <= 12 and clock.get("half")):
        day, month = month, day  # 07/18/2013, and 7/8/2013 5:30 pm, are American
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if "y" not in parts:
        return When(start, end, text, None)
    year = int(parts["y"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    hour, minute = int(clock.get("hour", 0)), int(clock.get("minute", 0))
    half = clock.get("half", "")[:1].lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half and hour <= 12 else hour
    try:
        moment = datetime(year, month, day, hour % 24, minute, tzinfo=UTC)
    except ValueError:
        return None
    zone = clock.get("zone")
    if zone:
        sign = -1 if zone[0] == "-" else 1
        digits = zone[1:].replace(":", "")
        moment -= sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return When(start, end, text, moment)
