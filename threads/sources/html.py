"""HTML: saved pages, comments told by the markup; where it shows none, the page's text is read like any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from threads.errors import InputError
from threads.model import Page

_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html\b|head\b|body\b)",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(rb"<(?:div|p|li|table|span|article|a)\b[^<>]{0,500}>", re.IGNORECASE)
_NAMES = (".html", ".htm", ".xhtml")


def matches(head: bytes, name: str) -> float:
    """Sure where a document type or root element says so; nearly so for what is called so and holds tags."""
    if _OPENING.match(head.replace(b"\x00", b"")[:4096]):
        return 0.95
    named = PurePath(name).suffix.lower() in _NAMES
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if named and start not in (b"{", b"["):
        return 0.7
    if start == b"<" and not head.lstrip().startswith(b"<?xml"):
        return 0.6 if len(_TAGS.findall(head)) >= 5 else 0.0
    return 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page."""
    if not data or data.isspace():
        raise InputError("holds nothing but blanks" if data else "is empty", where=source)
    from threads.markup import pages

    yield pages.page(data, source)
