"""A comment section as the clues see it: who spoke before whom, and who is called what."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from threads.model import Comment, Evidence, Order, Section
from threads.reading import ages
from threads.reading.likeness import Likeness

_WORD = re.compile(r"\w+")
_FORUMS = frozenset({"phpbb", "xenforo", "vbulletin", "invision", "discourse", "vanilla", "flarum", "mybb", "smf"})
"""Systems whose posts answer by quoting and stand in order of time."""
_FEWEST_DEEPER_SHARE = 0.2
"""Share of deeper comments from which a forum page counts as a tree; below, they are lists inside a post."""
_FEWEST_TIMED_SHARE = 0.5
_MOST_CALLED_ALIKE = 4
_NEIGHBOURS = 20


@dataclass(frozen=True)
class Conversation:
    """The comments of one page, before they are linked; places count them from 0 in reading order."""

    comments: tuple[Comment, ...]
    section: Section
    order: Order
    article: str = ""
    """The words above the comments, where the page's author may be named."""

    def before(self, place: int) -> int | None:
        """The comment that stands next earlier in time on a flat page, or ``None``.

        Where the newest stand first that is the one below, unless the one above is the older one: then the page lists
        replies under what they answer, and its newest conversations first.
        """
        if self.order != "newest":
            return place - 1 if place else None
        if place and (moment := self.moments[place]) is not None:
            above = self.moments[place - 1]
            if above is not None and above < moment:
                return place - 1
        return place + 1 if place + 1 < len(self.comments) else None

    def is_earlier(self, place: int, other: int) -> bool:
        """Whether ``place`` was, as far as the page shows, written before ``other``."""
        first, second = self.moments[place], self.moments[other]
        if first is not None and second is not None and first != second:
            return first < second
        return place > other if self.order == "newest" else place < other

    @cached_property
    def moments(self) -> tuple[float | None, ...]:
        """When each comment was written, in seconds on one clock of this page; ``None`` where unknown."""
        return moments_of(self.comments)

    @cached_property
    def is_forum(self) -> bool:
        """Whether a system made the page whose posts answer by quoting."""
        return self.section.platform in _FORUMS

    @cached_property
    def shows_depths(self) -> bool:
        """Whether the page shows how deep its comments stand."""
        if self.section.layout != "nested":
            return False
        if not self.is_forum:
            return True
        depths = [depth for comment in self.comments if (depth := comment.depth_shown) is not None]
        return sum(depth > min(depths) for depth in depths) >= _FEWEST_DEEPER_SHARE * len(depths)

    def is_open(self, place: int) -> bool:
        """Whether nothing on the page shows outright whom a comment answers."""
        comment = self.comments[place]
        return not (comment.parent_stated or (self.shows_depths and comment.depth_shown is not None))

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Places by comment id."""
        return {comment.id: place for place, comment in enumerate(self.comments)}

    @cached_property
    def names(self) -> tuple[str | None, ...]:
        """The folded author of each comment."""
        folded: dict[str, str] = {}
        for comment in self.comments:
            if comment.author and comment.author not in folded:
                folded[comment.author] = fold(comment.author)
        return tuple(folded[comment.author] or None if comment.author else None for comment in self.comments)

    @cached_property
    def places_by_author(self) -> dict[str, list[int]]:
        """Places by folded author name, in reading order."""
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self.names):
            if name:
                found.setdefault(name, []).append(place)
        return found

    @cached_property
    def authors_by_first_word(self) -> dict[str, set[str]]:
        """Folded author names by their first word, to resolve "Ann" where "Ann Smith" writes."""
        found: dict[str, set[str]] = {}
        for name in self.places_by_author:
            found.setdefault(name.split(" ")[0], set()).add(name)
        return found

    @cached_property
    def authors_by_letters(self) -> dict[str, set[str]]:
        """Folded author names by letters and digits alone, and without closing digits: "NightOwl" of "Night_Owl 3"."""
        found: dict[str, set[str]] = {}
        for name in self.places_by_author:
            letters = _letters(name)
            for key in {letters, letters.rstrip("0123456789")}:
                if len(key) >= 4:
                    found.setdefault(key, set()).add(name)
        return found

    @cached_property
    def telling_names(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Names that are hardly ever anything else, as words, by their first word.

        Those of two words, or with a digit or underscore.
        """
        found: dict[str, list[tuple[str, ...]]] = {}
        for name in self.places_by_author:
            if len(name) >= 5 and (" " in name or re.search(r"[\d_]", name)):
                words = tuple(name.split(" "))
                found.setdefault(words[0], []).append(words)
        return {first: tuple(sorted(names, key=lambda words: (-len(words), words))) for first, names in found.items()}

    @cached_property
    def owner(self) -> str | None:
        """The folded name of the page's own author among the commenters: named above the comments; else ``None``."""
        if not self.article:
            return None
        words = _WORD.findall(self.article.casefold())
        held, text = frozenset(words), f" {' '.join(words)} "
        named = [
            name
            for name in self.places_by_author
            if len(name) >= 4 and (name in held or (name.partition(" ")[0] in held and f" {name} " in text))
        ]
        # A name of one word may be any word: the owner answers, and so writes more than once.
        likely = [name for name in named if " " in name or len(self.places_by_author[name]) >= 2]
        return max(likely, key=lambda name: (len(self.places_by_author[name]), name), default=None)

    @cached_property
    def likeness(self) -> Likeness:
        """How many rare words two comments share."""
        return Likeness(self.comments)

    def latest_by(self, name: str, place: int) -> int | None:
        """The last comment before ``place`` by whoever is called ``name``; ``None`` where that is nobody or not clear.

        Of several people who share a first name, the only one who has spoken so far is meant.
        """
        latest = self.all_latest_by(name, place)
        return latest[0] if len(latest) == 1 else None

    def all_latest_by(self, name: str, place: int) -> list[int]:
        """The last comment before ``place`` of everybody who is called ``name``, in reading order.

        Nobody is meant by a name that many share, nor oneself by a name that others share.
        """
        owners = self._called(name)
        if len(owners) > 1:
            owners = owners - {self.names[place]}
        if len(owners) > _MOST_CALLED_ALIKE:
            return []
        return sorted(found for owner in owners if (found := self._latest_of(owner, place)) is not None)

    def _called(self, name: str) -> set[str]:
        folded = fold(name)
        if not folded:
            return set()
        if folded in self.places_by_author:
            return {folded}
        return self.authors_by_first_word.get(folded) or self.authors_by_letters.get(_letters(folded), set())

    def _latest_of(self, owner: str, place: int) -> int | None:
        """The last comment before a place by one person."""
        places = self.places_by_author[owner]
        if len(places) > 2 * _NEIGHBOURS:  # of a talkative person, the nearest on either side are enough
            at = bisect_left(places, place)
            places = places[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
        earlier = [other for other in places if other != place and self.is_earlier(other, place)]
        if not earlier:
            return None
        above = [other for other in earlier if other < place]
        if self.order != "newest":
            return max(above or earlier)
        timed = [(moment, other) for other in earlier if (moment := self.moments[other]) is not None]
        return max(timed)[1] if len(timed) == len(earlier) else min(earlier)


@dataclass(frozen=True, slots=True)
class Claim:
    """One clue's word on one link."""

    child: int
    parent: int | None
    """``None``: it starts its own thread."""
    evidence: Evidence
    sign: str = ""
    """What exactly was found ("mention at", "opener thanks"), for the model that weighs it; empty: the clue alone."""
    strength: float = 1.0
    """How much of it was found, where that is a matter of degree."""
    settles: bool = False
    """Whether the page itself shows the parent, so that guesses have to stand back."""


def _letters(name: str) -> str:
    return name.replace(" ", "").replace("_", "")


def fold(name: str) -> str:
    """A name as it is compared: letters and digits only, case folded, single blanks.

    >>> fold("  Tin_Whistle! ")
    'tin_whistle'
    """
    return " ".join(_WORD.findall(name.casefold()))


def moments_of(comments: Sequence[Comment]) -> tuple[float | None, ...]:
    """When each comment was written, in seconds on one clock: dates, or ages where the page shows ages."""
    dates = [comment.posted_at.timestamp() if comment.posted_at is not None else None for comment in comments]
    if _are_of_people(comments, dates):
        return (None,) * len(comments)
    dated = sum(date is not None for date in dates)
    if dated >= _FEWEST_TIMED_SHARE * len(comments):
        return tuple(dates)
    old = [ages.seconds(comment.time_text) if comment.time_text else None for comment in comments]
    if sum(age is not None for age in old) > dated:
        return tuple(None if age is None else -float(age) for age in old)
    return tuple(dates)


def _are_of_people(comments: Sequence[Comment], dates: Sequence[float | None]) -> bool:
    """Whether the dates are when people joined and not when they wrote: each has one, and they stand in no order."""
    date_of: dict[str, set[float]] = {}
    repeats = -1
    for comment, date in zip(comments, dates, strict=True):
        if comment.author and date is not None:
            repeats += comment.author in date_of
            date_of.setdefault(comment.author, set()).add(date)
    if repeats < 1 or any(len(found) > 1 for found in date_of.values()) or len(date_of) < 2:
        return False
    timed = [date for date in dates if date is not None]
    rises = sum(first < second for first, second in itertools.pairwise(timed))
    falls = sum(first > second for first, second in itertools.pairwise(timed))
    return min(rises, falls) >= 2


def order_of(comments: Sequence[Comment]) -> Order:
    """Whether the oldest or the newest comment stands first, by times, numbers and who quotes whom."""
    top = min((comment.indent_columns for comment in comments if comment.indent_columns is not None), default=None)
    roots = [comment for comment in comments if top is None or comment.indent_columns == top]
    up, down = _by_pairs(roots)
    places = {comment.id: place for place, comment in enumerate(comments)}
    for place, comment in enumerate(comments):
        for quote in comment.quotes:
            if quote.comment_id is not None and quote.comment_id in places:
                up += places[quote.comment_id] < place
                down += places[quote.comment_id] > place
    if up + down == 0:
        return "unknown"
    if up >= 2 * down and up > down:
        return "oldest"
    if down >= 2 * up and down > up:
        return "newest"
    return _by_extremes(moments_of(roots))


def _by_pairs(roots: Sequence[Comment]) -> tuple[int, int]:
    """How often a comment is newer, and how often it is older, than the one above it."""
    moments = moments_of(roots)
    up = down = 0
    for place in range(1, len(roots)):
        first, second = roots[place - 1], roots[place]
        earlier, later = moments[place - 1], moments[place]
        if earlier is not None and later is not None and earlier != later:
            up += earlier < later
            down += earlier > later
        elif first.number and second.number and first.number.isdigit() and second.number.isdigit():
            up += int(first.number) < int(second.number)
            down += int(first.number) > int(second.number)
    return up, down


def _by_extremes(moments: Sequence[float | None]) -> Order:
    """The order of a page that lists replies under what they answer, its indentation lost.

    Every thread of such a page begins with a comment that is older than all that follows it, where the oldest thread
    stands first, or than all above it, where the newest does.
    """
    timed = [moment for moment in moments if moment is not None]
    if len(timed) < 6:
        return "unknown"
    above = sum(moment <= least for moment, least in zip(timed, itertools.accumulate(timed, min), strict=True))
    below = sum(
        moment <= least
        for moment, least in zip(reversed(timed), itertools.accumulate(reversed(timed), min), strict=True)
    )
    fewest = max(3, len(timed) // 5)
    if below >= 2 * above and below >= fewest:
        return "oldest"
    return "newest" if above >= 2 * below and above >= fewest else "unknown"
