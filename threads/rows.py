"""Rows out of a text stream, each with its line: plain lines, CSV, JSON lines or a JSON array.

Every function yields ``(line, cells by column)``, or ``(line, what is wrong with it)`` as a string; lines count from 1.
Bytes that were not UTF-8 are expected as lone surrogates (``errors="surrogateescape"``).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

Cells = tuple[int, dict[str, Any] | str]
_NOT_UTF8 = re.compile(r"[\udc80-\udcff]")


def from_text(lines: IO[str], column: str) -> Iterator[Cells]:
    """One row a line that is not blank."""
    for number, line in enumerate(lines, 1):
        if words := line.strip():
            yield number, "is not UTF-8" if _NOT_UTF8.search(words) else {column: words}


def from_ndjson(lines: IO[str]) -> Iterator[Cells]:
    """One row a line that is not blank, each a JSON object."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            values = None if _NOT_UTF8.search(line) else json_object(line)
            yield number, "is no JSON object" if values is None else values


def from_json(lines: IO[str]) -> Iterator[Cells]:
    """One row an object of the array; its place in the array stands for the line.

    Raises:
        ValueError: it is no JSON.
    """
    try:
        listed = json.load(lines, parse_constant=_refuse)
    except RecursionError as problem:
        raise ValueError("it is nested too deeply") from problem
    for number, values in enumerate(listed if isinstance(listed, list) else [listed], 1):
        yield number, values if isinstance(values, dict) else "is no JSON object"


def from_csv(lines: IO[str], names: Sequence[str], *, delimiter: str) -> Iterator[Cells]:
    """One row a record after the header; a record may span lines, and its first one counts."""
    with _long_cells():
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        next(reader)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                yield line, f"is broken CSV ({problem})"
                continue
            if len(cells) == len(names):
                broken = any(map(_NOT_UTF8.search, cells))
                yield line, "is not UTF-8" if broken else dict(zip(names, cells, strict=True))
            elif cells:
                yield line, f"has {len(cells)} cells where the header has {len(names)}"


def csv_header(lines: IO[str], *, delimiter: str) -> list[str]:
    """The cells of the first record; none where it is broken."""
    with _long_cells():
        try:
            return next(csv.reader(lines, delimiter=delimiter, strict=True), [])
        except csv.Error:
            return []


def json_object(line: str) -> dict[str, Any] | None:
    """The JSON object on a line, or ``None`` where there is none."""
    try:
        found = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


@contextmanager
def _long_cells() -> Iterator[None]:
    """The csv module refuses cells over 128 KiB unless told otherwise, for the whole process: told, and taken back."""
    before = csv.field_size_limit(1 << 30)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
