"""The parts of report.html as plain values, counted from the tables alone: who doubts a number can count again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import polars

from threads.reporting import plots
from threads.reporting.masking import showable
from threads.reporting.plots import Bar, Column, Whisker
from threads.reporting.report_cards import Numbering, Row, shortened
from threads.reporting.report_tables import Tables

MOST_REFERENCES = 12
MOST_AUTHORS = 15
MOST_LINKS = 15
MOST_THREADS = 200
_NAME_LETTERS = 24
_TITLE_LETTERS = 90
_DOUBTFUL = 0.5


@dataclass(frozen=True, slots=True)
class References:
    """The flagged comments behind a number, by the numbers on their cards, most urgent first."""

    numbers: tuple[int, ...]
    more: int
    """How many are not listed."""


@dataclass(frozen=True, slots=True)
class Label:
    """One kind and label, how often it was flagged, and where."""

    kind: str
    label: str
    comments: int
    mean_score: float
    anchor: str
    references: References


@dataclass(frozen=True, slots=True)
class Distribution:
    """A histogram and the numbers behind it."""

    columns: tuple[Column, ...]
    count: int
    references: tuple[References, ...]
    """One a column: the flagged comments in it."""


def references(found: Sequence[int], shown: Collection[int], *, most: int = MOST_REFERENCES) -> References:
    """The ``most`` urgent of these card numbers that have a card, and how many more there are."""
    listed = sorted(number for number in found if number in shown)[:most]
    return References(tuple(listed), len(found) - len(listed))


def name_of(thread: Row) -> str:
    """The title of a thread, or its file and folder where it states none."""
    text = thread["title"] or "/".join(PurePath(thread["source"]).parts[-2:]) or thread["source"]
    return shortened(showable(text), _TITLE_LETTERS)


def labels(tables: Tables, numbering: Numbering) -> list[Label]:
    """One a kind and label, by kind, most frequent first."""
    column = polars.col
    grouped = (
        tables.flags.group_by("kind", "label")
        .agg(
            column("score").mean().alias("mean_score"),
            polars.struct("thread_number", "comment_id").unique().alias("comments"),
        )
        .with_columns(column("comments").list.len().alias("count"))
        .sort("kind", "count", "label", descending=[False, True, False])
    )
    return [
        Label(
            row["kind"],
            row["label"],
            row["count"],
            row["mean_score"],
            f"l{place}",
            references(
                [numbering.of[found["thread_number"], found["comment_id"]] for found in row["comments"]],
                numbering.shown,
            ),
        )
        for place, row in enumerate(grouped.iter_rows(named=True), 1)
    ]


def label_bars(found: Sequence[Label]) -> tuple[Bar, ...]:
    """A bar a label."""
    return plots.bars([(label.label, label.kind, label.comments, label.anchor) for label in found])


def heated(tables: Tables) -> polars.DataFrame:
    """The threads, those with most flagged comments first, then the more toxic, then as they came."""
    return tables.threads.sort(
        "flagged", "mean_toxicity", "thread_number", descending=[True, True, False], nulls_last=True
    )


def distribution(tables: Tables, numbering: Numbering, column: str) -> Distribution:
    """The histogram of a column of shares in the comments table, empty cells left out."""
    rows = tables.comments.filter(polars.col(column).is_not_null())
    values = rows[column].to_list()
    drawn = plots.histogram(values, (rows["flags"] > 0).to_list())
    found: list[list[int]] = [[] for _ in drawn]
    flagged = rows.filter(polars.col("flags") > 0).select("thread_number", "comment_id", column)
    for thread, comment, value in flagged.iter_rows():
        found[min(int(value * len(drawn) + 1e-9), len(drawn) - 1)].append(numbering.of[thread, comment])
    return Distribution(drawn, len(values), tuple(references(inside, numbering.shown) for inside in found))


def authors(tables: Tables) -> list[Row]:
    """The rows of the authors table that have a flag, at most `MOST_AUTHORS`."""
    return tables.authors.filter(polars.col("flagged") > 0).head(MOST_AUTHORS).to_dicts()


def author_whiskers(rows: Sequence[Row]) -> tuple[Whisker, ...]:
    """A whisker an author."""
    return plots.whiskers(
        [
            (
                shortened(showable(row["author"]), _NAME_LETTERS),
                row["flagged"],
                row["comments"],
                row["flagged_low"],
                row["flagged_high"],
                f"a{place}",
            )
            for place, row in enumerate(rows, 1)
        ]
    )


def targets(tables: Tables) -> list[Row]:
    """The rows of the authors table with abusive replies, most first, at most `MOST_AUTHORS`."""
    return (
        tables.authors.filter(polars.col("abusive_replies") > 0)
        .sort("abusive_replies", "abused_by", "author", descending=[True, True, False])
        .head(MOST_AUTHORS)
        .to_dicts()
    )


def abusive_answers(tables: Tables, numbering: Numbering) -> dict[str, References]:
    """By author, the abusive answers that others gave them: what ``abusive_replies`` counts."""
    column = polars.col
    answered = tables.comments.select(
        "thread_number", column("comment_id").alias("parent_id"), column("author").alias("to")
    )
    rows = (
        tables.comments.filter(column("abuse"))
        .join(answered, on=["thread_number", "parent_id"])
        .filter(column("to").is_not_null() & column("to").ne_missing(column("author")))
    )
    found: dict[str, list[int]] = {}
    for author, thread, comment in rows.select("to", "thread_number", "comment_id").iter_rows():
        found.setdefault(author, []).append(numbering.of[thread, comment])
    return {author: references(given, numbering.shown) for author, given in found.items()}


def clues(tables: Tables) -> list[dict[str, Any]]:
    """One a clue, over comments that answer another: ``clue``, ``links`` it speaks for, ``strongest`` in how many of
    them, ``mean_confidence`` of those it speaks for."""
    column = polars.col
    return (
        tables.comments.filter(column("parent_id").is_not_null())
        .select("link_confidence", column("evidence").list.first().alias("first"), "evidence")
        .explode("evidence")
        .filter(column("evidence").is_not_null())
        .group_by(column("evidence").alias("clue"))
        .agg(
            polars.len().alias("links"),
            (column("first") == column("evidence")).sum().alias("strongest"),
            column("link_confidence").mean().alias("mean_confidence"),
        )
        .sort("links", "clue", descending=[True, False])
        .to_dicts()
    )


def doubtful(tables: Tables) -> tuple[list[Row], int]:
    """The least sure links below one half, at most `MOST_LINKS`, with ``parent_author``; and how many there are."""
    column = polars.col
    found = tables.comments.filter(column("link_confidence") < _DOUBTFUL)
    parents = tables.comments.select(
        "thread_number", column("comment_id").alias("parent_id"), column("author").alias("parent_author")
    )
    rows = (
        found.sort("link_confidence", "thread_number", "position")
        .head(MOST_LINKS)
        .join(parents, on=["thread_number", "parent_id"], how="left", maintain_order="left")
    )
    return rows.to_dicts(), found.height


def languages(tables: Tables) -> list[Row]:
    """One a language, most frequent first: ``language`` (``None``: could not be told), ``comments``, ``scored``."""
    column = polars.col
    return (
        tables.comments.group_by("language")
        .agg(polars.len().alias("comments"), column("toxicity").is_not_null().sum().alias("scored"))
        .sort("comments", "language", descending=[True, False], nulls_last=True)
        .to_dicts()
    )
