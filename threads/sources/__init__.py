"""The sources shelf: each file reads one kind of input into pages; `read` picks one by content, then by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Protocol

from threads import shelves
from threads.errors import InputError
from threads.sources._foreign import describe, fault_in_json

if TYPE_CHECKING:
    from threads.model import Page

__all__ = ["HEAD_BYTES", "SURE", "Source", "fault_in_json", "read", "recognise", "stream", "streams"]

HEAD_BYTES = 65536
"""What a source is shown of an input to recognise it."""
SURE = 0.5
"""A folder's files are read where a source is at least this sure; a file named by itself where one is sure at all."""


class Source(Protocol):
    """What a file on this shelf offers."""

    def matches(self, head: bytes, name: str) -> float:
        """How surely this is such an input, a share in [0, 1], from its first 64 KiB and its file name."""

    def read(self, data: bytes, source: str) -> Iterator[Page]:
        """The pages in it. Raises `InputError` with the place where the data breaks off or makes no sense."""

    # Optional, for inputs that must not be held in memory whole:
    #
    # def stream(file: BinaryIO, source: str) -> Iterator[Page]
    #     The pages in an open file, at its beginning, read forwards; lines are bounded.
    # def streams(head: bytes) -> bool
    #     Whether an input that begins so is read by `stream`; without it all are but a single JSON document.


def recognise(head: bytes, name: str) -> tuple[str | None, float]:
    """The source that is surest of such an input, and how sure: ``("text", 0.6)``; ``(None, 0.0)`` where none is."""
    best: tuple[str | None, float] = (None, 0.0)
    for candidate in shelves.names("sources"):
        sure = shelves.load("sources", candidate).matches(head[:HEAD_BYTES], name)
        if sure > best[1]:
            best = (candidate, sure)
    return best


def streams(name: str, head: bytes) -> bool:
    """Whether the source of that name reads an input that begins like this as a stream.

    Raises:
        UsageError: no source is called so.
    """
    source = shelves.load("sources", name)
    if not hasattr(source, "stream"):
        return False
    answer: bool = source.streams(head) if hasattr(source, "streams") else not _is_document(head)
    return answer


def stream(file: BinaryIO, source: str, *, input_format: str) -> Iterator[Page]:
    """The pages in an open file, of a format for which `streams` holds; as `read` gives them otherwise."""
    pages: Iterator[Page] = shelves.load("sources", input_format).stream(file, source)
    return pages


def _is_document(head: bytes) -> bool:
    """Whether a file that begins so is one JSON value, and not one a line."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\0")
    first, _, rest = start.partition(b"\n")
    lines = first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")
    return start.startswith(b"[") or (start.startswith(b"{") and not lines)


def read(data: bytes, source: str, *, input_format: str | None = None) -> Iterator[Page]:
    """The pages in an input, read as ``input_format`` or as what it looks like.

    The iterator may raise `InputError` for one page and go on with the next one.

    Raises:
        InputError: no source knows such an input.
        UsageError: no source is called ``input_format``.
    """
    name = input_format or recognise(data, source)[0]
    if name is None:
        what, advice = describe(data, source)
        raise InputError(what, where=source, hint=advice)
    pages: Iterator[Page] = shelves.load("sources", name).read(data, source)
    return pages
