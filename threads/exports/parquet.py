"""Parquet: one row a comment, with typed columns, for pandas, polars, DuckDB and their like."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from threads.document import thread_document
from threads.exports._table import COLUMNS, LABELS, rows
from threads.model import Case


def export(cases: Iterable[Case], file: BinaryIO) -> None:
    """Write all comments as one table, held in memory until it is whole; times are UTC, shares 64-bit floats."""
    import polars

    moment, share = polars.Datetime("us", "UTC"), polars.Float64()
    types: dict[str, polars.DataType] = {
        "posted_at": moment,
        "decided_at": moment,
        "depth": polars.Int64(),
        "source_start": polars.Int64(),
        "source_end": polars.Int64(),
        "link_confidence": share,
        **dict.fromkeys(LABELS, share),
    }
    schema = {column: types.get(column, polars.String()) for column in COLUMNS}
    # Column by column: a list of dicts would hold every name once a row.
    columns: dict[str, list[object]] = {column: [] for column in COLUMNS}
    for case in cases:
        for row in rows(thread_document(case)):
            for column in COLUMNS:
                columns[column].append(row[column])
    polars.DataFrame(columns, schema=schema).write_parquet(file)
