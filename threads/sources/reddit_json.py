"""Reddit listings: `/comments/ID.json`, its permalink views and `/api/morechildren`; nested by `replies`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from threads.model import Block, Page
from threads.sources import _json, _markdown, _moments, _repairs
from threads.sources._repairs import Draft

_KINDS = ("t1", "t3", "more")


def matches(head: bytes, name: str) -> float:
    """Sure where a listing holds comments, posts or stubs."""
    for listing in _listings(_json.opening(head)):
        # The last thing may be cut before its kind.
        kinds = [thing["kind"] for thing in listing if isinstance(thing, dict) and thing.get("kind") is not None]
        if kinds and all(kind in _KINDS for kind in kinds):
            return 0.97
    return 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a submission; stubs ("more comments") are counted in its notes."""
    drafts: dict[str, Draft] = {}
    stubs: dict[str, list[dict[str, Any]]] = {}
    value = _json.document(data, source)
    posts = [thing["data"] for listing in _listings(value) for thing in listing if _is_post(thing)]
    only_link = _text(posts[0], "name") if len(posts) == 1 else None
    for thing, above in _things(value):
        inside = thing["data"]
        if thing["kind"] == "t3":
            _describe(drafts.setdefault(_text(inside, "name") or f"t3_{_text(inside, 'id')}", Draft()), inside)
            continue
        link = _text(inside, "link_id") or (_text(above, "link_id") if above else None) or only_link or ""
        draft = drafts.setdefault(link, Draft())
        if thing["kind"] == "more":
            stubs.setdefault(link, []).append(inside)
            continue
        if draft.title is None:
            draft.title, draft.url = _text(inside, "link_title"), _address(_text(inside, "link_permalink"))
        draft.blocks.append(_block(inside, above))
    for link, draft in drafts.items():
        draft.notes += _notes_of(stubs.get(link, []))
        yield _repairs.page(draft, source=source, format="reddit_json", platform="reddit")


def _listings(value: Any) -> Iterator[list[Any]]:
    """The lists of things at the top of a file."""
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict):
            return
        data = item.get("data", item.get("json"))
        if item.get("kind") == "Listing" and isinstance(data, dict) and isinstance(data.get("children"), list):
            yield data["children"]
        elif item.get("kind") in _KINDS:
            yield [item]
        elif isinstance(data, list):  # an archive's answer: {"data": [things]}
            yield data
        elif isinstance(data, dict):
            inner = data.get("data")
            things = inner.get("things") if isinstance(inner, dict) else data.get("things")
            if isinstance(things, list):
                yield things


def _things(value: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Every thing with the comment it is nested in, in reading order; without recursion, so depth has no bound."""
    stack: list[tuple[Any, dict[str, Any] | None]] = [
        (thing, None) for listing in reversed(list(_listings(value))) for thing in reversed(listing)
    ]
    while stack:
        thing, above = stack.pop()
        if not isinstance(thing, dict) or thing.get("kind") not in _KINDS or not isinstance(thing.get("data"), dict):
            continue
        yield thing, above
        replies = thing["data"].get("replies")
        for listing in reversed(list(_listings(replies))) if isinstance(replies, dict | list) else ():
            stack.extend((reply, thing["data"]) for reply in reversed(listing))


def _is_post(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("kind") == "t3" and isinstance(thing.get("data"), dict)


def _describe(draft: Draft, post: dict[str, Any]) -> None:
    draft.title = _markdown.unescaped(_text(post, "title") or "") or None
    draft.url = _address(_text(post, "permalink"))
    draft.article = _markdown.unescaped(_text(post, "selftext") or "") or None
    draft.declared_count = _json.integer(post.get("num_comments"))


def _block(comment: dict[str, Any], above: dict[str, Any] | None) -> Block:
    parent = _text(comment, "parent_id") or (None if above is None else _name(above))
    words = _text(comment, "body")
    text, quotes = _markdown.split(words) if words is not None else _markdown.split_html(_text(comment, "body_html"))
    posted = comment.get("created_utc")
    return Block(
        id=_name(comment),
        parent_id=parent if parent and not parent.startswith("t3_") else None,
        author=_text(comment, "author"),
        posted_at=_moments.moment(posted),
        time_text=_moments.time_text(posted),
        text=text,
        status=_markdown.status_of(text),
        quotes=quotes,
    )


def _notes_of(stubs: list[dict[str, Any]]) -> list[str]:
    """What the file leaves out, in one sentence."""
    if not stubs:
        return []
    cut = sum(1 for stub in stubs if not stub.get("count"))
    missing = sum(count for stub in stubs if isinstance(count := stub.get("count"), int))
    where = "1 place has" if len(stubs) == 1 else f"{len(stubs)} places have"
    branches = f", {cut} of them a branch cut off (“continue this thread”)" if cut else ""
    return [f"{where} more comments than the file holds{branches}; Reddit counts {missing} in all."]


def _name(comment: dict[str, Any]) -> str:
    name, id = _text(comment, "name"), _text(comment, "id")
    return name or (f"t1_{id}" if id else "")


def _address(permalink: str | None) -> str | None:
    return f"https://www.reddit.com{permalink}" if permalink and permalink.startswith("/") else permalink


def _text(thing: dict[str, Any], key: str) -> str | None:
    value = thing.get(key)
    return value if isinstance(value, str) else None
