"""Stated depths: "level 3" beside each comment's header."""

from __future__ import annotations

import pytest

from threads import layouts
from threads.layouts import levelled
from threads.model import Page
from threads.reading.sheet import Sheet

POSTS = [
    (1, "The lower valve has leaked since Easter and nobody has looked at it."),
    (2, "I looked at it. It is the gasket, not the valve."),
    (3, "Then somebody should buy a gasket.\n\nBefore the cellar is full."),
    (2, "There are gaskets in the blue tin on the shelf."),
    (1, "Does anybody know who has the key now?"),
]
PAGE = "".join(f"level {level}\n· 3 yr. ago\n\n{words}\n\n{12 * level}\nReply\nShare\n\n" for level, words in POSTS)


def read(text):
    reading = levelled.segment(Sheet(Page(source="page", text=text)))
    return reading and reading.section


def test_levels_are_counted_from_the_outermost():
    section = read(PAGE)
    assert [comment.level for comment in section.comments] == [0, 1, 2, 1, 0]
    assert section.layout == "nested"
    assert [comment.text for comment in section.comments] == [words for _, words in POSTS]
    assert {comment.time_text for comment in section.comments} == {"3 yr. ago"}


@pytest.mark.parametrize(
    "left", ["level 2\nComment deleted by user · 3 yr. ago\n", "level 2\n[removed]\n", "level 2\n[deleted]\n"]
)
def test_a_comment_that_was_taken_away_keeps_its_level(left):
    below = "level 3\n· 3 yr. ago\n\nThat is not how gaskets work, whatever he said.\n\n7\n"
    gone, answer = read(PAGE + left + below).comments[-2:]
    assert (gone.level, gone.status, gone.text) == (1, "deleted", "")
    assert (answer.level, answer.text) == (2, "That is not how gaskets work, whatever he said.")


def test_the_reading_is_believed():
    section = layouts.segment(Page(source="page", text=PAGE))
    assert section.hypothesis == "levelled" and section.fit > 0.9 and section.platform == "reddit"


@pytest.mark.parametrize(
    "text", ["", "level 1\nOnce only.", "The water stood at level 3 on Monday\n\nand at level 4 on Tuesday.\n"]
)
def test_pages_that_state_no_levels_are_left_alone(text):
    assert read(text) is None
