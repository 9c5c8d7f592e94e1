"""Scores of texts seen before, from an SQLite file that stays below a size: `ScoreCache`, open to several processes.

The file holds digests and numbers, never a text; whoever has the file *and* a text can tell whether it was scored. A
cache is a convenience: one that is locked, damaged, full, of a later version or not writable finds nothing and keeps
nothing, and the scores are computed. ``THREADS_SCORE_CACHE_MB`` bounds its size (256; 0 turns it off).

Measured in November 2026 on two busy cores, six scores a text, 2,000 texts a call: in a second 42,000 known texts are
looked up, or 88,000 unknown ones, or 23,000 kept; in a full file of 256 MB (2.2 million rows) 9,000 known ones are
looked up. A row takes 86 to 102 bytes on disk and is counted as 116: the file stays a fifth below its size, its log
takes 8 MB. While room is made, some seconds once in 220,000 rows, the log is as large as the file.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
import struct
import threading
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from threads import checkpoints
from threads.errors import UsageError

if TYPE_CHECKING:
    import sqlite3

FILE = "scores.sqlite3"
MEGABYTES = 256.0
SETTING = "THREADS_SCORE_CACHE_MB"
KEYS_A_QUERY = 500
BUSY_SECONDS = 2.0
# Waiting so often in vain means that a process holds the file and does not let go: it is left alone from then on.
_PATIENCE = 3  # times in a row
_APPLICATION_ID = 0x74687363  # "thsc"
_VERSION = 1
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS scores (key BLOB PRIMARY KEY, scores BLOB NOT NULL, used INTEGER NOT NULL)"
    " WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS tally (one INTEGER PRIMARY KEY CHECK (one = 1), held INTEGER NOT NULL,"
    " written INTEGER NOT NULL)",
    "INSERT OR IGNORE INTO tally VALUES (1, 0, 0)",
)
# What a row takes on disk beside its scores: the digest, the length fields, and the third of each page that keys in no
# order leave empty.
_ROW_BYTES = 64
# "Used" counts in units of so many bytes written, not in time: clocks jump, and what an hour brings differs.
_UNIT_BYTES = 65_536
# A row that was used within so large a share of the size needs no fresh mark, so that few lookups write.
_FRESH_SHARE = 1 / 16
_EVICTED_SHARE = 0.1
_LOG_BYTES = 4_000_000
_inherited: list[object] = []
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


class ScoreCache:
    """Scores kept under one recipe; nothing is opened or made before the first question.

    Args:
        recipe: all that a score depends on beside the text (model, tokenizer, engine, precision, ...). Another recipe
            finds none of this one's scores.
        path: the file; ``None``: ``scores.sqlite3`` in the cache folder.
        megabytes: the size to stay below; 0 keeps nothing; ``None``: as ``THREADS_SCORE_CACHE_MB`` says.

    Raises:
        UsageError: ``THREADS_SCORE_CACHE_MB`` is no number. Nothing else here raises for want of a usable file.
    """

    def __init__(self, recipe: str, *, path: str | Path | None = None, megabytes: float | None = None) -> None:
        self.path = Path(path) if path is not None else checkpoints.cache_folder() / FILE
        self.most_bytes = int(1_000_000 * (_stated_megabytes() if megabytes is None else megabytes))
        self.trouble: str | None = None
        """Why nothing is found or kept; ``None`` while all is well."""
        self._recipe = hashlib.blake2b(recipe.encode("utf-8", "replace"), digest_size=16).digest()
        self._lock = threading.Lock()
        self._file: sqlite3.Connection | None = None
        self._process = 0
        self._identity: tuple[int, int] | None = None
        self._waits = 0
        self._keeps = True
        self._replaced = False
        if self.most_bytes <= 0:
            self.trouble = "turned off"

    def __enter__(self) -> ScoreCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get(self, texts: Sequence[str]) -> dict[str, list[float]]:
        """The scores of those texts that are known, bit for bit as they were put in."""
        found: dict[str, list[float]] = {}
        if not texts or self.trouble is not None:
            return found
        keys: dict[bytes, list[str]] = {}
        for text in texts:
            keys.setdefault(self._key(text), []).append(text)
        with self._lock, self._tolerated() as usable:
            if usable:
                for key, scores in self._looked_up(sorted(keys)):
                    found.update((text, list(scores)) for text in keys[key])
        return found

    def put(self, rows: Mapping[str, Sequence[float]]) -> None:
        """Keep scores by text, all of them or none; they may be gone tomorrow."""
        if self.trouble is not None or not self._keeps:
            return
        keyed = {self._key(text): scores for text, scores in rows.items() if len(scores)}
        packed = [(key, _packed(key, keyed[key])) for key in sorted(keyed)]  # neighbours share a page
        with self._lock, self._tolerated(writes=True) as usable:
            if usable and packed:
                self._kept(packed)

    def close(self) -> None:
        """Let go of the file; a later question opens it again."""
        with self._lock:
            self._let_go()

    def __del__(self) -> None:
        with suppress(Exception):
            self._let_go()

    def _key(self, text: str) -> bytes:
        # Only what every tokenizer here gets to see alike may be levelled: line ends, for one, are not, since to
        # byte-level tokenizers \r\n is not \n.
        clean = text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)
        return hashlib.blake2b(clean.encode("utf-8"), digest_size=16, key=self._recipe).digest()

    def _looked_up(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, list[float]]]:
        file = self._opened()
        now = self._now(file)
        stale: list[tuple[int, bytes]] = []
        fresh = now - max(1, int(self.most_bytes * _FRESH_SHARE) // _UNIT_BYTES)
        for start in range(0, len(keys), KEYS_A_QUERY):
            some = keys[start : start + KEYS_A_QUERY]
            places = ",".join("?" * len(some))
            for key, blob, used in file.execute(f"SELECT key, scores, used FROM scores WHERE key IN ({places})", some):
                if (scores := _unpacked(key, blob)) is not None:
                    yield key, scores
                    if used < fresh:
                        stale.append((now, key))
        if stale and self._keeps:
            with self._tolerated(writes=True), self._whole(file):
                file.executemany("UPDATE scores SET used = ? WHERE key = ?", stale)

    def _kept(self, rows: Sequence[tuple[bytes, bytes]]) -> None:
        file = self._opened()
        size = sum(len(blob) + _ROW_BYTES for _, blob in rows)
        with self._whole(file):
            now = self._now(file)
            file.executemany(
                "INSERT INTO scores VALUES (?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET scores = excluded.scores, used = excluded.used",
                [(key, blob, now) for key, blob in rows],
            )
            file.execute("UPDATE tally SET held = held + ?, written = written + ?", (size, size))
            full = file.execute("SELECT held FROM tally").fetchone()[0] > self.most_bytes
            if full:
                self._make_room(file)
        if full:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log holds most of the file now

    def _make_room(self, file: sqlite3.Connection) -> None:
        """The least recently used tenth goes, and more where a single put was larger; ``held`` is counted afresh.

        The file itself does not shrink: its gaps take the next rows.
        """
        count = f"SELECT count(*), coalesce(sum(length(scores) + {_ROW_BYTES}), 0) FROM scores"
        rows, held = file.execute(count).fetchone()
        if held > self.most_bytes:  # rows put twice were counted twice
            surplus = max(_EVICTED_SHARE, 1 - (1 - _EVICTED_SHARE) * self.most_bytes / held)
            file.execute(
                "DELETE FROM scores WHERE key IN (SELECT key FROM scores ORDER BY used LIMIT ?)",
                (math.ceil(rows * surplus),),
            )
            held = file.execute(count).fetchone()[1]
        file.execute("UPDATE tally SET held = ?", (held,))

    def _now(self, file: sqlite3.Connection) -> int:
        return int(file.execute("SELECT written FROM tally").fetchone()[0]) // _UNIT_BYTES

    def _opened(self) -> sqlite3.Connection:
        """The connection; a forked process opens its own, and leaves its parent's alone."""
        import sqlite3

        if self._file is not None and self._process == os.getpid():
            return self._file
        if self._file is not None:
            _inherited.append(self._file)  # closing it, or letting it be collected, would disturb the parent
            self._file = None
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))  # nobody else's business
        self._identity = _identity(self.path)
        self._process = os.getpid()
        self._file = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        self._file.text_factory = bytes  # what should be no text need not be readable as one
        try:
            self._prepare(self._file)
        except BaseException:
            self._let_go()  # what was not looked at to the end is looked at again
            raise
        return self._file

    def _prepare(self, file: sqlite3.Connection) -> None:
        def pragma(name: str) -> int:
            return int(file.execute(f"PRAGMA {name}").fetchone()[0])

        if pragma("user_version") > _VERSION:
            raise _UnusableError("is of a later version")
        tables = file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and pragma("application_id") != _APPLICATION_ID:
            raise _UnusableError("belongs to another program")
        self._log_ahead(file)
        file.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last rows, never the file
        file.execute(f"PRAGMA journal_size_limit = {_LOG_BYTES}")
        if tables < 2:
            with self._whole(file):
                for statement in _SCHEMA:
                    file.execute(statement)
                file.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                file.execute(f"PRAGMA user_version = {_VERSION}")

    def _log_ahead(self, file: sqlite3.Connection) -> None:
        """Write-ahead logging; the switch, needed once a file, does not honour SQLite's own busy timeout."""
        import sqlite3

        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                file.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as problem:
                if not _is(problem, "SQLITE_BUSY", "SQLITE_LOCKED") or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    @contextmanager
    def _whole(self, file: sqlite3.Connection) -> Iterator[None]:
        """One transaction, whole or not at all."""
        file.execute("BEGIN IMMEDIATE")
        try:
            yield
            file.execute("COMMIT")
        except BaseException:
            if file.in_transaction:
                file.execute("ROLLBACK")
            raise

    @contextmanager
    def _tolerated(self, *, writes: bool = False) -> Iterator[bool]:
        """What goes wrong with the file is noted, and goes no further; gives whether to try at all."""
        try:
            import sqlite3
        except ImportError:
            self.trouble = "needs SQLite, which this Python was built without"
            yield False
            return
        try:
            yield self.trouble is None and (self._keeps or not writes)
            if writes:
                self._waits = 0
        except _UnusableError as problem:
            self._turn_off(str(problem))
        except sqlite3.Error as problem:
            if _is(problem, "SQLITE_CORRUPT", "SQLITE_NOTADB"):
                self._set_aside()
            elif _is(problem, "SQLITE_BUSY", "SQLITE_LOCKED"):
                self._waits += 1
                if self._waits >= _PATIENCE:
                    self._turn_off("is locked by another process")
            elif _identity(self.path) != self._identity:
                self._let_go()  # another process has replaced it
            elif writes and self._file is not None and _is(problem, "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR"):
                self._keeps = False  # what is there can still be read
            else:
                self._turn_off(f"cannot be used ({problem})")
        except OSError as problem:
            self._turn_off(f"cannot be made ({problem.strerror or problem})")

    def _turn_off(self, why: str) -> None:
        self.trouble = why
        self._let_go()

    def _let_go(self) -> None:
        if self._file is not None and self._process == os.getpid():
            with suppress(Exception):
                self._file.close()
            self._file = None

    def _set_aside(self) -> None:
        """A damaged file makes way for a new one, once; another process may have seen to it already."""
        self._let_go()
        if self._replaced:
            self._turn_off("is damaged")
            return
        self._replaced = True
        if _identity(self.path) != self._identity:
            return
        try:
            self.path.replace(self.path.with_name(f"{self.path.name}.damaged"))
            for end in ("-wal", "-shm"):
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        except OSError as problem:
            self._turn_off(f"is damaged and cannot be replaced ({problem.strerror or problem})")


class _UnusableError(Exception):
    """A file that is whole, and not for us."""


def _stated_megabytes() -> float:
    stated = os.environ.get(SETTING, "").strip()
    if not stated:
        return MEGABYTES
    try:
        size = float(stated)
    except ValueError:
        size = math.nan
    if not 0 <= size < math.inf:
        hint = f"a number such as {MEGABYTES:.0f}, or 0 to keep no scores"
        raise UsageError(f"{stated[:40]!r} is no size in megabytes", where=SETTING, hint=hint)
    return size


def _packed(key: bytes, scores: Sequence[float]) -> bytes:
    """Eight bytes a score, little end first, and four that show whether they are still what they were."""
    body = struct.pack(f"<{len(scores)}d", *scores)
    return body + zlib.crc32(body, zlib.crc32(key)).to_bytes(4, "little")


def _unpacked(key: bytes, blob: object) -> list[float] | None:
    if not isinstance(blob, bytes) or len(blob) % 8 != 4:
        return None
    body = blob[:-4]
    if zlib.crc32(body, zlib.crc32(key)).to_bytes(4, "little") != blob[-4:]:
        return None
    return list(struct.unpack(f"<{len(body) // 8}d", body))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is(problem: BaseException, *names: str) -> bool:
    return (getattr(problem, "sqlite_errorname", None) or "").startswith(names)
