"""Who wrote, when, and which words: the same parts of all records, chosen by what most of them agree on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from threads.markup import rendering, trimming
from threads.markup.elements import Elements
from threads.markup.records import Kind, Record
from threads.markup.sightings import NOTHING, STRONG_BODY, SURE, Name, Sightings, Time
from threads.reading import bylines, cues, times

_WHEN = re.compile(r' (?:datetime|data-datetime|content|data-iso|data-date)="([^"]{8,40})"')
_EPOCH = re.compile(r' (?:data-time|data-timestamp|data-epoch|data-utime|data-unixtime)="(\d{9,13})"')
_MOST_RANGES, _MOST_PARTS = 200, 500
"""Of one record; more are markup gone wild, and looking at each with each would take for ever."""
_LEAST_SHARE = 0.28
"""Of a record's letters: an element with fewer does not hold its words."""
_LEAST_COVERAGE = 0.4
"""Share of records that have the element which holds the words."""

Ranges = list[tuple[int, int]]
Entry = TypeVar("Entry", Name, Time)


@dataclass(slots=True)
class Fields:
    """The parts of one record."""

    record: Record
    author: str | None = None
    author_element: int | None = None
    time_text: str | None = None
    moment: datetime | None = None
    time_element: int | None = None
    body: int | None = None
    """The element that holds the words; ``None``: all that is left of the record."""
    inside: tuple[int, int] = (0, 0)
    """The elements from the first that holds words to the last; ``(0, 0)``: all of the record."""
    ranges: Ranges = field(default_factory=list)
    """The chunks of its own words."""
    lines: list[str] = field(default_factory=list)
    """Its own words."""
    quotes: list[int] = field(default_factory=list)
    """Elements inside its words that may hold words of others."""
    cuts: Ranges = field(default_factory=list)
    """Chunks inside its words that are not its own."""
    gone: bool = False
    """Whether the page says that its words were taken away."""
    buttons: bool = False
    """Whether buttons stand around its words."""

    @property
    def text(self) -> str:
        """Its own words, empty lines kept between paragraphs."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()

    def settle(self, elements: Elements) -> None:
        """Make the lines once more, with all that is cut left out."""
        self.ranges = rendering.without(self.ranges, self.cuts)
        lines = rendering.lines(self.ranges, elements)
        self.lines = trimming.trim(lines, author=self.author, time_text=self.time_text, strict=self.body is None)
        if trimming.is_gone(self.text):
            self.gone, self.lines = True, []


@dataclass(slots=True)
class _Parts:
    """What may be what in one record."""

    record: Record
    authors: list[Name] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    bodies: list[tuple[str, int]] = field(default_factory=list)
    outs: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    quoting: list[int] = field(default_factory=list)
    """Elements that may quote: ``blockquote``."""
    chunks: Ranges = field(default_factory=list)
    letters: int = 0


class Reader:
    """Reads the parts of records of one page."""

    def __init__(self, elements: Elements) -> None:
        self.elements = elements
        self.sightings = Sightings(elements)

    def read(self, kind: Kind, records: Sequence[Record]) -> list[Fields]:
        """The parts of some records of a kind."""
        parts = [self._parts(record, runs=kind.runs) for record in records]
        body = self._body_of(parts)
        authors = self._agreed([part.authors for part in parts], parts, body)
        stamps = self._agreed([part.times for part in parts], parts, body)
        found = [self._fields(part, body, authors, stamps, kind.words.get(part.record.start)) for part in parts]
        trimming.drop_common_edges([fields.lines for fields in found])
        return found

    def _parts(self, record: Record, *, runs: bool) -> _Parts:
        part = _Parts(record)
        elements = self.elements
        part.chunks = record.own_chunks(elements)[:_MOST_RANGES]
        part.letters = self.sightings.size(part.chunks)
        note_of, first, last, start = self.sightings.note, elements.first, elements.last, record.start
        skip = -1
        for index in record.own_elements():
            if index < skip or first[index] == last[index]:
                continue
            note = note_of(index)
            if note is NOTHING:
                continue
            if index == start and not runs:
                if note.time is not None:
                    part.times.append(note.time)
                continue
            if note.is_signature:
                part.outs.append(index)
                skip = elements.end[index]
                continue
            if note.quote is not None and index != start:
                (part.quotes if note.quote else part.quoting).append(index)
                skip = elements.end[index]
                continue
            if note.is_out:
                part.outs.append(index)
            elif note.body is not None:
                part.bodies.append((note.body, index))
            if note.author is not None:
                part.authors.append(note.author)
            if note.time is not None:
                part.times.append(note.time)
            if len(part.outs) > _MOST_PARTS or len(part.bodies) > _MOST_PARTS:
                break
        return part

    def _within(self, ranges: Ranges, index: int) -> Ranges:
        """What of some chunks stands in an element."""
        low, high = self.elements.first[index], self.elements.last[index]
        return [(max(a, low), min(b, high)) for a, b in ranges if a < high and b > low]

    def _span(self, index: int) -> tuple[int, int]:
        return self.elements.first[index], self.elements.last[index]

    def _body_of(self, parts: Sequence[_Parts]) -> str | None:
        """The signature of the element that holds the words of most records; ``None`` where none does."""
        shares: dict[str, list[float]] = defaultdict(list)
        for part in parts:
            seen: set[str] = set()
            for signature, index in part.bodies:
                if signature not in seen:
                    seen.add(signature)
                    shares[signature].append(self._share(part, index) - self._holds_header(part, index))
        best, most = None, _LEAST_SHARE
        for signature, given in shares.items():
            coverage = len(given) / len(parts)
            bonus = 0.25 if STRONG_BODY.search(signature) else 0.0
            points = (sum(given) / len(given) + bonus) * min(1.0, coverage * 1.2)
            if coverage >= _LEAST_COVERAGE and points >= most - 0.005:  # of two that hold the same, the inner one
                best, most = signature, points
        return best

    def _share(self, part: _Parts, index: int) -> float:
        """The share of a record's letters in an element, buttons and the like left out."""
        size, end = self.sightings.size, self.elements.end[index]
        outs = sum(size([self._span(out)]) for out in part.outs if index < out < end)
        return max(0, size(self._within(part.chunks, index)) - outs) / max(1, part.letters)

    def _holds_header(self, part: _Parts, index: int) -> float:
        """Points off for a body that holds what stands over the words; many where nothing of it stands elsewhere."""
        low, high = self._span(index)
        first = self.elements.first
        off = 0.0
        for entries in (part.authors, part.times):
            sure = [entry.element for entry in entries if entry.weight >= SURE]
            inside = sum(low <= first[element] < high for element in sure)
            if inside:
                off = max(off, 1.2 if inside == len(sure) else 0.3)
        if off < 0.7 and low < high and not part.times:
            for line in rendering.lines([(low, min(high, low + 10))], self.elements)[:3]:
                byline = bylines.parse(line) if len(line) <= 160 else None
                if byline is not None and byline.time_text is not None:
                    return 0.7
        return off

    def _agreed(
        self, found: Sequence[Sequence[Name | Time]], parts: Sequence[_Parts], body: str | None
    ) -> dict[str, int]:
        """Signatures with their rank, by how much speaks for them over all records."""
        end = self.elements.end
        points: dict[str, float] = defaultdict(float)
        shown: dict[str, set[object]] = defaultdict(set)
        for entries, part in zip(found, parts, strict=True):
            bodies = [index for signature, index in part.bodies if signature == body]
            seen: set[str] = set()
            for order, entry in enumerate(entries):
                if entry.signature in seen or any(element < entry.element < end[element] for element in bodies):
                    continue
                seen.add(entry.signature)
                points[entry.signature] += entry.weight - min(0.3, 0.03 * order)
                shown[entry.signature].add(entry.value)
        for signature in points:
            if len(found) >= 5 and len(shown[signature]) == 1:
                points[signature] *= 0.4  # the same name everywhere is the site's own
        return {signature: rank for rank, signature in enumerate(sorted(points, key=lambda name: -points[name]))}

    def _fields(
        self, part: _Parts, body: str | None, authors: dict[str, int], stamps: dict[str, int], words: int | None
    ) -> Fields:
        elements = self.elements
        found = Fields(part.record)
        bodies = self._bodies(part, body, words)
        found.body = max(bodies, key=elements.size, default=None)
        low, high = (0, 0) if found.body is None else (elements.first[bodies[0]], elements.last[bodies[-1]])
        if bodies:
            found.inside = (bodies[0], elements.end[bodies[-1]])

        def is_outside(index: int) -> bool:
            return not low <= elements.first[index] < high

        name = _choose([entry for entry in part.authors if entry.weight >= SURE], authors, is_outside)
        if name is not None:
            name = self._innermost(name, part.authors)
            found.author_element, found.author = name.element, name.value
        stamp = _choose(part.times, stamps, is_outside)
        if stamp is not None:
            found.time_element, found.time_text = stamp.element, stamp.value.text
            found.moment = self._stated(stamp.element) or stamp.value.moment
        found.quotes = [*part.quotes, *part.quoting]
        found.ranges = [piece for index in bodies for piece in self._within(part.chunks, index)] or part.chunks
        found.cuts = [*self._outs(part, found), *map(self._span, part.quotes)]
        if found.author is None or found.time_text is None:
            self._fill_from_lines(found, part, (low, high), is_outside)
        found.settle(elements)
        around = rendering.without(part.chunks, found.ranges)
        found.buttons = any(cues.is_button(line) for line in rendering.lines(around, elements)[:12])
        return found

    def _bodies(self, part: _Parts, body: str | None, words: int | None) -> list[int]:
        """The elements that hold the words, in page order; several where a quotation stands between them."""
        found = [index for signature, index in part.bodies if signature == body]
        if body and not found:
            # The same part under a longer name: "md" and "md grayed".
            kindred = body.split(" ")[:2]
            found = [index for signature, index in part.bodies if signature.split(" ")[:2] == kindred]
        if not found:
            return [] if words is None else [words]
        apart = [
            index for place, index in enumerate(found) if not place or index >= self.elements.end[found[place - 1]]
        ]
        return apart if len(apart) == len(found) else [max(found, key=self.elements.size)]

    def _innermost(self, chosen: Name, entries: Sequence[Name]) -> Name:
        """The name alone, where the element chosen holds it beside numbers and titles."""
        for entry in entries:
            inside = chosen.element < entry.element < self.elements.end[chosen.element]
            if inside and entry.value != chosen.value and entry.value in chosen.value:
                return entry
        return chosen

    def _outs(self, part: _Parts, found: Fields) -> Ranges:
        """The chunks among the words that are none: buttons, votes; and the header, where all is left of a record."""
        size, end = self.sightings.size, self.elements.end
        total = size(found.ranges)
        outs = []
        for index in part.outs:
            if found.body is not None and index <= found.body < end[index]:
                continue
            inner = size(self._within(found.ranges, index))
            if inner and (inner < 0.6 * total or inner <= 40):
                outs.append(self._span(index))
        if found.body is None:
            outs += [self._span(index) for index in (found.author_element, found.time_element) if index is not None]
        return outs

    def _fill_from_lines(
        self, found: Fields, part: _Parts, words: tuple[int, int], is_outside: Callable[[int], bool]
    ) -> None:
        """Author and time from lines outside the words, where no element names them."""
        around = part.chunks if found.body is None else rendering.without(part.chunks, [words])
        lines = [line for line in rendering.lines(around, self.elements) if line]
        loose: times.When | None = None
        before = ""
        for line in lines if len(lines) <= 10 else [*lines[:7], *lines[-3:]]:
            above, before = before[:40], line.casefold().strip(" :")
            if len(line) > 160:
                if found.body is None:
                    break
                continue
            if before.startswith(cues.words("dated_otherwise")) or above.startswith(cues.words("dated_otherwise")):
                continue
            byline = bylines.parse(line)
            if byline is None:
                when = self.sightings.when(line)
                if when is None:
                    continue
                name = bylines.name_after_by(line[when.end :].strip(" ,·|-–—"))
                if name is not None and found.author is None:  # "A subject, 3 May 2021, by Ann"
                    found.author = name
                if loose is None and found.time_text is None and (name or found.body is not None or len(line) <= 60):
                    loose = when
                continue
            if found.time_text is None and byline.time_text is not None:
                found.time_text, found.moment = byline.time_text, byline.moment
                found.author = found.author or byline.author
            elif found.author is None and (byline.verb or byline.time_text):
                found.author = byline.author
        if found.time_text is None and loose is not None:
            found.time_text, found.moment = loose.text, loose.moment
        outer = [entry for entry in part.authors if is_outside(entry.element)]
        if found.author is None and outer:
            best = min(outer, key=lambda entry: (-entry.weight if entry.weight >= SURE else 0, entry.element))
            found.author, found.author_element = best.value, best.element

    def _stated(self, index: int) -> datetime | None:
        """The moment that attributes in or right around an element state."""
        elements = self.elements
        up = elements.up[index]
        for place in (index, *range(index + 1, min(elements.end[index], index + 4)), up):
            written = elements.attributes[place]
            stated = _WHEN.search(written) if place != up or elements.tags[place] == "time" else None
            if stated is not None:
                try:
                    moment = datetime.fromisoformat(stated.group(1).strip().replace(" ", "T", 1))
                except ValueError:
                    continue
                return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
            epoch = _EPOCH.search(written)
            if epoch is not None:
                seconds = int(epoch.group(1))
                return datetime.fromtimestamp(seconds / 1000 if seconds > 10**11 else seconds, UTC)
        return None


def _choose(entries: Sequence[Entry], ranks: dict[str, int], is_outside: Callable[[int], bool]) -> Entry | None:
    """The entry with the best signature among those outside the words."""
    outer = [entry for entry in entries if is_outside(entry.element)]
    return min(outer, key=lambda entry: ranks.get(entry.signature, len(ranks)), default=None)
