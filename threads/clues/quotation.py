"""Quotations: who repeats another's words answers them; the first quoted comment counts most."""

from __future__ import annotations

from collections.abc import Iterator

from threads.model import Evidence
from threads.reading.conversation import Claim, Conversation

_BLOCK_WEIGHT = 0.93
_INLINE_WEIGHT = 0.88
_FURTHER_WEIGHT = 0.35
"""A second comment quoted by the same one."""


def find(conversation: Conversation) -> Iterator[Claim]:
    """One claim for each comment that another quotes."""
    for place, comment in enumerate(conversation.comments):
        seen: set[str] = set()
        for quote in comment.quotes:
            if quote.comment_id is None or quote.comment_id in seen or quote.comment_id == comment.id:
                continue
            words = len(quote.text.split())
            kind, weight = ("block", _BLOCK_WEIGHT) if quote.span is None else ("inline", _INLINE_WEIGHT)
            if seen:
                kind, weight = "further", _FURTHER_WEIGHT
            parent = conversation.place_of.get(quote.comment_id)
            if parent is None:
                continue
            seen.add(quote.comment_id)
            quoted = conversation.comments[parent]
            sentence = f"quotes {words} words of {quoted.author or quoted.id}"
            yield Claim(
                place,
                parent,
                Evidence(clue="quotation", weight=weight, sentence=sentence, line=comment.line, quote=quote.text[:200]),
                sign=f"quotation {kind}",
            )
