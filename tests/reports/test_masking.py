from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from threads.reporting import masking

TEXTS = st.text(max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5)


def test_marks_and_masks_where_told() -> None:
    found = masking.pieces("you fool, darn it", marked=[(4, 8)], masked=[(10, 14)])
    assert [(piece.text, piece.marked, piece.masked) for piece in found] == [
        ("you ", False, False),
        ("fool", True, False),
        (", ", False, False),
        ("d•••", True, True),
        (" it", False, False),
    ]


def test_overlapping_spans_make_one_mark() -> None:
    found = masking.pieces("abcdef", marked=[(1, 4), (3, 5), (2, 3)])
    assert [piece.text for piece in found if piece.marked] == ["bcde"]


def test_a_window_keeps_spans_true() -> None:
    found = masking.pieces("0123456789", marked=[(2, 5), (8, 9)], window=(4, 9))
    assert [(piece.text, piece.marked) for piece in found] == [("4", True), ("567", False), ("8", True)]


def test_masks_words_wherever_they_stand() -> None:
    assert masking.mask_in('coarse: "DARN", darn.', ["darn"]) == 'coarse: "D•••", d•••.'
    assert masking.mask_in("nothing", ["", " "]) == "nothing"
    assert masking.mask_in("abc a.c", ["a.c"]) == "abc a.c", "a dot in a word is a dot, and one letter hides nothing"


def test_controls_are_shown_but_marks_of_direction_stay() -> None:
    assert masking.showable("a\x1b[2Jb\u202ec") == "a␛[2Jb\ufffdc"
    assert masking.showable("שלום\u200f!") == "שלום\u200f!"


@given(TEXTS, SPANS, SPANS)
def test_no_letter_is_lost_or_moved(text: str, marked: list[tuple[int, int]], masked: list[tuple[int, int]]) -> None:
    found = masking.pieces(text, marked=marked, masked=masked)
    assert sum(len(piece.text) for piece in found) == len(text)
    place = 0
    for piece in found:
        inside = range(place, place + len(piece.text))
        place += len(piece.text)
        for letter in inside:
            assert piece.masked == any(start <= letter < end for start, end in masked)
            assert piece.marked == any(start <= letter < end for start, end in [*marked, *masked])
        if not piece.masked:
            assert piece.text == masking.showable(text[inside.start : inside.stop])
