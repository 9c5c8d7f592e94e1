"""What an input is that no source reads, and what would work instead."""

from __future__ import annotations

import json
import re

from threads import parquet, shelves

_KINDS = (
    (re.compile(rb"%PDF-"), "a PDF"),
    (re.compile(rb"PK\x03\x04|\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!|\x28\xb5\x2f\xfd"), "a packed archive"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF"), "a picture or sound"),
    (re.compile(rb"\s*<\?xml|\s*<(?:rss|feed|disqus)\b", re.IGNORECASE), "XML of a kind that is not read here"),
    (re.compile(rb"\s*[{\[]"), "JSON of a kind that is not read here"),
    (re.compile(rb"From \S{1,200} |Return-Path:|Received:"), "a mailbox"),
)
_ADVICE = {
    "a PDF": "save its text and give that",
    "a packed archive": "unpack it first",
}


def describe(data: bytes, name: str) -> tuple[str, str]:
    """``(what it is, what would work)`` for an input that no source recognises."""
    from threads.sources import _repairs
    from threads.sources.text import is_binary

    known = ", ".join(shelves.names("sources"))
    otherwise = f"known formats: {known}; --input-format NAME reads it as one of them all the same"
    head = data[:65536].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(parquet.MAGIC):
        columns = parquet.columns(data, name)
        if columns is None:
            return "cannot be read as Parquet", "check that it is complete"
        shown = ", ".join(map(_repairs.named, columns[:12])) or "none"
        return (
            f"is Parquet without columns of words (it has {shown})",
            "call them id, parent_id and text, or text and url",
        )
    kind = next((kind for pattern, kind in _KINDS if pattern.match(head)), None)
    if kind is None and data[257:262] == b"ustar":
        kind = "a packed archive"  # tar, of which every file begins with its name
    if kind is None and is_binary(head):
        return "looks like a binary file", f"known formats: {known}"
    if kind is None:
        return "is of no known format", otherwise
    if kind.startswith("JSON"):
        fault = fault_in_json(data)
        if fault is not None:
            return f"is not valid JSON ({fault})", "check that it is complete"
    return f"is {kind}", _ADVICE.get(kind, otherwise)


def fault_in_json(data: bytes) -> str | None:
    """What is wrong with JSON, or with the first line of NDJSON; ``None`` for JSON that is whole."""
    try:
        json.loads(data)
    except json.JSONDecodeError as problem:
        if not problem.msg.startswith("Extra data"):
            return str(problem)
        first = data.lstrip().split(b"\n", 1)[0]
        return str(problem) if first == data.strip() else fault_in_json(first)
    except UnicodeDecodeError as problem:
        return f"byte {problem.start} is not {problem.encoding.upper()}"
    except ValueError:
        return "a number has too many digits"
    except RecursionError:
        return "nested too deeply"
    return None
