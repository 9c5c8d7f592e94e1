"""Carriers: which words they find, of what they make nothing, and what they ask for it."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import spans as benchmark
from threads.network import spans

Rows = list[list[float]]


def weighing(
    weights: Mapping[str, float], *, at_rest: float = -4.0, together: Callable[[list[float]], float] = sum
) -> spans.Probabilities:
    """A model of one label: log-odds at rest, and what its words add."""

    def probabilities(texts: Sequence[str]) -> Rows:
        rows = []
        for text in texts:
            words = [word.strip(".,!?*“”") for word in text.lower().split()]
            added = [weights[word] for word in words if word in weights]
            rows.append([1 / (1 + math.exp(-at_rest - (together(added) if added else 0.0)))])
        return rows

    return probabilities


def marked(model: spans.Probabilities, text: str) -> list[str]:
    [found] = spans.carriers(model, [text], columns=[[0]])
    return [text[slice(*carrier.span)] for carrier in found[0]]


CLEAN = "The bus was late again and nobody on the bridge knew why."
FOOLS = {"fool": 6.0, "rogue": 6.0}


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800", "...", "🙂", "a", CLEAN, f"{CLEAN} {CLEAN}", "x" * 500], ids=range(10)
)
def test_nothing_carries_where_nothing_scores(text: str) -> None:
    assert marked(weighing(FOOLS), text) == []


def test_nothing_is_asked_where_no_label_is() -> None:
    def never(texts: Sequence[str]) -> Rows:
        raise AssertionError

    assert spans.carriers(never, ["you fool", ""], columns=[[], []]) == [{}, {}]
    assert spans.carriers(never, [], columns=[]) == []


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_the_word_that_scores_is_found_in_its_sentence(place: int) -> None:
    sentences = [CLEAN] * 3
    sentences.insert(place, "Only a complete fool, my dear, would slice that bread while it is hot!")
    assert marked(weighing(FOOLS), " ".join(sentences)) == ["fool"]


def test_two_insults_of_which_either_is_enough_are_both_found() -> None:
    text = "You fool, the bus was late again and nobody on the bridge knew why it was, rogue."
    assert marked(weighing(FOOLS, together=max), text) == ["fool", "rogue"]
    text = f"{CLEAN} You are a fool. {CLEAN} And he is a rogue."
    assert marked(weighing(FOOLS, together=max), text) == ["fool", "rogue"]
    assert marked(weighing(FOOLS, together=max), "He is a fool rogue, says the whole town.") == ["fool rogue"]


def test_words_that_score_only_together_are_found() -> None:
    def pair(added: list[float]) -> float:
        return sum(added) if len(added) > 1 else 0.0

    text = "Somebody in this town should one of these days be shot for it, says the baker."
    assert marked(weighing({"somebody": 3.0, "shot": 3.0}, together=pair), text) == ["Somebody", "shot"]
    assert marked(weighing({"you": 3.0, "shot": 3.0}, together=pair), f"{CLEAN} You should be shot for it.") == [
        "You should be shot"
    ]


def test_at_most_five_spans_the_heaviest() -> None:
    text = " ".join(f"{CLEAN} And so it went with him, the fool." for _ in range(9))
    assert len(marked(weighing(FOOLS), text)) == spans.MOST_SPANS


def test_each_label_has_its_own_words() -> None:
    one, other = weighing({"fool": 6.0}), weighing({"rogue": 6.0})

    def both(texts: Sequence[str]) -> Rows:
        return [[*left, *right] for left, right in zip(one(texts), other(texts), strict=True)]

    text = f"You are a fool. {CLEAN} He is a rogue."
    [found] = spans.carriers(both, [text], columns=[[1, 0]])
    assert list(found) == [0, 1]
    assert [[text[slice(*carrier.span)] for carrier in found[column]] for column in (0, 1)] == [["fool"], ["rogue"]]


def test_marks_leave_punctuation_out() -> None:
    [words] = marked(weighing(FOOLS), "“*Fool*!”")
    assert words == "Fool"


LETTERS = st.text(
    st.one_of(st.sampled_from("fol .!?,\n*\u0301🙂\x00\ud800\u200f\u05d0\u0627"), st.characters()), max_size=80
)
WORDS = st.lists(st.one_of(st.sampled_from(["fool", "Rogue!", "bread", "and", "late.", "…"]), LETTERS), max_size=40)


@given(WORDS.map(" ".join))
def test_spans_are_in_order_apart_and_whole_words(text: str) -> None:
    [found] = spans.carriers(weighing(FOOLS), [text], columns=[[0]])
    assert [found] == spans.carriers(weighing(FOOLS), [text], columns=[[0]])
    behind = 0
    for start, end in (carrier.span for carrier in found[0]):
        assert behind <= start < end <= len(text)
        behind = end
        for inside, outside in ((text[start], text[start - 1 : start]), (text[end - 1], text[end : end + 1])):
            assert not inside.isspace() and inside not in ".,!?…“”"
            assert not (inside.isalnum() and outside.isalnum())
    assert len(found[0]) <= spans.MOST_SPANS


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_neighbours_in_the_list_change_nothing(text: str, other: str) -> None:
    model = weighing(FOOLS)
    alone = [spans.carriers(model, [one], columns=[[0]])[0] for one in (text, other)]
    assert spans.carriers(model, [text, other], columns=[[0], [0]]) == alone


@pytest.mark.parametrize(
    "text",
    [
        "fool " * 40,
        " ".join(f"Word{number} fool." for number in range(500)),
        "fool" * 250_000,
        "fool " * 200_000,
        "fool" + " " * 1_000_000 + "fool",
        "\u0301" * 1_000_000,
        "f.o.o.l " * 100_000,
    ],
    ids=["words", "sentences", "one word", "no sentence", "blanks", "accents", "dots"],
)
def test_what_is_asked_is_bounded(text: str) -> None:
    asked: list[Sequence[str]] = []

    def counting(texts: Sequence[str]) -> Rows:
        asked.append(texts)
        return weighing(FOOLS)(texts)

    spans.carriers(counting, [text], columns=[[0]])
    assert len(asked) <= 2
    first, second = [*asked, [], []][:2]
    assert sum(map(len, first)) <= min(len(text), 100_000) + 3 * len(first)
    assert len(second) <= 5 * 4 * 40 and all(len(part) <= 1_100 for part in second)


def test_many_texts_are_asked_about_at_once() -> None:
    calls = 0

    def counting(texts: Sequence[str]) -> Rows:
        nonlocal calls
        calls += 1
        return weighing(FOOLS)(texts)

    found = spans.carriers(counting, ["You fool!"] * 50, columns=[[0]] * 50)
    assert calls == 2 and all(row == found[0] for row in found)


def test_emphasis_is_no_part_of_a_word_and_disguises_are() -> None:
    text = "*fool* f**l @sshat $hame 🙂 - & don't well-known _so_"
    assert [text[slice(*word)] for word in spans._words(text)] == [
        "fool", "f**l", "@sshat", "$hame", "🙂", "don't", "well-known", "so",
    ]  # fmt: skip
    assert unicodedata.category("$") == "Sc"


@pytest.mark.parametrize("half", ["chosen", "kept"])
def test_phrases_are_planted_where_the_benchmark_says(half: str) -> None:
    phrases = [*benchmark.INSULTS, *benchmark.THREATS, *benchmark.ATTACKS, *benchmark.WORDS]
    inner = {phrase[phrase.find("[") + 1 :].split("]")[0].lower() for phrase in phrases}
    planted = list(benchmark.planted(half))
    assert planted == list(benchmark.planted(half))
    assert {case.text[slice(*case.span)].lower() for case in planted} < inner
    assert not any("[" in case.text or "{" in case.text for case in planted)


def test_the_halves_share_no_phrase() -> None:
    chosen, kept = (
        {case.text[slice(*case.span)].lower() for case in benchmark.planted(half)} for half in ("chosen", "kept")
    )
    assert len(chosen) == len(kept) == 20 and not chosen & kept


def test_words_right_marked_and_planted_are_counted() -> None:
    found = benchmark.Found()
    found.add(benchmark.Planted("So, you old fool, it rained.", (4, 16), "insult"), [(12, 16), (21, 27)])
    assert (found.right, found.marked, found.planted, found.touched) == (1, 2, 3, 1)
    assert "P 0.500  R 0.333" in found.line("carriers")
