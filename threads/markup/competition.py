"""Rival kinds of records, each read and judged on the whole page; the best one, and what belongs with it, is taken."""

from __future__ import annotations

from dataclasses import dataclass, field

from threads.markup import companions, fitness, records, subjects
from threads.markup.elements import Elements
from threads.markup.fields import Fields, Reader
from threads.markup.records import Kind, Record
from threads.markup.titles import Title

_GLANCE, _SAMPLE = 5, 12
"""Records of a kind read to judge it, at first and where it may be the best."""
_CLOSE = 2.5
"""Points behind the best at which a kind is not looked at again."""
_HOPELESS = 1.0
_CLEAR = 0.9
"""Fit from which a kind that leads by more than that is not looked at again either."""
_NAMELESS = 2.2
"""Points for names and times below which they are looked for around the records."""
_LEAST_WORDS = 0.3
"""Share of a record's letters that its words have to be, where they are what the record was found around."""
_LIKELY = 3.3
"""Points for its name from which a kind is looked at in any case: it may belong to the best."""
_RIVALS = 8
"""How many kinds may belong together."""
_COMPANION = 0.6
"""Fit asked of a second kind of records beside the best."""
_MOST_TIMES = 3000


@dataclass(slots=True)
class Reading:
    """One kind of record, read and judged."""

    kind: Kind
    points: float
    fit: float
    made_of: dict[str, float] = field(default_factory=dict)
    found: list[Fields] | None = None
    """All its records, where all were read to judge it."""


def rank(elements: Elements, reader: Reader, title: Title | None = None) -> list[Reading]:
    """All kinds of records worth a look, best first; the likely ones are looked at more closely."""
    readings: list[Reading] = []
    highest = 0.0
    for kind in records.kinds(elements):
        if kind.prior < _LIKELY and kind.prior + fitness.MOST_BESIDE_NAME <= highest:
            continue  # whatever it holds, it cannot be the best
        reading = _judged(kind, reader, title, _GLANCE)
        readings.append(reading)
        nameless = reading.made_of["author"] + reading.made_of["time"] < _NAMELESS
        if nameless and (reading.made_of["length"] >= 0 or kind.name.startswith("a#")):
            all_words = reading.made_of["author"] < 1.0 and not kind.name.startswith("a#")
            around = records.lifted(kind, elements, all_words=all_words)
            if around is not None and (not around.words or _share(around, reader) >= _LEAST_WORDS):
                readings.append(_judged(around, reader, title, _GLANCE))
        highest = max(highest, readings[-1].points, reading.points)
    if title is not None and fitness.fit(highest) < fitness.BELIEVED:
        timed = records.around_times(_times(title.place, elements, reader), elements)
        if timed is not None:
            readings.append(_judged(timed, reader, title, _GLANCE))
    readings.sort(key=lambda reading: -reading.points)
    best = readings[0].points if readings else 0.0
    if len(readings) < 2 or (readings[1].points < best - _CLOSE and readings[0].fit >= _CLEAR):
        return readings
    for place, reading in enumerate(readings):
        if reading.points < max(best - _CLOSE, _HOPELESS):
            break
        if len(reading.kind.records) > _GLANCE:
            readings[place] = _judged(reading.kind, reader, title, _SAMPLE)
    readings.sort(key=lambda reading: -reading.points)
    return readings


def _share(kind: Kind, reader: Reader) -> float:
    """The share of the letters of a kind's records that its words are."""
    size, elements = reader.sightings.size, reader.elements
    words = sum(size([(elements.first[index], elements.last[index])]) for index in kind.words.values())
    return words / max(1, sum(size([(record.chunk_start, record.chunk_end)]) for record in kind.records))


def _judged(kind: Kind, reader: Reader, title: Title | None, most: int) -> Reading:
    found = reader.read(kind, _sample(kind, most))
    total, made_of = fitness.points(kind, found, reader, title)
    return Reading(kind, total, fitness.fit(total), made_of, found if len(kind.records) <= most else None)


def _sample(kind: Kind, most: int) -> list[Record]:
    """Some records, evenly spread."""
    count = len(kind.records)
    return kind.records if count <= most else [kind.records[place * count // most] for place in range(most)]


def _times(start: int, elements: Elements, reader: Reader) -> list[int]:
    """The chunks behind a section's title that hold a time and little else."""
    found = []
    for place in range(start, len(elements.chunks)):
        chunk = elements.chunks[place]
        if 4 <= len(chunk) <= 90 and any(map(str.isdigit, chunk)) and reader.sightings.when(chunk) is not None:
            found.append(place)
            if len(found) >= _MOST_TIMES:
                break
    return found


def together(readings: list[Reading], reader: Reader) -> tuple[list[Fields], list[Kind]]:
    """All records of the best kind, and of others that belong with it, in page order."""
    best = readings[0].kind
    parts: list[tuple[Kind, list[Record]]] = [(best, best.records)]
    kinds = [best]
    for other in readings[1:_RIVALS]:
        if fitness.fit(other.points - other.made_of.get("alone", 0.0)) < _COMPANION:
            continue
        taken = [record for _, members in parts for record in members]
        both = Kind(best.name, sorted(taken, key=lambda record: record.start), best.prior, runs=best.runs)
        joined = companions.joined(both, other.kind, reader)
        if joined is None:
            continue
        again = {record.start: record for members in joined for record in members}
        parts = [(kind, [again[record.start] for record in members]) for kind, members in parts]
        parts.append((other.kind, joined[1]))
        kinds.append(other.kind)
    found: list[Fields] = []
    for kind, members in parts:
        known = readings[0].found if len(parts) == 1 else None
        read = reader.read(kind, members) if known is None else known
        subjects.put_over(read, reader)
        found += read
    return sorted(found, key=lambda fields: fields.record.start), kinds
