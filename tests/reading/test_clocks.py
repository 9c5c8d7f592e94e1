"""Clocks: hours of half days, zones, and what is no clock."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from threads.reading import clocks
from threads.reading.folding import folded


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("17:07", (17, 7)),
        ("5:07 pm", (17, 7)),
        ("12:05 am", (0, 5)),
        ("12:05 p.m.", (12, 5)),
        ("14h30", (14, 30)),
        ("14 h 05 min", (14, 5)),
        ("14.05 uhr", (14, 5)),
        ("下午2:05", (14, 5)),
        ("오후 2:05", (14, 5)),
        ("2:05 μ.μ.", (14, 5)),
        ("14時05分", (14, 5)),
        ("24:00", (0, 0)),
        ("3 pm", (15, 0)),
    ],
)
def test_hours_and_minutes(text, time):
    found = re.fullmatch(clocks.CLOCK, folded(text))
    assert found is not None and clocks.time_of_day(found.groupdict()) == time


@pytest.mark.parametrize("text", ["25:00", "14:60", "14", "3時間", "1.5", "", "half past two"])
def test_what_is_no_clock(text):
    assert re.fullmatch(clocks.CLOCK, folded(text)) is None


@pytest.mark.parametrize(
    ("line", "end", "hours"),
    [
        ("14:05 UTC", 9, 0.0),
        ("14:05 +0200", 11, 2.0),
        ("14:05-05:30", 11, -5.5),
        ("14:05Z", 6, 0.0),
        ("14:05 (GMT+3)", 13, 3.0),
        ("14:05 est un bon moment", 5, 0.0),
    ],
)
def test_zones(line, end, hours):
    assert clocks.zone(line, 5) == (end, timedelta(hours=hours))


def test_no_clock_has_no_hour():
    assert clocks.time_of_day({}) == (0, 0) and clocks.half_of({}) == ""
