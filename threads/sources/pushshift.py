"""Pushshift and Arctic Shift: a Reddit comment or submission a line, in any order, ids without their prefix."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from threads.model import Block, Page
from threads.sources import _grouping, _json, _markdown, _moments, _repairs
from threads.sources._repairs import Draft

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def matches(head: bytes, name: str) -> float:
    """Sure where the first line is a comment with `link_id` and `parent_id`, or a submission of a subreddit."""
    first = _json.opening(head)
    if isinstance(first, dict) and isinstance(first.get("data"), list):
        first = first["data"]
    first = _json.first_object(first)
    if "kind" in first or "replies" in first:
        return 0.0
    if _is_comment(first) or ("link_id" in first and "parent_id" in first and "subreddit" in first):
        return 0.95
    return 0.9 if _is_submission(first) and ("selftext" in first or "num_comments" in first) else 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a submission, told or not by a line of its own; broken lines are counted at the end."""
    first = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if first.startswith(b"[") or (b"\n" not in data.strip() and b'"data"' in first[:200]):
        yield from _pages(_in_document(_json.document(data, source)), source)
        return
    yield from _from_lines(data.splitlines(), source)


def stream(file: BinaryIO, source: str) -> Iterator[Page]:
    """The same line by line, for dumps that do not fit into memory."""
    return _from_lines(file, source)


def _from_lines(lines: Iterable[bytes], source: str) -> Iterator[Page]:
    values = _json.Lines(lines, source)
    yield from _pages(((record, line) for _, line, record in values), source)
    values.complain()


def _in_document(value: Any) -> Iterator[tuple[Any, bytes]]:
    records = value.get("data") if isinstance(value, dict) else value
    for record in records if isinstance(records, list) else ():
        yield record, json.dumps(record).encode()


def _pages(records: Iterable[tuple[Any, bytes]], source: str) -> Iterator[Page]:
    keyed = ((key, line) for record, line in records if (key := _link(record)) is not None)
    for link, lines in _grouping.grouped(keyed):
        yield _page(link, [_json.parse(line.decode("utf-8-sig", "replace")) for line in lines], source)


def _page(link: str, records: list[dict[str, Any]], source: str) -> Page:
    draft = Draft()
    for record in records:
        if _is_comment(record):
            draft.blocks.append(_block(record, link))
            if draft.url is None and isinstance(record.get("subreddit"), str) and link:
                draft.url = f"https://www.reddit.com/r/{record['subreddit']}/comments/{link.removeprefix('t3_')}/"
            if draft.title is None and isinstance(record.get("link_title"), str):
                draft.title = record["link_title"]
    for record in records:
        if not _is_comment(record):
            draft.title = _markdown.unescaped(_json.string(record.get("title")) or "") or None
            permalink = _json.string(record.get("permalink")) or ""
            draft.url = f"https://www.reddit.com{permalink}" if permalink.startswith("/") else draft.url
            draft.article = _markdown.unescaped(_json.string(record.get("selftext")) or "") or None
            draft.declared_count = _json.integer(record.get("num_comments"))
    return _repairs.page(draft, source=source, format="pushshift", platform="reddit")


def _is_comment(record: dict[str, Any]) -> bool:
    return "body" in record and "link_id" in record


def _is_submission(record: dict[str, Any]) -> bool:
    return "title" in record and "id" in record and "subreddit" in record and "body" not in record


def _link(record: Any) -> str | None:
    """The submission a line belongs to, ``t3_...``; ``None`` for lines of another kind."""
    if not isinstance(record, dict):
        return None
    if _is_comment(record):
        return _with_prefix(record["link_id"], "t3_") or ""
    return _with_prefix(record.get("id"), "t3_") if _is_submission(record) else None


def _with_prefix(id: Any, prefix: str) -> str | None:
    """An id as Reddit names it; some dumps write it as a number, which is the same in base 36."""
    if isinstance(id, int) and not isinstance(id, bool) and 0 <= id < 1 << 64:
        letters = ""
        while id:
            id, digit = divmod(id, 36)
            letters = _DIGITS[digit] + letters
        return prefix + (letters or "0")
    if not isinstance(id, str) or not id:
        return None
    return id if id[:1] == "t" and id[2:3] == "_" else prefix + id


def _block(record: dict[str, Any], link: str) -> Block:
    text, quotes = _markdown.split(_json.string(record["body"]) or "")
    parent = _with_prefix(record.get("parent_id"), "t1_")
    answers_link = parent is None or parent.startswith("t3_") or parent[3:] == link[3:]
    posted = record.get("created_utc", record.get("created"))
    return Block(
        id=_with_prefix(record.get("id") or record.get("name"), "t1_") or "",
        parent_id=None if answers_link else parent,
        author=_json.string(record.get("author")),
        posted_at=_moments.moment(posted),
        time_text=_moments.time_text(posted),
        text=text,
        status=_markdown.status_of(text),
        quotes=quotes,
    )
