"""The speed benchmark: rounds alternate, its long pages are read whole, memory is told."""

from __future__ import annotations

from benchmarks import speed
from threads.model import Page
from threads.pipeline import reconstruct


def test_rounds_alternate():
    order: list[str] = []
    taken = speed.interleaved({"one": lambda: order.append("one"), "two": lambda: order.append("two")}, rounds=2)
    assert order == ["one", "two"] * 3, "one round warms up"
    assert {name: len(times) for name, times in taken.items()} == {"one": 2, "two": 2}


def test_the_long_page_is_read_whole():
    assert len(reconstruct(Page(source="long", text=speed.long_page(50))).comments) == 50


def test_memory_over_corpora_is_told(monkeypatch):
    monkeypatch.setattr(speed, "_CORPUS", (3,))
    (line,) = speed.corpus_memory()
    assert line.startswith("corpus of 3: ")
    assert "MB" in line
