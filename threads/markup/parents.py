"""Who answers whom, as the markup shows it: ids that name a parent, records inside or below others, levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from threads.markup import levels, names, references
from threads.markup.elements import Elements
from threads.markup.fields import Fields, Reader

_LISTS = frozenset(("ul", "ol", "dl", "dd", "blockquote", "menu"))
_FAR = 400
"""Elements between a container of replies and the beginning of what it stands in."""


@dataclass(slots=True)
class Parent:
    """What the markup says of one record."""

    place: int | None = None
    """The record answered; ``None``: none."""
    known: bool = False
    basis: str | None = None
    """In words; ``None``: an id names the parent."""


def find(found: Sequence[Fields], reader: Reader) -> tuple[list[str], list[Parent]]:
    """The id of each record, and its parent."""
    elements = reader.elements
    given = references.ids(found, elements)
    parents = [Parent() for _ in found]
    if len(found) > 1:
        _take(parents, references.pairs(found, elements))
        _take(parents, references.attributes(found, given, elements))
        _by_nesting(found, parents, reader)
        for way in (levels.by_depth, levels.by_class):
            owners = None if any(parent.known for parent in parents) else way(found, elements)
            for place, (owner, basis) in enumerate(owners or ()):
                parents[place] = Parent(owner, True, basis)
        _take(parents, references.links(found, given, elements))
        _by_question(found, parents, elements)
        if not any(parent.known for parent in parents) and references.offers_replies(found, elements):
            basis = "replies are shown below what they answer, and it stands outermost"
            parents = [Parent(None, True, basis) for _ in found]
    return _unique(given), parents


def _take(parents: list[Parent], owners: dict[int, int | None]) -> None:
    for place, owner in owners.items():
        if not parents[place].known or parents[place].place is None:
            parents[place] = Parent(owner, True, None)


def _unique(given: list[str | None]) -> list[str]:
    taken: set[str] = set()
    made = []
    for place, stated in enumerate(given):
        name = base = stated or f"record-{place + 1}"
        count = 1
        while name in taken:
            count += 1
            name = f"{base}-{count}" if count < 4 else f"{base}-{place + 1}-{count}"
        taken.add(name)
        made.append(name)
    return made


def _by_nesting(found: Sequence[Fields], parents: list[Parent], reader: Reader) -> None:
    """Records inside records, and containers of replies that stand below the record they answer."""
    nest = _Nest(reader, {fields.record.start: place for place, fields in enumerate(found)})
    above = [nest.owner(fields.record.start, place) for place, fields in enumerate(found)]
    if all(owner is None for owner in above):
        return
    for place, owner in enumerate(above):
        if not parents[place].known:
            basis = "nested in the markup" if owner is not None else "stands outermost in the markup"
            parents[place] = Parent(owner, True, basis)


class _Nest:
    """Finds what a record stands in or below; records are asked about in page order."""

    def __init__(self, reader: Reader, starts: dict[int, int]) -> None:
        self.elements = reader.elements
        self.sightings = reader.sightings
        self.starts = starts
        """Places by first element."""
        self._last_in: dict[int, int] = {}
        """The last record seen directly in an element."""
        self._owners: dict[int, int | None] = {}
        """What is known of elements around records."""

    def owner(self, start: int, place: int) -> int | None:
        """The place of the record that the one at ``start`` answers; ``None`` where there is none."""
        up_of = self.elements.up
        path: list[int] = []
        owner: int | None = None
        index = up_of[start]
        while index > 0:
            if index in self._owners:
                owner = self._owners[index]
                break
            path.append(index)
            if index in self.starts:
                owner = self.starts[index]
                break
            if up_of[index] not in self.starts and self._is_below(index):
                owner = self._before(index)
                if owner is not None:
                    break
            index = up_of[index]
        for passed in path:
            self._owners[passed] = owner
        self._last_in[up_of[start]] = place
        return owner

    def _is_below(self, index: int) -> bool:
        """Whether an element looks like one that holds replies to what stands before it."""
        written = self.elements.attributes[index]
        return (
            self.elements.tags[index] in _LISTS
            or bool(self.sightings.bits(index)[0] & names.BELOW)
            or ("-left" in written and levels.MARGIN.search(written) is not None)
        )

    def _before(self, container: int) -> int | None:
        """The record right before a container: beside it, or alone in the elements before it."""
        parent = self.elements.up[container]
        if parent in self._last_in:
            return self._last_in[parent]
        alone: list[int] = []
        index = parent + 1
        while index < container and len(alone) < 2 and index < parent + _FAR:
            if index in self.starts:
                alone.append(self.starts[index])
            if index in self.starts or self._is_below(index):
                index = self.elements.end[index]
            else:
                index += 1
        return alone[0] if len(alone) == 1 else None


def _by_question(found: Sequence[Fields], parents: list[Parent], elements: Elements) -> None:
    """Answers stand under the question, although the markup sets them beside it."""
    asked, answers = references.question(found, elements)
    if asked is None:
        return
    for place in answers:
        if parents[place].place is None:
            parents[place] = Parent(asked, True, "is an answer to the question")
