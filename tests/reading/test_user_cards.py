"""User cards: fields, ranks and counters beside forum posts, and the words that are none of them."""

from __future__ import annotations

from threads.reading import user_cards
from threads.reading.lines import split

CARD = """Otterby
Senior Member
Joined: Mar 3, 2011
Posts: 214
Location: Under the pier
"""
WORDS = "The pump leaks at the lower valve, I saw it again this morning.\n"


def kept(text):
    lines = split(text)
    cards = user_cards.find(lines)
    return [line.body for index, line in enumerate(lines) if line.body and index not in cards]


def test_fields_are_found_and_names_and_words_left():
    assert kept(f"{CARD}{WORDS}") == ["Otterby", "Senior Member", WORDS.strip()]


def test_ranks_that_come_often_are_cards():
    assert kept(f"{CARD}{WORDS}" * 4) == ["Otterby", WORDS.strip()] * 4


def test_fields_of_one_forum_alone_are_told_by_their_neighbours():
    assert kept(f"{CARD}Boat: dinghy\n{WORDS}" * 3) == ["Otterby", WORDS.strip()] * 3


def test_labels_over_their_values_are_cards_together():
    forum = f"Otterby\nMessages\n214\nReaction score\n31\nPoints\n63\n{WORDS}\n"
    assert kept(forum * 3) == ["Otterby", WORDS.strip()] * 3


def test_prose_with_colons_is_left_alone():
    text = "Note: the pump leaks.\nAnswer: it does not.\nMoral: buy a new one.\n"
    assert kept(text) == text.splitlines()
    assert user_cards.find(split("")) == set()
