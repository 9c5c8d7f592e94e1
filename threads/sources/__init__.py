"""The sources shelf: each file reads one kind of input into pages; `read` picks the right one by content, then by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from threads.model import Page


class Source(Protocol):
    """What a file on this shelf offers."""

    def matches(self, head: bytes, name: str) -> float:
        """How surely this is such an input, a share in [0, 1], from its first 64 KiB and its file name."""

    def read(self, data: bytes, source: str) -> Iterator[Page]:
        """The pages in it. Raises `InputError` with the place where the data breaks off or makes no sense."""
