"""Floors rise and never fall; ceilings the other way round."""

from __future__ import annotations

import pytest

from benchmarks import floors


@pytest.fixture
def file(tmp_path, monkeypatch):
    place = tmp_path / "floors.toml"
    place.write_text('# Why.\n\n["text.seeds"]\ncomment_f1 = 0.9\nauthor_false = 0.05\n', encoding="utf-8")
    monkeypatch.setattr(floors, "FILE", place)
    return place


def test_a_figure_below_its_floor_or_above_its_ceiling_is_told(file):
    assert floors.broken("text.seeds", {"comment_f1": 0.9, "author_false": 0.05}) == []
    told = floors.broken("text.seeds", {"comment_f1": 0.89, "author_false": 0.06})
    assert len(told) == 2
    assert floors.broken("text.seeds", {"comment_f1": None, "author_false": 0.0})
    assert floors.broken("html.seeds", {"comment_f1": 0.0}) == []


def test_floors_are_lifted_and_never_lowered(file):
    assert floors.raise_to("text.seeds", {"comment_f1": 0.8, "author_false": 0.2}) == []
    assert len(floors.raise_to("text.seeds", {"comment_f1": 0.9567, "author_false": 0.0101})) == 2
    assert floors.read() == {"text.seeds": {"comment_f1": 0.956, "author_false": 0.011}}
    assert file.read_text("utf-8").startswith("# Why.")
