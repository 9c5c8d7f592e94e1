"""Turns: on talk pages depths are lost but headings part the conversations; each comment answers the one before."""

from __future__ import annotations

from collections.abc import Iterator

from threads.model import Evidence
from threads.reading.conversation import Claim, Conversation

_WEIGHT = 0.55
"""On the development page of this kind six of ten comments answer the one right before."""
_OPENING_WEIGHT = 0.9


def find(conversation: Conversation) -> Iterator[Claim]:
    """One claim for every comment of a page whose headings are known."""
    if not any("opens topic" in comment.header_cues for comment in conversation.comments):
        return
    for place, comment in enumerate(conversation.comments):
        if "opens topic" in comment.header_cues:
            sentence = "stands first under its heading"
            evidence = Evidence(clue="turn", weight=_OPENING_WEIGHT, sentence=sentence, line=comment.line)
            yield Claim(place, None, evidence, sign="turn opening")
        elif place:
            before = conversation.comments[place - 1]
            sentence = f"follows {before.author or before.id} under the same heading"
            evidence = Evidence(clue="turn", weight=_WEIGHT, sentence=sentence, line=comment.line)
            yield Claim(place, place - 1, evidence, sign="turn following")
