"""The files of words: each parses, knows the same kinds, cites its sources, and contradicts no other."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from threads.reading import languages
from threads.reading.folding import folded

FILES = sorted((Path(languages.__file__).parent / "_languages").glob("*.toml"))
REQUIRED = {
    "section",
    "button",
    "ending",
    "says",
    "by",
    "answering",
    "card",
    "greeting",
    "deleted",
    "none",
    "lead",
    "times",
}
PARTICULAR = {"section", "button", "ending"}
# fmt: off
KINDS = REQUIRED | {
    "counted", "qualifier", "one", "opening", "trailer", "joined_says", "answered", "answered_joined", "quoting", "dating",
    "dated_otherwise", "handed", "expand", "counted_of", "furniture",
}
TIME_KINDS = {
    "months", "solar_months", "weekdays", "units", "age_units", "counts", "after_age", "before_age", "about", "days", "moments",
    "joiners", "before_noon", "after_noon", "ordinals", "short_ages", "year_words",
}
# fmt: on
everywhere = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def test_there_are_the_languages_that_are_promised() -> None:
    wanted = "en de fr es it pt pl ru tr ar zh ja nl sv cs uk ko hu ro el fi da nb vi id he fa th"
    assert {file.stem for file in FILES} >= set(wanted.split())


@everywhere
def test_a_file_has_the_kinds_of_words(file: Path) -> None:
    table = tomllib.loads(file.read_text("utf-8"))
    assert REQUIRED - {"answering", "lead"} <= set(table) <= KINDS
    assert set(table["times"]) <= TIME_KINDS
    assert file.read_text("utf-8").startswith("# ") and "Sources: " in file.read_text("utf-8")


@everywhere
def test_there_are_twelve_months_and_seven_units(file: Path) -> None:
    times = tomllib.loads(file.read_text("utf-8"))["times"]
    assert len(times.get("months", range(12))) == 12
    assert len(times["units"]) == len(times.get("age_units", range(7))) == 7


@everywhere
def test_no_word_is_listed_twice(file: Path) -> None:
    table = tomllib.loads(file.read_text("utf-8"))
    for kind, words in table.items():
        if kind != "times":
            assert len(set(words)) == len(words), kind


def test_a_month_is_the_same_in_every_language() -> None:
    numbers: dict[str, set[int]] = {}
    for file in FILES:
        for number, names in enumerate(tomllib.loads(file.read_text("utf-8"))["times"].get("months", ()), start=1):
            for name in names.split(", "):
                numbers.setdefault(folded(name), set()).add(number)
    assert {name: found for name, found in numbers.items() if len(found) > 1} == {}


def test_words_are_folded_and_come_longest_first() -> None:
    words = languages.words("button")
    assert list(words) == [folded(word) for word in words]
    assert [len(word) for word in words] == sorted(map(len, words), reverse=True)


def test_an_unknown_kind_has_no_words() -> None:
    assert languages.words("weather") == languages.time_words("weather") == ()
