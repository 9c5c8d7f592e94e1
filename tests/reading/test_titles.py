"""Titles of pages: what the section's title names, answers repeat, or stands over the first prose."""

from __future__ import annotations

from threads.reading.titles import title_of

PROSE = (
    "The pump house stood empty for a winter before anybody asked who had the key to it. By then the key was lost. "
    "The smith made another one, the council paid for it, and that one is lost now too."
)


def test_the_section_names_the_title():
    lines = ["Menu", PROSE, "", "3 thoughts on “The pump house key”"]
    assert title_of(lines, section_line=4) == "The pump house key"


def test_answers_repeat_the_title():
    lines = ["Board index", "Re: The pump house key", "It leaks.", "Re: The pump house key", "No."]
    assert title_of(lines, section_line=None) == "The pump house key"


def test_the_line_over_the_first_prose():
    lines = ["Home", "Log in", "The pump house key", "March 2, 2014", "", PROSE]
    assert title_of(lines, section_line=None) == "The pump house key"


def test_furniture_buttons_and_dates_are_no_titles():
    assert title_of(["Skip to content", "Share", "March 2, 2014", "", PROSE], section_line=None) is None
    assert title_of([], section_line=None) is None
    assert title_of([""], section_line=1) is None
