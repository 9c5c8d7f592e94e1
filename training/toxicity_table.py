"""The texts that the embedded toxicity model learns from: labelled comments of open data sets, brought to six labels.

Reads the Parquet files of one folder (columns ``text``, ``label``, ``sublabels`` as JSON, ``split``). Only sets whose
licence allows derived models are learned from; every text that occurs in an evaluation set is taken out first, so that
figures measured there stay honest. Few sets know more than "toxic or not": a label that a set says nothing of is masked
(NaN), and rules of words fill in what is plain; both are told in the model card.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from threads.checkpoints import SIX
from threads.scorers import abuse
from threads.wording import lexicon

UNKNOWN = math.nan
EVALUATION = {
    "bias_madlibs": None,
    "bias_sentence_templates": None,
    "cat_large": None,
    "cat_small": None,
    "civil_toxic_spans": "test",
    "convabuse": "test",
    "dynahate": None,
    "edos": "test",
    "ethos": None,
    "hatecheck": None,
    "hatecheck_multilingual": None,
    "hatemojibuild": "test",
    "hatemojicheck": None,
    "jigsaw_multilabel_scraps": "test",
    "jigsaw_test_binary": None,
    "measuring_hate_speech": "test",
    "misogyny_eacl2021": "test",
    "olid": None,
    "paradetox": "test",
    "unhealthy_comments": None,
    "vicomtech_stormfront": "test",
    "wiki_fuzzed_testset": None,
    "wiki_nonfuzzed_testset": None,
}
"""Sets that figures are measured on, each with the split that is; ``None`` means all of it."""
HELD_OUT_SHARE = 0.03
"""Of the training texts, chosen by hash; thresholds and calibration are taken from these."""
_SEED = 20261125
_JIGSAW_CLEAN_TELLING, _JIGSAW_CLEAN_OTHER = 45_000, 40_000
_DAVIDSON_OFFENSIVE = 6_000
_LETTERS = re.compile(r"[^\W_]+")
_START_LETTERS = 60
"""Wikipedia comments occur in several cuts: those that begin alike are taken for one."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text and what is known of it."""

    text: str
    targets: tuple[float, ...]
    """In the order of ``SIX``, shares in [0, 1]; NaN where nothing is known."""
    source: str
    """The set it is from."""

    @property
    def held_out(self) -> bool:
        """Whether it is kept from training; the same text always falls on the same side."""
        digest = hashlib.blake2b(key(self.text).encode(), digest_size=4).digest()
        return int.from_bytes(digest, "big") < HELD_OUT_SHARE * 2**32


def key(text: str) -> str:
    """A text's letters and digits alone, in lower case: equal for copies that differ in spaces and signs."""
    return "".join(_LETTERS.findall(text.lower()))


def read(folder: Path) -> list[Labelled]:
    """All training texts of the sets in ``folder``, without duplicates and without texts of evaluation sets.

    Raises:
        FileNotFoundError: a set is missing.
    """
    whole, starts = evaluated(folder)
    texts: dict[str, Labelled] = {}
    for name, convert in _SETS.items():
        for row in convert(_rows(folder, name)):
            known = key(row.text)
            if len(known) < 2 or known in whole or (name.startswith("jigsaw") and known[:_START_LETTERS] in starts):
                continue
            texts.setdefault(known, row)
    return list(texts.values())


def evaluated(folder: Path) -> tuple[set[str], set[str]]:
    """The keys of all texts of evaluation sets, and the first letters of those keys.

    Raises:
        FileNotFoundError: a set is missing.
    """
    whole, starts = set(), set()
    for name, split in EVALUATION.items():
        for row in _rows(folder, name):
            if split is None or row["split"] == split:
                known = key(row["text"])
                whole.add(known)
                starts.add(known[:_START_LETTERS])
    return whole, starts


def _rows(folder: Path, name: str) -> list[dict[str, Any]]:
    import polars

    table = polars.read_parquet(folder / f"{name}.parquet", columns=["text", "label", "sublabels", "split"])
    rows = list(table.drop_nulls("text").iter_rows(named=True))
    for row in rows:
        row["more"] = json.loads(row["sublabels"]) if row["sublabels"] else {}
    return rows


# What words tell.


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a text tell of it, whoever labelled it."""

    coarse: bool
    strong: bool
    group: bool
    slur: bool
    insult: bool
    threat: bool
    violence: bool

    @property
    def plain(self) -> bool:
        """Nothing coarse in it, so that "not hateful" may be read as "clean"."""
        return not (self.coarse or self.slur or self.insult)


_STRONG = "fuck|motherf|cunt|cocksuck|shit|asshole|arsehole|bitch|dick|pussy|bastard|whore|slut|wank|twat|faggot|nigg"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    classes = lexicon.read("abuse/classes")["classes"]
    loud = [*classes["base"], *(word for word in classes["bad"] if " " not in word)]
    people = [word for word in classes["group"] if word not in ("men", "poles", "polish", "french", "english")]
    violent = {
        *classes["kill"],
        *classes["killed"],
        *classes["hurt"],
        "die",
        "dead",
        "dies",
        "murder",
        "bleed",
        "violence",
    }
    return {
        "strong": re.compile(rf"(?<!\w)\w{{0,4}}(?:{_STRONG})", re.I),
        "loud": _any(loud),
        "group": _any([*people, "race", "racial", "religion", "islam", "jewish", "lgbt", "queer", "autistic", "blind"]),
        "violence": _any([*violent, *(f"{word}ing" for word in classes["kill"])]),
    }


def _any(words: Iterable[str]) -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})s?(?!\w)", re.I)


def told(text: str) -> Words:
    """What its first thousand characters tell."""
    text = text[:1000]
    found = abuse.findings(text)
    points = {label: max(points for points, _ in hits) for label, hits in found.items() if hits}
    patterns = _patterns()
    return Words(
        coarse="profanity" in points or patterns["strong"].search(text) is not None,
        strong=patterns["strong"].search(text) is not None,
        group=patterns["group"].search(text) is not None,
        slur=points.get("slur", 0) >= 0.6,
        insult=points.get("insult", 0) >= 0.55 or patterns["loud"].search(text) is not None,
        threat=points.get("threat", 0) >= 0.6 or points.get("incitement", 0) >= 0.6,
        violence=patterns["violence"].search(text) is not None,
    )


def _clean() -> tuple[float, ...]:
    return (0.0,) * len(SIX)


def _labels(**known: float) -> tuple[float, ...]:
    return tuple(known.get(label, UNKNOWN) for label in SIX)


def _toxic(text: str, **known: float) -> tuple[float, ...]:
    """The six of a text that people called toxic: what the set says, and for the rest what its words tell."""
    words = told(text)
    targets: dict[str, float] = {"toxicity": 1.0}
    if words.strong:
        targets["obscene"] = 1.0
    elif not words.coarse:
        targets["obscene"] = 0.1
    if words.threat:
        targets["threat"] = 0.9
    elif not words.violence:
        targets["threat"] = 0.0
    if words.slur:
        targets["identity_attack"] = 0.9
    elif not words.group:
        targets["identity_attack"] = 0.05
    if abuse.findings(text[:1000]).get("insult"):
        targets["insult"] = 1.0
    targets |= known
    worst = max(targets.get("threat", 0.0), min(targets.get("obscene", 0.0), targets.get("identity_attack", 0.0)))
    targets.setdefault("severe_toxicity", 1.0 if worst >= 0.9 else 0.1)
    return _labels(**targets)


def _not_hateful(text: str) -> tuple[float, ...]:
    """The six of a text that people called not hateful: clean where its words are, else only no identity attack."""
    words = told(text)
    if words.plain and not words.threat:
        return _clean()
    return _labels(identity_attack=0.0, **({} if words.violence else {"threat": 0.0}))


# The sets, one function each.

Rows = Iterable[Mapping[str, Any]]


def _jigsaw(rows: Rows) -> Iterator[Labelled]:
    """All that is toxic; of what is clean first what a word list would stumble over, then others."""
    telling: list[Labelled] = []
    others: list[Labelled] = []
    for row in rows:
        text = row["text"]
        if row["label"] == 1:
            yield Labelled(text, _toxic(text), "jigsaw_train_binary")
            continue
        patterns = _patterns()
        start = text[:1000]
        told_of = any(patterns[name].search(start) for name in ("strong", "loud", "group", "violence"))
        (telling if told_of else others).append(Labelled(text, _clean(), "jigsaw_train_binary"))
    chance = random.Random(_SEED)
    yield from chance.sample(telling, min(len(telling), _JIGSAW_CLEAN_TELLING))
    yield from chance.sample(others, min(len(others), _JIGSAW_CLEAN_OTHER))


def _number(more: Mapping[str, Any], name: str) -> float:
    return float(more.get(name) or 0.0)


def _scraps(rows: Rows) -> Iterator[Labelled]:
    for row in rows:
        if row["split"] == "train":
            more = {label: float(row["more"][label]) for label in SIX if label in row["more"]}
            yield Labelled(row["text"], _labels(toxicity=float(row["label"]), **more), "jigsaw_multilabel_scraps")


def _civil(rows: Rows) -> Iterator[Labelled]:
    """Posts chosen as toxic; the shares of raters who marked a span of a kind are the truest sub-labels there are."""
    for row in rows:
        if row["split"] != "train":
            continue
        more = row["more"]
        share = float(more["span_share"])
        targets = {
            "toxicity": 1.0 if row["label"] == 1 else 0.5 + 0.5 * share if row["label"] is None else UNKNOWN,
            **{label: _share(float(more[label])) for label in ("obscene", "threat", "insult", "identity_attack")},
        }
        yield Labelled(row["text"], _labels(**targets), "civil_toxic_spans")


def _share(value: float) -> float:
    """A share of raters who named the kind by themselves: a half is much, for most marked one span only."""
    return min(1.0, 1.5 * value)


def _mhs(rows: Rows) -> Iterator[Labelled]:
    for row in rows:
        if row["split"] == "test" or row["label"] is None:
            continue
        targets = _toxic(row["text"], identity_attack=0.9) if row["label"] == 1 else _not_hateful(row["text"])
        yield Labelled(row["text"], targets, "measuring_hate_speech")


def _paradetox(rows: Rows) -> Iterator[Labelled]:
    for row in rows:
        if row["split"] == "train":
            targets = _toxic(row["text"]) if row["label"] == 1 else _clean()
            yield Labelled(row["text"], targets, "paradetox")


def _edos(rows: Rows) -> Iterator[Labelled]:
    for row in rows:
        if row["split"] == "test":
            continue
        if row["label"] == 1:
            targets = _toxic(row["text"], identity_attack=1.0, threat=_number(row["more"], "threat"))
        else:
            targets = _not_hateful(row["text"])
        yield Labelled(row["text"], targets, "edos")


def _davidson(rows: Rows) -> Iterator[Labelled]:
    """Hate and neither in full; of "offensive", mostly casual slurs, the surest."""
    offensive = []
    for row in rows:
        text, more = row["text"], row["more"]
        if row["label"] == 0:
            yield Labelled(text, _clean(), "davidson")
        elif _number(more, "hate_share") >= 0.5:
            yield Labelled(text, _toxic(text, identity_attack=1.0), "davidson")
        elif _number(more, "offensive_share") >= 1.0:
            offensive.append(text)
    for text in random.Random(_SEED).sample(offensive, min(len(offensive), _DAVIDSON_OFFENSIVE)):
        yield Labelled(text, _toxic(text), "davidson")


def _hatemoji(rows: Rows) -> Iterator[Labelled]:
    for row in rows:
        if row["split"] == "test":
            continue
        text = row["text"]
        if row["label"] == 1:
            targets = _toxic(text, identity_attack=1.0, threat=_number(row["more"], "threat"))
        else:
            targets = _not_hateful(text)
        yield Labelled(text, targets, "hatemojibuild")


def _hate_only(name: str) -> Callable[[Rows], Iterator[Labelled]]:
    def convert(rows: Rows) -> Iterator[Labelled]:
        for row in rows:
            if row["split"] == "test" or row["label"] is None:
                continue
            text = row["text"]
            targets = _toxic(text, identity_attack=1.0) if row["label"] == 1 else _not_hateful(text)
            yield Labelled(text, targets, name)

    return convert


def _misogyny(rows: Rows) -> Iterator[Labelled]:
    for row in rows:
        if row["split"] == "test":
            continue
        text, more = row["text"], row["more"]
        if row["label"] == 1:
            targets = _toxic(text, identity_attack=1.0, threat=_number(more, "threat"))
        elif more.get("nonmisogynistic_personal_attack"):
            targets = _toxic(text, insult=1.0, identity_attack=0.0)
        else:
            targets = _not_hateful(text)
        yield Labelled(text, targets, "misogyny_eacl2021")


def _convabuse(rows: Rows) -> Iterator[Labelled]:
    for row in rows:
        if row["split"] == "test" or row["label"] is None:
            continue
        text, more = row["text"], row["more"]
        if row["label"] == 1:
            targets = _toxic(text, **{label: _number(more, label) for label in ("insult", "identity_attack")})
        else:
            targets = _clean()
        yield Labelled(text, targets, "convabuse")


_SETS: dict[str, Callable[[Rows], Iterator[Labelled]]] = {
    "jigsaw_multilabel_scraps": _scraps,
    "civil_toxic_spans": _civil,
    "convabuse": _convabuse,
    "misogyny_eacl2021": _misogyny,
    "edos": _edos,
    "hatemojibuild": _hatemoji,
    "toxigen_prompts": _hate_only("toxigen_prompts"),
    "vicomtech_stormfront": _hate_only("vicomtech_stormfront"),
    "measuring_hate_speech": _mhs,
    "paradetox": _paradetox,
    "davidson": _davidson,
    "jigsaw_train_binary": _jigsaw,
}
"""In the order in which a text that stands in two sets is taken: the one that knows more first."""
SETS = tuple(_SETS)
