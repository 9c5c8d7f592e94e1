"""Discourse topics: `/t/ID.json` and `/t/ID/posts.json`; replies by post number, quotes as the second witness."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from threads.errors import InputError
from threads.model import Block, Page, Quote, Status
from threads.sources import _fragment, _json, _moments, _repairs
from threads.sources._fragment import Cited
from threads.sources._repairs import Draft

_SMALL_ACTION = 3
"""A post of this type only says that somebody closed, split or renamed the topic."""


def matches(head: bytes, name: str) -> float:
    """Sure where a stream of posts with post numbers stands in it."""
    value = _json.opening(head)
    topics = value if isinstance(value, list) else [value]
    for topic in topics[:5]:
        if not isinstance(topic, dict):
            continue
        if isinstance(stream := topic.get("post_stream"), dict) and isinstance(stream.get("posts", []), list):
            return 0.97
        if "post_number" in topic and ("cooked" in topic or "raw" in topic):
            return 0.95
    return 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a topic; what of its stream is not in the file stands in its notes."""
    value = _json.document(data, source)
    topics = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
    loose = [item for item in topics if "post_number" in item and "post_stream" not in item]
    streams = [topic for topic in topics if isinstance(topic.get("post_stream"), dict)]
    if not loose and not streams:
        raise InputError("holds no posts of a topic", where=source, hint="give /t/ID.json or /t/ID/posts.json")
    by_topic: dict[str, list[Any]] = {}
    for post in loose:
        by_topic.setdefault(str(post.get("topic_id")), []).append(post)
    for posts in by_topic.values():
        yield _page({}, posts, source)
    for topic in streams:
        posts = topic["post_stream"].get("posts")
        yield _page(topic, posts if isinstance(posts, list) else [], source)


def _page(topic: dict[str, Any], posts: list[Any], source: str) -> Page:
    posts = [post for post in posts if isinstance(post, dict)]
    draft = Draft(title=_json.string(topic.get("title")))
    draft.declared_count = _json.integer(topic.get("posts_count"))
    topic_id = str(topic.get("id") or next((post["topic_id"] for post in posts if post.get("topic_id")), ""))
    id_of = {post["post_number"]: _id(post) for post in reversed(posts) if isinstance(post.get("post_number"), int)}
    actions = 0
    for post in posts:
        if post.get("post_type") == _SMALL_ACTION and not _json.string(post.get("cooked")):
            actions += 1
            continue
        block, quoted = _block(post, topic_id, id_of)
        draft.blocks.append(block)
        if quoted:
            draft.further_parents[block.id] = quoted
    draft.notes += _notes_of(topic, posts, actions)
    return _repairs.page(draft, source=source, format="discourse_json", platform="discourse")


def _block(post: dict[str, Any], topic_id: str, id_of: dict[int, str]) -> tuple[Block, list[str]]:
    """The comment, and the earlier posts of this topic that it quotes."""
    words = _json.string(post.get("cooked"))
    text, cited = _fragment.split(
        words if words is not None else _json.string(post.get("raw")) or "", keep_lines=not words
    )
    number = post.get("post_number")
    sources = [_quoted(quote, topic_id, id_of) for quote in cited]
    quoted = [
        id_of[other]
        for quote in cited
        if (other := _post_number(quote, topic_id)) in id_of and isinstance(number, int) and other < number
    ]
    answered = post.get("reply_to_post_number")
    parent = id_of.get(answered, f"post #{answered}") if isinstance(answered, int) else next(iter(quoted), None)
    block = Block(
        id=_id(post),
        parent_id=parent,
        parent_basis="it quotes it, and so stands" if not isinstance(answered, int) and parent is not None else None,
        author=_json.string(post.get("username")) or _json.string(post.get("name")),
        posted_at=_moments.moment(post.get("created_at")),
        time_text=_moments.time_text(post.get("created_at")),
        text=text,
        status=_status(post),
        quotes=tuple(Quote(text=quote.text, comment_id=id) for quote, id in zip(cited, sources, strict=True)),
        number=None if number is None else str(number),
    )
    return block, quoted


def _quoted(quote: Cited, topic_id: str, id_of: dict[int, str]) -> str | None:
    number = _post_number(quote, topic_id)
    return None if number is None else id_of.get(number)


def _post_number(quote: Cited, topic_id: str) -> int:
    """The post a quotation names, 0 where it names none of this topic."""
    number, topic = quote.attributes.get("data-post") or "", quote.attributes.get("data-topic") or topic_id
    same = not topic_id or topic == topic_id
    return int(number) if same and number.isascii() and number.isdigit() and len(number) < 10 else 0


def _status(post: dict[str, Any]) -> Status:
    if post.get("user_deleted") or post.get("deleted_at"):
        return "deleted"
    return "removed" if post.get("hidden") else "visible"


def _notes_of(topic: dict[str, Any], posts: list[dict[str, Any]], actions: int) -> list[str]:
    notes: list[str] = []
    stream = topic.get("post_stream", {}).get("stream")
    if isinstance(stream, list) and len(stream) > len(posts):
        notes.append(f"{len(posts)} of {len(stream)} posts of the topic are in the file.")
    if actions:
        left_out = _repairs.counted(actions, "post without words that tells", "posts without words that tell")
        notes.append(f"Left out: {left_out} of an action (closed, renamed).")
    return notes


def _id(post: dict[str, Any]) -> str:
    id = post.get("id")
    return str(id) if isinstance(id, int | str) else ""
