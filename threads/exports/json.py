"""JSON: one document of schema ``comment-threads/1``, one thread a line, written as the threads come."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from threads.document import SCHEMA, as_json, generator, thread_document
from threads.model import Case


def export(cases: Iterable[Case], file: BinaryIO) -> None:
    """Write a head, then each thread, then the foot: memory holds one thread, however many there are."""
    head = f'{{"schema": {json.dumps(SCHEMA)}, "generator": {as_json(generator()).decode()},\n"threads": ['
    file.write(head.encode())
    between = b"\n"
    for case in cases:
        file.write(between + as_json(thread_document(case)))
        between = b",\n"
    file.write(b"\n]}\n")
