"""The records of a web archive, one in memory at a time; after a broken one, reading goes on where the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from threads.errors import InputError
from threads.sources._documents import MOST_BYTES

_BEGINNING = re.compile(rb"WARC/\d\.\d\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_MOST_HEAD_BYTES = 1 << 16
_BLANKS = b"\r\n \t\0"
_MOST_DIGITS = 18
_PART_BYTES = 1 << 17
_LONGEST_BEGINNING = 16


@dataclass(frozen=True, slots=True)
class Record:
    """One record of an archive."""

    offset: int
    """Where it begins, in bytes of the unpacked archive."""
    headers: dict[str, str]
    """By name in lower case."""
    block: bytes
    """What it holds: an answer of a server, a text."""
    is_whole: bool = True
    """False where it is too large, so that ``block`` is its beginning only."""

    def header(self, name: str) -> str:
        """What a header says, whatever the case of its name; empty where it is not there."""
        return self.headers.get(name.lower(), "")


def records(file: BinaryIO, source: str) -> Iterator[Record | InputError]:
    """Every record; in place of a broken one, what is wrong with it and where."""
    reader = _Reader(file, source)
    while (found := reader.next_record()) is not None:
        yield found


class _Reader:
    def __init__(self, file: BinaryIO, source: str) -> None:
        self._file = file
        self._source = source
        self._held = b""
        self._offset = 0
        """Of ``_held`` in the unpacked archive."""
        self._strayed = False
        """Whether a broken record was told right before: what is left of it need not be."""

    def next_record(self) -> Record | InputError | None:
        """The next record or what is wrong with it; ``None`` at the end."""
        self._pass_blanks()
        at = self._offset
        skipped = self._go_to_beginning()
        strayed, self._strayed = self._strayed, False
        if skipped and not strayed:
            return InputError("what stands here belongs to no record", where=f"{self._source}: byte {at:,}")
        return self._record() if self._held else None

    def _pass_blanks(self) -> None:
        while self._held or self._more():
            rest = self._held.lstrip(_BLANKS)
            self._take(len(self._held) - len(rest))
            if rest:
                return

    def _go_to_beginning(self) -> bool:
        """Let go of all before the next record, or of everything; whether that was more than blanks."""
        skipped = False
        while True:
            found = _BEGINNING.search(self._held)
            end = found.start() if found is not None else max(0, len(self._held) - _LONGEST_BEGINNING)
            skipped = skipped or bool(self._held[:end].strip(_BLANKS))
            self._take(end)
            if found is not None:
                return skipped
            if not self._more():
                skipped = skipped or bool(self._held.strip(_BLANKS))
                self._take(len(self._held))
                return skipped

    def _record(self) -> Record | InputError:
        start = self._offset
        head = self._head_end()
        if head is None:
            self._take(5)
            return self._broken(start, "its head has no end")
        headers = _headers(self._held[: head.start()])
        size = headers.get("content-length", "")
        if not (size.isascii() and size.isdigit() and len(size) <= _MOST_DIGITS):
            self._take(5)
            return self._broken(start, "its head states no length")
        self._take(head.end())
        length = int(size)
        if length > MOST_BYTES:
            self._fill(_MOST_HEAD_BYTES)
            block = self._held[: min(length, _MOST_HEAD_BYTES)]
            whole = self._skip(length)
            return Record(start, headers, block, is_whole=False) if whole else self._broken(start, "it breaks off")
        self._fill(length + 4)
        block, after = self._held[:length], self._held[length : length + 4]
        if len(block) == length and (not after or after.startswith((b"\r\n", b"\n", b"WARC"))):
            self._take(length)
            return Record(start, headers, block)
        # Shorter than it says: the next record begins within what was taken for its block.
        inner = _BEGINNING.search(self._held, 0, length + _LONGEST_BEGINNING)
        self._take(inner.start() if inner is not None else len(block))
        cut = inner is not None or len(block) < length
        return self._broken(start, "it breaks off" if cut else "it is longer than it states")

    def _broken(self, start: int, what: str) -> InputError:
        self._strayed = True
        where = f"{self._source}: byte {start:,}"
        return InputError(f"the record that begins here is broken: {what}", where=where, hint="all others are read")

    def _head_end(self) -> re.Match[bytes] | None:
        while True:
            found = _HEAD_END.search(self._held, 0, _MOST_HEAD_BYTES)
            if found is not None or len(self._held) > _MOST_HEAD_BYTES or not self._more():
                return found

    def _fill(self, size: int) -> None:
        parts = [self._held]
        held = len(self._held)
        while held < size and (part := self._file.read(min(size - held, _PART_BYTES))):
            parts.append(part)
            held += len(part)
        self._held = b"".join(parts)

    def _skip(self, size: int) -> bool:
        """Let go of that much; whether there was as much."""
        while size > 0 and (self._held or self._more()):
            part = min(size, len(self._held))
            self._take(part)
            size -= part
        return size == 0

    def _more(self) -> bool:
        part = self._file.read(_PART_BYTES)
        self._held += part
        return bool(part)

    def _take(self, size: int) -> None:
        self._held = self._held[size:]
        self._offset += size


def _headers(head: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    last = ""
    for line in head.decode("utf-8", "replace").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if line[:1] in (" ", "\t"):
            if last in found:
                found[last] += " " + line.strip()
        elif colon:
            last = name.strip().lower()
            found.setdefault(last, value.strip())
    return found
