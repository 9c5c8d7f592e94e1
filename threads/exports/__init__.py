"""The exports shelf: each file writes cases in one format; `export` picks one by name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, Protocol

from threads import shelves

if TYPE_CHECKING:
    from threads.model import Case


class Export(Protocol):
    """What a file on this shelf offers."""

    def export(self, cases: Iterable[Case], file: BinaryIO) -> None:
        """Write the cases to an open binary file; text formats are UTF-8 with ``\\n`` line ends."""


def export(cases: Iterable[Case], file: BinaryIO, *, format: str = "json") -> None:
    """Write the cases to an open binary file, in the format of that name.

    Raises:
        UsageError: no export is called ``format``.
    """
    shelves.load("exports", format).export(cases, file)


def format_for(path: str | None) -> str:
    """The format that a file name asks for by its ending; ``json`` where it asks for none."""
    suffix = PurePath(path or "").suffix.lower().lstrip(".")
    suffix = {"jsonl": "ndjson"}.get(suffix, suffix)
    return suffix if suffix in shelves.names("exports") else "json"
