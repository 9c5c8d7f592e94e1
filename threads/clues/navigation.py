"""Place words: headers that count a comment's descendants ("7 children") or link to its neighbours ("parent | next").

Old Reddit counts all comments below each one, so in reading order the counts alone give the tree back. Hacker News
links every comment to its parent, its root and its siblings; which are missing tells who is a first or last reply.
"""

from __future__ import annotations

from collections.abc import Iterator

from threads.model import Evidence
from threads.reading.conversation import Claim, Conversation

_WEIGHT = 0.95
_FEWEST_SHARE = 0.6
"""Believed only where this share of the comments carries such words."""


def find(conversation: Conversation) -> Iterator[Claim]:
    """One claim for every comment whose header says where it stands."""
    comments = conversation.comments
    counts = [_children(comment.header_cues) for comment in comments]
    if sum(count is not None for count in counts) >= _FEWEST_SHARE * max(1, len(comments)):
        yield from _by_counts(conversation, counts)
    elif sum(bool(comment.header_cues) for comment in comments) >= _FEWEST_SHARE * max(1, len(comments)):
        yield from _by_links(conversation)


def _children(words: tuple[str, ...]) -> int | None:
    return next((int(word.split()[0]) for word in words if word.endswith("children")), None)


def _by_counts(conversation: Conversation, counts: list[int | None]) -> Iterator[Claim]:
    open_places: list[list[int]] = []  # [place, descendants still to come]
    for place, count in enumerate(counts):
        while open_places and open_places[-1][1] <= 0:
            open_places.pop()
        parent = open_places[-1][0] if open_places else None
        for entry in open_places:
            entry[1] -= 1
        words = (
            f"the counts of replies place it under {_name(conversation, parent)}"
            if parent is not None
            else "the counts of replies leave it at the top"
        )
        yield _claim(conversation, place, parent, words)
        if count:
            open_places.append([place, count])


def _by_links(conversation: Conversation) -> Iterator[Claim]:
    path: list[tuple[int, bool]] = []  # (place, whether a later sibling is announced), root first
    for place, comment in enumerate(conversation.comments):
        words = comment.header_cues
        if "parent" not in words:
            path = [(place, "next" in words)]
            yield _claim(conversation, place, None, "its header links to no parent")
            continue
        if "prev" in words:
            while len(path) > 1 and not path[-1][1]:
                path.pop()
            path = path[:-1] if len(path) > 1 else path[:1]
        parent = path[-1][0] if path else None
        sentence = f"the links in its header place it under {_name(conversation, parent)}"
        yield _claim(conversation, place, parent, sentence)
        path.append((place, "next" in words))


def _claim(conversation: Conversation, place: int, parent: int | None, sentence: str) -> Claim:
    line = conversation.comments[place].line
    evidence = Evidence(clue="navigation", weight=_WEIGHT, sentence=sentence, line=line)
    return Claim(place, parent, evidence, settles=True)


def _name(conversation: Conversation, place: int | None) -> str:
    return "nobody here" if place is None else conversation.comments[place].author or conversation.comments[place].id
