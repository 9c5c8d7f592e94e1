"""The labelled sets that scores are measured on: what is asked of which head, and the texts that answer it.

Reads the Parquet files of one folder (columns ``text``, ``parent_text``, ``label``, ``sublabels`` as JSON, ``split``);
its README.md says what each label means and where it is from. `training.toxicity_table` learns from none of them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SEED = 0
BIAS_SAMPLE = 2_000
"""Of each of the two sets made from templates: 12,000 sentences of five words say little more than 2,000."""
Floats = NDArray[np.float64]
_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled text."""

    text: str
    parent: str | None
    """The text that it answers; ``None`` where it is not known."""
    label: int | None
    """1 toxic, 0 not; ``None`` where raters were of two minds."""
    more: Mapping[str, Any]
    """Further labels, by the names of the set."""
    split: str


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows a head of the model should tell apart."""

    name: str
    file: str
    """The set, a file name without its ending."""
    split: str | None = None
    """The part that is asked; ``None``: all of it."""
    head: str = "toxicity"
    truth: Callable[[Row], int | None] = lambda row: row.label
    """1 for a row that the head should find, 0 for one that it should leave, ``None`` for one that is not asked."""
    most: int | None = None
    """How many rows are enough; ``None``: all."""


@dataclass(frozen=True, slots=True)
class Examples:
    """The rows of one question with their truths."""

    question: Question
    rows: Sequence[Row]
    truths: Floats
    """0 or 1, one a row."""
    weights: Floats
    """How many rows of the set each stands for: a sample of few toxic and many clean ones keeps the set's mix."""

    @property
    def texts(self) -> list[str]:
        """The texts, in order."""
        return [row.text for row in self.rows]


@cache
def read(folder: Path, name: str) -> tuple[Row, ...]:
    """All rows of a set that have a text.

    Raises:
        FileNotFoundError: the folder has no such set.
    """
    import polars

    table = polars.read_parquet(
        folder / f"{name}.parquet", columns=["text", "parent_text", "label", "sublabels", "split"]
    )
    return tuple(
        Row(text, parent, label, json.loads(more) if more else {}, split)
        for text, parent, label, more, split in table.drop_nulls("text").iter_rows()
    )


def examples(question: Question, folder: Path, *, sample: int | None = None) -> Examples:
    """What answers a question: every row of it, or ``sample`` of them, half of them toxic where there are so many.

    Raises:
        FileNotFoundError: the folder has no such set.
    """
    asked = [
        (row, truth)
        for row in read(folder, question.file)
        if question.split in (None, row.split) and (truth := question.truth(row)) is not None
    ]
    limits = [limit for limit in (sample, question.most) if limit is not None]
    kept = (
        thinned([truth for _, truth in asked], min(limits)) if limits else [(place, 1.0) for place in range(len(asked))]
    )
    return Examples(
        question,
        [asked[place][0] for place, _ in kept],
        np.array([asked[place][1] for place, _ in kept], dtype=np.float64),
        np.array([weight for _, weight in kept]),
    )


def thinned(truths: Sequence[int], most: int) -> list[tuple[int, float]]:
    """``(place, weight)`` of at most ``most`` rows, by chance from a fixed seed: the rarer kind is kept first.

    >>> sum(weight for _, weight in thinned([1] * 10 + [0] * 990, 100))
    1000.0
    """
    places = {kind: [place for place, truth in enumerate(truths) if truth == kind] for kind in (0, 1)}
    rarer, other = sorted(places, key=lambda kind: len(places[kind]))
    takes = {rarer: min(len(places[rarer]), most // 2)}
    takes[other] = min(len(places[other]), most - takes[rarer])
    chance = random.Random(SEED)
    return sorted(
        (place, len(places[kind]) / takes[kind])
        for kind in (0, 1)
        for place in chance.sample(places[kind], takes[kind])
    )


def sampled(rows: Sequence[_Any], most: int | None) -> list[_Any]:
    """All rows, or ``most`` of them by chance from a fixed seed."""
    return list(rows) if most is None or most >= len(rows) else random.Random(SEED).sample(list(rows), most)


def _share(name: str) -> Callable[[Row], int | None]:
    """Raters who named it: at least half make it true, none make it false, some leave it open."""

    def truth(row: Row) -> int | None:
        share = row.more.get(name)
        return None if share is None or 0 < share < 0.5 else int(share >= 0.5)

    return truth


def _marked(name: str) -> Callable[[Row], int | None]:
    """True where the set says so, false in all its other rows: its kinds shut each other out."""
    return lambda row: int(row.more.get(name) == 1)


def _violent(row: Row) -> int | None:
    """Violence was asked about hateful comments alone; what is not hateful calls for none."""
    if row.label == 0:
        return 0
    share = row.more.get("violence")
    return None if share is None else int(share >= 0.5)


def _insult_among_toxic(row: Row) -> int | None:
    """Of offensive tweets, those aimed at somebody and not at nothing."""
    return {"TIN": 1, "UNT": 0}.get(row.more.get("b", ""))


def _group_among_targeted(row: Row) -> int | None:
    """Of offensive tweets aimed at somebody, those aimed at a group and not at one person."""
    return {"GRP": 1, "IND": 0}.get(row.more.get("c", ""))


TOXICITY = (
    Question("jigsaw_test", "jigsaw_test_binary"),
    Question("wiki_nonfuzzed", "wiki_nonfuzzed_testset"),
    Question("wiki_fuzzed", "wiki_fuzzed_testset"),
    Question("cat_gn", "cat_large", "gn"),
    Question("cat_gc", "cat_large", "gc"),
    Question("cat_small", "cat_small"),
    Question("unhealthy", "unhealthy_comments"),
    Question("ethos", "ethos"),
    Question("olid", "olid", "test"),
    Question("paradetox", "paradetox", "test"),
    Question("measuring_hate_speech", "measuring_hate_speech", "test"),
    Question("edos", "edos", "test"),
    Question("vicomtech", "vicomtech_stormfront", "test"),
    Question("misogyny", "misogyny_eacl2021", "test"),
    Question("convabuse", "convabuse", "test"),
    Question("hatemojibuild", "hatemojibuild", "test"),
    Question("dynahate", "dynahate", "test"),
    Question("hatecheck", "hatecheck"),
    Question("hatemojicheck", "hatemojicheck"),
    Question("madlibs", "bias_madlibs", most=BIAS_SAMPLE),
    Question("templates", "bias_sentence_templates", most=BIAS_SAMPLE),
)
"""Is it toxic? Many of these sets ask for hate or sexism alone, so that what they call clean may still be rude."""
MAIN = ("jigsaw_test", "cat_gn", "cat_gc", "cat_small", "unhealthy", "ethos")
"""Comments as people wrote them, labelled for toxicity: their mean is the figure to watch."""
SUBLABELS = (
    *(
        Question(f"civil_{head}", "civil_toxic_spans", "test", head, _share(head))
        for head in ("threat", "insult", "identity_attack", "obscene")
    ),
    # Its test part has no sub-labels; none of it is learned from.
    Question("olid_insult", "olid", "train", "insult", _share("insult")),
    Question("olid_insult_among_toxic", "olid", "train", "insult", _insult_among_toxic),
    Question("olid_group_among_targeted", "olid", "train", "identity_attack", _group_among_targeted),
    Question("unhealthy_hostile", "unhealthy_comments", None, "insult", _marked("hostile")),
    Question("unhealthy_antagonize", "unhealthy_comments", None, "insult", _marked("antagonize")),
    Question("ethos_violence", "ethos", None, "threat", _violent),
    Question("edos_threat", "edos", "test", "threat", _marked("threat")),
    Question("hatemojibuild_threat", "hatemojibuild", "test", "threat", _marked("threat")),
    Question("misogyny_threat", "misogyny_eacl2021", "test", "threat", _marked("threat")),
    Question("hatecheck_identity_attack", "hatecheck", None, "identity_attack"),
    Question("hatemojicheck_identity_attack", "hatemojicheck", None, "identity_attack"),
)
"""Is it a threat, an insult, an attack on a group, obscene? Asked of the head of that name."""
