"""The notation of phrases, and that every data file can be used."""

from __future__ import annotations

import re

import pytest

from threads.errors import UsageError
from threads.wording import lexicon, stance
from threads.wording.lexicon import compiled, words_of


def found(phrase: str, text: str, **classes: list[str]) -> list[str]:
    made = compiled([("test", {"label": "x", "entry": [{"name": "n", "phrases": [phrase]}]})], classes)
    return [text[hit.start : hit.end] for hit in made.find(text, words_of(text))]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("poison*", "they poisoned it", ["poisoned"]),
        ("poison", "they poisoned it", []),
        ("rigged|stole votes", "he stole votes", ["stole votes"]),
        ("in_secret", "done in secret here", ["in secret"]),
        ("they ~2 lie", "they all always lie", ["they all always lie"]),
        ("they ~1 lie", "they all always lie", []),
        ("they ~9 lie", "they left. We lie", []),
        ("a very? bad boat", "a bad boat, a very bad boat", ["a bad boat", "a very bad boat"]),
        ("^ wake up", "then wake up. wake up", ["wake up"]),
        ("boat $", "a boat at sea. a boat", ["boat"]),
        (", liar !", "no, liar!", [", liar!"]),
        ('" boat "', 'a "boat" sails', [' "boat"']),
    ],
)
def test_notation(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


def test_classes_may_hold_phrases_and_stems() -> None:
    assert found("{they} {spray} us", "the same lot sprayed us", they=["the same lot"], spray=["spray*"]) == [
        "the same lot sprayed us"
    ]


def test_an_unknown_class_is_an_error_that_names_the_file() -> None:
    with pytest.raises(UsageError, match=r"test: no class is called \{they\}"):
        found("{they} lie", "x")


@pytest.mark.parametrize("name", lexicon.names("claims"))
def test_every_family_says_what_it_is_where_from_and_where_it_errs(name: str) -> None:
    data = lexicon.read(name)
    head = (lexicon.folder() / f"{name}.toml").read_text(encoding="utf-8")
    assert data["label"] == name.removeprefix("claims/")
    assert data["topic"]
    assert data["entry"]
    assert "# Source:" in head
    assert "# Known errors:" in head
    assert data["label"] in stance.families()


def test_every_pattern_compiles() -> None:
    known = stance.words()
    for made in (known.plot, known.stance, known.topics):
        for entry in made.entries:
            re.compile(entry.pattern)
