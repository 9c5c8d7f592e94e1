"""One row a flag, comments in reading order: which comment, what for, on which words, and who says so.

    thread_number    u32   place of its thread among the inputs, from 1
    thread_id, source, title
                     str   title is null where the page states none
    position         u32   place of the comment on its page, from 1
    comment_id       str
    author           str   null: the page lost the name
    kind, label      str   abuse / insult, conspiracy / false-flag ...
    score            f64   a share
    reason           str   one sentence a moderator can read
    flagged_by       str   detoxify:embedded, lexicon:..., policy:...
    words            str   the words it rests on, several joined by " … "; null: the whole comment is meant
    spans            str   where they stand in the comment's text, in code points, as "12-27 30-35"; null likewise
    excerpt          str   the comment's first 200 characters, on one line

The table holds the words as written; ``flags.csv`` of a report folder is made safe for spreadsheets when it is written
(`safe_for_spreadsheets`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import polars

from threads.hostile import for_cell, for_line
from threads.model import Case, Comment, Flag
from threads.reporting.comment_table import encodable

EXCERPT_LETTERS = 200
WORDS_LETTERS = 500

SCHEMA = polars.Schema(
    {
        "thread_number": polars.UInt32(),
        "thread_id": polars.String(),
        "source": polars.String(),
        "title": polars.String(),
        "position": polars.UInt32(),
        "comment_id": polars.String(),
        "author": polars.String(),
        "kind": polars.String(),
        "label": polars.String(),
        "score": polars.Float64(),
        "reason": polars.String(),
        "flagged_by": polars.String(),
        "words": polars.String(),
        "spans": polars.String(),
        "excerpt": polars.String(),
    }
)


def report(cases: Iterable[Case], *, first_number: int = 1) -> polars.DataFrame:
    """The table above; ``first_number`` is the ``thread_number`` of the first case."""
    found = [row for number, case in enumerate(cases, first_number) for row in _rows(number, case)]
    return polars.DataFrame(found, schema=SCHEMA)


def safe_for_spreadsheets(flags: polars.DataFrame) -> polars.DataFrame:
    """The same table, each text on one line and none of it read as a formula or a control code."""
    texts = [name for name, kind in flags.schema.items() if kind == polars.String()]
    return flags.with_columns(
        polars.col(name).map_elements(lambda text: for_cell(for_line(text)), return_dtype=polars.String())
        for name in texts
    )


def _rows(number: int, case: Case) -> Iterator[dict[str, Any]]:
    for position, comment in enumerate(case.thread.comments, 1):
        for flag in case.flags_of.get(comment.id, ()):
            yield {
                "thread_number": number,
                "thread_id": encodable(case.thread.id),
                "source": encodable(case.thread.source),
                "title": encodable(case.thread.title),
                "position": position,
                "comment_id": encodable(comment.id),
                "author": encodable(comment.author),
                "kind": flag.kind,
                "label": flag.label,
                "score": flag.score,
                "reason": encodable(flag.reason),
                "flagged_by": flag.source,
                "words": encodable(_words(comment, flag)),
                "spans": " ".join(f"{start}-{end}" for start, end in flag.spans) or None,
                "excerpt": encodable(_cut(" ".join(comment.text.split()), EXCERPT_LETTERS)),
            }


def _words(comment: Comment, flag: Flag) -> str | None:
    quoted = " … ".join(" ".join(comment.text[start:end].split()) for start, end in flag.spans)
    return _cut(quoted, WORDS_LETTERS) or None


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
