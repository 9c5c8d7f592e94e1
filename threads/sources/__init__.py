"""The sources shelf: each file reads one kind of input into pages; `read` picks one by content, then by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from threads import shelves
from threads.errors import InputError
from threads.sources._foreign import describe, fault_in_json

if TYPE_CHECKING:
    from threads.model import Page

__all__ = ["HEAD_BYTES", "SURE", "Source", "fault_in_json", "read", "recognise"]

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


def recognise(head: bytes, name: str) -> tuple[str | None, float]:
    """The source that is surest of such an input, and how sure: ``("text", 0.6)``; ``(None, 0.0)`` where none is."""
    best: tuple[str | None, float] = (None, 0.0)
    for candidate in shelves.names("sources"):
        sure = shelves.load("sources", candidate).matches(head[:HEAD_BYTES], name)
        if sure > best[1]:
            best = (candidate, sure)
    return best


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
