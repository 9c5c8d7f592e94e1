"""A comment section as the clues see it: who spoke before whom, and who is called what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from threads.model import Comment, Evidence, Order, Section

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Conversation:
    """The comments of one page, before they are linked; places count them from 0 in reading order."""

    comments: tuple[Comment, ...]
    section: Section
    order: Order

    def before(self, place: int) -> int | None:
        """The comment that stands next earlier in time on a flat page, or ``None``."""
        earlier = place + 1 if self.order == "newest" else place - 1
        return earlier if 0 <= earlier < len(self.comments) else None

    def is_earlier(self, place: int, other: int) -> bool:
        """Whether ``place`` was, as far as the page shows, written before ``other``."""
        first, second = self.comments[place].posted_at, self.comments[other].posted_at
        if first is not None and second is not None and first != second:
            return first < second
        return place > other if self.order == "newest" else place < other

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Places by comment id."""
        return {comment.id: place for place, comment in enumerate(self.comments)}

    @cached_property
    def places_by_author(self) -> dict[str, list[int]]:
        """Places by folded author name, in reading order."""
        found: dict[str, list[int]] = {}
        for place, comment in enumerate(self.comments):
            if comment.author:
                found.setdefault(fold(comment.author), []).append(place)
        return found

    @cached_property
    def authors_by_first_word(self) -> dict[str, set[str]]:
        """Folded author names by their first word, to resolve "Ann" where "Ann Smith" writes."""
        found: dict[str, set[str]] = {}
        for name in self.places_by_author:
            found.setdefault(name.split(" ")[0], set()).add(name)
        return found

    @cached_property
    def telling_names(self) -> tuple[str, ...]:
        """Folded names that are hardly ever anything else: of two words, or with a digit or underscore; at most 400."""
        found = [
            name for name in self.places_by_author if len(name) >= 5 and (" " in name or re.search(r"[\d_]", name))
        ]
        return tuple(found[:400])

    def latest_by(self, name: str, place: int) -> int | None:
        """The last comment before ``place`` by whoever is called ``name``, or ``None``."""
        folded = fold(name)
        owners = {folded} if folded in self.places_by_author else self.authors_by_first_word.get(folded, set())
        if len(owners) != 1 or not folded:
            return None
        places = self.places_by_author[next(iter(owners))]
        earlier = [other for other in places if other != place and self.is_earlier(other, place)]
        if not earlier:
            return None
        return min(earlier) if self.order == "newest" else max(earlier)


@dataclass(frozen=True, slots=True)
class Claim:
    """One clue's word on one link."""

    child: int
    parent: int | None
    """``None``: it starts its own thread."""
    evidence: Evidence


def fold(name: str) -> str:
    """A name as it is compared: letters and digits only, case folded, single blanks.

    >>> fold("  Tin_Whistle! ")
    'tin_whistle'
    """
    return " ".join(_WORD.findall(name.casefold()))


def order_of(comments: Sequence[Comment]) -> Order:
    """Whether the oldest or the newest comment stands first, by times, numbers and who quotes whom."""
    top = min((comment.indent_columns for comment in comments if comment.indent_columns is not None), default=None)
    roots = [comment for comment in comments if top is None or comment.indent_columns == top]
    up = down = 0
    for first, second in itertools.pairwise(roots):
        if first.posted_at is not None and second.posted_at is not None and first.posted_at != second.posted_at:
            up += first.posted_at < second.posted_at
            down += first.posted_at > second.posted_at
        elif first.number and second.number and first.number.isdigit() and second.number.isdigit():
            up += int(first.number) < int(second.number)
            down += int(first.number) > int(second.number)
    places = {comment.id: place for place, comment in enumerate(comments)}
    for place, comment in enumerate(comments):
        for quote in comment.quotes:
            if quote.comment_id is not None and quote.comment_id in places:
                up += places[quote.comment_id] < place
                down += places[quote.comment_id] > place
    if up + down == 0:
        return "unknown"
    return "oldest" if up >= 2 * down and up > down else "newest" if down >= 2 * up and down > up else "unknown"
