"""Lines: markers, indentation, and numbers that open a date and no list."""

from __future__ import annotations

import pytest

from threads.reading.lines import split

ITEMS = [
    ("  • Ann", 2, "•", "Ann", 4),
    ("\t• Ann", 4, "•", "Ann", 6),
    ("    - Ann", 4, "•", "Ann", 6),
    ("  * Ann", 2, "•", "Ann", 4),
    ("  1. Ann", 2, "1.", "Ann", 5),
    ("  12) Ann", 2, "12.", "Ann", 6),
    ("  •", 2, "•", "", 3),
    ("  3. Probably wrong", 2, "3.", "Probably wrong", 5),
    ("  2020. A year to forget", 2, "2020.", "A year to forget", 8),
]

PLAIN = [
    ("Ann", 0, "Ann"),
    ("    Ann", 4, "Ann"),
    ("  3. Mai 2021", 2, "3. Mai 2021"),
    ("  18.07.2013 um 9:30", 2, "18.07.2013 um 9:30"),
    ("  1st of May", 2, "1st of May"),
    ("  -5 degrees", 2, "-5 degrees"),
    ("  *sigh*", 2, "*sigh*"),
    ("  3.5 metres", 2, "3.5 metres"),
    ("  1234567. too long a number", 2, "1234567. too long a number"),
]


@pytest.mark.parametrize(("raw", "indent", "marker", "body", "body_indent"), ITEMS)
def test_list_items(raw, indent, marker, body, body_indent):
    (line,) = split(raw)
    assert (line.indent, line.marker, line.body, line.body_indent) == (indent, marker, body, body_indent)
    assert line.is_item and not line.blank


@pytest.mark.parametrize(("raw", "indent", "body"), PLAIN)
def test_lines_that_are_no_items(raw, indent, body):
    (line,) = split(raw)
    assert (line.indent, line.marker, line.body) == (indent, "", body)
    assert not line.is_item


def test_a_marker_at_the_margin_is_kept_but_makes_no_item():
    (line,) = split("• Ann")
    assert line.marker == "•" and not line.is_item


def test_lines_know_their_place():
    text = "Ann\n\n  • Bea\n\t\nwords"
    lines = split(text)
    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert [text[line.start : line.start + 3] for line in lines] == ["Ann", "\n  ", "  •", "\t\nw", "wor"]
    assert [line.blank for line in lines] == [False, True, False, True, False]


def test_an_empty_text_has_one_blank_line():
    (line,) = split("")
    assert line.blank and line.number == 1
