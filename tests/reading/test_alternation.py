"""Alternations match what a list of words, longest first, would match."""

from __future__ import annotations

import re

import pytest

from threads.reading import cues
from threads.reading.alternation import any_of

WORDS = ["may", "mai", "mayo", "m.", "de la", "août", "a", "ab", "abc", "мая", "3月"]


@pytest.mark.parametrize(
    "text", ["mayo 3", "may", "MAI", "m.", "mx", "de la Cruz", "Août", "abd", "abc", "МАЯ", "3月", ""]
)
def test_the_longest_word_that_stands_there_is_found(text: str) -> None:
    plain = "(?:" + "|".join(re.escape(word) for word in sorted(WORDS, key=len, reverse=True)) + ")"
    found = re.compile(any_of(WORDS), re.IGNORECASE).match(text)
    expected = re.compile(plain, re.IGNORECASE).match(text)
    assert (found and found.group()) == (expected and expected.group())


def test_a_shorter_word_is_tried_where_the_rest_of_the_pattern_asks_for_it() -> None:
    assert re.fullmatch(any_of(["abc", "ab"]) + "cd", "abcd") is not None


@pytest.mark.parametrize("kind", ["section", "button", "says", "ending"])
def test_every_word_of_a_list_matches_itself(kind: str) -> None:
    pattern = re.compile(cues.any_of(kind), re.IGNORECASE)
    assert [word for word in cues.words(kind) if pattern.fullmatch(word) is None] == []
