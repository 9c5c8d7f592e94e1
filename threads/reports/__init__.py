"""The reports shelf: each file turns cases into one table; the report folder and the summary are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from threads.model import Case

if TYPE_CHECKING:
    import polars


class Report(Protocol):
    """What a file on this shelf offers."""

    def report(self, cases: Sequence[Case]) -> polars.DataFrame:
        """One table; the docstring says what a row is and names its columns and types."""
