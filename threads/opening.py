"""Inputs opened: a file, a pipe or standard input as a stream of unpacked bytes, its first ones looked at."""

from __future__ import annotations

import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO

from threads import parquet, unpacking
from threads.errors import InputError

HEAD_BYTES = 1 << 16
"""What is looked at to tell what an input is."""
MOST_LINE_BYTES = 1 << 25
"""A line is cut there, so that a line without end fills no memory; whatever follows on it is passed over."""
_MOST_PASSED_OVER = 1 << 30
_MOST_ON_DISK = 1 << 35
_PART_BYTES = 1 << 20


@dataclass
class Opened:
    """An input ready to be read."""

    file: BinaryIO
    """Its unpacked bytes, from the first one on; read line by line, no line is longer than ``MOST_LINE_BYTES``."""
    head: bytes
    """The first 64 KiB of them."""
    name: str
    """The path as given, without the ending that says how it is packed."""
    problems: list[str] = field(default_factory=list)
    """What is found damaged while it is unpacked, to be told and taken away."""


@contextmanager
def opened(source: str) -> Iterator[Opened]:
    """The file of that name, or standard input (``-``), unpacked where it is packed.

    Raises:
        InputError: it cannot be opened, is a device, or standard input is closed.
    """
    with unopened(source) as file:
        head = _first(file)
        scheme = unpacking.scheme_of(head)
        if scheme is None:
            if isinstance(file, _Lines) and file.seekable():
                file.seek(0)
                stream: BinaryIO = file
            else:
                stream = _Lines(_Rejoined(head, file))
            with _on_disk(stream, head, source) as (at_hand, name):
                yield Opened(at_hand, head, name)
            return
        inner = unpacking.Unpacked(_Rejoined(head, file), scheme)
        unpacked = io.BufferedReader(inner, _PART_BYTES)
        head = _first(unpacked)
        bare = unpacking.bare_name(source)
        with _on_disk(_Lines(_Rejoined(head, unpacked)), head, bare, packed=True) as (at_hand, name):
            yield Opened(at_hand, head, name, inner.problems)


class _Lines(io.BufferedReader):
    """A stream whose lines are bounded: the rest of a longer one is passed over."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__(raw, _PART_BYTES)

    def __next__(self) -> bytes:
        line = self.readline(MOST_LINE_BYTES)
        if not line:
            raise StopIteration
        if len(line) == MOST_LINE_BYTES:
            passed = 0
            while not line.endswith(b"\n") and (rest := self.readline(_PART_BYTES)):
                passed += len(rest)
                if rest.endswith(b"\n"):
                    break
                if passed > _MOST_PASSED_OVER:
                    raise InputError("has a line without end", hint="give one document or record a line")
        return line


class _Rejoined(io.RawIOBase):
    """The first bytes of a stream, read already, and the stream behind them."""

    def __init__(self, head: bytes, file: BinaryIO | io.BufferedReader) -> None:
        self._head = memoryview(head)
        self._file = file

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """What is left of the first bytes, then what the stream has at hand."""
        if self._head:
            count = min(len(buffer), len(self._head))
            buffer[:count] = self._head[:count]
            self._head = self._head[count:]
            return count
        given = self._file.read1(len(buffer)) if hasattr(self._file, "read1") else self._file.read(len(buffer))
        buffer[: len(given)] = given
        return len(given)


@contextmanager
def unopened(source: str) -> Iterator[BinaryIO]:
    """The bytes of that file, or of standard input (``-``), as they are.

    Raises:
        InputError: it is a device, or standard input is closed.
    """
    if source == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed", hint="name a file, a folder or a glob")
        yield sys.stdin.buffer
        return
    with _Lines(io.FileIO(source)) as file:
        kind = os.fstat(file.fileno()).st_mode
        if stat.S_ISBLK(kind) or (stat.S_ISCHR(kind) and not file.isatty()):
            raise InputError("is a device and no page", where=source, hint="name a file, a folder, a glob, or -")
        yield file


def _first(file: BinaryIO | io.BufferedReader) -> bytes:
    """The first bytes; a pipe gives them in pieces."""
    head = b""
    while len(head) < HEAD_BYTES and (more := file.read(HEAD_BYTES - len(head))):
        head += more
    return head


@contextmanager
def _on_disk(stream: BinaryIO, head: bytes, name: str, *, packed: bool = False) -> Iterator[tuple[BinaryIO, str]]:
    """The stream and its name; Parquet, which is read from its end, is put into a file where it stands in none."""
    if not head.startswith(parquet.MAGIC) or (not packed and Path(name).is_file()):
        yield stream, name
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input.parquet"
        with path.open("wb") as copy:
            while part := stream.read(_PART_BYTES):
                copy.write(part)
                if copy.tell() > _MOST_ON_DISK:
                    raise InputError(f"is larger than {_MOST_ON_DISK >> 30} GB", where=name, hint="unpack it first")
        with path.open("rb") as file:
            yield file, str(path)


def whole(file: IO[bytes], source: str, *, most_bytes: int) -> bytes:
    """All bytes.

    Raises:
        InputError: there are more.
    """
    parts: list[bytes] = []
    size = 0
    while part := file.read(1 << 24):
        parts.append(part)
        size += len(part)
        if size > most_bytes:
            raise InputError(f"is larger than {most_bytes >> 20:,} MB", where=source, hint="split it")
    return b"".join(parts)
