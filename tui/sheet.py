"""One thread as it lies on the desk: its comments in tree order, what is known of each so far, and a cursor."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import get_args

from threads import Case, Comment, Decision, Flag, Language, Score, Thread
from tui.words import Filter, Mark

GUIDE_LEVELS = 12
"""How many of the innermost levels of a deep reply a row can draw."""

SETTLED = ("approve", "remove", "escalate")
"""The actions that settle a flag; a skipped comment stays open."""


@dataclass(frozen=True, slots=True)
class Row:
    """One comment's place in the tree."""

    comment: Comment
    depth: int
    """Roots are 0."""
    last: bool
    """Whether no sibling follows, so that its guide ends here."""
    parent: int | None
    """The row of the comment answered; ``None`` for a root."""


@dataclass(slots=True)
class Sheet:
    """A thread on the desk. It changes as scores, flags and decisions come in; the thread itself never does."""

    thread: Thread
    rows: list[Row]
    """Every comment, parents before their replies."""
    row_of: dict[str, int]
    """Rows by comment id."""
    languages: dict[str, Language] = field(default_factory=dict)
    scores: dict[str, tuple[Score, ...]] = field(default_factory=dict)
    flags: dict[str, tuple[Flag, ...]] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    """The decisions in force, by comment id; this page's comments and no others."""
    scored: set[str] = field(default_factory=set)
    """The comments whose scores are in."""
    shown: list[int] = field(default_factory=list)
    """The rows that pass the filter, in order."""
    flagged: list[int] = field(default_factory=list)
    """The rows with flags, in order."""
    cursor: int = 0
    """The row under the cursor; it is always among ``shown`` while there are any."""

    @property
    def comment(self) -> Comment | None:
        """The comment under the cursor; ``None`` where there is none."""
        return self.rows[self.cursor].comment if self.shown else None

    @property
    def position(self) -> int:
        """The cursor's place among the rows shown."""
        return bisect_left(self.shown, self.cursor)

    @property
    def open(self) -> list[int]:
        """Flagged rows that nobody has settled, in order."""
        return [row for row in self.flagged if self.mark(self.rows[row].comment.id) not in SETTLED]

    @property
    def decided_count(self) -> int:
        """How many comments are settled."""
        return sum(decision.action in SETTLED for decision in self.decisions.values())

    def mark(self, comment_id: str) -> Mark | None:
        """The action in force for a comment; ``None`` where nobody has decided."""
        decision = self.decisions.get(comment_id)
        return decision.action if decision is not None and decision.action != "undo" else None

    def take(self, case: Case, comment_ids: Iterable[str]) -> None:
        """Lay down what was found out about these comments; the cursor stays where it is."""
        wanted = set(comment_ids) & self.row_of.keys()
        self.languages.update({comment: spoken for comment, spoken in case.languages.items() if comment in wanted})
        self.scores.update({comment: scores for comment, scores in case.scores_of.items() if comment in wanted})
        self.scored |= wanted
        for comment_id, flags in case.flags_of.items():
            if comment_id in wanted:
                if comment_id not in self.flags:
                    insort(self.flagged, self.row_of[comment_id])
                self.flags[comment_id] = flags

    def settle(self, decisions: Mapping[str, Decision]) -> None:
        """Lay down the decisions in force."""
        self.decisions = {comment: decision for comment, decision in decisions.items() if comment in self.row_of}

    def show(self, wanted: Filter, *, keep: bool = False) -> None:
        """Show the rows that pass the filter, and the one under the cursor; with `keep`, what is shown stays as well.

        A filter that nothing passes leaves the cursor's row, so that nobody is left before an empty pane.
        """
        passing = {row for row in range(len(self.rows)) if self.passes(row, wanted)}
        if self.rows:
            passing.add(self.cursor)
        if keep:
            passing.update(self.shown)
        self.shown = sorted(passing)

    def passes(self, row: int, wanted: Filter) -> bool:
        """Whether a row is one of those wanted."""
        comment_id = self.rows[row].comment.id
        if wanted == "all":
            return True
        flags = self.flags.get(comment_id, ())
        if wanted == "open":
            return bool(flags) and self.mark(comment_id) not in SETTLED
        return any(wanted in ("flagged", flag.kind) for flag in flags)

    def next_of(self, rows: list[int], step: int) -> int | None:
        """The next of these sorted rows after (`step` 1) or before (-1) the cursor; ``None`` at the end."""
        place = bisect_right(rows, self.cursor) if step > 0 else bisect_left(rows, self.cursor) - 1
        return rows[place] if 0 <= place < len(rows) else None

    def guides(self, row: int) -> tuple[bool, ...]:
        """For the innermost levels down to this row, outermost first: whether the comment there is the last reply."""
        found: list[bool] = []
        place: int | None = row
        while place is not None and len(found) < GUIDE_LEVELS and self.rows[place].depth > 0:
            found.append(self.rows[place].last)
            place = self.rows[place].parent
        return tuple(reversed(found))


def sheet_of(case: Case) -> Sheet:
    """A case laid out, all its comments shown and the cursor on the first."""
    thread = case.thread
    last = {siblings[-1].id for siblings in thread.replies.values()}
    rows: list[Row] = []
    row_of: dict[str, int] = {}
    for comment, depth in thread.walk():
        parent_id = thread.link_of[comment.id].parent_id
        row_of[comment.id] = len(rows)
        parent = None if parent_id is None else row_of[parent_id]
        rows.append(Row(comment=comment, depth=depth, last=comment.id in last, parent=parent))
    sheet = Sheet(thread=thread, rows=rows, row_of=row_of, shown=list(range(len(rows))), languages=dict(case.languages))
    sheet.take(case, {score.comment_id for score in case.scores})
    sheet.settle(case.decisions)
    return sheet


FILTERS: tuple[Filter, ...] = get_args(Filter)
"""The filters, in the order in which the key walks through them."""
