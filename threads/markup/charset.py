"""The letters behind a page's bytes: byte order mark, UTF-8, what the page claims, then what its bytes look like."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, longer before shorter: UTF-32's begins with UTF-16's."""
_CLAIM = re.compile(rb"""(?:charset|encoding)\s{0,3}=\s{0,3}["']?\s{0,3}([\w.:-]{2,30})""", re.IGNORECASE)
_SUPERSETS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949",
    "shift_jis": "cp932", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip
"""What browsers read where a page names the smaller set."""
_SPOKEN = {"cp1252": "Windows-1252", "cp1251": "Windows-1251"}
_WIDE = ("cp932", "gb18030", "euc_jp", "cp949", "big5")
_HEAD_BYTES = 4096
_FEW_FAULTS = 0.02
"""Share of letters beyond ASCII that may be damaged in a page that is UTF-8 all the same."""
_HIGH_RUN = re.compile(rb"[\xc0-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_LOW_HIGH = re.compile(rb"[\x80-\x9f]")
"""Hardly a letter of Western or Cyrillic pages; one byte in three of Japanese ones."""
_FEW = 8
"""Bytes beyond ASCII; fewer say nothing of an alphabet."""
_SAMPLE_BYTES = 200_000


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and a note where its encoding had to be guessed or parts of it are damaged.

    >>> decode(b"<meta charset=utf-8>caf\\xe9")
    ('<meta charset=utf-8>café', ('Byte 23 is not UTF-8; the page was read as Windows-1252.',))
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), ()
    if b"\x00" in data[:_HEAD_BYTES]:
        wide = _wide_by_zeros(data)
        if wide is not None:
            return data.decode(wide, errors="replace"), ()
    claimed = claim(data)
    if claimed == "iso2022_jp":  # all of its bytes are ASCII, so that UTF-8 would never object
        return data.decode(claimed, errors="replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as problem:
        byte = problem.start
    return _decode_otherwise(data, byte, claimed)


def claim(data: bytes) -> str | None:
    """The encoding that the page's head names, as Python calls it; ``None`` where it names none that is known."""
    found = _CLAIM.search(data, 0, _HEAD_BYTES)
    if found is None:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None
    return _SUPERSETS.get(name, name)


def _decode_otherwise(data: bytes, byte: int, claimed: str | None) -> tuple[str, tuple[str, ...]]:
    mended = data.decode("utf-8", errors="replace")
    damaged = mended.count("\ufffd")
    beyond = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", mended[:_SAMPLE_BYTES]))) + damaged
    if damaged <= max(2 if beyond > 20 else 0, _FEW_FAULTS * beyond) and claimed in (None, "utf-8"):
        return mended, (f"Byte {byte} is not UTF-8; {damaged} damaged characters are shown as \ufffd.",)
    if claimed not in (None, "utf-8"):
        try:
            return data.decode(claimed), ()
        except (UnicodeDecodeError, UnicodeError, LookupError):
            pass
    guessed = _guess(data)
    text = data.decode(guessed, errors="replace")
    if guessed == "cp1252" and "\ufffd" in text:
        text = data.decode("latin-1")  # the five bytes that Windows-1252 leaves undefined
    return text, (f"Byte {byte} is not UTF-8; the page was read as {_SPOKEN.get(guessed, guessed.upper())}.",)


def _guess(data: bytes) -> str:
    """The likeliest encoding of bytes that are no UTF-8."""
    sample = data[:_SAMPLE_BYTES]
    high = len(_HIGH.findall(sample))
    runs = sum(len(run) for run in _HIGH_RUN.findall(sample))
    low = len(_LOW_HIGH.findall(sample))
    if high < _FEW or (runs < 0.3 * high and low < 0.25 * high):
        return "cp1252"  # single accented letters among plain ones
    for encoding in _WIDE:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError:
            continue
        letters = [letter for letter in text if letter > "\x7f"]
        common = sum(
            "\u3040" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" or "가" <= letter <= "힣"
            for letter in letters
        )
        if letters and common > 0.8 * len(letters) and len(letters) < 0.7 * high:
            return encoding
    return "cp1251" if runs >= 0.3 * high else "cp1252"


def _wide_by_zeros(data: bytes) -> str | None:
    head = data[: min(len(data) & ~1, _HEAD_BYTES)]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0) / (len(head) / 2), head[1::2].count(0) / (len(head) / 2)
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.05 else None
