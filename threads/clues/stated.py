"""Stated parents: an export, or the page itself, says which comment is answered."""

from __future__ import annotations

from collections.abc import Iterator

from threads.model import Evidence
from threads.reading.conversation import Claim, Conversation

_WEIGHT = 0.999
_BASIS_WEIGHT = 0.99
"""A parent that the markup shows without naming it."""
_ORPHAN_WEIGHT = 0.9


def find(conversation: Conversation) -> Iterator[Claim]:
    """One claim for every comment whose parent is stated; orphans are claimed as roots."""
    place_of = {
        comment.stated_id: place
        for place, comment in reversed(list(enumerate(conversation.comments)))
        if comment.stated_id is not None
    }
    for place, comment in enumerate(conversation.comments):
        if not comment.parent_stated:
            continue
        weight = _WEIGHT if comment.parent_basis is None else _BASIS_WEIGHT
        parent = None if comment.stated_parent is None else place_of.get(comment.stated_parent)
        if comment.stated_parent is None:
            sentence = comment.parent_basis or "the source says it answers no comment"
        elif parent is None or parent == place:
            what = "itself" if parent == place else f"{comment.stated_parent}, which is not here"
            sentence, weight, parent = f"the source says it answers {what}", _ORPHAN_WEIGHT, None
        elif comment.parent_basis is not None:
            answered = conversation.comments[parent]
            sentence = f"{comment.parent_basis} under {answered.author or answered.id}"
        else:
            sentence = f"the source says it answers {comment.stated_parent}"
        evidence = Evidence(clue="stated", weight=weight, sentence=sentence, line=comment.line)
        yield Claim(place, parent, evidence, settles=True)
