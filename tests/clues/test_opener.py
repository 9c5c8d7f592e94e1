"""Openers: answers that show it by how they begin, in several languages."""

from __future__ import annotations

import pytest

from threads.clues import opener

FIRST = {"author": "Otterby", "text": "The lower valve has leaked since Easter."}


@pytest.mark.parametrize(
    "text",
    [
        "I agree, it leaks.",
        "Exactly my point.",
        "You are right about the valve.",
        "That's not true. It was dry on Friday.",
        "No, it was dry on Friday.",
        "I don't think so.",
        "Nonsense. It was dry.",
        "Why do you ask?",
        "Yes, since Good Friday to be exact.",
        "+1",
        "... exactly!",
        "Genau, seit Karfreitag schon.",
        "Das stimmt nicht, es war trocken.",
        "Doch, seit Ostern.",
        "D’accord avec ça.",
        "Exacto, desde Pascua.",
        "Esatto, da Pasqua.",
        "Dokładnie tak.",
        "It may leak, but you should have said so at the meeting.",
        "With respect, your argument is about the wrong valve.",
    ],
)
def test_answers_go_to_the_one_before(talk, text):
    claims = list(opener.find(talk(FIRST, {"author": "Gull", "text": text})))
    assert claims and {(claim.child, claim.parent) for claim in claims} == {(1, 0)}
    assert all(claim.evidence.quote and claim.evidence.sentence.endswith("right after Otterby") for claim in claims)


@pytest.mark.parametrize(
    "text",
    [
        "The pump house stood empty for a winter.",
        "Agreements were signed in the hall.",
        "Nobody has the key.",
        "Genauigkeit ist wichtig.",
        "Dochte brennen langsam.",
        "",
        "My cellar is dry.",
    ],
)
def test_words_that_open_a_subject_of_their_own(talk, links, text):
    assert links(opener, talk(FIRST, {"author": "Gull", "text": text})) == []


def test_where_the_newest_stand_first_the_one_before_is_below(talk, links):
    made = talk({"author": "Gull", "text": "Exactly my point."}, FIRST, order="newest")
    assert links(opener, made) == [(0, 1)]


def test_nobody_answers_himself_and_trees_need_no_guessing(talk, links):
    assert links(opener, talk(FIRST, {"author": "Otterby", "text": "Exactly my point."})) == []
    assert links(opener, talk(FIRST, {"author": "Gull", "text": "Exactly my point."}, layout="nested")) == []
    assert links(opener, talk({"author": "Gull", "text": "Exactly my point."})) == []
