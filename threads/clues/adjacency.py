"""Adjacency: on a flat page the comment right before in time is a little likelier to be answered than any other."""

from __future__ import annotations

from collections.abc import Iterator

from threads.model import Evidence
from threads.reading.conversation import Claim, Conversation

_WEIGHT = 0.12
"""Kept small: on the development pages one flat comment in four answers the one before, and nothing here says which."""


def find(conversation: Conversation) -> Iterator[Claim]:
    """One weak claim for every comment of a flat page but the first in time."""
    for place in range(len(conversation.comments)):
        before = conversation.before(place) if conversation.is_open(place) else None
        if before is not None:
            parent = conversation.comments[before]
            sentence = f"stands right after {parent.author or parent.id}"
            line = conversation.comments[place].line
            evidence = Evidence(clue="adjacency", weight=_WEIGHT, sentence=sentence, line=line)
            yield Claim(place, before, evidence, sign="adjacency")
