"""An HTML document read into a page: its text, and the comments that its markup shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from threads.markup import charset, fitness, parents, quotes, records, rendering
from threads.markup.elements import Elements, flattened, parse
from threads.markup.fields import Fields, Reader
from threads.markup.records import Kind
from threads.model import Block, Page

_SAMPLE = 16
"""Records of a kind read to judge it."""
BELIEVED = 0.5


@dataclass(slots=True)
class Reading:
    """One kind of record, read and judged."""

    kind: Kind
    points: float
    fit: float
    made_of: dict[str, float] = field(default_factory=dict)


def page(data: bytes, source: str) -> Page:
    """The page in some bytes of HTML."""
    html, notes = charset.decode(data)
    html, cut = flattened(html)
    if cut:
        notes = (*notes, "Elements nest too deeply; the innermost were flattened.")
    elements = parse(html)
    text, places = rendering.whole(elements)
    reader = Reader(elements)
    readings = rank(elements, reader)
    blocks: tuple[Block, ...] = ()
    fit = 1.0
    if readings:
        best = readings[0]
        blocks = _blocks(best.kind, reader, places)
        fit = best.fit
    return Page(
        source=source,
        text=text,
        format="html",
        title=title(elements),
        url=address(elements),
        blocks=blocks,
        blocks_fit=fit,
        notes=notes,
    )


def rank(elements: Elements, reader: Reader) -> list[Reading]:
    """All kinds of records worth a look, best first."""
    readings = []
    for kind in records.kinds(elements):
        sample = _sample(kind)
        total, made_of = fitness.points(kind, reader.read(kind, sample), reader)
        readings.append(Reading(kind, total, fitness.fit(total), made_of))
    readings.sort(key=lambda reading: -reading.points)
    return readings


def _sample(kind: Kind) -> list[records.Record]:
    count = len(kind.records)
    if count <= _SAMPLE:
        return kind.records
    return [kind.records[place * count // _SAMPLE] for place in range(_SAMPLE)]


def _blocks(kind: Kind, reader: Reader, places: list[int]) -> tuple[Block, ...]:
    found = reader.read(kind, kind.records)
    found = [fields for fields in found if fields.lines or fields.author or fields.gone]
    found = _without_strays(found)
    ids, answered = parents.find(found, reader)
    quoted = quotes.settle(found, ids, reader)
    made = []
    for place, fields in enumerate(found):
        parent = answered[place]
        made.append(
            Block(
                id=ids[place],
                parent_id=None if parent.place is None else ids[parent.place],
                parent_known=parent.known,
                parent_basis=parent.basis,
                author=fields.author,
                posted_at=fields.moment,
                time_text=fields.time_text,
                text=fields.text,
                status="deleted" if fields.gone else "visible" if fields.text else "empty",
                quotes=quoted[place],
                span=_span(fields, reader, places),
            )
        )
    return tuple(made)


def _without_strays(found: list[Fields]) -> list[Fields]:
    """The records without those that have neither author nor time where nearly all others have both: notices, adverts."""
    if len(found) < 4:
        return found
    whole = sum(fields.author is not None and fields.time_text is not None for fields in found)
    if whole < 0.7 * len(found):
        return found
    return [fields for fields in found if fields.author or fields.time_text or fields.gone or fields.record.holes]


def _span(fields: Fields, reader: Reader, places: list[int]) -> tuple[int, int]:
    chunks = fields.record.own_chunks(reader.elements)
    if not chunks:
        return (0, 0)
    start, stop = chunks[0][0], chunks[-1][1]
    if fields.record.holes:
        stop = min(stop, max([chunks[0][1], *(high for _, high in fields.ranges[:1])]))
    return places[start], places[stop - 1] + len(reader.elements.chunks[stop - 1])


_META = re.compile(r' (?:property|name)="(og:title|og:url)"')
_CONTENT = re.compile(r' content="([^"]*)"')


def title(elements: Elements) -> str | None:
    """The page's title: its first headline, the title for sharing, or that of the window."""
    shared = _shared(elements, "og:title")
    if shared:
        return shared
    for index, tag in enumerate(elements.tags):
        if tag == "title":
            return elements.plain(index) or None
        if tag == "body":
            break
    return None


def address(elements: Elements) -> str | None:
    """The page's own address, where it states one."""
    for index, tag in enumerate(elements.tags):
        if tag == "link" and "canonical" in elements.attributes[index]:
            link = elements.values(index).get("href", "")
            if link.startswith(("http://", "https://")):
                return link
        elif tag == "body":
            break
    shared = _shared(elements, "og:url")
    return shared if shared and shared.startswith(("http://", "https://")) else None


def _shared(elements: Elements, name: str) -> str | None:
    for index, tag in enumerate(elements.tags):
        if tag == "meta" and name in elements.attributes[index]:
            return " ".join(elements.values(index).get("content", "").split()) or None
        if tag == "body":
            break
    return None
