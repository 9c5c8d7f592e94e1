"""An HTML document read into a page: its text, and the comments that its markup shows."""

from __future__ import annotations

from collections.abc import Sequence

from threads.markup import (
    charset,
    competition,
    fitness,
    names,
    parents,
    quotes,
    rendering,
    signatures,
    structured,
    titles,
)
from threads.markup._platforms import platform_of
from threads.markup.competition import Reading
from threads.markup.elements import Elements, flattened, parse
from threads.markup.fields import Fields, Reader
from threads.markup.records import Kind
from threads.markup.titles import Title
from threads.model import Block, Page, Rival

_SIGNED_FIT = 0.9
"""Of a talk page: three linked names with a time behind them are hardly ever anything else."""
_STATED_FIT = 0.8
"""Of comments in JSON-LD that the markup does not show."""
_TOLD = 8
"""Rivals kept for ``threads explain``."""


def page(data: bytes, source: str) -> Page:
    """The page in some bytes of HTML."""
    html, notes = charset.decode(data)
    html, cut = flattened(html)
    if cut:
        notes = (*notes, "Elements nest too deeply; the innermost were flattened.")
    elements = parse(html)
    del html
    text, places = rendering.whole(elements)
    reader = Reader(elements)
    sections = titles.sections(elements)
    readings = competition.rank(elements, reader, sections[0] if sections else None)
    rivals = [_rival(reading) for reading in readings[:_TOLD]]
    signed = signatures.find(elements)
    stated = structured.blocks(elements.scripts) if elements.scripts else ()
    if signed:
        rivals.append(Rival(name="signatures", count=len(signed), fit=_SIGNED_FIT))
    if stated:
        rivals.append(Rival(name="JSON-LD", count=len(stated), fit=_STATED_FIT))
    rivals.sort(key=lambda rival: -rival.fit)
    blocks: tuple[Block, ...] = ()
    fit, platform, declared = 1.0, None, None
    best = readings[0].fit if readings else 0.0
    if signed and best < _SIGNED_FIT:
        blocks, fit, platform = _signed_blocks(signed, elements, places), _SIGNED_FIT, "mediawiki"
    elif best >= fitness.BELIEVED and not (best < _STATED_FIT and len(stated) > 2 * len(readings[0].kind.records)):
        found, kinds = competition.together(readings, reader)
        blocks, fit = _blocks(found, reader, places), best
        platform = platform_of(titles.generator(elements), _called(found, kinds, elements))
        declared = _declared(found, sections)
    elif stated:
        blocks, fit = stated, _STATED_FIT
    return Page(
        source=source,
        text=text,
        format="html",
        title=titles.name(elements),
        url=titles.address(elements),
        platform=platform,
        blocks=blocks,
        blocks_fit=fit,
        rivals=tuple(rivals),
        declared_count=declared,
        notes=notes,
    )


def _rival(reading: Reading) -> Rival:
    made_of = ", ".join(f"{name} {points:.1f}" for name, points in reading.made_of.items() if abs(points) >= 0.05)
    return Rival(name=reading.kind.name, count=len(reading.kind.records), fit=round(reading.fit, 4), made_of=made_of)


def _blocks(found: list[Fields], reader: Reader, places: list[int]) -> tuple[Block, ...]:
    found = _without_strays([fields for fields in found if fields.lines or fields.author or fields.gone])
    ids, answered = parents.find(found, reader)
    quoted = quotes.settle(found, ids, reader)
    return tuple(
        Block(
            id=ids[place],
            parent_id=None if answered[place].place is None else ids[answered[place].place or 0],
            parent_known=answered[place].known,
            parent_basis=answered[place].basis,
            author=None if fields.gone else fields.author,
            posted_at=fields.moment,
            time_text=fields.time_text,
            text=fields.text,
            status="deleted" if fields.gone else "visible" if fields.text else "empty",
            quotes=quoted[place],
            span=_span(fields, reader.elements, places),
        )
        for place, fields in enumerate(found)
    )


def _without_strays(found: list[Fields]) -> list[Fields]:
    """The records without those that have neither author nor time where nearly all others have both: notices."""
    if len(found) < 4:
        return found
    whole = sum(fields.author is not None and fields.time_text is not None for fields in found)
    if whole < 0.7 * len(found):
        return found
    return [fields for fields in found if fields.author or fields.time_text or fields.gone or fields.record.holes]


def _span(fields: Fields, elements: Elements, places: list[int]) -> tuple[int, int]:
    """Where a record stands in the text: from its first chunk to its last before a record inside it, or its words."""
    chunks = fields.record.own_chunks(elements)
    if not chunks:
        return (0, 0)
    start, stop = chunks[0]
    if fields.ranges:
        stop = max(stop, fields.ranges[0][1])
    if not fields.record.holes:
        stop = chunks[-1][1]
    return places[start], places[stop - 1] + len(elements.chunks[stop - 1])


def _signed_blocks(signed: list[signatures.Signed], elements: Elements, places: list[int]) -> tuple[Block, ...]:
    above = signatures.parents(signed)
    return tuple(
        Block(
            id=f"comment-{place + 1}",
            parent_id=None if above[place] is None else f"comment-{(above[place] or 0) + 1}",
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


def _called(found: list[Fields], kinds: Sequence[Kind], elements: Elements) -> str:
    """The names of the first comments, of their parts, and of what stands around them."""
    if not found:
        return ""
    record = found[0].record
    inside = list(record.own_elements())[:80]
    around = elements.parents(record.start)[:12]
    return " ".join(
        names.called(elements.attributes[index]) for index in (*around, *inside) if elements.attributes[index]
    )


def _declared(found: list[Fields], sections: list[Title]) -> int | None:
    """The number that the nearest title above the first comment announces, or ``None``."""
    if not found:
        return None
    above = [title for title in sections if title.place < found[0].record.chunk_start and title.count >= 0]
    return above[-1].count if above else None
