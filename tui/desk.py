"""The session in plain Python: threads, a cursor, decide, undo, find; alone in calling the verbs and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Literal

from threads import Case, Comment, Decision, InputError, Ledger
from tui import cards
from tui.scoring import Judge, Piece, Queue
from tui.search import Search
from tui.sheet import FILTERS, Sheet, sheet_of
from tui.words import Filter, Mark


class Desk:
    """What one moderator has in front of them.

    Args:
        ledger: where decisions go, and where earlier ones are read from.
        moderator: whose decisions these are.
        judge: scores threads; ``None``: nothing is scored, only what cases bring along is shown.
        policy: says where thresholds stand; ``None``: none are shown.
        clock: gives the time, UTC.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        moderator: str,
        judge: Judge | None = None,
        policy: cards.Limits | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.sheets: list[Sheet] = []
        self.at = 0
        """The thread looked at, an index into ``sheets``."""
        self.filter: Filter = "all"
        self.search: Search | None = None
        """What is looked for; ``None`` while nothing is."""
        self.problems: list[InputError] = []
        """What could not be scored."""
        self.moderator = moderator
        self._ledger = ledger
        self._queue = Queue(judge)
        self._policy = policy
        self._clock = clock
        self._done: list[tuple[int, str]] = []  # this session's decisions not yet undone: (sheet, comment id)
        self._sheets_of: dict[str, list[int]] = {}  # by thread id; a page may lie here twice

    # What lies here

    @property
    def sheet(self) -> Sheet | None:
        """The thread looked at; ``None`` while there is none."""
        return self.sheets[self.at] if self.sheets else None

    @property
    def comment(self) -> Comment | None:
        """The comment under the cursor; ``None`` while there is none."""
        return self.sheet.comment if self.sheet else None

    @property
    def card(self) -> cards.Card | None:
        """The comment under the cursor with all that is known about it."""
        return cards.card(self.sheet, self._policy) if self.sheet else None

    @property
    def tally(self) -> cards.Tally:
        """The whole desk in numbers."""
        return cards.Tally(
            threads=len(self.sheets),
            comments=sum(len(sheet.rows) for sheet in self.sheets),
            scored=sum(len(sheet.scored) for sheet in self.sheets),
            open_flags=sum(len(sheet.open) for sheet in self.sheets),
            decided=sum(sheet.decided_count for sheet in self.sheets),
        )

    def add(self, case: Case) -> None:
        """Lay a case down after the others, with the decisions the ledger holds for it."""
        sheet = sheet_of(case)
        place = len(self.sheets)
        self.sheets.append(sheet)
        self._sheets_of.setdefault(case.thread.id, []).append(place)
        sheet.settle({**case.decisions, **self._ledger.current(case.thread.id)})
        sheet.show(self.filter)
        if len(sheet.scored) < len(sheet.rows):
            self._queue.add(place, case.thread)

    # Scores come in

    def unscored(self) -> list[tuple[int, Piece]]:
        """What to score next, the thread looked at first; empty when all is scored."""
        return self._queue.next(self.at)

    def score(self, wanted: Sequence[tuple[int, Piece]]) -> list[Case | InputError]:
        """The scores of these pieces; changes nothing here, so that it can run beside the session.

        Raises:
            ThreadsError: the model cannot be used.
        """
        return self._queue.score([piece for _, piece in wanted])

    def take(self, wanted: Sequence[tuple[int, Piece]], found: Sequence[Case | InputError]) -> None:
        """Lay down the scores of these pieces; no cursor moves."""
        for (place, piece), case in zip(wanted, found, strict=True):
            if isinstance(case, InputError):
                self.problems.append(case)
                continue
            sheet = self.sheets[place]
            sheet.take(case, piece.comment_ids)
            if self.filter != "all":
                sheet.show(self.filter, keep=True)

    # Moving about

    def choose_thread(self, place: int) -> None:
        """Turn to another thread, at the comment where it was left, with decisions others have made since."""
        if 0 <= place < len(self.sheets):
            self.at = place
            self._reread(self.sheets[place].thread.id)
            self.sheets[place].show(self.filter)

    def choose_comment(self, comment_id: str) -> None:
        """Put the cursor on a comment of this thread; where the filter hides it, everything is shown."""
        if self.sheet is not None:
            self.go(self.at, self.sheet.row_of[comment_id])

    def move(self, by: int) -> None:
        """Move the cursor by so many of the rows shown, as far as there are any."""
        sheet = self.sheet
        if sheet is not None and sheet.shown:
            place = min(max(sheet.position + by, 0), len(sheet.shown) - 1)
            sheet.cursor = sheet.shown[place]

    def next_flag(self, step: int) -> bool:
        """Go to the next (`step` 1) or previous (-1) flagged comment, over to other threads; ``False`` at the end."""
        return self._next(step, lambda sheet: [row for row in sheet.flagged if self._wants(sheet, row)])

    def next_open(self) -> bool:
        """Go to the next flagged comment that nobody has decided or skipped; ``False`` where none follows."""

        def open_rows(sheet: Sheet) -> list[int]:
            return [
                row for row in sheet.open if sheet.mark(sheet.rows[row].comment.id) is None and self._wants(sheet, row)
            ]

        return self._next(1, open_rows)

    def show(self, wanted: Filter | None = None) -> Filter:
        """Show only the comments that pass a filter (the next in turn when ``None``), and return it."""
        self.filter = wanted or FILTERS[(FILTERS.index(self.filter) + 1) % len(FILTERS)]
        if self.sheet is not None:
            self.sheet.show(self.filter)
        return self.filter

    # Deciding

    def decide(self, action: Mark, *, note: str = "", stay: bool = False) -> Decision | None:
        """Decide about the comment under the cursor, and go on to the next open flag unless told to stay.

        ``None`` where there is no comment.

        Raises:
            LedgerError: it could not be written; nothing has changed.
        """
        sheet, comment = self.sheet, self.comment
        if sheet is None or comment is None:
            return None
        decision = self._record(sheet, comment.id, action, note)
        self._done.append((self.at, comment.id))
        if not stay:
            self.next_open()
        return decision

    def annotate(self, note: str) -> Decision | None:
        """Decide the same again with a note; ``None`` where nothing has been decided about the comment."""
        mark = self.sheet.mark(self.comment.id) if self.sheet and self.comment else None
        return self.decide(mark, note=note, stay=True) if mark is not None else None

    def undo(self) -> Decision | None:
        """Take back this session's latest decision and go to its comment; return what holds there now.

        What holds may be an earlier decision; it is the undo itself where none does.

        Raises:
            LedgerError: it could not be written; nothing has changed.
            IndexError: there is nothing to take back.
        """
        place, comment_id = self._done[-1]
        sheet = self.sheets[place]
        undo = self._record(sheet, comment_id, "undo", "")
        self._done.pop()
        self.go(place, sheet.row_of[comment_id])
        return sheet.decisions.get(comment_id, undo)

    def return_to_decided(self) -> bool:
        """Put the cursor on the comment this session decided about last; ``False`` where there is none."""
        if self._done:
            place, comment_id = self._done[-1]
            self.go(place, self.sheets[place].row_of[comment_id])
        return bool(self._done)

    @property
    def undoable(self) -> int:
        """How many of this session's decisions can be taken back."""
        return len(self._done)

    # Looking for words

    def find(self, text: str, *, origin: tuple[int, int]) -> bool:
        """Go to the first comment from `origin` on whose author, text or flags hold the text; ``False``: there is none.

        Empty text ends the search. Where nothing is found the cursor is back at `origin`.
        """
        self.search = Search(text) if text else None
        if self.place != origin:
            self.go(*origin)
        if self.search is None or not self.sheets:
            return False
        here = self.comment is not None and self.search.matches(self.sheets[self.at], self.cursor)
        return here or self.find_next(1)

    def find_next(self, step: int) -> bool:
        """Go to the next (`step` 1) or previous (-1) comment found, round all threads; ``False``: there is none."""
        hit = self.search.next(self.sheets, self.place, step) if self.search and self.sheets else None
        if hit is not None:
            self.go(*hit)
        return hit is not None

    @property
    def found(self) -> tuple[int, int]:
        """Of the comments found in this thread: which the cursor is on, from 1 (0: on none), and how many there are."""
        rows = self.search.rows(self.sheet) if self.search and self.sheet else []
        return (rows.index(self.cursor) + 1 if self.cursor in rows else 0), len(rows)

    @property
    def cursor(self) -> int:
        """The row under the cursor; 0 while there is none."""
        return self.sheet.cursor if self.sheet else 0

    @property
    def place(self) -> tuple[int, int]:
        """Thread and row under the cursor, to come back to."""
        return self.at, self.cursor

    # How

    def _next(self, step: int, rows_of: Callable[[Sheet], list[int]]) -> bool:
        if self.sheet is None:
            return False
        hit = self.sheet.next_of(rows_of(self.sheet), step)
        if hit is not None:
            self.sheet.cursor = hit
            return True
        for place in range(self.at + 1, len(self.sheets)) if step > 0 else range(self.at - 1, -1, -1):
            if rows := rows_of(self.sheets[place]):
                self.sheets[place].cursor = rows[0] if step > 0 else rows[-1]
                self.choose_thread(place)
                return True
        return False

    def go(self, place: int, row: int) -> None:
        """Put the cursor on a row of a thread, whatever the filter hides."""
        if not self.sheets:
            return
        sheet = self.sheets[place]
        if row not in sheet.shown:
            self.filter = "all"
        sheet.cursor = row
        if place != self.at:
            self.choose_thread(place)
        elif row not in sheet.shown:
            sheet.show(self.filter)

    def _wants(self, sheet: Sheet, row: int) -> bool:
        """Whether flags lead to a row: all do, but where the filter asks for one kind only those of that kind."""
        return self.filter in ("all", "flagged", "open") or sheet.passes(row, self.filter)

    def _record(self, sheet: Sheet, comment_id: str, action: Mark | Literal["undo"], note: str) -> Decision:
        decision = Decision(
            thread_id=sheet.thread.id,
            comment_id=comment_id,
            action=action,
            moderator=self.moderator,
            at=self._clock(),
            note=note,
        )
        self._ledger.record(decision)
        self._reread(sheet.thread.id)
        return decision

    def _reread(self, thread_id: str) -> None:
        """Lay down what the ledger holds for a thread now."""
        decisions = self._ledger.current(thread_id)
        for place in self._sheets_of.get(thread_id, ()):
            self.sheets[place].settle(decisions)
