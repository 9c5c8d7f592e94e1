"""Mentions: "@Ann", "Ann, ...", "Hi Ann", "In reply to Ann": the last comment before by whoever is called so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threads.model import Comment, Evidence
from threads.reading import cues
from threads.reading.conversation import Claim, Conversation, fold

_HEADER_WEIGHT = 0.95
_AT_WEIGHT = 0.86
_NAME_WEIGHT = 0.74
_AT = re.compile(r"(?<![\w@])@\s?([\w][\w.\-]{1,40}(?:\s[A-ZÀ-ÞА-Я][\w.\-]{0,30}){0,2})")
_OPENING = re.compile(
    r"\s*(?:(?P<greeting>[^\W\d_]{2,9}(?:\s[^\W\d_]{2,9})?)\s)?@?(?P<name>[^\W\d_][\w.\-]{1,30}(?:\s[\w.\-]{1,30}){0,3}?)\s?[,:!–—-]"
)
_SPOKEN_WEIGHT = 0.55
_LOOKED_AT = 300
_SEARCHED = 3000


def find(conversation: Conversation) -> Iterator[Claim]:
    """One claim for each person addressed by name."""
    for place, comment in enumerate(conversation.comments):
        for name, weight, manner in _addressed(comment):
            parent = _resolve(name, place, conversation)
            if parent is not None:
                shown = conversation.comments[parent].author
                yield Claim(
                    place,
                    parent,
                    Evidence(
                        clue="mention", weight=weight, sentence=f"{manner} {shown}", line=comment.line, quote=name
                    ),
                )
                break
        else:
            yield from _spoken_of(place, comment, conversation)


def _spoken_of(place: int, comment: Comment, conversation: Conversation) -> Iterator[Claim]:
    """A claim for a name of two words or an unmistakable handle anywhere in the words."""
    if conversation.section.layout == "nested":
        return
    spoken = fold(comment.own_words[:_SEARCHED])
    for name in conversation.telling_names:
        if f" {name} " in f" {spoken} ":
            parent = conversation.latest_by(name, place)
            if parent is not None:
                shown = conversation.comments[parent].author
                yield Claim(
                    place,
                    parent,
                    Evidence(
                        clue="mention",
                        weight=_SPOKEN_WEIGHT,
                        sentence=f"speaks of {shown}",
                        line=comment.line,
                        quote=shown,
                    ),
                )
                return


def _addressed(comment: Comment) -> Iterator[tuple[str, float, str]]:
    if comment.addressee:
        yield comment.addressee, _HEADER_WEIGHT, "its header says it answers"
    words = comment.own_words[:_LOOKED_AT]
    for found in _AT.finditer(words):
        yield found.group(1), _AT_WEIGHT, "addresses"
    opening = _OPENING.match(words)
    if opening is not None:
        greeting = opening["greeting"]
        if greeting is None or cues.greets(greeting):
            yield opening["name"], _NAME_WEIGHT, "opens with the name of"
        else:
            yield f"{greeting} {opening['name']}", _NAME_WEIGHT, "opens with the name of"


def _resolve(name: str, place: int, conversation: Conversation) -> int | None:
    """The comment meant: by the full name, else by fewer of its words from the right."""
    parts = name.split()
    for length in range(len(parts), 0, -1):
        candidate = " ".join(parts[:length])
        if len(candidate) >= 2 and not cues.greets(candidate):
            found = conversation.latest_by(candidate.rstrip(".-"), place)
            if found is not None:
                return found
    return None
