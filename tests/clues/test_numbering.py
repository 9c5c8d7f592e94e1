"""Numbers: dotted ones of the page, and those that comments name."""

from __future__ import annotations

import pytest

from threads.clues import numbering


def test_dotted_numbers_are_a_tree(talk, links):
    made = talk({"number": "1"}, {"number": "1.1"}, {"number": "1.1.1"}, {"number": "2"}, {"number": "3.1"})
    assert links(numbering, made) == [(1, 0), (2, 1), (4, None)]


@pytest.mark.parametrize("text", ["#1 is right.", "See #1.", "@1 no", "I am with No. 1 here", "wie Nr. 1 schreibt"])
def test_a_number_in_the_words_names_a_comment(talk, links, text):
    assert links(numbering, talk({"number": "1"}, {"number": "2"}, {"number": "3", "text": text})) == [(2, 0)]


@pytest.mark.parametrize(
    "text",
    ["#3 is me.", "#9 is not here.", "We are #1.5 now", "a#1 b", "My number 1 reason", "#12abc"],
)
def test_other_numbers_name_nobody(talk, links, text):
    assert links(numbering, talk({"number": "1"}, {"number": "2"}, {"number": "3", "text": text})) == []


def test_nobody_answers_a_later_number(talk, links):
    assert links(numbering, talk({"number": "1", "text": "#2 will say so."}, {"number": "2"})) == []


def test_pages_without_numbers_are_left_alone(talk, links):
    assert links(numbering, talk({}, {"text": "#1 is right."})) == []
