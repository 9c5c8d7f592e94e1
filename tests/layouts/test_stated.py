"""Stated comments: what an export says is taken as it is."""

from __future__ import annotations

from datetime import UTC, datetime

from threads.layouts import stated
from threads.model import Block, Page
from threads.reading.sheet import Sheet

TEXT = "It leaks.\n\nIt does not.\n\nIt leaks.\n"


def read(*blocks, text=TEXT):
    reading = stated.segment(Sheet(Page(source="page", text=text, blocks=blocks, platform="disqus")))
    return reading and reading.section


def test_comments_are_taken_over():
    noon = datetime(2020, 5, 4, 12, 0, tzinfo=UTC)
    section = read(
        Block(id="1", author="Otterby", text="It leaks.", posted_at=noon, time_text="noon"),
        Block(id="2", parent_id="1", author="Nan", text="It does not.", status="removed"),
    )
    first, second = section.comments
    assert (first.id, first.author, first.text, first.posted_at, first.time_text) == (
        "1", "Otterby", "It leaks.", noon, "noon",
    )  # fmt: skip
    assert (second.stated_id, second.stated_parent, second.parent_stated, second.status) == ("2", "1", True, "removed")
    assert section.fit == 1.0 and section.platform == "disqus"


def test_equal_words_are_found_one_after_the_other():
    section = read(Block(id="1", text="It leaks."), Block(id="2", text="It leaks."))
    assert [comment.line for comment in section.comments] == [1, 5]
    assert [TEXT[slice(*comment.source_span)] for comment in section.comments] == ["It leaks.", "It leaks."]


def test_an_id_given_twice_is_made_unique():
    section = read(Block(id="1", text="It leaks."), Block(id="1", text="It leaks."), Block(id="", text="It leaks."))
    assert len({comment.id for comment in section.comments}) == 3


def test_words_that_are_not_in_the_text_do_no_harm():
    (comment,) = read(Block(id="1", text="Nowhere to be found"), text="").comments
    assert comment.text == "Nowhere to be found" and comment.source_span == (0, 0)


def test_pages_without_blocks_are_left_alone():
    assert read() is None
