"""Gaps: comments of a flattened section told by names on lines of their own and by double blank lines."""

from __future__ import annotations

import pytest

from threads import layouts
from threads.layouts import gapped
from threads.model import Page
from threads.reading.sheet import Sheet

NAMES = ["Otterby", "Ferry Nan", "Tin Whistle", "Gull"]
WORDS = [
    "The lower valve has leaked since Easter and nobody has looked at it.",
    "I looked at it. It is the gasket, not the valve.\n\nTrust me.",
    "There are gaskets in the blue tin on the shelf.",
    "The blue tin is empty, I am afraid; I used the last one.",
]
ARTICLE = "The pump house\n\nThe pump house stood empty for a winter before anybody asked who had the key to it.\n\n"


def read(text):
    reading = gapped.segment(Sheet(Page(source="page", text=text)))
    return reading and reading.section


def test_names_open_comments():
    text = f"{ARTICLE}4 comments\n\n" + "".join(
        f"{name}\n\n{words}\n\n" for name, words in zip(NAMES, WORDS, strict=True)
    )
    section = read(text)
    assert [(comment.author, comment.text) for comment in section.comments] == list(zip(NAMES, WORDS, strict=True))
    assert section.declared_count == 4


def test_two_blank_lines_open_one_whose_name_is_lost():
    text = f"{ARTICLE}4 comments\n\n" + "\n\n".join(f"{words}\n" for words in WORDS) + "\nLeave a Reply\n"
    section = read(text)
    assert [comment.text for comment in section.comments] == WORDS
    assert {comment.author for comment in section.comments} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "",
        ARTICLE + "".join(f"{name}\n\n{words}\n\n" for name, words in zip(NAMES, WORDS, strict=True)),
        f"{ARTICLE}4 comments\n\n{WORDS[0]}\n",
        "4 comments\n\n" + "".join(f"  • {name}\n\n    {words}\n\n" for name, words in zip(NAMES, WORDS, strict=True)),
    ],
    ids=["empty", "no section title", "one stretch", "list items"],
)
def test_pages_without_title_or_gaps_are_left_alone(text):
    assert read(text) is None


def test_an_article_with_headings_under_a_title_is_not_believed():
    long = "The pump house stood empty for a winter before anybody asked who had the key. " * 14
    text = "Discussion\n\n" + "".join(f"{head}\n\n{long}\n\n" for head in ("Results", "Methods", "Outlook"))
    assert layouts.segment(Page(source="page", text=text)).comments == ()
