"""Plain text: a page's words as a browser or a text extractor leaves them, in UTF-8, UTF-16 or Windows-1252."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import PurePath

from threads.errors import InputError
from threads.model import Page

_HEAD_BYTES = 65536
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, longer before shorter: UTF-32's begins with UTF-16's."""
_MAGIC = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"BZh", b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"Rar!", b"SQLite format 3\x00", b"PAR1", b"RIFF", b"\xd0\xcf\x11\xe0",
)  # fmt: skip
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b|<!doctype\b|<html\b|<head\b|<rss\b|<feed\b)", re.IGNORECASE)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*(?:\"|\})|\[\s*(?:[\[{\"\]]|\d+\s*,))")
_OTHERS = (
    "json ndjson jsonl xml csv tsv parquet mbox eml warc html htm xhtml py js ts css sh bat toml yaml yml ini cfg sql "
    "db sqlite zip gz bz2 xz zst tar 7z rar pdf png jpg jpeg gif webp svg doc docx xls xlsx odt rtf"
)
"""File names that promise something else than a page's words."""


def matches(head: bytes, name: str) -> float:
    """Sure of ``.txt`` files, willing to try what has no telling name; no match for markup, JSON and binary data."""
    suffix = PurePath(name).suffix.lower()
    if _MARKUP.match(head):
        return 0.0
    if suffix in (".txt", ".text"):
        return 0.6
    if suffix.lstrip(".") in _OTHERS.split() or _JSON.match(head) or is_binary(head):
        return 0.0
    return 0.3


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page: the decoded text with line ends as ``\\n``; what the decoding had to guess stands in its notes."""
    if not data or data.isspace():
        raise InputError("holds nothing but blanks" if data else "is empty", where=source)
    if is_binary(data[:_HEAD_BYTES]):
        raise InputError("looks like a binary file", where=source, hint="give the page's words as plain text")
    text, notes = decode(data)
    del data  # a page may be large, and its reader takes its time
    yield Page(source=source, text=text.replace("\r\n", "\n").replace("\r", "\n"), notes=notes)


def is_binary(head: bytes) -> bool:
    """Whether these first bytes are no text in any encoding read here; a few stray control characters are forgiven."""
    if not head or _encoding(head) is not None:
        return False
    if head.startswith(_MAGIC):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        # Random and compressed bytes hold about 10 % control characters, Windows-1252 texts none.
        return controls > 0.02 * len(head)
    return head.count(0) > 0.05 * len(head) or controls > 0.3 * len(head)


_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\v\f\r\b\x1b")


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and a note where its encoding had to be guessed or parts of it are damaged."""
    encoding = _encoding(data) or "utf-8"
    for mark, marked in _MARKS:
        if marked == encoding and data.startswith(mark):
            data = data[len(mark) :]
            break
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as problem:
        byte = problem.start
    mended = data.decode(encoding, errors="replace")
    damaged = mended.count("\ufffd")
    sound = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", mended)))
    if encoding != "utf-8" or sound > damaged:
        return mended, (f"Byte {byte} is not {encoding.upper()}; {damaged} damaged characters are shown as \ufffd.",)
    # Windows-1252 leaves five bytes undefined; Latin-1 has a meaning for each.
    try:
        return data.decode("cp1252"), (f"Byte {byte} is not UTF-8; the text was read as Windows-1252.",)
    except UnicodeDecodeError:
        return data.decode("latin-1"), (f"Byte {byte} is not UTF-8; the text was read as Latin-1.",)


def _encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark states, or the UTF-16 that a NUL in every other byte gives away."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[: min(len(data) & ~1, 4096)]
    if len(head) >= 4:
        even, odd = head[0::2].count(0) / (len(head) / 2), head[1::2].count(0) / (len(head) / 2)
        if odd > 0.7 and even < 0.05:
            return "utf-16-le"
        if even > 0.7 and odd < 0.05:
            return "utf-16-be"
    return None
