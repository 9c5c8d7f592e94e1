"""Openers: agreement, disagreement, answers and second-person address tie a comment to the one right before it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from threads.model import Evidence
from threads.reading.conversation import Claim, Conversation

_LOOKED_AT = 3000
_LEAD = re.compile(r"[\s\W]*")


@cache
def _kinds() -> tuple[tuple[str, float, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    table = tomllib.loads(files(__package__).joinpath("_openers.toml").read_text(encoding="utf-8"))
    return tuple(
        (
            kind["says"],
            kind["weight"],
            re.compile("(?:" + "|".join(kind["opening"]) + ")", re.IGNORECASE) if "opening" in kind else None,
            re.compile("|".join(kind["addressing"]), re.IGNORECASE) if "addressing" in kind else None,
        )
        for kind in table.values()
    )


def find(conversation: Conversation) -> Iterator[Claim]:
    """One claim a kind of opener, to the comment before in time; none on pages that show depths."""
    if conversation.section.layout == "nested":
        return
    for place, comment in enumerate(conversation.comments):
        before = conversation.before(place)
        if before is None or (comment.author is not None and comment.author == conversation.comments[before].author):
            continue
        words = comment.own_words[:_LOOKED_AT]
        lead = _LEAD.match(words)
        start = lead.end() if lead is not None and words[: lead.end()].strip() not in ("+",) else 0
        for says, weight, opening, addressing in _kinds():
            found = opening.match(words, start) if opening is not None else None
            if found is not None:
                yield _claim(
                    place,
                    before,
                    conversation,
                    weight,
                    f'{says} ("{found.group().strip()}"), right after',
                    found.group(),
                )
            elif addressing is not None:
                spoken = {match.group().casefold() for match in addressing.finditer(words)}
                if spoken:
                    joint = 1 - (1 - weight) ** min(3, len(spoken))
                    first = sorted(spoken)[0]
                    yield _claim(place, before, conversation, joint, f'{says} ("{first}"), right after', first)


def _claim(place: int, before: int, conversation: Conversation, weight: float, sentence: str, quote: str) -> Claim:
    parent = conversation.comments[before]
    evidence = Evidence(
        clue="opener",
        weight=round(weight, 3),
        sentence=f"{sentence} {parent.author or parent.id}",
        line=conversation.comments[place].line,
        quote=quote.strip(),
    )
    return Claim(place, before, evidence)
