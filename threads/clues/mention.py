"""Mentions: "@Ann", "Ann, ...", "Hi Ann", "..., Ann!", "In reply to Ann": the last comment by whoever is called so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from threads.model import Comment, Evidence
from threads.reading import cues
from threads.reading.conversation import Claim, Conversation

_HEADER_WEIGHT = 0.95
_AT_WEIGHT = 0.86
_NAME_WEIGHT = 0.74
_VOCATIVE_WEIGHT = 0.66
_SPOKEN_WEIGHT = 0.55
_FURTHER_WEIGHT = 0.4
_SHARED_WEIGHT = 0.4
"""For each of several people who are called so."""
_MOST_SHARING = 2
_STRANGER_WEIGHT = 0.3
_AT = re.compile(r"(?<![\w@./])@\s?([\w][\w.\-]{1,40}(?:\s[A-ZÀ-ÞА-Я0-9][\w.\-]{0,30}){0,2})")
_OPENING = re.compile(
    r"\s*(?:(?P<greeting>[^\W\d_]{2,9}(?:\s[^\W\d_]{2,9})?)[\s,]\s?)?(?:@|/?u/|User:)?"
    r"(?P<name>\w[\w.\-]{0,30}(?:\s[\w.&\-]{1,30}){0,4}?)\s?[,:!–—-]"
)
_AND = re.compile(r"\s(?:&|and|und|et|y|e|i|и|ve|en|och|og)\s")
_VOCATIVE = re.compile(
    r"[^\W\d_][,;]\s(?P<name>[^\W_][\w.\-]{2,30}(?:\s[A-ZÀ-ÞА-Я0-9][\w.\-]{0,30})?)\s?(?:[.!?…](?:\s|$)|$)"
)
_WORD = re.compile(r"\w+")
_LOOKED_AT = 300
_SEARCHED = 3000
_MOST_PARENTS = 3
_MOST_TRIED = 12
"""Names tried in one comment, at most."""


def find(conversation: Conversation) -> Iterator[Claim]:
    """One claim for each person addressed by name, the first counting most."""
    for place, comment in enumerate(conversation.comments):
        parents: set[int] = set()
        stranger = False
        for tried, (name, sign, weight, manner) in enumerate(_addressed(comment)):
            if tried >= _MOST_TRIED or len(parents) >= _MOST_PARENTS:
                break
            called, meant = _resolve(name, place, conversation)
            stranger = stranger or (not meant and sign == "at")
            for parent in meant:
                if parent in parents or conversation.names[parent] == conversation.names[place]:
                    continue
                if len(meant) > 1:
                    sign, weight = "shared", _SHARED_WEIGHT
                elif parents:
                    sign, weight = "further", _FURTHER_WEIGHT
                parents.add(parent)
                yield _claim(place, parent, conversation, f"mention {sign}", weight, manner, called)
        if not parents and conversation.is_open(place):
            spoken = next(_spoken_of(place, comment, conversation), None)
            if spoken is not None:
                yield spoken
            elif stranger:
                yield from _stranger(place, conversation)


def _claim(
    place: int, parent: int, conversation: Conversation, sign: str, weight: float, manner: str, quote: str
) -> Claim:
    shown = conversation.comments[parent].author
    line = conversation.comments[place].line
    evidence = Evidence(clue="mention", weight=weight, sentence=f"{manner} {shown}", line=line, quote=quote)
    return Claim(place, parent, evidence, sign=sign)


def _addressed(comment: Comment) -> Iterator[tuple[str, str, float, str]]:
    """``(name, sign, weight, words for it)`` of everybody who may be addressed, in order of how surely."""
    if comment.addressee:
        yield comment.addressee, "header", _HEADER_WEIGHT, "its header says it answers"
    words = comment.own_words[:_SEARCHED]
    if "@" in words:
        for found in _AT.finditer(words):
            yield found.group(1), "at", _AT_WEIGHT, "addresses"
    opening = _OPENING.match(words[:_LOOKED_AT])
    if opening is not None:
        greeting, name = opening["greeting"], opening["name"]
        if greeting is not None and not cues.greets(greeting):
            name = f"{greeting} {name}"
        for one in _AND.split(name):
            yield one, "opening", _NAME_WEIGHT, "opens with the name of"
    for part in (words,) if len(words) <= 2 * _LOOKED_AT else (words[:_LOOKED_AT], words[-_LOOKED_AT:]):
        if "," in part:
            for found in _VOCATIVE.finditer(part):
                yield found["name"], "vocative", _VOCATIVE_WEIGHT, "speaks to"


def _spoken_of(place: int, comment: Comment, conversation: Conversation) -> Iterator[Claim]:
    """Claims for names of two words or unmistakable handles anywhere in the words."""
    telling = conversation.telling_names
    if not telling:
        return
    words = _WORD.findall(comment.own_words[:_SEARCHED].casefold())
    for at, word in enumerate(words):
        if word not in telling:
            continue
        for name in telling[word]:
            if tuple(words[at : at + len(name)]) == name:
                parent = conversation.latest_by(" ".join(name), place)
                if parent is not None and conversation.names[parent] != conversation.names[place]:
                    shown = conversation.comments[parent].author or ""
                    yield _claim(place, parent, conversation, "mention spoken", _SPOKEN_WEIGHT, "speaks of", shown)


def _stranger(place: int, conversation: Conversation) -> Iterator[Claim]:
    """A weak claim for whoever addresses a name that nobody here bears: the page may have lost it."""
    before = conversation.before(place)
    if before is not None:
        parent = conversation.comments[before]
        sentence = f"addresses somebody whose name the page does not show, right after {parent.author or parent.id}"
        line = conversation.comments[place].line
        evidence = Evidence(clue="mention", weight=_STRANGER_WEIGHT, sentence=sentence, line=line)
        yield Claim(place, before, evidence, sign="mention stranger")


def _resolve(name: str, place: int, conversation: Conversation) -> tuple[str, list[int]]:
    """The words that name somebody, and the comments meant; several where people share a name.

    Tried are the full name and then fewer of its words from the right.
    """
    parts = name.split()
    for length in range(len(parts), 0, -1):
        candidate = " ".join(parts[:length]).rstrip(".-")
        if len(candidate) >= 2 and not cues.greets(candidate):
            found = conversation.all_latest_by(candidate, place)
            if found:
                return candidate, found[-_MOST_SHARING:]
    return name, []
