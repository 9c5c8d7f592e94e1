"""Openers: agreement, disagreement, answers and second-person address tie a comment to the one right before it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from threads.model import Evidence
from threads.reading.conversation import Claim, Conversation

_LOOKED_AT = 1500
_MOST_COUNTED = 3
_LEAD = re.compile(r"[\s\W]{0,80}")


class Kind(NamedTuple):
    """One table of _openers.toml."""

    name: str
    says: str
    weight: float
    opening: dict[str, re.Pattern[str]]
    """By first letter, and under "" those that may begin with any; what begins otherwise need not be tried."""
    addressing: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    """What has to stand somewhere for a pattern to be worth a search, and the pattern; one a language."""
    addressing_in_ascii: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    """Those of them that words without any accent can hold."""
    page: bool
    """Whether the words are for the page and not for a comment on it."""


@cache
def _kinds() -> tuple[Kind, ...]:
    table = tomllib.loads(files(__package__).joinpath("_openers.toml").read_text(encoding="utf-8"))
    return tuple(_kind(name, found) for name, found in table.items())


def _kind(name: str, table: dict[str, Any]) -> Kind:
    addressing = [(tuple(one["holds"]), re.compile(one["pattern"])) for one in table.get("addressing", ())]
    in_ascii = [(tuple(filter(str.isascii, holds)), pattern) for holds, pattern in addressing]
    return Kind(
        name=name,
        says=table["says"],
        weight=table["weight"],
        opening=_by_first_letter(table.get("opening", ())),
        addressing=tuple(addressing),
        addressing_in_ascii=tuple((holds, pattern) for holds, pattern in in_ascii if holds),
        page=table.get("page", False),
    )


def _by_first_letter(patterns: Iterable[str]) -> dict[str, re.Pattern[str]]:
    of: dict[str, list[str]] = {"": []}
    for pattern in patterns:
        of.setdefault(pattern[0] if pattern[0].isalpha() and pattern[1:2] != "?" else "", []).append(pattern)
    return {
        letter: re.compile("|".join([*found, *(of[""] if letter else ())]) or "(?!)") for letter, found in of.items()
    }


def find(conversation: Conversation) -> Iterator[Claim]:
    """One claim a kind of opener, to the comment before in time; none on pages that show depths."""
    names = conversation.names
    for place, comment in enumerate(conversation.comments):
        before = conversation.before(place) if conversation.is_open(place) else None
        if before is None or (names[place] is not None and names[place] == names[before]):
            continue
        for kind, found, strength in _met(comment.own_words[:_LOOKED_AT]):
            yield _claim(place, before, conversation, kind, found, strength)


def _met(text: str) -> Iterator[tuple[Kind, str, int]]:
    """Each kind that a text shows, what was found of it, and how many different ones."""
    words = text.lower()  # keeps its length, so that what is found is quoted as it was written
    is_ascii = words.isascii()
    lead = _LEAD.match(words)
    start = lead.end() if lead is not None and words[: lead.end()].strip() not in ("+",) else 0
    for kind in _kinds():
        found = (kind.opening.get(words[start : start + 1]) or kind.opening[""]).match(words, start)
        if found is not None:
            yield kind, text[found.start() : found.end()].strip(), 1
        spoken: dict[str, str] = {}
        for holds, pattern in kind.addressing_in_ascii if is_ascii else kind.addressing:
            for word in holds:
                if word in words:
                    for match in pattern.finditer(words):
                        spoken[match.group()] = text[match.start() : match.end()].strip()
                    break
        if spoken:
            yield kind, spoken[min(spoken)], min(_MOST_COUNTED, len(spoken))


def _claim(place: int, before: int, conversation: Conversation, kind: Kind, quote: str, strength: int) -> Claim:
    parent = conversation.comments[before]
    sentence = f'{kind.says} ("{quote}")' + ("" if kind.page else f", right after {parent.author or parent.id}")
    weight = round(1 - (1 - kind.weight) ** strength, 3)
    line = conversation.comments[place].line
    evidence = Evidence(clue="opener", weight=weight, sentence=sentence, line=line, quote=quote)
    answered = None if kind.page else before
    return Claim(place, answered, evidence, sign=f"opener {kind.name}", strength=float(strength))
