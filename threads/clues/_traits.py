"""What speaks for and against each possible parent of a comment, as named numbers for the model of links.

Comments are gone through in reading order, so that whom the ones above answer is known: a reply to the comment above,
or to one of those that it answers in turn, is likelier than one to a branch that is closed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from threads.clues._model import UNTRAINED
from threads.clues._setting import Setting
from threads.reading.conversation import Claim, Conversation

Traits = list[tuple[str, float]]


class Option(NamedTuple):
    """A possible parent of a comment."""

    parent: int | None
    """``None``: it starts its own thread."""
    claims: list[Claim]
    """What the clues say for it."""
    traits: Traits
    """All that is known of it, the claims first and in the same order."""


_NEAR = 3
"""Comments right above that are always considered."""
_SPINE = 7
"""Of the comments that the one above answers in turn, this many are considered."""
_MOST_CLAIMED = 6
_ASKS_IN = 400
_LEAST_LIKENESS = 0.1
_SHORT = 60
_MINUTE, _HOUR, _DAY, _WEEK = 60.0, 3600.0, 86_400.0, 604_800.0


class Reader:
    """Goes through a conversation and describes the parents each comment may have.

    Args:
        conversation: the comments.
        claims: what the clues say, by the place of the comment that answers.
    """

    def __init__(self, conversation: Conversation, claims: Sequence[Sequence[Claim]]) -> None:
        self.conversation = conversation
        self.claims = claims
        quoting = sum(any(claim.sign == "quotation block" for claim in found) for found in claims)
        self.setting = Setting(conversation, quoting=quoting)
        self.names = conversation.names
        self.owner = conversation.owner
        self.parents: list[int | None] = []
        """Whom each comment gone through answers."""
        self.last_child: dict[int, int] = {}
        self._asks = [
            "?" in comment.text[-_ASKS_IN:] or "？" in comment.text[-_ASKS_IN:] for comment in conversation.comments
        ]
        self._known: set[str] = set()
        self._latest = float("-inf")
        self._addressed: list[set[str]] = [
            {
                name
                for claim in found
                if claim.parent is not None and claim.sign.startswith("mention") and (name := self.names[claim.parent])
            }
            for found in claims
        ]

    def settle(self, parent: int | None) -> None:
        """Note whom the next comment answers, and go on to the one after it."""
        place = len(self.parents)
        self.parents.append(parent)
        if parent is not None:
            self.last_child[parent] = place
        name = self.names[place]
        if name is not None:
            self._known.add(name)
        moment = self.setting.moments[place]
        if moment is not None:
            self._latest = max(self._latest, moment)

    def options(self) -> list[Option]:
        """The possible parents of the next comment with their traits; ``None``, a thread of its own, stands first."""
        place = len(self.parents)
        by_parent: dict[int | None, list[Claim]] = {None: []}
        for claim in self.claims[place]:
            by_parent.setdefault(claim.parent, []).append(claim)
        spine = self._spine(place)
        for parent in self._considered(place, spine, by_parent):
            by_parent.setdefault(parent, [])
        return [
            Option(
                parent,
                found,
                self._of_root(place, found, by_parent) if parent is None else self._of(place, parent, found, spine),
            )
            for parent, found in by_parent.items()
        ]

    def _spine(self, place: int) -> list[int]:
        """The comment right above, the one it answers, and so on; under the same heading."""
        if not place or self.setting.topics[place] != self.setting.topics[place - 1]:
            return []
        found: list[int] = []
        above: int | None = place - 1
        while above is not None and above < place and len(found) < 40:
            found.append(above)
            above = self.parents[above]
        return found if len(found) <= _SPINE else [*found[: _SPINE - 1], found[-1]]

    def _considered(self, place: int, spine: list[int], claimed: dict[int | None, list[Claim]]) -> list[int]:
        near = range(place - 1, max(-1, place - 1 - _NEAR), -1)
        earlier = self.setting.nearest_earlier[place]
        wanted = [*spine, *near, *([earlier] if earlier is not None else [])]
        moments, topics = self.setting.moments, self.setting.topics
        moment = moments[place]
        found = []
        for other in dict.fromkeys(wanted):
            if other in claimed or topics[other] != topics[place]:
                continue
            before = moments[other]
            if moment is None or before is None or before <= moment:
                found.append(other)
        return found

    def _of(self, place: int, parent: int, claims: list[Claim], spine: list[int]) -> Traits:
        setting = self.setting
        found: Traits = [_of_claim(claim) for claim in claims]
        # Who is named or quoted may stand anywhere; where nobody is, the nearest are likeliest.
        if not any(claim.sign.partition(" ")[0] in NAMING for claim in claims):
            found.extend(self._of_places(place, parent, spine))
        moment, before = setting.moments[place], setting.moments[parent]
        last = self.last_child.get(parent)
        if last is not None:
            found.append(("has replies", 1.0))
            latest = setting.moments[last]
            if latest is not None and moment is not None and latest > moment:
                found.append(("has later replies", 1.0))
        if setting.nearest_earlier[place] == parent and parent != place - 1:
            found.append(("nearest that is older", 1.0))
        found.extend(self._of_people(place, parent))
        found.append((_gap(moment, before), 1.0))
        if parent == 0:
            found.append(("first on the page", 1.0))
        if parent < place and self.parents[parent] is None:
            found.append(("opens a thread", 1.0))
        if not any(claim.sign == "topic" for claim in claims):
            likeness = self.conversation.likeness.between(place, parent)
            if likeness >= _LEAST_LIKENESS:
                found.append(("topic", min(1.0, 2.0 * likeness)))
        return found

    def _of_places(self, place: int, parent: int, spine: list[int]) -> Traits:
        """How far apart the two stand, on the page and in the talk."""
        found: Traits = [(_distance(place - parent), 1.0)]
        if parent in spine:
            up = spine.index(parent)
            if up:
                found.append((f"up {up}" if up <= 3 else "up far", 1.0))
        elif parent < place:
            found.append(("off the branch", 1.0))
        return found

    def _of_people(self, place: int, parent: int) -> Traits:
        """Who speaks to whom, and who spoke to whom before."""
        found: Traits = []
        name, other = self.names[place], self.names[parent]
        asks = self._asks[parent]
        if name is not None and name == other:
            return [("same author", 1.0)]
        if asks:
            found.append(("asks", 1.0))
        if name is None:
            return found
        above = self.parents[parent] if parent < place else None
        if above is not None and self.names[above] == name:
            found.append(("answers an answer to its author", 1.0))
        if name in self._addressed[parent]:
            found.append(("was addressed", 1.0))
        if self.owner is not None:
            if name == self.owner:
                found.append(("page author answers", 1.0))
                if asks:
                    found.append(("page author answers a question", 1.0))
            elif other == self.owner:
                found.append(("answers the page author", 1.0))
        return found

    def _of_root(self, place: int, claims: list[Claim], by_parent: dict[int | None, list[Claim]]) -> Traits:
        setting = self.setting
        found: Traits = [_of_claim(claim) for claim in claims]
        found.append(("alone", 1.0))
        text = self.conversation.comments[place].text
        found.append(("alone: long", (math.log1p(len(text)) - 5.0) / 2.0))
        if place == 0:
            found.append(("alone: first", 1.0))
            return found
        signs = {claim.sign for parent, others in by_parent.items() if parent is not None for claim in others}
        found.extend((f"alone despite {sign}", 1.0) for sign in sorted(signs) if sign.partition(" ")[0] in _TELLING)
        name = self.names[place]
        if name is not None:
            found.append(("alone: author is known" if name in self._known else "alone: author is new", 1.0))
            if name == self.owner:
                found.append(("alone: page author", 1.0))
        if len(text) < _SHORT:
            found.append(("alone: short", 1.0))
        if self._asks[place]:
            found.append(("alone: asks", 1.0))
        moment, above = setting.moments[place], setting.moments[place - 1]
        if moment is not None:
            if setting.precedes_older[place]:
                found.append(("alone: before older ones", 1.0))
            if setting.nearest_earlier[place] is None:
                found.append(("alone: oldest so far", 1.0))
            if moment >= self._latest:
                found.append(("alone: newest so far", 1.0))
            if above is not None:
                found.append((f"alone: {_gap(moment, above)}", 1.0))
        return found


NAMING = frozenset({"mention", "quotation", "numbering"})
_TELLING = NAMING | {"opener"}


def _of_claim(claim: Claim) -> tuple[str, float]:
    if claim.sign:
        return claim.sign, claim.strength
    # A clue that the model was not trained with counts for what it says itself.
    weight = min(0.999, max(0.001, claim.evidence.weight))
    return f"{UNTRAINED}{claim.evidence.clue}", math.log(weight / (1.0 - weight))


def _distance(steps: int) -> str:
    if steps < 0:
        return "below"
    if steps <= 3:
        return ("", "right above", "2 above", "3 above")[steps]
    return "4 to 6 above" if steps <= 6 else "far above"


def _gap(moment: float | None, before: float | None) -> str:
    if moment is None or before is None:
        return "gap unknown"
    gap = moment - before
    if gap < 0:
        return "gap negative"
    if gap <= _HOUR:
        return "gap of minutes" if gap > 10 * _MINUTE else "gap of a few minutes"
    return "gap of hours" if gap <= _DAY else "gap of days" if gap <= _WEEK else "gap of weeks"
