"""The exports shelf: each file writes cases in one format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Protocol

from threads.model import Case


class Export(Protocol):
    """What a file on this shelf offers."""

    def export(self, cases: Iterable[Case], file: BinaryIO) -> None:
        """Write the cases to an open binary file; text formats are UTF-8 with ``\\n`` line ends."""
