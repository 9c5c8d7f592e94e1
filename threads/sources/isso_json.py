"""isso's generic JSON: threads with id, title and comments, in which nobody says what is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from threads.errors import InputError
from threads.model import Block, Page
from threads.sources import _fragment, _json, _moments, _repairs
from threads.sources._repairs import Draft


def matches(head: bytes, name: str) -> float:
    """Sure where a list of threads begins with one whose comments have text, author and `created`."""
    value = _json.opening(head)
    if not isinstance(value, list):
        return 0.0
    thread = _json.first_object([item for item in value if isinstance(item, dict) and item.get("comments")] or value)
    if "id" not in thread or not isinstance(thread.get("comments"), list) or "source" in thread:
        return 0.0
    comment = _json.first_object(thread["comments"])
    return 0.8 if {"text", "author", "created"} <= comment.keys() or (not comment and "title" in thread) else 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a thread; where no comment names its parent, the clues look for it."""
    value = _json.document(data, source)
    threads = [thread for thread in value if isinstance(thread, dict)] if isinstance(value, list) else []
    if not threads:
        raise InputError("is no list of threads", where=source, hint="give isso's generic JSON")
    for thread in threads:
        comments = thread.get("comments")
        found = [comment for comment in comments if isinstance(comment, dict)] if isinstance(comments, list) else []
        stated = any(comment.get("parent") is not None for comment in found)
        draft = Draft(title=_json.string(thread.get("title")), url=_json.string(thread.get("id")))
        draft.blocks = [_block(comment, stated=stated) for comment in found]
        yield _repairs.page(draft, source=source, format="isso_json", platform="isso")


def _block(comment: dict[str, Any], *, stated: bool) -> Block:
    posted = comment.get("created")
    return Block(
        id=_json.identity(comment.get("id")) or "",
        parent_id=_json.identity(comment.get("parent")),
        parent_known=stated,
        author=_json.string(comment.get("author")),
        posted_at=_moments.moment(posted),
        time_text=_moments.time_text(posted),
        text=_fragment.plain(_json.string(comment.get("text")) or "", keep_lines=True),
    )
