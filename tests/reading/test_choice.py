"""The choice among hypotheses: traits, trees and the blend of learned and hand-set belief."""

from __future__ import annotations

import pytest

import seeds
from threads import layouts, shelves
from threads.model import Page
from threads.reading import choice, traits, trees
from threads.reading.sheet import Sheet

FOREST = {
    "traits": ["count", "named"],
    "base": 0.25,
    "trees": [
        {
            "traits": [1, -1, -1],
            "thresholds": [0.5, 0, 0],
            "left": [1, 0, 0],
            "right": [2, 0, 0],
            "values": [0, -0.1, 0.5],
        },
    ],
}


def test_trees_are_summed_up() -> None:
    forest = trees.read(FOREST)
    assert forest.value([3.0, 0.5]) == pytest.approx(0.15)
    assert forest.value([3.0, 0.9]) == pytest.approx(0.75)


def test_the_weights_belong_to_these_traits() -> None:
    assert trees.load("threads.reading", "_choice.json").names == traits.NAMES


def test_belief_is_a_share() -> None:
    assert choice.blend(2.0, 1.0) == 1.0
    assert choice.blend(-1.0, 0.0) == 0.0


@pytest.mark.parametrize("name", ["wordpress--kettlenotes--1", "phpbb--signalbox--1", "none--townledger--1"])
def test_every_reading_is_measured(name: str) -> None:
    sheet = Sheet(Page(source=name, text=seeds.page(name).read_text(encoding="utf-8")))
    readings = [reading for module in shelves.all_of("layouts") if (reading := module.segment(sheet)) is not None]
    assert readings
    assert all(len(reading.traits) == len(traits.NAMES) for reading in readings)
    assert all(0.0 <= reading.fit <= 1.0 for reading in readings)


def test_the_hypotheses_stand_in_order_of_belief() -> None:
    page = Page(source="page", text=seeds.page("wordpress--kettlenotes--1").read_text(encoding="utf-8"))
    fits = [section.fit for section in layouts.hypotheses(page)]
    assert fits[0] >= choice.ACCEPTED
    assert fits[0] == pytest.approx(max(fits), abs=0.1)
