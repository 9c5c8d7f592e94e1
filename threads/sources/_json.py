"""JSON as strangers write it: nested without bound, with raw control characters, cut off, or one value a line."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from threads.errors import InputError

_BLANKS = re.compile(r"[ \t\n\r\0]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,4000})(?:\.\d{1,4000})?(?:[eE][-+]?\d{1,6})?")
_WORDS = {"true": True, "false": False, "null": None, "NaN": None, "Infinity": None, "-Infinity": None}
_MOST_DIGITS = 4000
"""Python refuses to read whole numbers of more than 4,300, as that takes time with the square of them."""
_MOST_NAMED = 3
"""Broken lines named one by one; the others are counted."""


def document(data: bytes, source: str) -> Any:
    """The one value in a file, at any depth; the list of all where it has one a line.

    Raises:
        InputError: with line and column, where it breaks off or is no JSON.
    """
    text = _text(data)
    try:
        return parse(text)
    except json.JSONDecodeError as problem:
        if problem.msg.startswith("Extra data") and (values := _one_a_line(text)) is not None:
            return values
        broken = "breaks off" if problem.pos >= len(text.rstrip()) - 1 else "is not valid JSON"
        broken = "breaks off" if "Unterminated" in problem.msg else broken
        raise InputError(
            f"{broken} ({problem.msg})",
            where=f"{source}:{problem.lineno}:{problem.colno}",
            hint="fetch or export it again",
        ) from problem


class Lines:
    """One value a line; broken lines are passed over and told by `complain` at the end.

    Args:
        lines: the lines of a file, as bytes.
        source: its name.
    """

    def __init__(self, lines: Iterable[bytes], source: str) -> None:
        self._lines = lines
        self._source = source
        self._broken: list[int] = []
        self._count = 0

    def __iter__(self) -> Iterator[tuple[int, bytes, Any]]:
        """``(line, its bytes, its value)`` for every line that is whole; lines are counted from 1."""
        for number, line in enumerate(self._lines, 1):
            if not line.strip(b" \t\r\n\0\xef\xbb\xbf"):
                continue
            try:
                value = parse(line.decode("utf-8-sig", errors="replace"))
            except ValueError:
                self._count += 1
                if len(self._broken) < _MOST_NAMED:
                    self._broken.append(number)
                continue
            yield number, line, value

    def complain(self) -> None:
        """Raise `InputError` where lines were broken; everything else has been read by then."""
        if not self._count:
            return
        named = ", ".join(map(str, self._broken))
        more = f" and {self._count - len(self._broken)} more" if self._count > len(self._broken) else ""
        what = "a line is" if self._count == 1 else f"{self._count} lines are"
        raise InputError(
            f"{what} not valid JSON and left out (line {named}{more})",
            where=f"{self._source}:{self._broken[0]}",
            hint="all other lines were read",
        )


def _text(data: bytes) -> str:
    """The letters of a file: UTF-8, or UTF-16 where a mark says so, as some shells write it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")


def _one_a_line(text: str) -> list[Any] | None:
    """The values of all lines, those of lists among them singly; ``None`` where a line is no value."""
    found: list[Any] = []
    for line in text.split("\n"):
        if line.strip(" \t\r\0"):
            try:
                value = parse(line)
            except json.JSONDecodeError:
                return None
            found += value if isinstance(value, list) else [value]
    return found


def parse(text: str) -> Any:
    """One JSON value; raw control characters in strings are let pass, and depth has no bound.

    A whole number of thousands of digits, which Python will not read, is ``None``.

    >>> parse('{"words": "a\\tb"}')
    {'words': 'a\\tb'}
    """
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        return _nested(text, whole=True)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return json.loads(text, strict=False, parse_int=_whole_number)


def _whole_number(digits: str) -> int | None:
    return int(digits) if len(digits) < _MOST_DIGITS else None


def opening(head: bytes) -> Any:
    """What the first value of a file holds as far as its first bytes show; ``None`` where it is no object or list."""
    return _opening(bytes(head))


@lru_cache(maxsize=2)  # every source on the shelf looks at the same first bytes
def _opening(head: bytes) -> Any:
    text = _text(head).lstrip(" \t\r\n\0")
    if not text.startswith(("{", "[")):
        return None
    try:
        return _nested(text, whole=False)
    except json.JSONDecodeError:
        return None


def is_lines(data: bytes) -> bool:
    """Whether a file has one object a line, and several of them."""
    first, _, rest = data.strip().partition(b"\n")
    return rest.lstrip()[:1] == b"{" and first.rstrip().endswith(b"}")


def string(value: Any) -> str | None:
    """The value where it is a string."""
    return value if isinstance(value, str) else None


def integer(value: Any) -> int | None:
    """The value where it is a whole number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def identity(value: Any) -> str | None:
    """An id as text, which some files write as a number; ``None`` where it is empty or something else."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1 << 53:
        value = int(value)
    return str(value) if isinstance(value, int | str) and not isinstance(value, bool) and value != "" else None


def first_object(value: Any) -> dict[str, Any]:
    """The value itself, or the first object of a list; empty where there is none."""
    if isinstance(value, list):
        value = next((item for item in value[:5] if isinstance(item, dict)), None)
    return value if isinstance(value, dict) else {}


def _nested(text: str, *, whole: bool) -> Any:
    """A value read without recursion.

    Args:
        text: begins with it.
        whole: whether it has to be whole and alone; else what is there until the text or the value ends is given.
    """
    outermost: list[Any] = []
    holders: list[list[Any] | dict[str, Any]] = [outermost]
    keys: list[str] = [""]
    place = 0
    closing = True  # whether the holder may be closed here: right after "[" or a value
    separated = True  # whether a value or key may stand here
    try:
        while True:
            place = _after_blanks(text, place)
            holder = holders[-1]
            if holder is outermost and outermost:
                break
            if place >= len(text):
                raise json.JSONDecodeError("Expecting value", text, place)
            letter = text[place]
            if letter in "]}" and holder is not outermost:
                if not closing or (letter == "}") != isinstance(holder, dict):
                    raise json.JSONDecodeError("Expecting value", text, place)
                holders.pop()
                keys.pop()
                place += 1
                closing, separated = True, False
                continue
            if letter == "," and not separated:
                place += 1
                closing, separated = False, True
                continue
            if not separated:
                raise json.JSONDecodeError("Expecting ',' delimiter", text, place)
            if isinstance(holder, dict):
                if letter != '"':
                    raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, place)
                key, place = scanstring(text, place + 1, False)
                place = _after_blanks(text, place)
                if text[place : place + 1] != ":":
                    raise json.JSONDecodeError("Expecting ':' delimiter", text, place)
                place = _after_blanks(text, place + 1)
                keys[-1] = key
                holder[key] = None  # a head may break off before the value
                letter = text[place : place + 1]
            if letter in ("{", "["):
                value: Any = {} if letter == "{" else []
                place += 1
            else:
                value, place = _scalar(text, place)
            if isinstance(holder, dict):
                holder[keys[-1]] = value
            else:
                holder.append(value)
            closing, separated = True, letter in ("{", "[")
            if separated:
                holders.append(value)
                keys.append("")
    except json.JSONDecodeError:
        if whole or not outermost:
            raise
        return outermost[0]
    if whole and place < len(text):
        raise json.JSONDecodeError("Extra data", text, place)
    return outermost[0]


def _after_blanks(text: str, place: int) -> int:
    found = _BLANKS.match(text, place)
    return place if found is None else found.end()


def _scalar(text: str, place: int) -> tuple[Any, int]:
    if text[place : place + 1] == '"':
        words, end = scanstring(text, place + 1, False)
        return words, end
    number = _NUMBER.match(text, place)
    if number is not None:
        digits = number.group()
        return (int(digits) if digits.lstrip("-").isdigit() else float(digits)), number.end()
    for word, value in _WORDS.items():
        if text.startswith(word, place):
            return value, place + len(word)
    raise json.JSONDecodeError("Expecting value", text, place)
