"""Other calendars: days that almanacs give in both."""

from __future__ import annotations

import pytest

from threads.reading.calendars import from_solar_hijri


@pytest.mark.parametrize(
    ("persian", "gregorian"),
    [
        ((1400, 2, 13), "2021-05-03"),
        ((1399, 12, 30), "2021-03-20"),
        ((1403, 1, 1), "2024-03-20"),
        ((1404, 1, 1), "2025-03-21"),
        ((1375, 1, 1), "1996-03-20"),
        ((1398, 7, 1), "2019-09-23"),
    ],
)
def test_solar_hijri(persian, gregorian):
    assert from_solar_hijri(*persian).isoformat() == gregorian


@pytest.mark.parametrize(
    "persian", [(1400, 12, 30), (1400, 13, 1), (1400, 7, 31), (1400, 1, 0), (900, 1, 1), (1600, 1, 1)]
)
def test_days_that_are_none(persian):
    assert from_solar_hijri(*persian) is None
