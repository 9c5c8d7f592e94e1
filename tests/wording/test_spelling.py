"""Disguises undone, ordinary words untouched, and the way back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.wording.spelling import Vocabulary, plain

KNOWN = Vocabulary.of(["idiot", "fuck", "bullshit", "chemtrails", "asshole", "stupid", "vax", "tracker", "insane"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1d10t", "idiot"),
        ("f**k", "fuck"),
        ("bullsh$t", "bullshit"),
        ("i d i o t", "idiot"),
        ("i.d.i.o.t", "idiot"),
        ("ch em tr ails", "chemtrails"),
        ("stuuuuupid", "stupid"),
        ("v4x", "vax"),
        ("a\u200bss\u200bhole", "asshole"),
        ("іdіоt", "idiot"),
        ("ｉｄｉｏｔ", "idiot"),
        ("ïdïøt"[:2] + "iot", "idiot"),
        ("𝐢𝐝𝐢𝐨𝐭", "idiot"),
    ],
)
def test_undoes(written: str, meant: str) -> None:
    text = f"what an {written} today"
    undone = plain(text, KNOWN)
    assert undone.text == f"what an {meant} today"
    start = undone.text.index(meant)
    begin, end = undone.span(start, start + len(meant))
    assert text[begin:end] == written


@pytest.mark.parametrize(
    "text",
    [
        "scunthorpe",
        "class",
        "5g and covid19",
        "4pm on the 2nd",
        "u.s.a.",
        "c++ costs $100",
        "a b c",
        "привет",
        "me, too",
        "h1n1",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert plain(text, KNOWN).text == text


def test_keeps_length_where_nothing_is_undone() -> None:
    text = "Straße “quoted” naïve – İstanbul’s"
    assert len(plain(text, KNOWN).text) == len(text)


@given(st.text(alphabet="idot1 4*\u200bі.k@f $O“\n", max_size=60))
def test_spans_stay_inside_and_in_order(text: str) -> None:
    undone = plain(text, KNOWN)
    places = [undone.span(index, index + 1) for index in range(len(undone.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert [start for start, _ in places] == sorted(start for start, _ in places)
    assert not places or undone.span(0, len(undone.text))[1] <= len(text)
