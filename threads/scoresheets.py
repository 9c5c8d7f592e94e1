"""Tables written row by row: CSV, JSON lines or Parquet, to a file that somebody else opens and closes.

A CSV is safe to open in a spreadsheet: a text cell that would be read as a formula gets an apostrophe in front, the
user's own cells too. Plain numbers stay as they are.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from threads.hostile import for_cell

FORMATS = ("csv", "ndjson", "parquet")
_PART_ROWS = 20_000
_NUMBER = re.compile(r"[+-]?\d{1,40}(?:[.,]\d{1,40}){0,20}(?:[eE][+-]?\d{1,4})?")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Sheet(Protocol):
    """What `writing` gives."""

    def write(self, row: Mapping[str, Any]) -> None:
        """Add one row; columns that it lacks are empty."""


@contextmanager
def writing(file: BinaryIO, form: str, columns: Mapping[str, Any]) -> Iterator[Sheet]:
    """A sheet that writes to ``file``; complete when the block ends.

    Args:
        file: open for writing, need not be seekable.
        form: one of ``FORMATS``.
        columns: the columns in order, each with the name of a polars type or the type itself; only Parquet minds.
    """
    if form == "csv":
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        try:
            yield _Csv(text, list(columns))
        finally:
            text.flush()
            text.detach()  # the file is not ours to close
    elif form == "ndjson":
        yield _Ndjson(file, list(columns))
    else:
        with tempfile.TemporaryDirectory(prefix="comment-threads-") as folder:
            sheet = _Parquet(Path(folder), columns)
            yield sheet
            sheet.finish(file)


class _Csv:
    def __init__(self, file: io.TextIOWrapper, columns: Sequence[str]) -> None:
        self._writer = csv.writer(file, lineterminator="\n")
        self._columns = columns
        self._writer.writerow([_cell(name) for name in columns])

    def write(self, row: Mapping[str, Any]) -> None:
        self._writer.writerow([_cell(row.get(name)) for name in self._columns])


class _Ndjson:
    def __init__(self, file: BinaryIO, columns: Sequence[str]) -> None:
        self._file = file
        self._columns = columns

    def write(self, row: Mapping[str, Any]) -> None:
        values = {name: row.get(name) for name in self._columns}
        try:
            line = json.dumps(values, ensure_ascii=False, default=str).encode("utf-8")
        except UnicodeEncodeError:  # a lone surrogate can only be written as an escape
            line = json.dumps(values, default=str).encode("ascii")
        self._file.write(line + b"\n")


class _Parquet:
    """Rows wait in memory until there are enough for a part; the parts are joined at the end, never all in memory."""

    def __init__(self, folder: Path, columns: Mapping[str, Any]) -> None:
        import polars

        self._folder = folder
        self._types = {name: getattr(polars, kind) if isinstance(kind, str) else kind for name, kind in columns.items()}
        self._texts = [name for name, kind in self._types.items() if kind == polars.String]
        self._rows: list[dict[str, Any]] = []
        self._parts = 0

    def write(self, row: Mapping[str, Any]) -> None:
        values = {name: row.get(name) for name in self._types}
        values |= {name: _text(values[name]) for name in self._texts if values[name] is not None}
        self._rows.append(values)
        if len(self._rows) >= _PART_ROWS:
            self._store()

    def _store(self) -> None:
        import polars

        part = self._folder / f"{self._parts:06}.parquet"
        polars.DataFrame(self._rows, schema=self._types, orient="row").write_parquet(part)
        self._rows = []
        self._parts += 1

    def finish(self, file: BinaryIO) -> None:
        import polars

        if self._rows or not self._parts:
            self._store()
        whole = self._folder / "000000.parquet"
        if self._parts > 1:
            parts = [self._folder / f"{number:06}.parquet" for number in range(self._parts)]
            whole = self._folder / "whole.parquet"
            polars.scan_parquet(parts).sink_parquet(whole)
        with whole.open("rb") as stored:
            shutil.copyfileobj(stored, file)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = _text(value)
    return text if not isinstance(value, str) or _NUMBER.fullmatch(text) else for_cell(text)


def _text(value: Any) -> str:
    """A value as text: JSON where it has an inside, else as Python writes it; lone surrogates become U+FFFD."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, bool | list | dict):
        text = json.dumps(value, ensure_ascii=False, default=str)
    else:
        text = str(value)
    return _LONE_SURROGATE.sub("\ufffd", text)
