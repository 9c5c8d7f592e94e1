"""Mastodon: the context of a status (`ancestors`, `descendants`), with or without the status, and lists of statuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from threads.errors import InputError
from threads.model import Block, Page, Quote
from threads.sources import _fragment, _grouping, _json, _moments, _repairs
from threads.sources._repairs import Draft


def matches(head: bytes, name: str) -> float:
    """Sure where a context or a status of Mastodon's kind stands in it."""
    value = _json.opening(head)
    for item in value[:3] if isinstance(value, list) else [value]:
        if not isinstance(item, dict):
            continue
        context = item["context"] if isinstance(item.get("context"), dict) else item
        # Where ancestors are many, the descendants are too far down to be seen here.
        parts = [part for key in ("ancestors", "descendants") if isinstance(part := context.get(key), list)]
        statuses = [_json.first_object(part) for part in parts if part]
        if statuses and all("account" in found and "content" in found for found in statuses):
            return 0.9
        if len(parts) == 2 and not statuses and len(context) <= 3:  # nobody answered
            return 0.6
        if _is_status(item) or _is_status(item.get("status")):
            return 0.9
    return 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a conversation; statuses that answer one that is not in the file begin it."""
    if _json.is_lines(data):
        return _from_lines(data.splitlines(), source)
    return _pages(_statuses(_json.document(data, source)), source)


def stream(file: BinaryIO, source: str) -> Iterator[Page]:
    """The same from lines, each a status or a context."""
    return _from_lines(file, source)


def _from_lines(lines: Iterable[bytes], source: str) -> Iterator[Page]:
    values = _json.Lines(lines, source)
    yield from _pages((status for _, _, value in values for status in _statuses(value)), source)
    values.complain()


def _is_status(value: Any) -> bool:
    return isinstance(value, dict) and "in_reply_to_id" in value and "account" in value and "content" in value


def _statuses(value: Any) -> Iterator[dict[str, Any]]:
    """Every status in reading order: ancestors, the status itself, descendants."""
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict):
            continue
        context = item.get("context") if isinstance(item.get("context"), dict) else item
        assert isinstance(context, dict)
        own = item if _is_status(item) else item.get("status", item.get("toot", item.get("post")))
        for part in (context.get("ancestors"), [own], context.get("descendants")):
            for status in part if isinstance(part, list) else ():
                if isinstance(status, dict) and ("content" in status or "text" in status):
                    yield status


def _pages(found: Iterable[dict[str, Any]], source: str) -> Iterator[Page]:
    statuses = [status.get("reblog") if isinstance(status.get("reblog"), dict) else status for status in found]
    blocks = [_block(status) for status in statuses if isinstance(status, dict)]
    if not blocks:
        raise InputError("holds no status", where=source, hint="give the status together with its context")
    parent_of = {block.id: block.parent_id for block in blocks}
    drafts: dict[str, Draft] = {}
    ends: dict[str, str] = {}
    # A context is one conversation even where its middle, the status itself, is missing.
    whole = len(blocks) > 1 and len({_grouping.topmost(block.id, parent_of, ends) for block in blocks}) <= 2
    for block, status in zip(blocks, statuses, strict=True):
        draft = drafts.setdefault("" if whole else _grouping.topmost(block.id, parent_of, ends), Draft())
        draft.blocks.append(block)
        if draft.url is None and isinstance(status, dict):
            draft.url = _json.string(status.get("url")) or _json.string(status.get("uri"))
    for draft in drafts.values():
        yield _repairs.page(draft, source=source, format="mastodon_json", platform="mastodon")


def _block(status: dict[str, Any]) -> Block:
    words = _json.string(status.get("content"))
    text, cited = _fragment.split(words) if words else (_json.string(status.get("text")) or "", ())
    warning = _json.string(status.get("spoiler_text"))
    account = status.get("account")
    account = account if isinstance(account, dict) else {}
    posted = status.get("created_at")
    return Block(
        id=_json.identity(status.get("id")) or "",
        parent_id=_json.identity(status.get("in_reply_to_id")),
        author=_json.string(account.get("acct"))
        or _json.string(account.get("username"))
        or _json.string(account.get("display_name")),
        posted_at=_moments.moment(posted),
        time_text=_moments.time_text(posted),
        text=f"{warning}\n\n{text}".strip() if warning else text,
        quotes=tuple(Quote(text=quote.text) for quote in cited),
    )
