"""Phrases: the same finds as one long alternation, and what can be read off a regular expression."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import threads.clues
from threads.reading.phrases import Phrases, first_letters, required

OPENERS = tomllib.loads((Path(threads.clues.__file__).parent / "_openers.toml").read_text(encoding="utf-8"))
TEXTS = (
    "You should read the article again. You said so.",
    "Great post, thanks for sharing!",
    "Agreed. As you say, the sluice leaks.",
    "No, that is not true at all.",
    "i totally agree",
    "Danke für den Hinweis, und wie du schreibst: es leckt.",
    "谢谢 您的评论",
    "+1",
    "  and then nothing",
    "",
)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"^\s*last edited:", ("last edited:",)),
        (r"add a? ?comment$", ("comment",)),
        (r"\bnext\s*\[[–-]\]", ("next",)),
        (r"[\]a]bc{2,3}d", ("bc",)),
        (r"link\|edit", ("link|edit",)),
        ("this|that", ("that", "this")),
        (r"\b(?:only|groups) (?:of words)?", ("groups", "only")),
        (r"(?:maybe)?\d+", ()),
        (r"can(?:\x27|’)t(?! be)", ("can",)),
        (r"\w+|word", ()),
    ],
)
def test_words_that_every_match_holds(pattern: str, words: tuple[str, ...]) -> None:
    assert required(pattern) == words


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"\byou\b", {"y"}),
        ("(?:i |we )?(?:totally )?agree", {"i", "w", "t", "a"}),
        (r"\+1\b", {"+"}),
        ("thanks?|Merci", {"t", "m"}),
        ("a?b*c", {"a", "b", "c"}),
        ("a?", None),
        (r"\w", None),
        ("[ab]", None),
        (r"(?:x|)y", {"x", "y"}),
    ],
)
def test_letters_that_a_match_begins_with(pattern: str, letters: set[str] | None) -> None:
    assert first_letters(pattern) == letters


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "kind", [kind for kind in OPENERS.values() if "opening" in kind], ids=lambda kind: kind["says"]
)
def test_the_same_phrase_opens(kind: dict[str, list[str]], text: str) -> None:
    for place in range(len(text) + 1):
        plain = re.compile("(?:" + "|".join(kind["opening"]) + ")", re.IGNORECASE).match(text, place)
        found = Phrases(kind["opening"]).at(text, place)
        assert (found and found.span()) == (plain and plain.span())


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "kind", [kind for kind in OPENERS.values() if "addressing" in kind], ids=lambda kind: kind["says"]
)
def test_the_same_phrases_stand_within(kind: dict[str, list[str]], text: str) -> None:
    plain = re.compile("|".join(kind["addressing"]), re.IGNORECASE)
    assert Phrases(kind["addressing"]).within(text) == {found.group().casefold() for found in plain.finditer(text)}
