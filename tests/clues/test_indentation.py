"""Indentation and levels: depth jumps, orphans, and pages on which all stand alike."""

from __future__ import annotations

import pytest

from threads.clues import indentation


@pytest.mark.parametrize("field", ["indent_columns", "level"])
@pytest.mark.parametrize(
    ("depths", "parents"),
    [
        ((0, 1, 2, 1, 0, 1), (None, 0, 1, 0, None, 4)),
        ((2, 6, 10, 6, 2), (None, 0, 1, 0, None)),
        ((0, 3, 1, 3), (None, 0, 0, 2)),
        ((0, 9, 9, 0), (None, 0, 0, None)),
        ((0, 4, 3, 4), (None, 0, 0, 2)),
    ],
)
def test_each_stands_under_the_nearest_shallower_one(talk, field, depths, parents):
    claims = list(indentation.find(talk(*({field: depth} for depth in depths))))
    assert tuple(claim.parent for claim in claims) == parents


def test_a_level_before_the_outermost_has_lost_its_parent(talk):
    orphan, root, reply = indentation.find(talk({"level": 1}, {"level": 0}, {"level": 1}))
    assert (orphan.parent, root.parent, reply.parent) == (None, None, 1)
    assert orphan.evidence.weight < root.evidence.weight
    assert "not on the page" in orphan.evidence.sentence


def test_a_level_in_words_counts_before_columns(talk, links):
    made = talk({"level": 0, "indent_columns": 2}, {"level": 1, "indent_columns": 2}, {"level": 0, "indent_columns": 2})
    assert links(indentation, made) == [(0, None), (1, 0), (2, None)]


def test_comments_without_depth_are_passed_over(talk, links):
    assert links(indentation, talk({"level": 0}, {}, {"level": 1})) == [(0, None), (2, 0)]


@pytest.mark.parametrize("depths", [(), (2,), (2, 2, 2), (None, None)])
def test_pages_on_which_all_stand_alike_are_left_alone(talk, links, depths):
    assert links(indentation, talk(*({"indent_columns": depth} for depth in depths))) == []
