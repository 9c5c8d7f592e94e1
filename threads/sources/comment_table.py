"""Tables of comments: CSV, TSV or Parquet with a column of ids and one of parents; our own exports among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from threads import parquet
from threads.errors import InputError
from threads.model import Page
from threads.sources import _csv, _own_table, _records, _repairs

_MARKUP = (b"<", b"{", b"[")


def matches(head: bytes, name: str) -> float:
    """Sure where the columns of our own exports stand there, nearly so where an id, a parent and words do."""
    columns = parquet.columns(head, name)
    if columns is None:
        if head.startswith(parquet.MAGIC) or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in _MARKUP:
            return 0.0
        columns = _csv.header(head, _is_known)[0]
    if _own_table.is_ours(columns):
        return 1.0
    return 0.85 if _records.roles_of(columns) is not None else 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a thread; the columns are told by their names."""
    columns, records = _of_parquet(data, source) if data.startswith(parquet.MAGIC) else _of_csv(data, source)
    if _own_table.is_ours(columns):
        yield from _own_table.pages(records, source=source, is_csv=not data.startswith(parquet.MAGIC))
        return
    roles = _records.roles_of(columns)
    if roles is None:
        shown = ", ".join(map(_repairs.named, columns[:12])) or "none"
        raise InputError(
            f"has no columns of ids, parents and words (it has {shown})",
            where=source,
            hint="call them id, parent_id and text",
        )
    yield from _records.pages(records, roles, source=source, format="comment_table")


def _of_parquet(data: bytes, source: str) -> tuple[list[str], Iterable[Mapping[str, Any]]]:
    columns = parquet.columns(data, source)
    if columns is None:
        raise InputError("cannot be read as Parquet", where=source, hint="check that it is complete")
    return columns, parquet.rows(data, source)


def _of_csv(data: bytes, source: str) -> tuple[list[str], Iterable[Mapping[str, Any]]]:
    columns, delimiter = _csv.header(data, _is_known)
    return columns, _csv.rows(data, delimiter, source)


def _is_known(columns: list[str]) -> bool:
    return _records.roles_of(columns) is not None
