"""Times as exports write them: seconds or milliseconds since 1970, ISO 8601, mail headers, or words."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from threads.reading import times

_NUMBER = re.compile(r"-?\d{1,20}(?:\.\d{1,20})?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_SHORT_ZONE = re.compile(r"([+-]\d\d)$")
_UTC_BEHIND = re.compile(r"\s?(?:UTC|GMT)$")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND = 32_503_680_000
"""The year 3000; larger numbers count milliseconds, and those larger still microseconds or nanoseconds."""


def moment(value: Any) -> datetime | None:
    """The moment in UTC; ``None`` where the value names none. A time without a zone is taken to be in UTC.

    >>> moment(1_600_000_000_000).isoformat()
    '2020-09-13T12:26:40+00:00'
    >>> moment("2020-09-13 14:26:40+0200").isoformat()
    '2020-09-13T12:26:40+00:00'
    >>> moment("Sun, 13 Sep 2020 07:26:40 -0500").isoformat()
    '2020-09-13T12:26:40+00:00'
    """
    if isinstance(value, datetime):
        return _in_utc(value)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_number(value)
    if not isinstance(value, str):
        return None
    text = value.strip()[:200]
    if _YEAR.fullmatch(text):
        return None  # it names no moment, and certainly not one in 1970
    if _NUMBER.fullmatch(text):
        return _from_number(float(text))
    return _from_iso(text) if _ISO.match(text) else _from_words(text)


def time_text(value: Any) -> str | None:
    """The time as the export writes it; ``None`` where it writes none."""
    if value is None or isinstance(value, bool | list | dict):
        return None
    return str(value).strip() or None


def _from_number(number: float) -> datetime | None:
    try:
        number = float(number)
    except OverflowError:  # a whole number of hundreds of digits
        return None
    if not math.isfinite(number) or number == 0:
        return None
    for _ in range(3):
        if abs(number) < _LAST_SECOND:
            break
        number /= 1000
    try:
        return _EPOCH + timedelta(seconds=number)
    except OverflowError:
        return None


def _from_iso(text: str) -> datetime | None:
    text = _UTC_BEHIND.sub("Z", text)
    for written in (text, _SHORT_ZONE.sub(r"\1:00", text), text.replace(" ", "")):
        try:
            return _in_utc(datetime.fromisoformat(written))
        except ValueError:
            continue
    return None


def _from_words(text: str) -> datetime | None:
    try:
        return _in_utc(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        found = times.find(text)
    return None if found is None else found.moment


def _in_utc(time: datetime) -> datetime | None:
    try:
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
