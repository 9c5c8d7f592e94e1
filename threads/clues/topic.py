"""Topic: a comment that takes up rare words of one shortly before it may well answer it."""

from __future__ import annotations

from collections.abc import Iterator

from threads.model import Evidence
from threads.reading.conversation import Claim, Conversation

_REACH = 4
"""How many comments before in time are compared."""
_FADING = 0.75
"""What a claim keeps of its weight for each comment in between."""
LEAST_LIKENESS = 0.15
"""Cosine of the two comments' rare words from which they count as alike."""
_MOST_WEIGHT = 0.5


def find(conversation: Conversation) -> Iterator[Claim]:
    """Claims for flat pages: rare words shared with one of the comments right before."""
    if len(conversation.comments) < 3 or not any(map(conversation.is_open, range(len(conversation.comments)))):
        return
    likeness = conversation.likeness
    names = conversation.names
    for place, comment in enumerate(conversation.comments):
        if not conversation.is_open(place) or any(quote.comment_id for quote in comment.quotes):
            continue
        other = conversation.before(place)
        step = 1 if other is not None and other > place else -1
        for distance in range(_REACH):
            if other is None or not 0 <= other < len(names):
                break
            if names[other] is None or names[other] != names[place]:
                found = likeness.between(place, other)
                if found >= LEAST_LIKENESS:
                    yield _claim(place, other, conversation, found, distance)
            other += step


def _claim(place: int, other: int, conversation: Conversation, found: float, distance: int) -> Claim:
    before = conversation.comments[other]
    words = ", ".join(conversation.likeness.shared(place, other))
    sentence = f"takes up words of {before.author or before.id} ({words})"
    weight = round(min(_MOST_WEIGHT, 3.0 * found) * _FADING**distance, 3)
    evidence = Evidence(clue="topic", weight=weight, sentence=sentence, line=conversation.comments[place].line)
    return Claim(place, other, evidence, sign="topic", strength=min(1.0, 2.0 * found))
