"""Corpora of one JSON object a line with its words under `text` (or `html`) and its address under `url`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from threads.errors import InputError
from threads.model import Page
from threads.sources import _documents, _json
from threads.sources._documents import Columns

_BLANKS = b" \t\r\n\0\xef\xbb\xbf"


def matches(head: bytes, name: str) -> float:
    """Nearly sure where the first object has words and an address; never where it has an id and a parent."""
    first = _json.opening(head)
    columns = _documents.columns_of(first) if isinstance(first, dict) else None
    if columns is None or not isinstance(first.get(columns.words), str | None):
        return 0.0
    return _documents.sureness(columns)


def streams(head: bytes) -> bool:
    """Always, as a line may be longer than what is looked at."""
    return True


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a line, its source followed by the line's number; lines without words are passed over."""
    return stream(io.BytesIO(data), source)


def stream(file: BinaryIO, source: str) -> Iterator[Page]:
    """The same from a file, one line in memory at a time; a broken one is a problem, and the next is read."""
    return _documents.raised(_readings(file, source))


def _readings(file: BinaryIO, source: str) -> Iterator[Page | InputError]:
    known: dict[tuple[str, ...], Columns | None] = {}
    found = _documents.Faults(source, "lines")
    for number, line in enumerate(file, 1):
        if not line.strip(_BLANKS):
            continue
        try:
            page = _page(line, f"{source}:{number}", known)
        except InputError as problem:
            yield from found.told(problem)
            continue
        found.read += 1
        if page is not None:
            yield page
    yield from found.at_the_end("holds no documents")


def _page(line: bytes, place: str, known: dict[tuple[str, ...], Columns | None]) -> Page | None:
    if len(line) > _documents.MOST_BYTES - 1 and not line.endswith(b"\n"):
        raise _documents.too_large(place)
    try:
        record: Any = _json.parse(line.decode("utf-8-sig", errors="replace"))
    except ValueError as problem:
        raise InputError(f"is not valid JSON ({problem})", where=place, hint="left out") from problem
    if not isinstance(record, dict):
        raise InputError("is no JSON object", where=place, hint="left out")
    keys = tuple(record)
    if keys not in known:
        if len(known) > 1000:
            known.clear()
        known[keys] = _documents.columns_of(keys)
    columns = known[keys]
    if columns is None:
        raise InputError("has no words", where=place, hint="call their key text, and that of the address url")
    if not record.get(columns.words):
        return None
    return _documents.page_of(record, columns, place)
