"""Footers: the line with the time, and perhaps the name, closes each comment."""

from __future__ import annotations

import pytest

from threads import layouts
from threads.layouts import footed
from threads.model import Page
from threads.reading.sheet import Sheet


def read(text):
    reading = footed.segment(Sheet(Page(source="page", text=text)))
    return reading and reading.section


WORDS = [
    "The lower valve has leaked since Easter and nobody has looked at it.",
    "I looked at it. It is the gasket, not the valve at all.",
    "There are gaskets in the blue tin on the shelf.\n\nTake two of them.",
]
NAMES = ["Otterby", "Ferry Nan", "Tin Whistle"]
TIMES = ["March 2, 2014 at 5:07 pm", "March 2, 2014 at 6:00 pm", "March 3, 2014 at 9:15 am"]
NAMED_BELOW = "3 comments\n\n" + "".join(
    f"{words}\n{name} · {time}\n\n" for words, name, time in zip(WORDS, NAMES, TIMES, strict=True)
)
POSTED_BY = "Comments (3)\n\n" + "".join(
    f"{words}\nPosted by {name} on {time}\n\n" for words, name, time in zip(WORDS, NAMES, TIMES, strict=True)
)


@pytest.mark.parametrize("text", [NAMED_BELOW, POSTED_BY])
@pytest.mark.parametrize("ending", ["", "Leave a Reply\nName\nEmail\n"])
def test_words_come_before_the_name(text, ending):
    section = layouts.segment(Page(source="page", text=text + ending))
    assert section.hypothesis == "footed"
    assert [comment.text for comment in section.comments] == WORDS
    assert [comment.author for comment in section.comments] == NAMES
    assert [comment.time_text for comment in section.comments] == TIMES


def test_the_comment_reaches_down_to_its_footer():
    page = Page(source="page", text=NAMED_BELOW)
    for comment, words, name in zip(read(NAMED_BELOW).comments, WORDS, NAMES, strict=True):
        shown = page.text[slice(*comment.source_span)]
        assert shown.startswith(words) and name in shown


@pytest.mark.parametrize("text", ["", "No times here.\n\nNone at all.\n"])
def test_pages_without_marks_are_left_alone(text):
    assert read(text) is None


def test_where_buttons_close_the_comments_the_times_open_them():
    text = "3 comments\n\n" + "".join(
        f"{name} · {time}\n{words}\n\nReply\n\n" for words, name, time in zip(WORDS, NAMES, TIMES, strict=True)
    )
    assert layouts.segment(Page(source="page", text=text)).hypothesis == "headed"
