"""Stated parents are believed; parents that are not there make roots."""

from __future__ import annotations

from threads.clues import stated


def given(id, parent=None):
    return {"stated_id": id, "stated_parent": parent, "parent_stated": True}


def test_stated_parents_are_claimed(talk, links):
    assert links(stated, talk(given("1"), given("2", "1"), given("3", "2"))) == [(0, None), (1, 0), (2, 1)]


def test_a_parent_may_stand_below(talk, links):
    assert links(stated, talk(given("2", "1"), given("1"))) == [(0, 1), (1, None)]


def test_orphans_and_self_answers_are_roots_and_less_sure(talk):
    sure, orphan, own = stated.find(talk(given("1"), given("2", "99"), given("3", "3")))
    assert (orphan.parent, own.parent) == (None, None)
    assert orphan.evidence.weight < sure.evidence.weight and own.evidence.weight < sure.evidence.weight
    assert "99, which is not here" in orphan.evidence.sentence and "itself" in own.evidence.sentence


def test_of_an_id_given_twice_the_first_is_meant(talk, links):
    assert links(stated, talk(given("1"), given("1"), given("2", "1")))[2] == (2, 0)


def test_pages_that_state_nothing_are_left_alone(talk, links):
    assert links(stated, talk({}, {}, {})) == []
