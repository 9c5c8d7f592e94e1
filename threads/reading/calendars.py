"""Years and days of other calendars as Gregorian ones: Japanese eras, the Minguo and Buddhist counts, Solar Hijri."""

from __future__ import annotations

from datetime import date, timedelta

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The Gregorian year before the first of each era."""
BUDDHIST_YEARS = 543
"""What a Thai year is ahead."""
_LEAP_PLACES = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
"""Places of leap years in the 33-year round of the Solar Hijri calendar, which holds for the years 1244 to 1468."""


def from_solar_hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a Persian one; ``None`` where there is no such day.

    >>> from_solar_hijri(1400, 2, 13)
    datetime.date(2021, 5, 3)
    """
    if not (1244 <= year <= 1468 and 1 <= month <= 12):
        return None
    length = 31 if month <= 6 else 30 if month <= 11 or year % 33 in _LEAP_PLACES else 29
    if not 1 <= day <= length:
        return None
    leaps = sum(before % 33 in _LEAP_PLACES for before in range(1244, year))
    days = (year - 1244) * 365 + leaps + (month - 1) * 30 + min(month - 1, 6) + day - 1
    return date(1865, 3, 21) + timedelta(days=days)
