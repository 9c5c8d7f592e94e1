"""The Guardian's discussion API: `discussion.comments`, each with its `responses` and whom they respond to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from threads.errors import InputError
from threads.model import Block, Page, Quote
from threads.sources import _fragment, _json, _moments, _repairs
from threads.sources._repairs import Draft

_ADDRESS = re.compile(r"@ ?(\S[^\n]{0,60})")


def matches(head: bytes, name: str) -> float:
    """Sure where a discussion with comments stands in it, or a comment with its discussion."""
    for answer in _answers(_json.opening(head)):
        discussion = answer.get("discussion")
        if isinstance(discussion, dict) and "comments" in discussion:
            return 0.95
        comment = answer.get("comment")
        if isinstance(comment, dict) and "userProfile" in comment:
            return 0.9
    return 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a discussion; several answers about the same one are put together."""
    drafts: dict[str, Draft] = {}
    answers = _answers(_json.document(data, source))
    for answer in answers:
        single = answer.get("comment")
        discussion = answer.get("discussion")
        if not isinstance(discussion, dict):
            discussion = single.get("discussion", {}) if isinstance(single, dict) else {}
        draft = drafts.setdefault(str(discussion.get("key")), Draft())
        draft.title = _json.string(discussion.get("title")) or draft.title
        draft.url = _json.string(discussion.get("webUrl")) or draft.url
        draft.declared_count = _json.integer(discussion.get("commentCount")) or draft.declared_count
        comments = discussion.get("comments")
        blocks = list(_blocks(comments if isinstance(comments, list) else [single]))
        draft.blocks += _addressed(blocks) if discussion.get("isThreaded") is False else blocks
    if not drafts:
        raise InputError("holds no discussion", where=source, hint="give an answer of /discussion/KEY")
    for draft in drafts.values():
        if draft.declared_count is not None and draft.declared_count > len(draft.blocks):
            draft.notes.append(f"{len(draft.blocks)} of {draft.declared_count} comments are in the file.")
        yield _repairs.page(draft, source=source, format="guardian_json", platform="guardian")


def _answers(value: Any) -> list[dict[str, Any]]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _blocks(comments: list[Any]) -> Iterator[Block]:
    stack: list[tuple[Any, str | None]] = [(comment, None) for comment in reversed(comments)]
    while stack:
        comment, above = stack.pop()
        if not isinstance(comment, dict):
            continue
        block = _block(comment, above)
        yield block
        responses = comment.get("responses")
        if isinstance(responses, list):
            stack.extend((response, block.id) for response in reversed(responses))


def _block(comment: dict[str, Any], above: str | None) -> Block:
    text, cited = _fragment.split(_json.string(comment.get("body")) or "", keep_lines=True)
    answered = comment.get("responseTo")
    named = _json.identity(answered.get("commentId")) if isinstance(answered, dict) else None
    profile = comment.get("userProfile")
    posted = comment.get("isoDateTime") or comment.get("date")
    return Block(
        id=_json.identity(comment.get("id")) or "",
        parent_id=named or above,
        author=_json.string(profile.get("displayName")) if isinstance(profile, dict) else None,
        posted_at=_moments.moment(posted),
        time_text=_moments.time_text(comment.get("date") or posted),
        text=text,
        status="visible" if comment.get("status", "visible") == "visible" else "removed",
        quotes=tuple(Quote(text=quote.text) for quote in cited),
    )


def _addressed(blocks: list[Block]) -> list[Block]:
    """Comments of the years before threads, when people began with "@Name": that one's latest comment is answered."""
    latest: dict[str, str] = {}
    found: list[Block] = []
    for block in blocks:
        name = _ADDRESS.match(block.text)
        spoken = " ".join(name.group(1).split()).casefold() if name else ""
        # A name may have blanks in it: the longest one that somebody here has is meant.
        words = spoken.split(" ")
        names = (" ".join(words[:count]) for count in range(len(words), 0, -1))
        known = next((other for part in names if (other := part.strip(" ,:;.!-–")) in latest), None)
        if known is not None and block.parent_id is None and latest[known] != block.id:
            basis = "it begins with their name behind “@”, and so stands"
            block = block.model_copy(update={"parent_id": latest[known], "parent_basis": basis})
        found.append(block)
        if block.author:
            latest[" ".join(block.author.split()).casefold()] = block.id
    return found
