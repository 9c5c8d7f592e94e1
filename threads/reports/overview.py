"""One row a key figure of all threads together.

figure    str   its name: threads, comments, flagged ...
value     f64   a count, a share in [0, 1], or null where nothing could be counted
sentence  str   what it counts
"""

from __future__ import annotations

from collections.abc import Sequence

import polars

from threads.model import Case
from threads.reporting import comment_table
from threads.reporting.intervals import wilson

SCHEMA = polars.Schema({"figure": polars.String(), "value": polars.Float64(), "sentence": polars.String()})

_SENTENCES = {
    "threads": "pages read, those without comments included",
    "threads_without_comments": "pages on which no comment was found",
    "comments": "comments found",
    "authors": "distinct names, on all pages together",
    "roots": "comments that answer none",
    "max_depth": "depth of the deepest reply, 0 where nobody answers anybody",
    "flagged": "comments with at least one flag",
    "flagged_share": "share of comments with at least one flag",
    "flagged_low": "lower end of its 95 % interval",
    "flagged_high": "upper end of its 95 % interval",
    "flags": "flags; a comment can have several",
    "abuse": "comments flagged as abuse",
    "conspiracy": "comments flagged for a conspiracy claim",
    "unscored": "comments the toxicity scorer abstained from",
    "mean_toxicity": "mean toxicity of the scored comments",
    "mean_link_confidence": "mean confidence of the links between comments",
    "doubtful_links": "links with a confidence below one half",
    "decided": "comments a moderator has decided about",
}


def report(cases: Sequence[Case]) -> polars.DataFrame:
    """The table above."""
    return from_comments(comment_table.table(cases), threads=len(cases))


def from_comments(comments: polars.DataFrame, *, threads: int) -> polars.DataFrame:
    """The same from the table of ``reports/comments.py`` and the number of threads."""
    column = polars.col
    total = comments.height
    figures: dict[str, float | None] = {
        "threads": threads,
        "threads_without_comments": threads - comments["thread_number"].n_unique(),
        "comments": total,
        **comments.select(
            column("author").drop_nulls().n_unique().alias("authors"),
            (column("depth") == 0).sum().alias("roots"),
            column("depth").max().alias("max_depth"),
            (column("flags") > 0).sum().alias("flagged"),
            column("flags").sum(),
            column("abuse").sum(),
            column("conspiracy").sum(),
            column("toxicity").is_null().sum().alias("unscored"),
            column("toxicity").mean().alias("mean_toxicity"),
            column("link_confidence").mean().alias("mean_link_confidence"),
            (column("link_confidence") < 0.5).sum().alias("doubtful_links"),
            column("decision").is_not_null().sum().alias("decided"),
        ).row(0, named=True),
    }
    if total:
        flagged = int(figures["flagged"] or 0)
        low, high = wilson(flagged, total)
        figures |= {"flagged_share": flagged / total, "flagged_low": low, "flagged_high": high}
    return polars.DataFrame(
        {
            "figure": list(_SENTENCES),
            "value": [figures.get(name) for name in _SENTENCES],
            "sentence": list(_SENTENCES.values()),
        },
        schema=SCHEMA,
        strict=False,
    )
