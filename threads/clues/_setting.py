"""What the model of links knows of a page as a whole: in which order it stands, and which comments time rules out.

A page that lists replies under what they answer, its indentation lost, still shows its tree in its times: whoever
stands under a later comment cannot answer it, and no thread of a page sorted by age begins after a comment that is
older than it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cached_property

from threads.reading.conversation import Conversation

_THREADED = frozenset({"hackernews", "reddit", "lemmy", "disqus", "wpdiscuz", "livefyre", "slashdot"})
"""Systems that always show a tree: where it is lost, most comments still answer another."""
_FEW = 6
"""Comments below which a page says little of its order."""
_RISING_SHARE = 0.97
"""Share of neighbours in order of time from which a page counts as told in order of time."""
_FEWEST_TIMED_SHARE = 0.5
_TIED_SHARE = 0.6
"""Share of neighbours with the same time ("9 years ago") from which the times say nothing."""


class Setting:
    """The page around each comment; lists are by place in reading order.

    Args:
        conversation: the comments.
        quoting: how many comments quote another of the page as a block.
    """

    def __init__(self, conversation: Conversation, *, quoting: int) -> None:
        self.conversation = conversation
        self.moments = conversation.moments
        self.topics = _topics(conversation)
        """The number of the heading each comment stands under; all 0 where headings are not known."""
        self.nearest_earlier = _nearest_earlier(self.moments, self.topics)
        """The nearest comment above that is not later, under the same heading; ``None`` without one or a time."""
        self.precedes_older = _precedes_older(self.moments, self.topics)
        """Whether a later place under the same heading holds an older comment."""
        self._quoting = quoting

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Words for the kind of page; the first says how it is ordered."""
        found = [self.ordering]
        if self.conversation.is_forum:
            found.append("forum")
        if self.conversation.section.platform in _THREADED:
            found.append("threaded")
        if self._quoting:
            found.append("quoting")
        if len(self.moments) < _FEW:
            found.append("few")
        return tuple(found)

    @cached_property
    def ordering(self) -> str:
        """``wiki``, ``timeless``, ``newest``, ``rising`` (by time) or ``tree`` (replies under what they answer)."""
        if self.topics and self.topics[-1]:
            return "wiki"
        timed = [moment for moment in self.moments if moment is not None]
        if len(timed) < 2 or len(timed) < _FEWEST_TIMED_SHARE * len(self.moments):
            return "timeless"
        if self.conversation.order == "newest":
            return "newest"
        if sum(first == second for first, second in itertools.pairwise(timed)) > _TIED_SHARE * (len(timed) - 1):
            return "timeless"
        rising = sum(first <= second for first, second in itertools.pairwise(timed))
        return "rising" if rising >= _RISING_SHARE * (len(timed) - 1) else "tree"


def _topics(conversation: Conversation) -> list[int]:
    opens = ["opens topic" in comment.header_cues for comment in conversation.comments]
    return list(itertools.accumulate(map(int, opens))) if any(opens) else [0] * len(opens)


def _nearest_earlier(moments: Sequence[float | None], topics: Sequence[int]) -> list[int | None]:
    found: list[int | None] = []
    open_places: list[int] = []
    for place, moment in enumerate(moments):
        if place and topics[place] != topics[place - 1]:
            open_places.clear()
        if moment is None:
            found.append(None)
            continue
        while open_places and (above := moments[open_places[-1]]) is not None and above > moment:
            open_places.pop()
        found.append(open_places[-1] if open_places else None)
        open_places.append(place)
    return found


def _precedes_older(moments: Sequence[float | None], topics: Sequence[int]) -> list[bool]:
    found = [False] * len(moments)
    least = float("inf")
    for place in range(len(moments) - 1, -1, -1):
        if place + 1 < len(moments) and topics[place] != topics[place + 1]:
            least = float("inf")
        moment = moments[place]
        if moment is not None:
            found[place] = least < moment
            least = min(least, moment)
    return found
