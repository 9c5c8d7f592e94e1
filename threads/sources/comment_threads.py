"""This project's own exports read back in: ``threads export pages -f json | threads report -``, and ndjson too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from pydantic import BaseModel, ValidationError

from threads.errors import InputError
from threads.model import Block, Page, Quote, Span, Status
from threads.sources import _repairs
from threads.sources._repairs import Draft

SCHEMA = "comment-threads/1"
_STATED = re.compile(rb'"schema"\s*:\s*"comment-threads/')
_KEYS = (b'"source"', b'"layout"', b'"declared_count"')
"""Every thread of an export has them, above its comments."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class _Quote(BaseModel):
    text: str
    comment_id: str | None = None
    span: Span | None = None


class _Comment(BaseModel):
    """What is read of one comment; whatever else stands there is passed over."""

    id: str
    parent_id: str | None = None
    author: str | None = None
    posted_at: datetime | None = None
    posted_at_text: str | None = None
    text: str = ""
    status: Status = "visible"
    quotes: list[_Quote] = []


class _Thread(BaseModel):
    id: str | None = None
    source: str | None = None
    title: str | None = None
    url: str | None = None
    platform: str | None = None
    declared_count: int | None = None
    article: str | None = None
    comments: list[_Comment]


def matches(head: bytes, name: str) -> float:
    """Sure where the schema is named, nearly so where a line has the keys of a thread."""
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return 0.0
    if _STATED.search(head):
        return 1.0
    return 0.9 if all(key in head for key in _KEYS) else 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a thread. A broken line of ndjson is an `InputError` of its own; the iterator then goes on."""
    text = data.decode("utf-8-sig", errors="replace")
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    # Pretty-printed documents indent all braces but the outermost; ndjson begins each line with one.
    if not _STATED.search(data[:4096]) and sum(line.startswith("{") for _, line in lines) > 1:
        return map(partial(_page_of_line, source=source), lines)  # unlike a generator, a map survives an error
    return _pages_of_document(text, source)


def _pages_of_document(text: str, source: str) -> Iterator[Page]:
    document = _parse(text, source)
    if isinstance(document, dict) and "comments" in document:
        document = {"threads": [document]}
    if not isinstance(document, dict) or not isinstance(document.get("threads"), list):
        raise InputError('has no list "threads"', where=source, hint=f"give a document of schema {SCHEMA}, or ndjson")
    schema = document.get("schema", SCHEMA)
    if schema != SCHEMA:
        raise InputError(f"is of schema {str(schema)[:60]!r}", where=source, hint=f"this version reads {SCHEMA}")
    return map(partial(_page_of_list, source=source), enumerate(document["threads"]))


def _page_of_list(numbered: tuple[int, Any], *, source: str) -> Page:
    return _page(numbered[1], source, f"{source}: threads[{numbered[0]}]")


def _page_of_line(numbered: tuple[int, str], *, source: str) -> Page:
    number, line = numbered
    return _page(_parse(line, source, line_number=number), source, f"{source}:{number}")


def _parse(text: str, source: str, *, line_number: int | None = None) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        line = problem.lineno if line_number is None else line_number
        broken = (
            "breaks off"
            if problem.pos >= len(text.rstrip()) - 1 or "Unterminated" in problem.msg
            else "is not valid JSON"
        )
        raise InputError(
            f"{broken} ({problem.msg})", where=f"{source}:{line}:{problem.colno}", hint="export it again"
        ) from problem
    except RecursionError as problem:
        raise InputError("is nested too deeply", where=source, hint="the exports here are never nested") from problem


def _page(data: Any, source: str, where: str) -> Page:
    try:
        thread = _Thread.model_validate(data)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(
            f"{place or 'it'}: {first['msg']}", where=where, hint=f"give a thread of schema {SCHEMA}"
        ) from problem
    draft = Draft(
        title=thread.title, url=thread.url, article=thread.article, declared_count=thread.declared_count,
        blocks=[_block(comment) for comment in thread.comments],
    )  # fmt: skip
    page = _repairs.page(draft, source=_clean(thread.source) or source, format="comment_threads", as_written=True)
    return page.model_copy(update={"id": _clean(thread.id), "platform": _clean(thread.platform)})


def _block(comment: _Comment) -> Block:
    return Block(
        id=_clean(comment.id),
        parent_id=_clean(comment.parent_id),
        author=_clean(comment.author),
        posted_at=_in_utc(comment.posted_at),
        time_text=_clean(comment.posted_at_text),
        text=_clean(comment.text),
        status=comment.status,
        quotes=tuple(_quote(quote, comment) for quote in comment.quotes),
    )


def _quote(quote: _Quote, comment: _Comment) -> Quote:
    """A quotation whose place in the text is kept where it can be one."""
    span = quote.span if quote.span is not None and 0 <= quote.span[0] <= quote.span[1] <= len(comment.text) else None
    return Quote(text=_clean(quote.text), comment_id=_clean(quote.comment_id), span=span)


def _in_utc(moment: datetime | None) -> datetime | None:
    """The moment in UTC; one without a zone is taken to be in UTC already."""
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _clean(text: Any) -> Any:
    """The text with lone surrogates, which JSON can hold and UTF-8 cannot, as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text) if text else text
