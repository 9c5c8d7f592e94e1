"""Corpora in Parquet: one row a document, its words in a column `text` (or `html`) and its address in one of `url`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from threads import parquet
from threads.errors import InputError
from threads.model import Page
from threads.sources import _documents, _repairs
from threads.sources._documents import Columns


def matches(head: bytes, name: str) -> float:
    """Nearly sure where there are columns of words and addresses; never with those of an id and a parent."""
    names = parquet.columns(head, name)
    columns = None if names is None else _documents.columns_of(names)
    return 0.0 if columns is None else _documents.sureness(columns)


def streams(head: bytes) -> bool:
    """Always."""
    return True


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a row, its source followed by the row's number, from 1; rows without words are passed over."""
    return _documents.raised(_readings(io.BytesIO(data), source))


def stream(file: BinaryIO, source: str) -> Iterator[Page]:
    """The same from a file on disk, some rows in memory at a time."""
    return _documents.raised(_readings(Path(file.name), source))


def _readings(file: Path | io.BytesIO, source: str) -> Iterator[Page | InputError]:
    found = _documents.Faults(source, "rows")
    try:
        columns = _columns(file, source)
        wanted = [name for name in (columns.words, columns.url, columns.title, columns.about) if name is not None]
        for number, row in enumerate(parquet.rows_of(file, source, wanted), 1):
            found.read += 1
            if not row.get(columns.words):
                continue
            try:
                yield _documents.page_of(row, columns, f"{source}:{number}")
            except InputError as problem:
                yield from found.told(problem)
    except InputError as problem:
        yield from found.told(problem)
    yield from found.at_the_end("holds no documents")


def _columns(file: Path | io.BytesIO, source: str) -> Columns:
    names = parquet.names(file, source)
    columns = _documents.columns_of(names)
    if columns is None:
        shown = ", ".join(map(_repairs.named, names[:12])) or "none"
        hint = "call it text, and that of addresses url"
        raise InputError(f"has no column of words (it has {shown})", where=source, hint=hint)
    return columns
