"""Topic: a comment that takes up rare words of one shortly before it may well answer it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from threads.model import Evidence
from threads.reading.conversation import Claim, Conversation

_WORD = re.compile(r"[^\W\d_]{4,40}")
_LOOKED_AT = 2500
_REACH = 3
"""How many comments before in time are compared."""
_FADING = 0.75
"""What a claim keeps of its weight for each comment in between."""
_LEAST_LIKENESS = 0.18
"""Cosine of the two comments' rare words from which they count as alike."""
_MOST_WEIGHT = 0.5


def find(conversation: Conversation) -> Iterator[Claim]:
    """Claims for flat pages: rare words shared with one of the comments right before."""
    if conversation.section.layout == "nested" or len(conversation.comments) < 3:
        return
    stems = [_stems(comment.own_words[:_LOOKED_AT]) for comment in conversation.comments]
    spread = Counter(stem for found in stems for stem in found)
    count = len(stems)
    for place, comment in enumerate(conversation.comments):
        if comment.quotes and any(quote.comment_id for quote in comment.quotes):
            continue
        own = _length(stems[place], spread, count)
        other = conversation.before(place)
        for distance in range(_REACH):
            if other is None:
                break
            before = conversation.comments[other]
            if before.author is None or before.author != comment.author:
                shared = {stem: _rarity(spread[stem], count) for stem in stems[place] & stems[other]}
                lengths = own * _length(stems[other], spread, count)
                likeness = sum(rarity**2 for rarity in shared.values()) / lengths if lengths else 0.0
                if likeness >= _LEAST_LIKENESS and len(shared) >= 2:
                    words = ", ".join(sorted(shared, key=lambda stem: (-shared[stem], stem))[:3])
                    weight = min(_MOST_WEIGHT, 3.0 * likeness) * _FADING**distance
                    yield _claim(
                        place, other, conversation, weight, f"takes up words of {before.author or before.id} ({words})"
                    )
            other = conversation.before(other)


def _claim(place: int, other: int, conversation: Conversation, weight: float, sentence: str) -> Claim:
    return Claim(
        place,
        other,
        Evidence(clue="topic", weight=round(weight, 3), sentence=sentence, line=conversation.comments[place].line),
    )


def _length(stems: set[str], spread: Counter[str], count: int) -> float:
    return math.sqrt(sum(_rarity(spread[stem], count) ** 2 for stem in stems))


def _stems(text: str) -> set[str]:
    """Words cut to their first six letters: enough to bring "masts" and "mast" together in most languages."""
    return {word[:6] for word in (found.casefold() for found in _WORD.findall(text))}


def _rarity(holders: int, comments: int) -> float:
    """Inverse document frequency on this page; words of half the comments say nothing."""
    return max(0.0, math.log(comments / (2 * holders)) + 1e-9) if holders * 2 <= comments else 0.0
