"""Invented sentences in contrasting pairs: the same group, verb or swear word used kindly, neutrally and as abuse.

Open data names Muslims, gay people or the blind mostly where they are attacked, so that a small model takes the name
for the attack. These sentences name each group equally often in plain, kind and hateful sentences, and put hateful
words into sentences that refuse them. All are made here from the parts in contrasts.toml; none is taken from a
published test suite.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from threads.checkpoints import SIX
from training.toxicity_table import UNKNOWN, Labelled


def _six(toxicity: float, **known: float) -> tuple[float, ...]:
    values = {"toxicity": toxicity, **known}
    rest = 0.0 if toxicity < 0.5 else UNKNOWN
    return tuple(values.get(label, rest) for label in SIX)


_CLEAN = _six(0.0)
_HATE = _six(1.0, identity_attack=1.0, obscene=UNKNOWN, threat=UNKNOWN)
# Each kind: its frames, its labels, and how many sentences are made for each that the neutral kind gets.
_KINDS: tuple[tuple[str, tuple[float, ...], float], ...] = (
    ("neutral", _CLEAN, 1.0),
    ("kind", _CLEAN, 0.6),
    ("attack", _HATE, 1.0),
    ("threats_group", _six(1.0, threat=1.0, identity_attack=1.0, severe_toxicity=1.0), 0.35),
    ("threats", _six(1.0, threat=1.0, identity_attack=0.0, severe_toxicity=1.0, obscene=0.1), 0.45),
    ("no_threats", _CLEAN, 0.45),
    ("refused", _six(0.1, identity_attack=0.1, insult=0.1), 0.6),
    ("of_things", _six(0.05), 0.25),
    ("sworn", _six(0.35, obscene=0.7), 0.2),
    ("insults", _six(1.0, insult=1.0, identity_attack=0.0, threat=0.0, severe_toxicity=0.05), 0.35),
    ("mild", _six(0.05), 0.35),
)


def sentences(count: int, *, seed: int) -> Iterator[Labelled]:
    """About ``count`` neutral sentences and the others in proportion; the same seed gives the same sentences."""
    chance = random.Random(seed)
    for kind, targets, share in _KINDS:
        frames = _parts()[kind]
        for number in range(round(count * share)):
            # Groups take turns, so that each is named equally often in every kind.
            yield Labelled(_fill(frames[number % len(frames)], number // len(frames), chance), targets, "contrasts")


def _fill(frame: str, turn: int, chance: random.Random) -> str:
    parts = _parts()
    groups = parts["groups"]
    group = groups[(turn + chance.randrange(3) * 17) % len(groups)]
    other = chance.choice(groups)
    text = chance.choice(parts["before"]) + frame + chance.choice(parts["after"])
    text = str(text).format(
        many=group[0],
        one=group[1],
        adj=group[2],
        many2=other[0],
        one2=other[1],
        who=chance.choice(parts["who"]),
        name=chance.choice(parts["names"]),
        place=chance.choice(parts["places"]),
        bad=chance.choice(parts["bad"]),
        faults=chance.choice(parts["faults"]),
        harm=chance.choice(parts["harm"]),
        do=chance.choice(parts["do"]),
        thing=chance.choice(parts["things"]),
        insult=chance.choice(parts["insult"]),
    )
    return text.lower() if chance.random() < 0.2 else text[:1].upper() + text[1:]


@cache
def _parts() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
