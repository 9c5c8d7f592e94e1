"""Comments that a page states for search engines, in JSON-LD: for pages whose visible comments a script fills in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import unescape
from typing import Any

from threads.model import Block

_COMMENTS = frozenset(("Comment", "UserComments", "Answer"))
_POSTS = frozenset(("DiscussionForumPosting", "SocialMediaPosting", "Question"))
_INNER = ("comment", "comments", "suggestedAnswer", "acceptedAnswer", "answer")
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_MOST = 200_000
"""Objects looked at, at most."""


def blocks(scripts: Sequence[str]) -> tuple[Block, ...]:
    """The comments that some scripts of JSON-LD state, each with the comment it stands under."""
    made: list[Block] = []
    taken: set[str] = set()
    for script in scripts:
        try:
            data = json.loads(script.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        for block in _found(data):
            if block.id not in taken:
                taken.add(block.id)
                made.append(block)
    return tuple(made)


def _found(data: Any) -> Iterator[Block]:
    """Comments in page order; without recursion, so depth has no bound."""
    stack: list[tuple[Any, str | None, bool]] = [(data, None, False)]
    seen = 0
    while stack and seen < _MOST:
        value, parent, inside = stack.pop()
        seen += 1
        if isinstance(value, list):
            stack.extend((item, parent, inside) for item in reversed(value))
            continue
        if not isinstance(value, dict):
            continue
        types = _types(value)
        if "FAQPage" in types:
            continue  # its questions and answers are the site's own
        own = parent
        if types & _COMMENTS or (inside and "text" in value):
            block = _block(value, parent, seen)
            if block is not None:
                yield block
                own = block.id
        for name, inner in reversed(list(value.items())):
            if isinstance(inner, dict | list):
                stack.append(
                    (
                        inner,
                        own if name in _INNER else None if not types & _COMMENTS else own,
                        name in _INNER and bool(types & (_COMMENTS | _POSTS)),
                    )
                )


def _types(value: dict[str, Any]) -> set[str]:
    named = value.get("@type")
    return {str(name).rpartition("/")[2] for name in (named if isinstance(named, list) else [named]) if name}


def _block(value: dict[str, Any], parent: str | None, number: int) -> Block | None:
    text = next(
        (
            value[name]
            for name in ("text", "commentText", "articleBody", "description")
            if isinstance(value.get(name), str)
        ),
        None,
    )
    if not text or not text.strip():
        return None
    author = value.get("author", value.get("creator"))
    if isinstance(author, list):
        author = author[0] if author else None
    name = author.get("name") if isinstance(author, dict) else author
    written = value.get("dateCreated", value.get("datePublished", value.get("commentTime")))
    above = value.get("parentItem")
    if parent is None and isinstance(above, dict):
        parent = _identity(above)
    return Block(
        id=_identity(value) or f"item-{number}",
        parent_id=parent,
        author=str(name).strip() or None if name else None,
        posted_at=_moment(written),
        time_text=written if isinstance(written, str) else None,
        text=_plain(text),
    )


def _identity(value: dict[str, Any]) -> str | None:
    found = next((value[name] for name in ("@id", "identifier", "url") if isinstance(value.get(name), str | int)), None)
    return None if found is None or found == "" else str(found)


def _moment(written: Any) -> datetime | None:
    if not isinstance(written, str):
        return None
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _plain(text: str) -> str:
    """The words of a text that may be HTML."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    lines = [" ".join(line.split()) for line in unescape(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
