"""Openers: agreement, disagreement, answers and second-person address tie a comment to the one right before it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from threads.model import Evidence
from threads.reading.conversation import Claim, Conversation
from threads.reading.phrases import Phrases

_LOOKED_AT = 1500
_LEAD = re.compile(r"[\s\W]{0,80}")


class Kind(NamedTuple):
    """One table of _openers.toml."""

    name: str
    says: str
    weight: float
    opening: Phrases | None
    addressing: Phrases | None
    page: bool
    """Whether the words are for the page and not for a comment on it."""


@cache
def _kinds() -> tuple[Kind, ...]:
    table = tomllib.loads(files(__package__).joinpath("_openers.toml").read_text(encoding="utf-8"))
    return tuple(
        Kind(
            name,
            kind["says"],
            kind["weight"],
            Phrases(kind["opening"]) if "opening" in kind else None,
            Phrases(kind["addressing"]) if "addressing" in kind else None,
            kind.get("page", False),
        )
        for name, kind in table.items()
    )


def find(conversation: Conversation) -> Iterator[Claim]:
    """One claim a kind of opener, to the comment before in time; none on pages that show depths."""
    names = conversation.names
    for place, comment in enumerate(conversation.comments):
        before = conversation.before(place) if conversation.is_open(place) else None
        if before is None or (names[place] is not None and names[place] == names[before]):
            continue
        for kind, found, strength in _met(comment.own_words[:_LOOKED_AT]):
            yield _claim(place, before, conversation, kind, found, strength)


def _met(words: str) -> Iterator[tuple[Kind, str, int]]:
    """Each kind that the words show, what was found of it, and how many different ones."""
    lead = _LEAD.match(words)
    start = lead.end() if lead is not None and words[: lead.end()].strip() not in ("+",) else 0
    for kind in _kinds():
        if kind.opening is not None:
            found = kind.opening.at(words, start)
            if found is not None:
                yield kind, found.group().strip(), 1
        elif kind.addressing is not None:
            spoken = kind.addressing.within(words)
            if spoken:
                yield kind, min(spoken), min(3, len(spoken))


def _claim(place: int, before: int, conversation: Conversation, kind: Kind, quote: str, strength: int) -> Claim:
    parent = conversation.comments[before]
    sentence = f'{kind.says} ("{quote}")' + ("" if kind.page else f", right after {parent.author or parent.id}")
    weight = round(1 - (1 - kind.weight) ** strength, 3)
    line = conversation.comments[place].line
    evidence = Evidence(clue="opener", weight=weight, sentence=sentence, line=line, quote=quote)
    answered = None if kind.page else before
    return Claim(place, answered, evidence, sign=f"opener {kind.name}", strength=float(strength))
