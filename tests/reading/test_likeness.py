"""Rare words shared by two comments."""

from __future__ import annotations

from threads.model import Comment
from threads.reading.likeness import Likeness


def likeness(*texts):
    return Likeness([Comment(id=f"c{n}", text=text, source_span=(0, 0), line=n + 1) for n, text in enumerate(texts)])


FILLER = ["Kittens sleep.", "Trains are late.", "Choirs sing on Thursdays.", "Somebody lost a glove."]


def test_rare_words_count_and_words_of_all_do_not():
    found = likeness("The gasket of the valve leaks.", "Which valve has the gasket?", *FILLER)
    assert found.between(0, 1) > 0.2 and found.shared(0, 1) == ["gasket", "valve"]
    assert found.between(0, 2) == 0.0
    assert likeness(*["The gasket of the valve leaks."] * 4).between(0, 1) < 1e-6


def test_one_shared_word_is_chance_and_no_words_are_nothing():
    assert likeness("The gasket leaks badly.", "Order a gasket today.", *FILLER).between(0, 1) == 0.0
    assert likeness("", "").between(0, 1) == 0.0
