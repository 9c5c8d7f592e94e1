"""The sheet: what each line of a page could be, found once."""

from __future__ import annotations

import pytest

from threads.model import Page
from threads.reading.sheet import Sheet

TEXT = """The pump house
A story about the pump, with three comments below it on the subject of pumps.

3 comments on “The pump house”
Sort by newest

  1. Otterby says:
     March 2, 2014 at 5:07 pm

     It leaks.
     It always leaked.

     Reply

Joined: March 2, 2014
Posts: 12

Leave a Reply
Your email address will not be published."""


@pytest.fixture
def sheet() -> Sheet:
    return Sheet(Page(source="pump", text=TEXT))


def line(sheet, words):
    return next(index for index, found in enumerate(sheet.lines) if found.body.startswith(words))


def test_titles_openings_and_endings(sheet):
    title = line(sheet, "3 comments")
    assert sheet.titles == [(title, 3)]
    assert sheet.openings == [line(sheet, "Sort by")]
    assert sheet.endings == [line(sheet, "Leave a"), line(sheet, "Your email")]
    assert sheet.ending_after(0) == line(sheet, "Leave a")
    assert sheet.ending_after(len(sheet)) == len(sheet)


def test_the_title_above_is_near_or_none(sheet):
    head = line(sheet, "Otterby")
    assert sheet.title_above(head) == (line(sheet, "3 comments"), 3)
    assert sheet.title_above(line(sheet, "3 comments")) is None
    assert sheet.title_above(line(sheet, "Posts"), reach=2) is None


def test_bylines_are_read_where_there_are_any(sheet):
    assert sheet.byline(line(sheet, "Otterby")).author == "Otterby"
    assert sheet.byline(line(sheet, "March")).moment.year == 2014
    assert sheet.byline(line(sheet, "It leaks")) is None
    assert sheet.byline(line(sheet, "Joined")) is None


def test_listed_lines_are_items_and_what_stands_under_them(sheet):
    inside = {line(sheet, words) for words in ("Otterby", "March", "It leaks", "It always", "Reply")}
    assert sheet.listed == inside


def test_cards(sheet):
    assert {line(sheet, "Joined"), line(sheet, "Posts")} <= sheet.cards
    assert line(sheet, "It leaks") not in sheet.cards


def test_filled_lines_are_counted_no_further_than_needed(sheet):
    assert sheet.filled_between(0, 3, most=9) == 2
    assert sheet.filled_between(0, len(sheet), most=4) == 4
    assert sheet.filled_between(-5, 1, most=9) == 1


def test_an_empty_page_has_nothing():
    sheet = Sheet(Page(source="empty", text=""))
    assert (sheet.titles, sheet.endings, sheet.openings, sheet.listed, sheet.cards) == ([], [], [], set(), set())
    assert len(sheet) == 1 and sheet.byline(0) is None
