"""Decisions in an SQLite file that only ever grows: `Ledger` writes them down and says which are in force.

A change of mind, or an undo, is the next row; "in force" is a question asked of the rows. The schema grows in numbered
steps (``_ledger/m001_decisions.sql``, ...), and SQLite's ``user_version`` says how many a file has seen.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import TracebackType

from threads.errors import LedgerError
from threads.hostile import for_line
from threads.model import Decision

_APPLICATION_ID = 0x74687264  # "thrd": tells a ledger from other programs' SQLite files
_BUSY_SECONDS = 5.0
_COLUMNS = "thread_id, comment_id, action, moderator, at, note"


class Ledger:
    """An open ledger file; several processes may hold and write the same one.

    Args:
        path: the file; it and its folder are made where they do not exist.
        busy_seconds: how long to wait while another process writes.
        read_only: nothing is made or written, and a file that does not exist is an error.

    Raises:
        LedgerError: the file is no ledger, is damaged, was made by a newer version, is locked, or cannot be written.
    """

    def __init__(self, path: str | Path, *, busy_seconds: float = _BUSY_SECONDS, read_only: bool = False) -> None:
        self.path = Path(path)
        self._where = for_line(str(path))
        if read_only:
            self._open_to_read(busy_seconds)
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._error(f"its folder cannot be made ({error.strerror})", "name another file") from error
        with self._explained():
            self._file = sqlite3.connect(self.path, timeout=busy_seconds, isolation_level=None)
        try:
            with self._explained():
                self._prepare(busy_seconds)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def record(self, decision: Decision) -> int:
        """Write a decision down and return its row number, counted from 1; it is on disk when this returns.

        Raises:
            LedgerError: it could not be written, and nothing was.
        """
        at = decision.at if decision.at.tzinfo else decision.at.replace(tzinfo=UTC)
        row = (
            decision.thread_id,
            decision.comment_id,
            decision.action,
            _writable(decision.moderator),
            at.astimezone(UTC).isoformat(timespec="microseconds"),
            _writable(decision.note),
        )
        with self._explained():
            done = self._file.execute(f"INSERT INTO decisions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", row)
        assert done.lastrowid is not None
        return done.lastrowid

    def decisions(self) -> list[Decision]:
        """Every decision ever written down, undone ones and undos included, in order."""
        with self._explained():
            found = self._file.execute(f"SELECT {_COLUMNS} FROM decisions ORDER BY row").fetchall()
        return [_decision(row) for row in found]

    def current(self, thread_id: str) -> dict[str, Decision]:
        """The decisions in force in a thread, by comment id.

        The last decision about a comment holds. An ``undo`` takes back the latest decision about that comment that the
        same moderator made and has not yet undone; what held before it then holds again.
        """
        with self._explained():
            found = self._file.execute(
                f"SELECT {_COLUMNS} FROM decisions WHERE thread_id = ? ORDER BY row", (thread_id,)
            ).fetchall()
        standing: dict[str, list[Decision]] = {}
        for decision in map(_decision, found):
            stack = standing.setdefault(decision.comment_id, [])
            if decision.action != "undo":
                stack.append(decision)
                continue
            own = (place for place in reversed(range(len(stack))) if stack[place].moderator == decision.moderator)
            if (place := next(own, None)) is not None:
                del stack[place]
        return {comment_id: stack[-1] for comment_id, stack in standing.items() if stack}

    def close(self) -> None:
        """Close the file; what was recorded is already safe."""
        self._file.close()

    def _open_to_read(self, busy_seconds: float) -> None:
        if not self.path.is_file():
            raise self._error("no such file", "name the ledger that `threads moderate` wrote")
        address = self.path.resolve().as_uri()
        # SQLite needs to write beside a file with a log ahead even to read it. In a folder that forbids that, a file
        # without such a log beside it cannot be changing and is read as it is.
        for mode in ("mode=ro", "mode=ro&immutable=1"):
            with self._explained():
                self._file = sqlite3.connect(f"{address}?{mode}", timeout=busy_seconds, isolation_level=None, uri=True)
            try:
                with self._explained():
                    if not self._recognise():
                        raise self._error("is not a decision ledger", "name the ledger that `threads moderate` wrote")
                return
            except LedgerError as problem:
                self._file.close()
                unwritable = isinstance(problem.__cause__, sqlite3.Error) and _is(
                    problem.__cause__, "SQLITE_CANTOPEN", "SQLITE_READONLY"
                )
                if mode != "mode=ro" or not unwritable or Path(f"{self.path}-wal").exists():
                    raise

    def _recognise(self) -> int:
        """How many steps of the schema the file has seen; none where it is new."""
        version = self._pragma("user_version")
        if version > len(_steps()):
            hint = "update comment-threads, or name another file"
            raise self._error(f"was written by a newer version (schema {version}, known: {len(_steps())})", hint)
        tables = self._file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and self._pragma("application_id") != _APPLICATION_ID:
            raise self._error("is an SQLite database of another program", "name another file, or a new one")
        return version

    def _prepare(self, busy_seconds: float) -> None:
        version = self._recognise()
        self._keep_log_ahead(busy_seconds)
        self._file.execute("PRAGMA synchronous = FULL")
        for number, step in enumerate(_steps(), start=1):
            if number > version:
                self._take(number, step)

    def _keep_log_ahead(self, busy_seconds: float) -> None:
        """Write-ahead logging: readers and a writer do not wait for each other.

        The switch, needed once a file, does not honour SQLite's own busy timeout; so ours does.
        """
        deadline = time.monotonic() + busy_seconds
        while True:
            try:
                self._file.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if not _is(error, "SQLITE_BUSY", "SQLITE_LOCKED") or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def _take(self, number: int, step: str) -> None:
        """One numbered step, whole or not at all; another process may have taken it in the meantime."""
        self._file.execute("BEGIN IMMEDIATE")
        try:
            if self._pragma("user_version") < number:
                for statement in _statements(step):
                    self._file.execute(statement)
                self._file.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                self._file.execute(f"PRAGMA user_version = {number}")
            self._file.execute("COMMIT")
        except BaseException:
            if self._file.in_transaction:
                self._file.execute("ROLLBACK")
            raise

    def _pragma(self, name: str) -> int:
        return int(self._file.execute(f"PRAGMA {name}").fetchone()[0])

    def _error(self, message: str, hint: str | None = None) -> LedgerError:
        return LedgerError(message, where=self._where, hint=hint)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What SQLite reports, as one line for a person."""
        try:
            yield
        except sqlite3.Error as error:
            for codes, message, hint in _EXPLAINED:
                if _is(error, *codes):
                    raise self._error(message, hint) from error
            raise self._error(f"cannot be used ({error})") from error


_EXPLAINED = (
    (("SQLITE_NOTADB",), "is not a decision ledger", "name a ledger, or a file that does not exist yet"),
    (("SQLITE_BUSY", "SQLITE_LOCKED"), "is locked by another program", "close it there and try again"),
    (("SQLITE_READONLY",), "cannot be written", "make the file and its folder writable, or name another file"),
    (("SQLITE_CANTOPEN",), "cannot be opened", "it must be a file in a folder that can be written"),
    (("SQLITE_FULL",), "could not be written because the disk is full", "free some space and decide again"),
    (("SQLITE_CORRUPT",), "is damaged", "restore it from a copy, or name another file"),
    (("SQLITE_IOERR",), "could not be read or written (input/output error)", "check the disk"),
)


def _is(error: sqlite3.Error, *codes: str) -> bool:
    """Whether SQLite's name for the error is one of these, or a finer kind of one (``SQLITE_READONLY_DIRECTORY``)."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return any(name == code or name.startswith(f"{code}_") for code in codes)


@cache
def _steps() -> tuple[str, ...]:
    """The schema's numbered steps, in order."""
    folder = files("threads") / "_ledger"
    return tuple(
        step.read_text("utf-8")
        for step in sorted(folder.iterdir(), key=lambda step: step.name)
        if step.name.endswith(".sql")
    )


def _statements(script: str) -> Iterator[str]:
    """A script's statements one by one: SQLite's own way of running scripts would end the transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _writable(text: str) -> str:
    """Text with half characters, as a login name may hold, replaced: SQLite stores UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _decision(row: tuple[str, str, str, str, str, str]) -> Decision:
    thread_id, comment_id, action, moderator, at, note = row
    return Decision.model_validate(
        {
            "thread_id": thread_id,
            "comment_id": comment_id,
            "action": action,
            "moderator": moderator,
            "at": datetime.fromisoformat(at),
            "note": note,
        }
    )
