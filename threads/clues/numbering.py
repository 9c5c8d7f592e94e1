"""Numbers: "#12" in the words, or "#3.1" as the page's own numbering of replies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threads.model import Evidence
from threads.reading.conversation import Claim, Conversation

_DOTTED_WEIGHT = 0.96
_REFERENCE_WEIGHT = 0.82
_REFERENCE = re.compile(r"(?<!\w)(?:#|@|No\.\s?|Nr\.\s?|№\s?)(\d{1,6})(?![\w.,]\d|\w)")
_LOOKED_AT = 400


def find(conversation: Conversation) -> Iterator[Claim]:
    """One claim for every comment that numbers tie to another."""
    place_of = {comment.number: place for place, comment in enumerate(conversation.comments) if comment.number}
    if not place_of:
        return
    for place, comment in enumerate(conversation.comments):
        upper = comment.number.rpartition(".")[0] if comment.number else ""
        if upper:
            sentence = f"numbered {comment.number}, under {upper}"
            evidence = Evidence(clue="numbering", weight=_DOTTED_WEIGHT, sentence=sentence, line=comment.line)
            yield Claim(place, place_of.get(upper), evidence, settles=True)
            continue
        reference = _REFERENCE.search(comment.own_words[:_LOOKED_AT])
        parent = place_of.get(reference.group(1)) if reference is not None else None
        if reference is not None and parent is not None and conversation.is_earlier(parent, place):
            sentence = f"refers to {reference.group()}"
            found = reference.group()
            evidence = Evidence(
                clue="numbering", weight=_REFERENCE_WEIGHT, sentence=sentence, line=comment.line, quote=found
            )
            yield Claim(place, parent, evidence, sign="numbering reference")
