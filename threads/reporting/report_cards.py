"""The flagged comments of a run as cards to read: numbered by urgency, words marked, the parent beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars

from threads.model import Span
from threads.reporting import masking, urgency
from threads.reporting.masking import MASKED_LABELS, Piece
from threads.reporting.report_tables import Tables

Key = tuple[int, str]
"""A comment among all threads: its thread's number and its own id."""
Row = dict[str, Any]

TEXT_LETTERS = 1_500
PARENT_LETTERS = 240
_LEAD_LETTERS = 200
"""How much of a longer text stands before its first flagged word."""


@dataclass(frozen=True, slots=True)
class Card:
    """One flagged comment."""

    number: int
    """1 is the most urgent."""
    comment: Row
    """Its row of the comments table."""
    flags: tuple[Row, ...]
    """Its rows of the flags table, most urgent first; masked words are masked in their ``reason``."""
    rank: int
    """How soon it should be looked at, an index into `urgency.LEVELS`."""
    pieces: tuple[Piece, ...]
    """Its text, or the part around the flagged words where it is long."""
    plain: tuple[Piece, ...]
    """The same without masks; empty where nothing is masked."""
    letters_left_out: int
    parent: Row | None
    """The row of the comment it answers."""
    parent_text: str
    """Its first words, masked like its own card; empty for a root."""
    parent_number: int | None
    """The parent's own number, where it is flagged."""

    @property
    def level(self) -> str:
        """How soon it should be looked at, in words."""
        return urgency.LEVELS[self.rank]


@dataclass(frozen=True, slots=True)
class Numbering:
    """Which number each flagged comment has, and which of them get a card."""

    of: dict[Key, int]
    """1 is the most urgent."""
    shown: frozenset[int]
    """All where they are not too many."""


def numbering(tables: Tables, *, most: int, some: int = 12, also: Iterable[Key] = ()) -> Numbering:
    """Number the flagged comments, and choose those that get a card.

    Args:
        tables: of the run.
        most: how many cards there may be (more only where kinds and labels are that many).
        some: so many of each kind and label have one, whatever their urgency.
        also: comments that have one where they are flagged, whatever their urgency.
    """
    of = _ranked(tables)
    chosen: dict[tuple[str, str], set[int]] = {}
    for thread, comment, kind, label in tables.flags.select("thread_number", "comment_id", "kind", "label").iter_rows():
        chosen.setdefault((kind, label), set()).add(of[thread, comment])
    shown = {number for found in chosen.values() for number in sorted(found)[:some]}
    shown.update(of[key] for key in also if key in of)
    for number in range(1, len(of) + 1):
        if len(shown) >= most:
            break
        shown.add(number)
    return Numbering(of, frozenset(shown))


def cards(tables: Tables, numbering: Numbering) -> list[Card]:
    """The flagged comments that get a card, in the order of their numbers."""
    numbers = numbering.of
    shown = {key for key, number in numbers.items() if number in numbering.shown}
    rows = rows_of(tables.comments, shown)
    parents = rows_of(tables.comments, {(n, row["parent_id"]) for (n, _), row in rows.items() if row["parent_id"]})
    flags = _flags_of(tables.flags, shown | parents.keys())
    return [
        _card(numbers[key], rows[key], parents.get((key[0], rows[key]["parent_id"])), flags, numbers)
        for key in sorted(shown, key=numbers.__getitem__)
    ]


def _ranked(tables: Tables) -> dict[Key, int]:
    worst = _worst(tables.flags)
    flagged = tables.comments.filter(polars.col("flags") > 0).select(
        "thread_number", "comment_id", "descendants", "position"
    )
    ranked = sorted(
        (*worst[thread, comment], -descendants, thread, position, comment)
        for thread, comment, descendants, position in flagged.iter_rows()
    )
    return {(thread, comment): number for number, (*_, thread, _position, comment) in enumerate(ranked, 1)}


def rows_of(comments: polars.DataFrame, keys: Iterable[Key]) -> dict[Key, Row]:
    """Rows of the comments table by key, for these comments only."""
    wanted = polars.DataFrame(
        list(keys), schema={"thread_number": polars.UInt32(), "comment_id": polars.String()}, orient="row"
    )
    found = comments.join(wanted, on=["thread_number", "comment_id"], how="semi")
    return {(row["thread_number"], row["comment_id"]): row for row in found.iter_rows(named=True)}


def spans_of(flag: Row) -> list[Span]:
    """The spans of a row of the flags table.

    >>> spans_of({"spans": "4-8 10-14"})
    [(4, 8), (10, 14)]
    """
    pairs = (span.split("-") for span in (flag["spans"] or "").split())
    return [(int(start), int(end)) for start, end in pairs]


def masked_spans(flags: Iterable[Row]) -> list[Span]:
    """Where the words stand that a page masks."""
    return [span for flag in flags if flag["label"] in MASKED_LABELS for span in spans_of(flag)]


def _card(
    number: int, comment: Row, parent: Row | None, flags: Mapping[Key, list[Row]], numbers: Mapping[Key, int]
) -> Card:
    thread = comment["thread_number"]
    own = sorted(flags[thread, comment["comment_id"]], key=_urgency)
    text = comment["text"]
    marked = [_trimmed(text, span) for flag in own for span in spans_of(flag)]
    masked = masked_spans(own)
    words = {text[start:end] for start, end in masked}
    window = _window(text, marked)
    parent_key = (thread, comment["parent_id"])
    parent_text = masking.masked_text(parent["text"], masked_spans(flags.get(parent_key, ()))) if parent else ""
    return Card(
        number=number,
        comment=comment,
        flags=tuple({**flag, "reason": masking.mask_in(flag["reason"], words)} for flag in own),
        rank=urgency.level(own[0]["label"]),
        pieces=masking.pieces(text, marked=marked, masked=masked, window=window),
        plain=masking.pieces(text, marked=marked, window=window) if masked else (),
        letters_left_out=len(text) - (window[1] - window[0]),
        parent=parent,
        parent_text=shortened(parent_text, PARENT_LETTERS),
        parent_number=numbers.get(parent_key) if parent else None,
    )


def shortened(text: str, letters: int) -> str:
    """The text on one line, with an ellipsis where it was longer.

    >>> shortened("one two three", 8)
    'one two…'
    """
    line = " ".join(text.split())
    return line if len(line) <= letters else line[: letters - 1].rstrip() + "…"


def _trimmed(text: str, span: Span) -> Span:
    """The span without the blanks at its ends: a marked blank looks like a slip."""
    start, end = span
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())


def _window(text: str, marked: list[Span]) -> Span:
    if len(text) <= TEXT_LETTERS:
        return 0, len(text)
    start = max(0, min((start for start, _ in marked), default=0) - _LEAD_LETTERS)
    start = min(start, len(text) - TEXT_LETTERS)
    return start, start + TEXT_LETTERS


def _urgency(flag: Row) -> tuple[int, float]:
    return urgency.level(flag["label"]), -flag["score"]


def _worst(flags: polars.DataFrame) -> dict[Key, tuple[int, float]]:
    """By comment, the urgency of its most urgent flag."""
    found: dict[Key, tuple[int, float]] = {}
    for flag in flags.select("thread_number", "comment_id", "label", "score").iter_rows(named=True):
        key = (flag["thread_number"], flag["comment_id"])
        found[key] = min(_urgency(flag), found.get(key, (9, 0.0)))
    return found


def _flags_of(flags: polars.DataFrame, keys: Iterable[Key]) -> dict[Key, list[Row]]:
    wanted = set(keys)
    found: dict[Key, list[Row]] = {}
    for flag in flags.iter_rows(named=True):
        key = (flag["thread_number"], flag["comment_id"])
        if key in wanted:
            found.setdefault(key, []).append(flag)
    return found
