"""The measurements themselves: perfect readings score 1, and each kind of fault lowers the figure it belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import cases, measures
from benchmarks.cases import Case, GoldComment
from benchmarks.pairing import Found, pair

GOLD = (
    GoldComment("c1", ("The tide table on the wall is from last year",), "Ann", "3 May 2021", (None,)),
    GoldComment("c2", ("Thanks!",), "Bo", None, ("c1",)),
    GoldComment("c3", ("Thanks!",), "Cy", None, ("c2", "c1")),
    GoldComment("c4", ("Somebody should paint the bench by the pier again",), None, None, (None,)),
)
CASE = Case("a--site--1", Path("page.txt"), "custom", "flat, with replies", "en", GOLD)
PERFECT = [
    Found("1", None, "Ann", "3 May 2021", GOLD[0].texts[0], 0.9),
    Found("2", "1", "Bo", None, "Thanks!", 0.8),
    Found("3", "2", "Cy", None, "Thanks!", 0.7),
    Found("4", None, None, None, GOLD[3].texts[0], 0.6),
]


def figures_of(found, case=CASE):
    return measures.figures(measures.tally(case, found)[0])


def test_a_perfect_reading_scores_one_everywhere():
    figures = figures_of(PERFECT)
    assert all(figures[key] == 1.0 for key in ("comment_f1", "author", "time", "parent", "reply", "edge_f1", "tree"))
    assert figures["author_false"] == figures["time_false"] == 0.0


def test_equal_words_are_paired_by_author_and_place():
    assert pair(PERFECT, GOLD) == {0: 0, 1: 1, 2: 2, 3: 3}


@pytest.mark.parametrize(
    ("changed", "key", "value"),
    [
        ({3: None}, "recall", 0.75),
        ({3: None}, "edge_f1", 2 * 1.0 * 0.75 / 1.75),
        ({0: {"author": "Nan"}}, "author", 2 / 3),
        ({3: {"author": "Nan"}}, "author_false", 1.0),
        ({2: {"parent": "1"}}, "parent", 1.0),
        ({1: {"parent": None}}, "reply", 0.5),
        ({0: {"text": "Something that nobody wrote here at all"}}, "precision", 0.75),
    ],
)
def test_each_fault_lowers_its_figure(changed, key, value):
    found = []
    for place, comment in enumerate(PERFECT):
        change = changed.get(place, {})
        if change is not None:
            fields = {name: getattr(comment, name) for name in comment.__slots__}
            found.append(Found(**{**fields, **change}))
    assert figures_of(found)[key] == pytest.approx(value)


def test_marks_of_deletion_are_stepped_over():
    found = [*PERFECT[:1], Found("9", "1", None, None, "[deleted]"), Found("2", "9", "Bo", None, "Thanks!")]
    assert figures_of(found)["parent"] == 1.0


def test_a_page_without_comments_counts_alarms():
    empty = Case("none--site--1", Path("page.txt"), "none", "negative", "-", ())
    assert figures_of([], empty)["alarmed"] == 0.0
    assert figures_of(PERFECT, empty)["alarmed"] == 1.0


def test_calibration_error_is_the_gap_of_confidence_and_accuracy():
    assert measures.calibration_error([(0.85, True), (0.85, False)]) == pytest.approx(0.35)
    assert measures.calibration_error([]) is None


def test_our_sample_pages_load_as_cases():
    loaded = list(cases.load(cases.SEEDS, "text"))
    assert any(case.comments and case.comments[0].texts[0] for case in loaded)
    assert {case.kind for case in loaded} >= {"nested", "negative", "flat, with replies"}
