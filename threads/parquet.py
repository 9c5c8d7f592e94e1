"""Parquet files: which columns they have, and their rows one by one, a slice in memory at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from threads.errors import InputError

MAGIC = b"PAR1"
"""First and last bytes of a file."""
_SLICE_ROWS = 20_000
_SLICE_BYTES = 1 << 24
_FIRST_ROWS, _FEWEST_ROWS = 500, 20


def columns(head: bytes, name: str) -> list[str] | None:
    """The names of its columns; ``None`` where it is no Parquet, or only its beginning is there.

    Args:
        head: its first bytes, or all of them.
        name: its path; columns are named at the end of a file, so that it is looked at where it is one.
    """
    if not head.startswith(MAGIC):
        return None
    try:
        if len(head) >= 12 and head.endswith(MAGIC):
            return list(_schema(io.BytesIO(head)))
        path = Path(name)
        with path.open("rb") as file:
            if file.read(4) != MAGIC:
                return None
        return list(_schema(path))
    except (OSError, ValueError, InputError):
        return None


def rows(data: bytes, source: str) -> Iterator[dict[str, Any]]:
    """Every row as a dict by column.

    Raises:
        InputError: it cannot be read as Parquet.
    """
    import polars

    start = 0
    while True:
        with _told(source):
            frame = polars.scan_parquet(io.BytesIO(data)).slice(start, _SLICE_ROWS).collect()
        yield from frame.iter_rows(named=True)
        if frame.height < _SLICE_ROWS:
            return
        start += _SLICE_ROWS


def names(file: Path | io.BytesIO, source: str) -> list[str]:
    """The names of the columns.

    Raises:
        InputError: it cannot be read as Parquet.
    """
    with _told(source):
        return list(_schema(file))


def rows_of(file: Path | io.BytesIO, source: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    """Every row as a dict by these columns, about 16 MB of them in memory at a time, however large the file.

    Raises:
        InputError: it cannot be read as Parquet.
    """
    import polars

    start, count = 0, _FIRST_ROWS
    while True:
        if isinstance(file, io.BytesIO):
            file.seek(0)
        with _told(source):
            frame = polars.scan_parquet(file).select(columns).slice(start, count).collect()
        yield from frame.iter_rows(named=True)
        if frame.height < count:
            return
        start += count
        row_bytes = max(1, int(frame.estimated_size()) // count)
        count = max(_FEWEST_ROWS, min(_SLICE_ROWS, _SLICE_BYTES // row_bytes))


def _schema(file: io.BytesIO | Path) -> dict[str, Any]:
    import polars

    with _told(str(file)):
        return dict(polars.read_parquet_schema(file))


@contextmanager
def _told(source: str) -> Iterator[None]:
    from polars.exceptions import PanicException, PolarsError

    try:
        yield
    except (PolarsError, PanicException) as problem:
        reason = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise InputError(f"cannot be read as Parquet ({reason})", where=source) from problem
