"""Tables as text: the names in the first line, the delimiter between them, and the rows below."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

from threads.errors import InputError
from threads.sources.text import decode

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 1 << 27
_HEAD_BYTES = 1 << 16


def header(data: bytes, is_known: Callable[[list[str]], bool]) -> tuple[list[str], str]:
    """The names in the first line and their delimiter: the one that gives known columns, else the most of them."""
    first = decode(data[:_HEAD_BYTES])[0].lstrip("\ufeff").replace("\0", "").partition("\n")[0].rstrip("\r")
    found: list[tuple[bool, int, list[str], str]] = []
    for delimiter in _DELIMITERS:
        try:
            columns = [column.strip() for column in next(csv.reader([first], delimiter=delimiter), [])]
        except csv.Error:
            continue
        found.append((is_known(columns), len(columns), columns, delimiter))
    best = max(found, key=lambda reading: reading[:2], default=(False, 0, [], ","))
    return best[2], best[3]


def rows(data: bytes, delimiter: str, source: str) -> Iterator[dict[str, Any]]:
    """Every row below the first as a dict by column; columns that a short row lacks are ``None``.

    Raises:
        InputError: with the line, where it cannot be read as CSV.
    """
    text = decode(data)[0].replace("\0", "")
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                raise InputError(f"is no valid CSV ({problem})", where=f"{source}:{reader.line_num}") from problem
            row.pop(None, None)
            yield row
    finally:
        csv.field_size_limit(limit)
