"""The heated threads of report.html, drawn: toxicity in reading order, and who answered whom around the flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars

from threads.reporting import plots, reply_trees
from threads.reporting.masking import showable
from threads.reporting.plots import Moment, Timeline
from threads.reporting.reply_trees import Leaf, Tree
from threads.reporting.report_cards import Key, Numbering, Row, shortened
from threads.reporting.report_sections import heated, name_of
from threads.reporting.report_tables import Tables

MOST_DRAWN = 6
_NAME_LETTERS = 24
_DOUBTFUL = 0.5


@dataclass(frozen=True, slots=True)
class Drawn:
    """One heated thread before its comments have numbers."""

    thread: Row
    comments: list[Row]
    tree: Tree


@dataclass(frozen=True, slots=True)
class Drawing:
    """One heated thread, drawn."""

    thread: Row
    name: str
    timeline: Timeline
    tree: Tree
    shapes: Mapping[str, str]
    """By comment id of a flagged comment: abuse, conspiracy or both."""
    labels: Mapping[str, tuple[str, ...]]
    """By comment id of a flagged comment: its labels."""
    numbers: Mapping[str, int]
    """By comment id of a flagged comment: the number of its card."""


def drawn(tables: Tables) -> list[Drawn]:
    """The most heated threads and their trees, at most `MOST_DRAWN`; none where nothing is flagged."""
    chosen = heated(tables).filter(polars.col("flagged") > 0).head(MOST_DRAWN)
    return [_drawn(tables, thread) for thread in chosen.iter_rows(named=True)]


def drawn_comments(found: Iterable[Drawn]) -> set[Key]:
    """The comments that the trees show."""
    return {(one.thread["thread_number"], node.id) for one in found for node in one.tree.nodes}


def drawings(found: Iterable[Drawn], numbering: Numbering) -> list[Drawing]:
    """The same with the numbers of the cards."""
    return [_drawing(one, numbering) for one in found]


def _drawn(tables: Tables, thread: Row) -> Drawn:
    rows = tables.comments.filter(polars.col("thread_number") == thread["thread_number"]).to_dicts()
    leaves = [
        Leaf(row["comment_id"], row["parent_id"], _name(row), row["flags"] > 0, row["link_confidence"] < _DOUBTFUL)
        for row in rows
    ]
    return Drawn(thread, rows, reply_trees.tree(leaves))


def _drawing(found: Drawn, numbering: Numbering) -> Drawing:
    shapes = {row["comment_id"]: shape for row in found.comments if (shape := _shape(row)) is not None}
    numbers = {comment: numbering.of[found.thread["thread_number"], comment] for comment in shapes}
    return Drawing(
        thread=found.thread,
        name=name_of(found.thread),
        timeline=plots.timeline([_moment(row, shapes, numbers) for row in found.comments]),
        tree=found.tree,
        shapes=shapes,
        labels={row["comment_id"]: tuple(row["flag_labels"]) for row in found.comments if row["flags"]},
        numbers=numbers,
    )


def _moment(row: Row, shapes: Mapping[str, str], numbers: Mapping[str, int]) -> Moment:
    comment = row["comment_id"]
    value = "no score" if row["toxicity"] is None else f"toxicity {row['toxicity']:.2f}"
    title = f"#{numbers.get(comment, 0)}, {_name(row)}: {', '.join(row['flag_labels'])}; {value}"
    return Moment(row["toxicity"], shapes.get(comment), numbers.get(comment, 0), title)


def _shape(row: Row) -> str | None:
    if not row["flags"]:
        return None
    return "both" if row["abuse"] and row["conspiracy"] else "conspiracy" if row["conspiracy"] else "abuse"


def _name(row: Row) -> str:
    return shortened(showable(row["author"] or "(no name)"), _NAME_LETTERS)
