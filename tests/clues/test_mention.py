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
        ("@tideclock when?", 2),
        ("@FerryNan when?", 1),
        ("When, exactly, Otterby?", 0),
        ("Thanks, Ferry Nan!", 1),
        ("The key is under the mat. " * 30 + "@Otterby", 0),
        ("The key is under the mat. " * 30 + "Who put it there, Otterby?", 0),
        ("u/Otterby - no.", 0),
    ],
)
def test_whom_the_words_address(talk, links, text, parent):
    made = talk(*PEOPLE, {"author": "Gull", "text": text})
    assert links(mention, made) == ([] if parent is None else [(3, parent)])


def test_the_header_says_it(talk):
    made = talk(*PEOPLE, {"author": "Gull", "text": "@Ferry Nan, he is wrong.", "addressee": "Otterby"})
    first, second = mention.find(made)
    assert first.parent == 0 and first.evidence.sentence == "its header says it answers Otterby"
    assert (second.parent, second.sign) == (1, "mention further")


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


def test_a_name_that_two_people_share_may_mean_either(talk):
    made = talk({"author": "Ferry Nan"}, {"author": "Ferry Tom"}, {"author": "Gull", "text": "@Ferry, who has it?"})
    assert [(claim.parent, claim.sign) for claim in mention.find(made)] == [
        (0, "mention shared"),
        (1, "mention shared"),
    ]


def test_of_two_who_share_a_name_the_one_who_has_spoken_is_meant(talk, links):
    made = talk({"author": "Ferry Nan"}, {"author": "Gull", "text": "@Ferry, who has it?"}, {"author": "Ferry Tom"})
    assert links(mention, made) == [(1, 0)]


def test_a_name_that_many_share_means_nobody(talk, links):
    people = [{"author": f"Guest {word}"} for word in ("One", "Two", "Three", "Four", "Five")]
    made = talk(*people, {"author": "Gull", "text": "Guest, who has it?"})
    assert links(mention, made) == []


@pytest.mark.parametrize(
    "text", ["Otterby & Ferry, thank you.", "Otterby und Ferry: danke!", "@Otterby @Ferry Nan yes."]
)
def test_two_people_addressed_are_two_parents_the_first_counting_most(talk, text):
    claims = list(mention.find(talk(*PEOPLE, {"author": "Gull", "text": text})))
    assert [claim.parent for claim in claims] == [0, 1]
    assert claims[0].evidence.weight > claims[1].evidence.weight and claims[1].sign == "mention further"


def test_a_name_that_the_page_lost_points_to_the_comment_right_before(talk):
    (claim,) = mention.find(talk(*PEOPLE, {"author": "Gull", "text": "@Someone else entirely"}))
    assert (claim.parent, claim.sign) == (2, "mention stranger") and claim.evidence.weight < 0.5


def test_only_the_name_is_quoted(talk):
    (claim,) = mention.find(talk(*PEOPLE, {"author": "Gull", "text": "@Otterby There is none."}))
    assert claim.evidence.quote == "Otterby"


def test_nobody_addresses_himself(talk, links):
    assert links(mention, talk({"author": "Gull"}, {"author": "Gull", "text": "Gull, you are a fool."})) == []


def test_nobody_addresses_those_who_spoke_later(talk, links):
    assert links(mention, talk({"author": "Gull", "text": "@Otterby no."}, {"author": "Otterby"})) == []


def test_names_in_quoted_words_address_nobody(talk, links):
    from threads.model import Quote

    text = "“@Otterby is wrong about that” is no argument."
    made = talk(*PEOPLE, {"author": "Gull", "text": text, "quotes": (Quote(text=text[1:29], span=(1, 29)),)})
    assert links(mention, made) == []
