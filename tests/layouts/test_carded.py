"""User cards: forum posts under what the forum says of their members."""

from __future__ import annotations

import pytest

from threads import layouts
from threads.layouts import carded
from threads.model import Page
from threads.reading.sheet import Sheet

NAMES = ["Otterby", "ferry_nan", "Otterby", "Tin Whistle"]
WORDS = [
    "The lower valve has leaked since Easter and nobody has looked at it, not even the council.",
    "I looked at it on Friday. It is the gasket, not the valve.",
    "Then somebody should buy a gasket before the cellar is full of water.",
    "There are gaskets in the blue tin on the shelf, left of the door.",
]


def forum(names=NAMES, words=WORDS):
    cards = (
        f"{name}\n\nExperienced member\n{31 * place + 14} 1,204\nNation of residence\nIceland\nNation of origin\n"
        for place, name in enumerate(names)
    )
    return "The pump house leaks\n\n" + "".join(f"{card}{text}\n\n" for card, text in zip(cards, words, strict=True))


def read(text):
    reading = carded.segment(Sheet(Page(source="page", text=text)))
    return reading and reading.section


def test_posts_stand_between_cards():
    section = read(forum())
    assert [comment.author for comment in section.comments] == NAMES
    assert [comment.text for comment in section.comments] == WORDS


def test_a_name_may_be_lost():
    section = read(forum(names=["Otterby", "", "Otterby", "Tin Whistle"]))
    assert [comment.author for comment in section.comments] == ["Otterby", None, "Otterby", "Tin Whistle"]
    assert [comment.text for comment in section.comments] == WORDS


def test_cards_are_no_words_of_anybody():
    said = " ".join(comment.text for comment in layouts.segment(Page(source="page", text=forum())).comments)
    assert "member" not in said and "Nation" not in said and "Iceland" not in said


@pytest.mark.parametrize(
    "text",
    ["", "Otterby\n\nThe pump leaks.\n", "Otterby\nJoined: Mar 3, 2011\nPosts: 12\n\nThe pump leaks.\n"],
)
def test_fewer_than_two_cards_are_left_alone(text):
    assert read(text) is None
