"""Ages and named days: with figures wherever they stand, in words alone only where nothing but signs is beside them."""

from __future__ import annotations

import pytest

from threads.reading.age_phrases import WORDS, find, stands_alone
from threads.reading.folding import folded


def found(line):
    plain = folded(line)
    span = find(plain, set(WORDS.findall(plain)), has_figures=any(map(str.isdigit, line)))
    return None if span is None else line[span[0] : span[1]].strip()


@pytest.mark.parametrize(
    ("line", "age"),
    [
        ("Otterby 3 hours ago", "3 hours ago"),
        ("Otterby 1 year, 2 months ago | parent", "1 year, 2 months ago"),
        ("about 2 weeks ago", "about 2 weeks ago"),
        ("Otterby · vor einem Jahr", "vor einem Jahr"),
        ("Otterby · yesterday", "yesterday"),
        ("Otterby yesterday at 10:15", "yesterday at 10:15"),
        ("il y a environ 3 heures", "il y a environ 3 heures"),
        ("3h", "3h"),
        ("小明3小时前", "3小时前"),
    ],
)
def test_ages(line, age):
    assert found(line) == age


@pytest.mark.parametrize(
    "line",
    [
        "It took 3 hours",
        "vor allem Otterby",
        "Otterby left yesterday",
        "a year ago we moved",
        "3日前に行きました",
        "Today",
        "12 hares",
        "",
    ],
)
def test_what_is_no_age(line):
    assert found(line) is None


@pytest.mark.parametrize(
    ("line", "alone"), [("Ann · x", True), ("x", True), ("Ann x", False), ("x, then", False), ("x · Reply", True)]
)
def test_standing_alone(line, alone):
    place = line.index("x")
    assert stands_alone(line, place, place + 1) is alone
