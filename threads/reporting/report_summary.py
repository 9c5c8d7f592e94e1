"""summary.json: the report's figures for programs, and what it rests on."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

import polars

from threads.reporting import report_sections
from threads.reporting.receipt import Receipt
from threads.reporting.report_tables import Tables

SCHEMA = "comment-threads-report/1"


def summary(tables: Tables, receipt: Receipt) -> dict[str, Any]:
    """The summary as plain values; docs/report.md explains every key."""
    return {
        "schema": SCHEMA,
        "generator": {"name": "comment-threads", "version": receipt.version},
        "generated_at": receipt.generated_at.astimezone(UTC).isoformat(timespec="seconds"),
        "interrupted": receipt.interrupted,
        "model": receipt.model,
        "policy": receipt.policy,
        "ledger": receipt.ledger,
        "inputs": _inputs(tables, receipt),
        "counts": {name: _whole(value) for name, value, _ in tables.overview.iter_rows()},
        "flags": _flags(tables.flags),
        "flagged_by": _counts(tables.flags, "flagged_by"),
        "languages": _counts(tables.comments, "language"),
        "links": report_sections.clues(tables),
        "threads": tables.threads.to_dicts(),
        "problems": list(receipt.problems),
    }


def text(tables: Tables, receipt: Receipt) -> str:
    """The summary as JSON; a share that is no number would be an error, not ``NaN``."""
    return json.dumps(summary(tables, receipt), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _inputs(tables: Tables, receipt: Receipt) -> list[dict[str, Any]]:
    """One a source, in the order read: its hash, and how many threads and comments came from it."""
    grouped = tables.threads.group_by("source", maintain_order=True).agg(
        polars.len().alias("threads"), polars.col("comments").sum()
    )
    return [
        {
            "source": row["source"],
            "sha256": receipt.digests.get(row["source"]),
            "threads": row["threads"],
            "comments": row["comments"],
        }
        for row in grouped.iter_rows(named=True)
    ]


def _flags(flags: polars.DataFrame) -> dict[str, dict[str, int | dict[str, int]]]:
    """By kind: flagged comments, flags, and comments by label."""
    comment = polars.struct("thread_number", "comment_id")
    by_kind = flags.group_by("kind").agg(comment.n_unique().alias("comments"), polars.len().alias("flags"))
    by_label = flags.group_by("kind", "label").agg(comment.n_unique().alias("comments")).sort("label")
    return {
        kind: {
            "comments": comments,
            "flags": count,
            "labels": dict(by_label.filter(polars.col("kind") == kind).select("label", "comments").rows()),
        }
        for kind, comments, count in by_kind.sort("kind").iter_rows()
    }


def _counts(table: polars.DataFrame, column: str) -> dict[str, int]:
    """Rows by value, most frequent first; ``unknown`` stands for none."""
    found = table.group_by(column).len().sort("len", column, descending=[True, False], nulls_last=True)
    return {"unknown" if value is None else value: count for value, count in found.iter_rows()}


def _whole(value: float | None) -> float | int | None:
    """Counts as whole numbers, shares as they are."""
    return int(value) if value is not None and value.is_integer() else value
