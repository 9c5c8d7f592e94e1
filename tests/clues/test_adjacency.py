"""Adjacency: a weak claim on flat pages, in the direction of time."""

from __future__ import annotations

from threads.clues import adjacency


def test_each_may_answer_the_one_before(talk, links):
    assert links(adjacency, talk({}, {}, {})) == [(1, 0), (2, 1)]


def test_where_the_newest_stand_first_before_means_below(talk, links):
    assert links(adjacency, talk({}, {}, {}, order="newest")) == [(0, 1), (1, 2)]


def test_it_alone_makes_nobody_believe_it(talk):
    assert all(claim.evidence.weight < 0.25 for claim in adjacency.find(talk({}, {}, {})))


def test_trees_and_lone_comments_are_left_alone(talk, links):
    assert links(adjacency, talk({}, {}, layout="nested")) == []
    assert links(adjacency, talk({})) == []
    assert links(adjacency, talk()) == []
