"""Mentions: names after @, at the beginning, in the header, and those that only look like one."""

from __future__ import annotations

import pytest

from threads.clues import mention

PEOPLE = [{"author": "Otterby"}, {"author": "Ferry Nan"}, {"author": "tide_clock7"}]


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("@Otterby no, it does not.", 0),
        ("No, @Otterby, it does not.", 0),
        ("@Ferry Nan, thanks!", 1),
        ("@ferry see above", 1),
        ("@tide_clock7 when?", 2),
        ("@Otterby. It does.", 0),
        ("Otterby, it does not.", 0),
        ("Ferry Nan: who has the key?", 1),
        ("Nan, who has the key?", None),
        ("Ferry - who has the key?", 1),
        ("Hi Otterby, who has the key?", 0),
        ("Hallo Ferry Nan, wer hat den Schlüssel?", 1),
        ("Danke Otterby! Das war gut.", 0),
        ("OTTERBY! Come home.", 0),
        ("I think that Ferry Nan has the key.", 1),
        ("As tide_clock7 said, it is late.", 2),
    ],
)
def test_whom_the_words_address(talk, links, text, parent):
    made = talk(*PEOPLE, {"author": "Gull", "text": text})
    assert links(mention, made) == ([] if parent is None else [(3, parent)])


def test_the_header_says_it(talk):
    made = talk(*PEOPLE, {"author": "Gull", "text": "@Ferry Nan, he is wrong.", "addressee": "Otterby"})
    (claim,) = mention.find(made)
    assert claim.parent == 0 and claim.evidence.sentence == "its header says it answers Otterby"


def test_the_last_comment_before_is_meant(talk, links):
    made = talk(
        {"author": "Otterby"}, {"author": "Otterby"}, {"author": "Gull", "text": "@Otterby no."}, {"author": "Otterby"}
    )
    assert links(mention, made) == [(2, 1)]


def test_where_the_newest_stand_first_the_next_below_is_meant(talk, links):
    made = talk(
        {"author": "Otterby"}, {"author": "Gull", "text": "@Otterby no."}, {"author": "Otterby"}, order="newest"
    )
    assert links(mention, made) == [(1, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody knows.",
        "@Someone else entirely",
        "ann@Otterby.example is my address",
        "I saw an otterby today, a big one.",
        "No, it does not.",
        "",
        "@",
        "Hello, everybody!",
    ],
)
def test_other_words_address_nobody(talk, links, text):
    assert links(mention, talk(*PEOPLE, {"author": "Gull", "text": text})) == []


def test_a_name_that_two_people_share_names_neither(talk, links):
    made = talk({"author": "Ferry Nan"}, {"author": "Ferry Tom"}, {"author": "Gull", "text": "@Ferry, who has it?"})
    assert links(mention, made) == []


def test_nobody_addresses_those_who_spoke_later(talk, links):
    assert links(mention, talk({"author": "Gull", "text": "@Otterby no."}, {"author": "Otterby"})) == []


def test_names_in_quoted_words_address_nobody(talk, links):
    from threads.model import Quote

    text = "“@Otterby is wrong about that” is no argument."
    made = talk(*PEOPLE, {"author": "Gull", "text": text, "quotes": (Quote(text=text[1:29], span=(1, 29)),)})
    assert links(mention, made) == []
