"""CSV: one row a comment, safe to open in a spreadsheet.

UTF-8 without a byte order mark, which programs would take for a part of the first column's name; Excel asks for the
encoding when the file is opened by Data > From Text/CSV. A cell that a spreadsheet would take for a formula begins with
an apostrophe and control characters are shown as pictures, so a text is not always what it was: use JSON or Parquet
where that matters.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

from threads.document import thread_document
from threads.exports._table import COLUMNS, rows
from threads.hostile import for_cell
from threads.model import Case

_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
_PICTURES |= {0x7F: 0x2421, **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)}
"""Control characters, which would steer a terminal and break most readers of CSV, made visible."""


def export(cases: Iterable[Case], file: BinaryIO) -> None:
    """Write a header row, then the comments of each case as it comes; empty cells where a field does not apply."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        for case in cases:
            writer.writerows([_cell(row[column]) for column in COLUMNS] for row in rows(thread_document(case)))
        text.flush()
    finally:
        text.detach()  # the file belongs to the caller


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return for_cell(value.translate(_PICTURES)) if isinstance(value, str) else value
