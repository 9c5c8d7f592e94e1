"""HTML: saved pages, comments told by the markup; where it shows none, the page's text is read like any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from threads.errors import InputError
from threads.model import Page

_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?>.{0,2000}?-->)\s*+)*+<(?:!doctype\s+html|html\b|head\b|body\b)",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(rb"<(?:div|p|li|table|span|article|a)\b[^<>]{0,500}>", re.IGNORECASE)
_NAMES = (".html", ".htm", ".xhtml")
_OTHERS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"{", b"[", b"<?xml")
"""What files begin with that are no HTML, whatever they are called."""


def matches(head: bytes, name: str) -> float:
    """Sure where a document type or root element says so; nearly so for what is called so and holds tags."""
    if _OPENING.match(head[:8192].removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")):
        return 0.95
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(_OTHERS) or (b"\x00" in head and _zeros(head) < 0.3):
        return 0.0
    if PurePath(name).suffix.lower() in _NAMES:
        return 0.7
    return 0.6 if start.startswith(b"<") and len(_TAGS.findall(head)) >= 5 else 0.0


def _zeros(head: bytes) -> float:
    """The share of NUL bytes: about a half in UTF-16, which pages may be in."""
    return head.count(0) / len(head)


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page."""
    if not data or data.isspace():
        raise InputError("holds nothing but blanks" if data else "is empty", where=source)
    from threads.markup import pages

    yield pages.page(data, source)
