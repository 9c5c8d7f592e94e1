"""An HTML document read into a page: its text, and the comments that its markup shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from threads.markup import charset, companions, fitness, parents, quotes, records, rendering, signatures
from threads.markup.elements import Elements, flattened, parse
from threads.markup.fields import Fields, Reader
from threads.markup.records import Kind
from threads.model import Block, Page

_GLANCE, _SAMPLE = 5, 16
"""Records of a kind read to judge it, at first and where it may be the best."""
_CLOSE = 2.5
"""Points behind the best at which a kind is not looked at again."""
_HOPELESS = 1.0
_LIKELY = 3.3
"""Points for its name from which a kind is looked at in any case: it may belong to the best."""
_RIVALS = 8
_COMPANION = 0.6
"""Fit asked of a second kind of records beside the best."""
_WORTH_TELLING = 0.05
_SIGNED_FIT = 0.9
"""Of a talk page: three linked names with a time behind them are hardly ever anything else."""


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
    signed = signatures.find(elements)
    if signed and (not readings or readings[0].fit < _SIGNED_FIT):
        blocks, fit = _signed_blocks(signed, elements, places), _SIGNED_FIT
    elif readings and readings[0].fit >= _WORTH_TELLING:
        found, labels = _found(readings, reader)
        blocks = _blocks(found, reader, places)
        fit = readings[0].fit
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
    """All kinds of records worth a look, best first; the likely ones are looked at more closely."""
    readings: list[Reading] = []
    highest = 0.0
    for kind in records.kinds(elements):
        if kind.prior < _LIKELY and kind.prior + fitness.MOST_BESIDE_NAME <= highest:
            continue  # whatever it holds, it cannot be the best
        readings.append(_judged(kind, reader, _GLANCE))
        highest = max(highest, readings[-1].points)
    readings.sort(key=lambda reading: -reading.points)
    best = readings[0].points if readings else 0.0
    for place, reading in enumerate(readings):
        if reading.points < max(best - _CLOSE, _HOPELESS):
            break
        if len(reading.kind.records) > _GLANCE:
            readings[place] = _judged(reading.kind, reader, _SAMPLE)
    readings.sort(key=lambda reading: -reading.points)
    return readings


def _judged(kind: Kind, reader: Reader, most: int) -> Reading:
    total, made_of = fitness.points(kind, reader.read(kind, _sample(kind, most)), reader)
    return Reading(kind, total, fitness.fit(total), made_of)


def _sample(kind: Kind, most: int) -> list[records.Record]:
    """Some records, evenly spread."""
    count = len(kind.records)
    return kind.records if count <= most else [kind.records[place * count // most] for place in range(most)]


def _found(readings: list[Reading], reader: Reader) -> tuple[list[Fields], list[Kind]]:
    """All records of the best kind, and of others that belong with it."""
    best = readings[0].kind
    parts: list[tuple[Kind, list[records.Record]]] = [(best, best.records)]
    names = [best]
    for other in readings[1:_RIVALS]:
        if fitness.fit(other.points - other.made_of.get("alone", 0.0)) < _COMPANION:
            continue
        both = Kind(best.name, [record for _, members in parts for record in members], best.prior, runs=best.runs)
        joined = companions.joined(both, other.kind, reader)
        if joined is not None:
            starts = {record.start: record for _, members in joined for record in members}
            parts = [(kind, [starts[record.start] for record in members]) for kind, members in parts]
            parts.append((other.kind, joined[1][1]))
            names.append(other.kind)
    found = [fields for kind, members in parts for fields in reader.read(kind, members)]
    return sorted(found, key=lambda fields: fields.record.start), names


def _blocks(found: list[Fields], reader: Reader, places: list[int]) -> tuple[Block, ...]:
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


def _signed_blocks(signed: list[signatures.Signed], elements: Elements, places: list[int]) -> tuple[Block, ...]:
    above = signatures.parents(signed)
    return tuple(
        Block(
            id=f"comment-{place + 1}",
            parent_id=None if above[place] is None else f"comment-{above[place] + 1}",
            parent_basis="indented deeper" if above[place] is not None else "outermost under its heading",
            author=comment.author,
            posted_at=comment.moment,
            time_text=comment.time_text,
            text=comment.text,
            status="visible" if comment.text else "empty",
            span=(
                places[comment.ranges[0][0] if comment.ranges else comment.stop - 1],
                places[comment.stop - 1] + len(elements.chunks[comment.stop - 1]),
            ),
        )
        for place, comment in enumerate(signed)
    )


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
