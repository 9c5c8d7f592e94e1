"""Kinds of records that belong together: answers and the comments under them, an opening post and its replies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from threads.markup.fields import Fields, Reader
from threads.markup.records import Kind, Record, whole
from threads.reading import cues

_ARTICLE = re.compile(r'(?:hentry|article|type-post|status-publish|entry|id="post-\d)')
_QUESTION = re.compile(r"question|answer", re.IGNORECASE)
_FEWEST_LETTERS = 20
"""Of an outer record, the words of the inner ones aside."""
_MOST_SEEN = 24
_LEAST_KEPT = 0.75
"""Share of outer records that still have words of their own when the inner ones are taken out."""


def joined(first: Kind, second: Kind, reader: Reader) -> tuple[list[Record], list[Record]] | None:
    """Both kinds as one, or ``None`` where they are two views of the same comments or strangers."""
    if first.runs or second.runs:
        return None
    firsts = {record.start for record in first.records}
    seconds = {record.start for record in second.records}
    if firsts & seconds:
        return None
    records = whole(sorted(firsts | seconds), reader.elements)

    def is_crossing(record: Record) -> bool:
        """Whether a record of one kind stands directly in one of the other kind."""
        return record.inside is not None and (records[record.inside].start in firsts) != (record.start in firsts)

    parts = (
        [record for record in records if record.start in firsts],
        [record for record in records if record.start in seconds],
    )
    inner = [record for record in records if is_crossing(record)]
    if not inner:
        return parts if _is_beside(first, second, reader) else None
    outer = [records[place] for place in sorted({record.inside or 0 for record in inner})]
    if len(outer) == 1 and not _QUESTION.search(reader.elements.attributes[outer[0].start]):
        return None  # the article, with all its comments inside
    if len(outer) == len(inner) > 1 or not _has_own(outer, reader):
        return None  # two elements around the same words
    kind = first if outer[0].start in firsts else second
    seen, inner = outer[:_MOST_SEEN], inner[:_MOST_SEEN]
    before = reader.read(kind, [_whole_of(record) for record in seen])
    after = reader.read(kind, seen)
    kept = sum(map(_is_kept, before, after))
    own = reader.read(second if kind is first else first, inner)
    timed = sum(fields.time_text is not None for fields in after) >= _LEAST_KEPT * len(after)
    if sum(map(partial(_is_whole, timed=timed), own)) < _LEAST_KEPT * len(own):
        return None
    writer = {fields.record.start: fields.author for fields in after}
    around = [writer.get(records[fields.record.inside].start) for fields in own if fields.record.inside is not None]
    if sum(fields.author == outside for fields, outside in zip(own, around, strict=False)) > 0.6 * len(own):
        return None  # the same person's card, or the note that she edited
    return parts if kept >= _LEAST_KEPT * len(seen) else None


def _has_own(outer: Sequence[Record], reader: Reader) -> bool:
    """Whether most outer records have letters of their own beside the inner ones."""
    size = reader.sightings.size
    own = sum(size(record.own_chunks(reader.elements)) >= _FEWEST_LETTERS for record in outer)
    return own >= _LEAST_KEPT * len(outer)


def _is_whole(fields: Fields, *, timed: bool) -> bool:
    """Whether a record inside another one is a comment itself, and no part of one."""
    text = fields.text
    if not text or cues.trails(text) or len(text) < 3:
        return False
    if fields.author is not None and fields.author in text and len(text) < len(fields.author) + 25:
        return False
    return fields.author is not None and (fields.time_text is not None or not timed)


def _is_kept(before: Fields, after: Fields) -> bool:
    """Whether a record is still a comment of its own when those inside it are taken out."""
    if not after.text or (after.author is None and after.time_text is None):
        return False
    return len(after.text) >= 20 and len(after.text) >= 0.25 * len(before.text)


def _whole_of(record: Record) -> Record:
    return Record(record.start, record.end, record.chunk_start, record.chunk_end)


def _is_beside(first: Kind, second: Kind, reader: Reader) -> bool:
    """Whether a few records of another name stand right before or among those of the first: the opening post."""
    elements = reader.elements
    if len(second.records) > 2 * len(first.records):
        return False
    if _ARTICLE.search(elements.attributes[second.records[0].start]) and not _ARTICLE.search(
        elements.attributes[first.records[0].start]
    ):
        return False
    one = _bodies(reader.read(first, first.records[:_MOST_SEEN]), reader)
    other = _bodies(reader.read(second, second.records[:_MOST_SEEN]), reader)
    if not one or not other or one.isdisjoint(other):
        return False
    start, stop = first.records[0].start, first.records[-1].end
    if len(second.records) == 1:
        return second.records[0].end <= start and elements.first[start] - second.records[0].chunk_end < 60
    return any(start - 400 <= record.start <= stop + 400 for record in second.records)


def _bodies(found: Sequence[Fields], reader: Reader) -> set[str]:
    """The names of the elements that hold the words of some records, bare words such as "content" left out."""
    made = set()
    for fields in found:
        if fields.body is not None and fields.text and fields.author:
            name = reader.sightings.bits(fields.body)[1]
            if " " in name or "-" in name or "_" in name:
                made.add(f"{reader.elements.tags[fields.body]} {name}")
    return made
