"""Packed files undone by what they hold: gzip, Zstandard, bzip2 and xz, of any number of members, a piece at a time."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

ENDINGS = (".gz", ".zst", ".zstd", ".bz2", ".xz")
"""What packed files are called, behind the name of what is in them."""
_MAGIC = (
    ("gzip", b"\x1f\x8b\x08"),
    ("Zstandard", b"\x28\xb5\x2f\xfd"),
    ("bzip2", b"BZh"),
    ("xz", b"\xfd7zXZ\x00"),
)
_SKIPPABLE = b"\x2a\x4d\x18"
"""Bytes 2 to 4 of a Zstandard frame that holds no data; the first one is 0x50 to 0x5f."""
_PART_BYTES = 1 << 16
_STEP_BYTES = 1 << 14
_ZSTANDARD_STEP_BYTES = 1 << 10
"""A block of Zstandard takes 4 bytes at least and gives 128 KiB at most, so that a step gives 32 MiB at most."""
_MOST_GIVEN = 1 << 18
_WINDOW_BYTES = 1 << 31
"""Dumps of Reddit are packed with the largest window there is."""
_XZ_MEMORY_BYTES = 1 << 28
_FAULTS = (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError)


def scheme_of(head: bytes) -> str | None:
    """How the bytes are packed: ``gzip``, ``Zstandard``, ``bzip2`` or ``xz``; ``None``: they are not.

    >>> scheme_of(b"BZh91AY&SY"), scheme_of(b"words")
    ('bzip2', None)
    """
    if head[1:4] == _SKIPPABLE and 0x50 <= head[0] <= 0x5F:
        return "Zstandard"
    name = next((name for name, magic in _MAGIC if head.startswith(magic)), None)
    return None if name == "bzip2" and not (head[3:4].isdigit() and head[4:5] in b"1\x17") else name


def bare_name(path: str) -> str:
    """A file's name without the ending that says how it is packed.

    >>> bare_name("pages/crawl.WARC.GZ")
    'pages/crawl.WARC'
    """
    ending = next((ending for ending in ENDINGS if path.lower().endswith(ending)), "")
    return path.removesuffix(path[len(path) - len(ending) :]) if ending else path


class Unpacked(io.RawIOBase):
    """The bytes in a packed file; one damaged member costs what is left of it, and reading goes on with the next.

    Args:
        file: the packed bytes, from their beginning.
        scheme: as `scheme_of` tells it.
    """

    def __init__(self, file: BinaryIO | io.RawIOBase, scheme: str) -> None:
        self._file = file
        self._scheme = scheme
        self._make = _CODECS[scheme]
        self._magic = dict(_MAGIC)[scheme]
        self._codec: _Codec | None = None
        self._packed = b""
        self._place = 0
        self._before = 0
        self._ready = memoryview(b"")
        self._lost = False
        self.problems: list[str] = []
        """What is damaged so far, one sentence without an end each; taken away by whoever tells them."""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as one step gives; 0 at the end."""
        if not self._ready:
            self._ready = memoryview(self._next())
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _next(self) -> bytes:
        """What the next step gives that gives anything; empty at the end."""
        while self._codec is not None or self._begins():
            codec = self._codec = self._codec or self._make()
            if codec.hungry and not self._refilled(1):
                self._complain(f"breaks off within its {self._scheme} data")
                self._codec = None
                return b""
            piece = self._packed[self._place : self._place + codec.step_bytes] if codec.hungry else b""
            try:
                given = codec.give(piece)
            except _FAULTS as fault:
                self._complain(f"is damaged: its {self._scheme} data make no sense", str(fault))
                self._codec, self._lost = None, True
                self._place += bool(piece)
                continue
            self._place += len(piece) - codec.left
            if codec.done:
                self._codec, self._lost = None, False
            if given:
                return given
        return b""

    def _begins(self) -> bool:
        """Whether a member begins here, or behind zeros, or, after damage, further on."""
        while self._refilled(len(self._magic) + 2):
            here = self._packed[self._place : self._place + 8]
            if scheme_of(here) == self._scheme:
                return True
            if not self._lost and here.strip(b"\0"):
                self._complain(f"holds something else behind its {self._scheme} data")
                self._lost = True
            found = self._packed.find(self._magic, self._place + 1)
            # The last bytes may be the first ones of a member.
            self._place = found if found >= 0 else max(self._place + 1, len(self._packed) - len(self._magic) - 2)
        return False

    def _refilled(self, least: int) -> bool:
        """Whether that many packed bytes are at hand, or any at the end of the file."""
        while len(self._packed) - self._place < least:
            more = self._file.read(_PART_BYTES)
            if not more:
                return len(self._packed) > self._place
            self._before += self._place
            self._packed, self._place = self._packed[self._place :] + more, 0
        return True

    def _complain(self, what: str, reason: str = "") -> None:
        if not self._lost:
            told = f": {reason}" if reason else ""
            self.problems.append(f"{what} (byte {self._before + self._place} of the packed file{told})")


class _Codec(Protocol):
    step_bytes: int
    hungry: bool
    """Whether it needs more bytes to give anything."""
    left: int
    """How many of the bytes it was given it has not taken when it is done, or, for gzip, gives back."""
    done: bool
    """Whether its member has ended."""

    def give(self, packed: bytes) -> bytes:
        """What comes of these bytes."""


class _Gzip:
    step_bytes = _STEP_BYTES
    hungry = True

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self.left, self.done = 0, False

    def give(self, packed: bytes) -> bytes:
        given = self._inner.decompress(packed, _MOST_GIVEN)
        self.done = self._inner.eof
        self.left = len(self._inner.unused_data if self.done else self._inner.unconsumed_tail)
        return given


class _Standard:
    """Both bzip2 and xz, which Python's library reads in the same way."""

    step_bytes = _STEP_BYTES

    def __init__(self, inner: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._inner = inner
        self.hungry, self.left, self.done = True, 0, False

    def give(self, packed: bytes) -> bytes:
        given = self._inner.decompress(packed, _MOST_GIVEN)
        self.done = self._inner.eof
        self.hungry = self.done or self._inner.needs_input
        self.left = len(self._inner.unused_data) if self.done else 0  # of this call, or of one before
        return given


class _Zstandard:
    step_bytes = _ZSTANDARD_STEP_BYTES
    hungry = True

    def __init__(self) -> None:
        import zstandard

        self._inner = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES).decompressobj()
        self._error = zstandard.ZstdError
        self.left, self.done = 0, False

    def give(self, packed: bytes) -> bytes:
        try:
            given = self._inner.decompress(packed)
        except self._error as fault:
            raise ValueError(str(fault)) from fault
        self.done = self._inner.eof
        self.left = len(self._inner.unused_data or b"") if self.done else 0
        return given


_CODECS: dict[str, Callable[[], _Codec]] = {
    "gzip": _Gzip,
    "Zstandard": _Zstandard,
    "bzip2": lambda: _Standard(bz2.BZ2Decompressor()),
    "xz": lambda: _Standard(lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY_BYTES)),
}
