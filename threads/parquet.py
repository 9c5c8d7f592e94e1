"""Parquet files: which columns they have, and their rows one by one, a slice in memory at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threads.errors import InputError

if TYPE_CHECKING:
    from polars import DataFrame

MAGIC = b"PAR1"
"""First and last bytes of a file."""
_SLICE_ROWS = 20_000
_SLICE_BYTES = 1 << 24
_FIRST_ROWS, _FEWEST_ROWS = 50, 20
_FIRST_SECOND, _LAST_SECOND = -62_135_510_400, 253_402_214_400
"""Of the years 1 to 9999, but for their outermost days, where a time zone may lead beyond them."""


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
            return names(io.BytesIO(head), name)
        path = Path(name)
        with path.open("rb") as file:
            if file.read(4) != MAGIC:
                return None
        return names(path, name)
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
        yield from _dicts(frame, source)
        if frame.height < _SLICE_ROWS:
            return
        start += _SLICE_ROWS


def names(file: Path | io.BytesIO, source: str) -> list[str]:
    """The names of the columns.

    Raises:
        InputError: it cannot be read as Parquet.
    """
    import polars

    with _told(source):
        return list(polars.read_parquet_schema(file))


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
        yield from _dicts(frame, source)
        if frame.height < count:
            return
        start += count
        row_bytes = max(1, int(frame.estimated_size()) // count)
        count = max(_FEWEST_ROWS, min(_SLICE_ROWS, _SLICE_BYTES // row_bytes))


def _dicts(frame: DataFrame, source: str) -> Iterator[dict[str, Any]]:
    """The rows; times that Python cannot hold, such as the year 99999, are ``None``."""
    import polars

    with _told(source):
        for name, kind in frame.schema.items():
            per_second = _per_second(kind)
            if per_second:
                whole = polars.col(name).to_physical()
                held = whole.is_between(int(_FIRST_SECOND * per_second), int(_LAST_SECOND * per_second))
                frame = frame.with_columns(polars.when(held).then(polars.col(name)).alias(name))
        yield from frame.iter_rows(named=True)


def _per_second(kind: Any) -> float:
    """How many units of a column of times make a second; 0 where it holds no times."""
    import polars

    if kind == polars.Date:
        return 1 / 86400
    if kind in (polars.Datetime, polars.Duration):
        return {"ms": 1e3, "us": 1e6, "ns": 1e9}[kind.time_unit]
    return 0


@contextmanager
def _told(source: str) -> Iterator[None]:
    from polars.exceptions import PanicException, PolarsError

    try:
        yield
    except (PolarsError, PanicException, ValueError, OverflowError) as problem:
        reason = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise InputError(f"cannot be read as Parquet ({reason})", where=source) from problem
