"""NDJSON: one thread a line, in the shape it has in the JSON document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from threads.document import as_json, thread_document
from threads.model import Case


def export(cases: Iterable[Case], file: BinaryIO) -> None:
    """Write each thread as it comes; a reader may start before the last one is there."""
    for case in cases:
        file.write(as_json(thread_document(case)) + b"\n")
        file.flush()
