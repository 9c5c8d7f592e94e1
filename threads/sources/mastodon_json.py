"""Mastodon: the context of a status (`ancestors`, `descendants`), with or without the status, and lists of statuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from threads.errors import InputError
from threads.model import Block, Page, Quote
from threads.sources import _fragment, _json, _moments, _repairs
from threads.sources._repairs import Draft


def matches(head: bytes, name: str) -> float:
    """Sure where a context or a status of Mastodon's kind stands in it."""
    value = _json.opening(head)
    for item in value[:3] if isinstance(value, list) else [value]:
        if not isinstance(item, dict):
            continue
        inner = item.get("context") if isinstance(item.get("context"), dict) else item
        if isinstance(inner, dict) and isinstance(inner.get("ancestors", inner.get("descendants")), list):
            return 0.9 if "descendants" in inner or _is_status(_json.first_object(inner.get("ancestors"))) else 0.0
        if _is_status(item) or _is_status(item.get("status")):
            return 0.9
    return 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a conversation; statuses that answer one that is not in the file begin it."""
    first, _, rest = data.strip().partition(b"\n")
    if rest.lstrip()[:1] == b"{" and first.rstrip().endswith(b"}"):
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
    whole = len(blocks) > 1 and len({_end(block.id, parent_of, ends) for block in blocks}) <= 2
    for block, status in zip(blocks, statuses, strict=True):
        draft = drafts.setdefault("" if whole else _end(block.id, parent_of, ends), Draft())
        draft.blocks.append(block)
        if draft.url is None and isinstance(status, dict):
            draft.url = _string(status.get("url")) or _string(status.get("uri"))
    for draft in drafts.values():
        yield _repairs.page(draft, source=source, format="mastodon_json", platform="mastodon")


def _end(id: str, parent_of: dict[str, str | None], ends: dict[str, str]) -> str:
    """The topmost id above a status that is known of."""
    path: dict[str, None] = {}
    place = id
    while place not in ends and place not in path:
        path[place] = None
        above = parent_of.get(place)
        if above is None:
            break
        place = above
    end = ends.get(place, place)
    ends.update(dict.fromkeys(path, end))
    return end


def _block(status: dict[str, Any]) -> Block:
    words = _string(status.get("content"))
    text, cited = _fragment.split(words) if words else (_string(status.get("text")) or "", ())
    warning = _string(status.get("spoiler_text"))
    account = status.get("account")
    account = account if isinstance(account, dict) else {}
    posted = status.get("created_at")
    return Block(
        id=_id(status.get("id")) or "",
        parent_id=_id(status.get("in_reply_to_id")),
        author=_string(account.get("acct")) or _string(account.get("username")) or _string(account.get("display_name")),
        posted_at=_moments.moment(posted),
        time_text=_moments.time_text(posted),
        text=f"{warning}\n\n{text}".strip() if warning else text,
        quotes=tuple(Quote(text=quote.text) for quote in cited),
    )


def _id(value: Any) -> str | None:
    return str(value) if isinstance(value, int | str) and not isinstance(value, bool) and value != "" else None


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
