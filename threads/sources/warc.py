"""Web archives: WARC with pages as servers sent them, and WET with their words; one document a record."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from threads.errors import InputError
from threads.model import Page
from threads.sources import _documents, _http, _warc_records
from threads.sources._http import Answer
from threads.sources._warc_records import Record

_OPENING = re.compile(rb"\s{0,16}WARC/\d\.\d\r?\n")
_HTML = ("text/html", "application/xhtml+xml")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,200}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def matches(head: bytes, name: str) -> float:
    """Sure where the first record begins."""
    return 0.99 if _OPENING.match(head) else 0.0


def streams(head: bytes) -> bool:
    """Always."""
    return True


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a record with HTML or converted text, its source followed by the offset of the record in bytes."""
    return stream(io.BytesIO(data), source)


def stream(file: BinaryIO, source: str) -> Iterator[Page]:
    """The same from a file, one record in memory at a time; a broken one is a problem, and the next is read."""
    return _documents.raised(_readings(file, source))


def _readings(file: BinaryIO, source: str) -> Iterator[Page | InputError]:
    found = _documents.Faults(source, "records")
    for record in _warc_records.records(file, source):
        try:
            if isinstance(record, InputError):
                raise record
            page = _page(record, f"{source}:{record.offset}")
        except InputError as problem:
            yield from found.told(problem)
            continue
        if page is not None:
            found.read += 1
            yield page
    yield from found.at_the_end("holds no pages: no answer with HTML, no converted text")


def _page(record: Record, place: str) -> Page | None:
    """The page in a record; ``None`` where it holds none: requests, pictures, errors of servers."""
    kind = record.header("WARC-Type").lower()
    url = record.header("WARC-Target-URI").strip("<> ") or None
    if kind == "conversion":
        if not record.is_whole:
            raise _documents.too_large(place)
        return _documents.of_bytes(record.block, place, url=url) if record.block.strip() else None
    notes = _notes_of(record)
    if kind == "resource" and record.header("Content-Type").partition(";")[0].strip().lower() in _HTML:
        if not record.is_whole:
            raise _documents.too_large(place)
        return _documents.of_html(record.block, place, url=url, notes=notes)
    if kind != "response" or not record.block.startswith(b"HTTP/"):
        return None
    return _of_answer(_http.parse(record.block), record, place, url, notes)


def _of_answer(answer: Answer, record: Record, place: str, url: str | None, notes: tuple[str, ...]) -> Page | None:
    stated = (record.header("WARC-Identified-Payload-Type") or answer.header("Content-Type") or "").lower()
    stated = stated.partition(";")[0].strip()
    if not 200 <= answer.status < 300 or (stated and stated not in _HTML):
        return None
    if not record.is_whole:
        raise _documents.too_large(place)
    try:
        body = answer.body(most_bytes=_documents.MOST_BYTES)
    except ValueError as problem:
        raise InputError(f"its page cannot be unpacked ({problem})", where=place, hint="left out") from problem
    if not body.strip() or (not stated and not _MARKUP.match(body)):
        return None
    return _documents.of_html(_http.marked(body, answer.charset), place, url=url, notes=notes)


def _notes_of(record: Record) -> tuple[str, ...]:
    cut = record.header("WARC-Truncated")
    return (f"The archive holds the beginning of the page only ({cut[:40]}).",) if cut else ()
