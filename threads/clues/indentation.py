"""Indentation and stated levels: a reply stands deeper than the comment above it that it answers."""

from __future__ import annotations

from collections.abc import Iterator

from threads.model import Evidence
from threads.reading.conversation import Claim, Conversation

_WEIGHT = 0.97
_ORPHAN_WEIGHT = 0.6
"""A level without anything above it (its parent was deleted or dropped from the page)."""


def find(conversation: Conversation) -> Iterator[Claim]:
    """One claim for every comment of a page on which depths differ."""
    if conversation.section.layout == "nested" and not conversation.shows_depths:
        return
    depths = [comment.depth_shown for comment in conversation.comments]
    shown = {depth for depth in depths if depth is not None}
    if len(shown) < 2:
        return
    top = min(shown)
    above: list[tuple[int, int]] = []
    for place, depth in enumerate(depths):
        if depth is None:
            continue
        while above and above[-1][0] >= depth:
            above.pop()
        comment = conversation.comments[place]
        manner = (
            f'the page says "level {comment.level}"' if comment.level is not None else f"indented by {depth} columns"
        )
        weight = _WEIGHT
        if above:
            parent = conversation.comments[above[-1][1]]
            sentence = f"{manner}, under {parent.author or parent.id}"
        elif depth == top:
            sentence = "stands at the outermost level"
        else:
            sentence, weight = f"{manner}, but what it answered is not on the page", _ORPHAN_WEIGHT
        evidence = Evidence(clue="indentation", weight=weight, sentence=sentence, line=comment.line)
        yield Claim(place, above[-1][1] if above else None, evidence, settles=True)
        above.append((depth, place))
