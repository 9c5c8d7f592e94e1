"""A page's text as lines that know their place, indentation and list marker."""

from __future__ import annotations

import re
from typing import NamedTuple

from threads.reading import times

_MARKED = re.compile(r"(?P<marker>[•◦▪‣●○*+·–-]|(?P<number>\d{1,6})[.)])(?P<gap>[ \t\xa0]+|$)(?P<rest>.*)", re.DOTALL)
_FIRST_OF_MARKERS = frozenset("•◦▪‣●○*+·–-")


class Line(NamedTuple):
    """One line of a page."""

    number: int
    """Counted from 1."""
    start: int
    """Offset of its first character in the page's text."""
    indent: int
    """Columns before its first character; a tab counts 4."""
    marker: str
    """``"•"`` for any bullet, ``"1."`` for numbers, empty for plain lines."""
    body: str
    """Its words, without indentation and marker."""
    body_indent: int
    """Columns before ``body``."""
    written_marker: str = ""
    """The marker as the page writes it: ``"-"`` where ``marker`` is ``"•"``."""

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it, not even a marker."""
        return not self.body and not self.marker

    @property
    def is_item(self) -> bool:
        """Whether it begins a list item: a bullet or a number, indented as list renderers do."""
        return bool(self.marker) and self.indent > 0


def split(text: str) -> list[Line]:
    """The lines of a page, without their line ends.

    >>> [(line.indent, line.marker, line.body) for line in split("Ann\\n  • Bob\\n    12. words")]
    [(0, '', 'Ann'), (2, '•', 'Bob'), (4, '12.', 'words')]
    """
    lines: list[Line] = []
    start = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        lines.append(_line(number, start, raw))
        start += len(raw) + 1
    return lines


def _is_date(text: str) -> bool:
    """Whether a number with a dot opens a date ("3. Mai 2021"), not a list item."""
    when = times.find(text[:60])
    return when is not None and when.start == 0


def _line(number: int, start: int, raw: str) -> Line:
    rest = raw.lstrip(" \t")
    width = len(raw) - len(rest)
    indent = width + 3 * raw.count("\t", 0, width) if width else 0
    found = _MARKED.match(rest) if rest[:1] in _FIRST_OF_MARKERS or rest[:1].isdigit() else None
    if found is None or (found["number"] and _is_date(rest)):
        return Line(number, start, indent, "", rest.strip(), indent)
    marker = f"{found['number']}." if found["number"] else "•"
    body_indent = indent + len(found["marker"]) + len(found["gap"])
    return Line(number, start, indent, marker, found["rest"].strip(), body_indent, found["marker"])
