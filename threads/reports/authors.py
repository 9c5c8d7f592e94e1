"""One row an author, most surely troublesome first: how much they wrote, how much of it is flagged, who answered them.

    author            str   a name as shown; one name on two sites may be two people
    comments          u32
    threads           u32   threads they wrote in
    flagged           u32   their comments with a flag
    flagged_share, flagged_low, flagged_high
                      f64   share of their comments with a flag, and its 95 % Wilson interval
    abuse, conspiracy u32   their comments with a flag of that kind
    mean_toxicity     f64   over their scored comments; null: there are none
    replies_received  u32   direct answers by others
    abusive_replies   u32   those among them flagged as abuse
    abused_by         u32   how many different names wrote these

Ordered by ``flagged_low``, so that one flag in one comment does not outrank nine in ten; then by name. Comments without
a name are left out.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars

from threads.model import Case
from threads.reporting import comment_table
from threads.reporting.intervals import wilson

SCHEMA = polars.Schema(
    {
        "author": polars.String(),
        "comments": polars.UInt32(),
        "threads": polars.UInt32(),
        "flagged": polars.UInt32(),
        "flagged_share": polars.Float64(),
        "flagged_low": polars.Float64(),
        "flagged_high": polars.Float64(),
        "abuse": polars.UInt32(),
        "conspiracy": polars.UInt32(),
        "mean_toxicity": polars.Float64(),
        "replies_received": polars.UInt32(),
        "abusive_replies": polars.UInt32(),
        "abused_by": polars.UInt32(),
    }
)


def report(cases: Iterable[Case]) -> polars.DataFrame:
    """The table above."""
    return from_comments(comment_table.table(cases))


def from_comments(comments: polars.DataFrame) -> polars.DataFrame:
    """The same from the table of ``reports/comments.py``."""
    column = polars.col
    written = (
        comments.filter(column("author").is_not_null())
        .group_by("author")
        .agg(
            polars.len().alias("comments"),
            column("thread_number").n_unique().alias("threads"),
            (column("flags") > 0).sum().alias("flagged"),
            column("abuse").sum(),
            column("conspiracy").sum(),
            column("toxicity").mean().alias("mean_toxicity"),
        )
    )
    found = written.join(_received(comments), on="author", how="left").with_columns(
        column("replies_received", "abusive_replies", "abused_by").fill_null(0)
    )
    bounds = [wilson(*pair) for pair in found.select("flagged", "comments").iter_rows()]
    return (
        found.with_columns(
            (column("flagged") / column("comments")).alias("flagged_share"),
            polars.Series("flagged_low", [low for low, _ in bounds], dtype=polars.Float64()),
            polars.Series("flagged_high", [high for _, high in bounds], dtype=polars.Float64()),
        )
        .select(SCHEMA.names())
        .cast(dict(SCHEMA))  # type: ignore[arg-type]
        .sort("flagged_low", "flagged", "comments", "author", descending=[True, True, True, False])
    )


def _received(comments: polars.DataFrame) -> polars.DataFrame:
    """By author, the direct answers of others: ``replies_received``, ``abusive_replies``, ``abused_by``."""
    column = polars.col
    answered = comments.select("thread_number", column("comment_id").alias("parent_id"), column("author").alias("to"))
    replies = comments.select("thread_number", "parent_id", "author", "abuse").join(
        answered, on=["thread_number", "parent_id"], how="inner"
    )
    return (
        replies.filter(column("to").is_not_null() & column("to").ne_missing(column("author")))
        .group_by(column("to").alias("author_answered"))
        .agg(
            polars.len().alias("replies_received"),
            column("abuse").sum().alias("abusive_replies"),
            column("author").filter(column("abuse")).drop_nulls().n_unique().alias("abused_by"),
        )
        .rename({"author_answered": "author"})
    )
