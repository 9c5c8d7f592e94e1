"""What the toxicity scorer scores, when it abstains, and that the model behind it is loaded safely and read rightly."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from threads import checkpoints, language, network
from threads.errors import UsageError
from threads.model import Comment, Evidence, Language, Link, Quote, Score, Thread
from threads.scorers import Options, toxicity

ROOT = Path(__file__).parents[2]
ENGLISH, GERMAN = Language(code="en", confidence=1.0), Language(code="de", confidence=1.0)


class StandIn:
    """In place of a model: the share of capitals in a text, under every label; remembers what it was asked."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self.asked: list[str] = []

    def cache_recipe(self) -> None:
        return None

    def probabilities(self, texts: Sequence[str], *, cache: object = None) -> list[list[float]]:
        self.asked.extend(texts)
        return [[sum(map(str.isupper, text)) / max(len(text), 1)] * len(self.labels) for text in texts]


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    model = StandIn(checkpoints.SIX)
    monkeypatch.setattr(network, "load", lambda checkpoint, **_: model)
    return model


def comment(text: str, **fields: Any) -> Comment:
    return Comment(id=fields.pop("id", "c"), text=text, source_span=(0, len(text)), line=1, **fields)


def conversation(*comments: Comment) -> Thread:
    evidence = (Evidence(clue="stated", weight=1.0, sentence="for tests"),)
    links = tuple(Link(comment_id=one.id, confidence=1.0, evidence=evidence) for one in comments)
    return Thread(id="t", source="t", comments=comments, links=links)


def score_one(one: Comment, spoken: Language | None, model: str = "embedded") -> list[Score]:
    languages = {} if spoken is None else {one.id: spoken}
    [scores] = toxicity.score([conversation(one)], languages=[languages], options=Options(model=model))
    return scores


def test_gives_one_score_a_comment_and_label_in_reading_order(stand_in: StandIn) -> None:
    first, second = comment("ABc d", id="a"), comment("abcde", id="b")
    known = {"a": ENGLISH, "b": ENGLISH}
    found = toxicity.score(
        [conversation(first, second), conversation(), conversation(second)],
        languages=[known, {}, known],
        options=Options(),
    )
    assert [[(score.comment_id, score.label) for score in scores] for scores in found] == [
        [(name, label) for name in "ab" for label in toxicity.LABELS],
        [],
        [("b", label) for label in toxicity.LABELS],
    ]
    assert {(score.scorer, score.source) for scores in found for score in scores} == {("toxicity", "detoxify:embedded")}
    assert [score.value for score in found[0]] == [0.4] * 6 + [0.0] * 6
    assert all(score.reason is None for scores in found for score in scores)


def test_scores_own_words_only(stand_in: StandIn) -> None:
    score_one(comment("“You fool!” No.", quotes=(Quote(text="You fool!", span=(1, 10)),)), ENGLISH)
    assert stand_in.asked == ["“         ” No."]


def test_a_reply_also_gets_its_parents_toxicity(stand_in: StandIn) -> None:
    said, answer, unsure = comment("ABCD", id="a"), comment("abcd", id="b"), comment("abc", id="c")
    silent = comment("", id="d", status="removed")
    under_silence = comment("abcde", id="e")
    parents = {"a": (None, 1.0), "b": ("a", 0.9), "c": ("a", 0.4), "d": ("a", 0.9), "e": ("d", 0.9)}
    links = tuple(
        Link(comment_id=name, parent_id=parent, confidence=confidence) for name, (parent, confidence) in parents.items()
    )
    thread = Thread(id="t", source="t", comments=(said, answer, unsure, silent, under_silence), links=links)
    [scores] = toxicity.score([thread], languages=[{}], options=Options())
    signals = [score for score in scores if score.label == toxicity.PARENT]
    assert [(score.comment_id, score.value) for score in signals] == [("b", 1.0)]


@pytest.mark.parametrize(
    ("one", "spoken", "reason"),
    [
        (comment(""), None, "no words of its own"),
        (comment("  \n"), None, "no words of its own"),
        (comment("😂😂 !!! 100"), None, "no words of its own"),
        (comment("“Go!”", quotes=(Quote(text="Go!", span=(1, 4)),)), None, "no words of its own"),
        (comment("[deleted]", status="deleted"), ENGLISH, "no longer there"),
        (comment("[removed]", status="removed"), ENGLISH, "no longer there"),
        (comment("", status="empty"), None, "no longer there"),
        (comment("Das ist Unsinn."), GERMAN, "in German, which the embedded model does not know"),
        (comment("Тьфу"), None, "does not read its script"),
        (comment("ой all ваши мосты"), None, "does not read its script"),
    ],
)
def test_abstains_with_a_reason(stand_in: StandIn, one: Comment, spoken: Language | None, reason: str) -> None:
    scores = score_one(one, spoken)
    assert len(scores) == len(toxicity.LABELS)
    assert all(score.value is None and reason in (score.reason or "") for score in scores)
    assert stand_in.asked == []


@pytest.mark.parametrize("text", ["Liar!", "that is rapist!", "nope", "Tu es nul", "x" * 3000])
def test_scores_short_words_in_latin_letters_whatever_their_language(stand_in: StandIn, text: str) -> None:
    assert all(score.value is not None for score in score_one(comment(text), language.detect(text)))
    assert all(score.value is not None for score in score_one(comment(text), None))


def test_other_models_know_other_languages_and_labels(stand_in: StandIn) -> None:
    stand_in.labels = checkpoints.SEVEN
    french = Language(code="fr", confidence=1.0)
    assert [score.label for score in score_one(comment("Voilà."), french, "multilingual")] == list(checkpoints.SEVEN)
    assert all(score.value is not None for score in score_one(comment("Тьфу"), None, "multilingual"))
    assert all(score.value is None for score in score_one(comment("Quatsch."), GERMAN, "multilingual"))
    # abstaining names the same labels as scoring
    assert [score.label for score in score_one(comment("Voilà."), french, "unbiased")] == list(checkpoints.SEVEN)


def test_a_language_that_only_multilingual_knows_goes_to_it_once_it_is_here(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    french = Language(code="fr", confidence=1.0)
    assert all(score.value is None for score in score_one(comment("Voilà."), french))
    monkeypatch.setattr(checkpoints, "state", lambda checkpoint: "fetched")
    stand_in.labels = checkpoints.SEVEN
    found = score_one(comment("Voilà."), french)
    assert {score.source for score in found} == {"detoxify:multilingual"}
    assert all(score.value is not None for score in found)
    assert {score.source for score in score_one(comment("Well then."), ENGLISH)} == {"detoxify:embedded"}
    assert all(score.value is None for score in score_one(comment("Quatsch."), GERMAN))


def test_high_scores_show_the_words_that_carry_them(stand_in: StandIn) -> None:
    text = "a loaf is a loaf. ONLYAFOOL slices it hot. it is true"
    monkeyed = {"ONLYAFOOL": 0.9}
    stand_in.probabilities = lambda texts, cache=None: [  # type: ignore[method-assign]
        [max((value for word, value in monkeyed.items() if word in one), default=0.01)] * 6 for one in texts
    ]
    [score] = [one for one in score_one(comment(text), ENGLISH) if one.label == "insult"]
    [finding] = score.findings
    assert [text[start:end] for start, end in finding.spans] == ["ONLYAFOOL"]
    assert finding.sentence == 'the model rates this 0.90 for insult, most of all for "ONLYAFOOL"'
    assert all(not one.findings for one in score_one(comment("a loaf is a loaf."), ENGLISH))


def test_an_unknown_model_is_told_before_anything_is_scored() -> None:
    with pytest.raises(UsageError, match="unbiased"):
        toxicity.score([], languages=[], options=Options(model="unbaised"))


def test_importing_the_scorers_loads_no_torch() -> None:
    code = (
        "import sys, threads, threads.scorers.toxicity as t; print({'torch', 'detoxify', 'polars'} & set(sys.modules))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True, cwd=ROOT).strip() == "set()"


# From here on the embedded weights.

RUDE = "You are a worthless idiot and everybody here knows it."


@pytest.mark.weights
def test_an_insult_deep_in_a_long_comment_is_found() -> None:
    calm = "The new bridge is wide enough for two carts and a handrail runs along its side. " * 60
    [scores] = toxicity.score(
        [conversation(comment(calm + RUDE + " " + calm))], languages=[{"c": ENGLISH}], options=Options()
    )
    [value] = [score.value for score in scores if score.label == "toxicity"]
    assert value is not None and value > 0.5


@pytest.mark.weights
def test_a_megabyte_of_one_word_does_no_harm() -> None:
    for text in ("x" * 1_000_000, "\ud800" * 100_000):
        assert len(score_one(comment(text), ENGLISH)) == 6


@pytest.mark.weights
def test_published_names_are_those_of_the_library() -> None:
    import detoxify.detoxify

    published = {c.name: checkpoints.PUBLISHED_URL + c.file for c in checkpoints.KNOWN.values() if c.hub_id}
    assert published == detoxify.detoxify.MODEL_URLS
