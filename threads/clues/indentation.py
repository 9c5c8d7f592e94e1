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
    depths = [
        comment.level if comment.level is not None else comment.indent_columns for comment in conversation.comments
    ]
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
        if above:
            parent = conversation.comments[above[-1][1]]
            sentence = f"{manner}, under {parent.author or parent.id}"
            yield Claim(
                place, above[-1][1], Evidence(clue="indentation", weight=_WEIGHT, sentence=sentence, line=comment.line)
            )
        elif depth == top:
            yield Claim(
                place,
                None,
                Evidence(
                    clue="indentation", weight=_WEIGHT, sentence="stands at the outermost level", line=comment.line
                ),
            )
        else:
            sentence = f"{manner}, but what it answered is not on the page"
            yield Claim(
                place, None, Evidence(clue="indentation", weight=_ORPHAN_WEIGHT, sentence=sentence, line=comment.line)
            )
        above.append((depth, place))
