"""Answers of web servers as archives keep them: status, headers, and the body with its transfer undone."""

from __future__ import annotations

import codecs
import re
import zlib
from dataclasses import dataclass

_STATUS = re.compile(rb"HTTP/\S{1,8}\s+(\d{3})")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_MOST_HEAD_BYTES = 1 << 17


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    """0 where it cannot be told."""
    headers: dict[str, str]
    """By name in lower case."""
    payload: bytes
    """As it was sent."""

    def header(self, name: str) -> str | None:
        """What a header says; ``None`` where it is not there."""
        return self.headers.get(name.lower())

    @property
    def charset(self) -> str | None:
        """The encoding that the headers name; ``None`` where they name none."""
        found = _CHARSET.search(self.header("Content-Type") or "")
        return None if found is None else found.group(1)

    def body(self, *, most_bytes: int) -> bytes:
        """The payload with chunks joined and compression undone.

        Raises:
            ValueError: it is damaged, larger than allowed when unpacked, or packed in a way that is not known here.
        """
        data = self.payload
        if "chunked" in (self.header("Transfer-Encoding") or "").lower():
            data = joined(data)
        for coding in reversed((self.header("Content-Encoding") or "").lower().split(",")):
            data = _decoded(data, coding.strip(), most_bytes)
        return data


def parse(block: bytes) -> Answer:
    """The parts of an answer; a head that has no end makes an empty one."""
    status = _STATUS.match(block)
    end = _HEAD_END.search(block, 0, _MOST_HEAD_BYTES)
    headers: dict[str, str] = {}
    for line in block[: end.start() if end else 0].decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return Answer(int(status.group(1)) if status else 0, headers, block[end.end() :] if end else b"")


def joined(data: bytes) -> bytes:
    """The chunks of a body put together, as far as they go; as it is where an archive has joined them already.

    >>> joined(b"3\\r\\nabc\\r\\n2\\r\\nde\\r\\n0\\r\\n\\r\\n"), joined(b"<html>")
    (b'abcde', b'<html>')
    """
    parts: list[bytes] = []
    place = 0
    while (size := _CHUNK.match(data, place)) is not None:
        length = int(size.group(1), 16)
        if not length:
            return b"".join(parts)
        start = size.end()
        parts.append(data[start : start + length])
        place = start + length
        place += 2 if data[place : place + 2] == b"\r\n" else data[place : place + 1] == b"\n"
    return b"".join(parts) if parts else data


def marked(body: bytes, charset: str | None) -> bytes:
    """HTML in UTF-8 where the server named another encoding, for the page itself need not name it."""
    if charset is None or body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body
    try:
        name = codecs.lookup(charset).name
        if name == "utf-8" or not codecs.lookup(name)._is_text_encoding:
            return body
        body.decode("utf-8")  # many servers name an encoding that their pages are not in
    except UnicodeDecodeError:
        pass
    except LookupError:
        return body
    else:
        return body
    try:
        return codecs.BOM_UTF8 + body.decode(name).encode("utf-8")
    except (LookupError, UnicodeError):
        return body


def _decoded(data: bytes, coding: str, most_bytes: int) -> bytes:
    if coding in ("", "identity"):
        return data
    if coding in ("gzip", "x-gzip", "deflate"):
        if coding != "deflate" and not data.startswith(b"\x1f\x8b"):
            return data  # the archive has unpacked it already
        return _inflated(data, most_bytes)
    if coding == "zstd" and data.startswith(b"\x28\xb5\x2f\xfd"):
        import zstandard

        try:
            with zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True) as reader:
                return _bounded(reader.read(most_bytes + 1), most_bytes)
        except zstandard.ZstdError as fault:
            raise ValueError(str(fault)) from fault
    if data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
        return data  # unpacked by the archive, here too
    raise ValueError(f"it is packed as {coding[:20]!r}, which is not read here")


def _inflated(data: bytes, most_bytes: int) -> bytes:
    """Of gzip or zlib; of bare deflate, which some servers send for it; markup that is neither is unpacked already."""
    try:
        return _bounded(zlib.decompressobj(_GZIP_OR_ZLIB).decompress(data, most_bytes + 1), most_bytes)
    except zlib.error as fault:
        if data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
            return data
        try:
            return _bounded(zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, most_bytes + 1), most_bytes)
        except zlib.error:
            raise ValueError(str(fault)) from fault


def _bounded(data: bytes, most_bytes: int) -> bytes:
    if len(data) > most_bytes:
        raise ValueError(f"it is larger than {most_bytes >> 20} MB unpacked")
    return data
