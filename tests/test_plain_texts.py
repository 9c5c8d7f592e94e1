"""`threads.score`: plain texts in, one dictionary a text out, and nothing hides behind a zero."""

from __future__ import annotations

import pytest

import threads
from threads.errors import UsageError

ODD = ["", " \n", "\x00", "\ud800", "x" * 1_000_000, "😂" * 300, "e\u0301" * 900, "\u202eabc", "a" + "\n" * 5_000]


@pytest.mark.weights
def test_one_dictionary_a_text_in_order() -> None:
    rude, kind, german = threads.score(
        ["You are a worthless idiot.", "Thank you, that helped.", "Das ist doch alles Unsinn und gehört nicht hierher."]
    )
    assert (rude["toxicity"] or 0) > 0.8 > 0.1 > (kind["toxicity"] or 0)
    assert set(german.values()) == {None}
    assert list(rude) == ["toxicity", "severe_toxicity", "obscene", "threat", "insult", "identity_attack"]
    assert threads.score([]) == []


@pytest.mark.weights
def test_scores_from_the_cache_are_those_that_were_computed() -> None:
    texts = ["You stupid moron.", "The tea is good.", "You stupid moron."]
    first = threads.score(texts)
    assert threads.score(texts) == first == threads.score(texts, cache=False)
    assert first[0] == first[2]


@pytest.mark.weights
def test_no_text_makes_it_fail() -> None:
    rows = threads.score(ODD, languages=["en"] * len(ODD))
    assert len(rows) == len(ODD)
    assert all(value is None or 0 <= value <= 1 for row in rows for value in row.values())


def test_what_makes_no_sense_is_told() -> None:
    with pytest.raises(UsageError, match="2 texts but 1 languages"):
        threads.score(["a", "b"], languages=["en"])
    with pytest.raises(UsageError, match="no model is called"):
        threads.score(["a"], model="unbaised")
