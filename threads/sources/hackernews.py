"""Hacker News: Algolia items and search hits, and Firebase items as an array, an object by id, or lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from threads.model import Block, Page, Quote, Status
from threads.reading.passages import MARKED
from threads.sources import _fragment, _grouping, _json, _moments, _repairs
from threads.sources._repairs import Draft

_KINDS = ("story", "comment", "job", "poll", "pollopt")
_MOST_NESTED = 200
_ADDRESS = "https://news.ycombinator.com/item?id="


def matches(head: bytes, name: str) -> float:
    """Sure where items have a kind of Hacker News, or hits its tags."""
    value = _json.opening(head)
    if isinstance(value, dict) and isinstance(value.get("hits"), list):
        hit = _json.first_object(value["hits"])
        return 0.95 if "objectID" in hit and ("story_id" in hit or "_tags" in hit or "num_comments" in hit) else 0.0
    item = _json.first_object(value)
    if item is value and item.keys() and all(key.isdigit() for key in list(item)[:3]):
        item = _json.first_object(list(item.values())[:3])
    if "objectID" in item and ("comment_text" in item or "story_title" in item):
        return 0.9
    if "children" in item:
        return 0.95 if any(_is_telling(part) for part in _first_nested(item)) else 0.0
    if item.get("type") not in _KINDS or "id" not in item:
        return 0.0
    return 0.95 if "by" in item or "kids" in item or ("time" in item and "parent" in item) else 0.0


def _is_telling(item: dict[str, Any]) -> bool:
    return item.get("type") in _KINDS and "id" in item and ("parent_id" in item or "title" in item)


def _first_nested(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """An item and the first within it: Algolia writes `children` before `id` and `type`, which may be far down."""
    for _ in range(_MOST_NESTED):
        yield item
        item = _json.first_object(item.get("children"))
        if not item:
            return


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a story; comments whose story is not in the file are together where their topmost comment is."""
    if _json.is_lines(data):
        return _from_lines(data.splitlines(), source)
    return _pages(_items(_json.document(data, source)), source)


def stream(file: BinaryIO, source: str) -> Iterator[Page]:
    """The same from lines, one item each."""
    return _from_lines(file, source)


def _from_lines(lines: Iterable[bytes], source: str) -> Iterator[Page]:
    values = _json.Lines(lines, source)
    yield from _pages((item for _, _, value in values for item in _items(value)), source)
    values.complain()


def _items(value: Any) -> Iterator[dict[str, Any]]:
    """Every item with `parent_id` filled from its nesting, in reading order."""
    if isinstance(value, dict) and isinstance(value.get("hits"), list):
        value = value["hits"]
    elif isinstance(value, dict) and "id" not in value and "objectID" not in value:
        value = list(value.values())
    stack: list[tuple[Any, str | None]] = [
        (item, None) for item in reversed(value if isinstance(value, list) else [value])
    ]
    while stack:
        item, above = stack.pop()
        if isinstance(item, list):
            stack.extend((inner, above) for inner in reversed(item))
            continue
        if not isinstance(item, dict):
            continue
        id = _json.identity(item.get("id", item.get("objectID")))
        parent = _json.identity(item.get("parent_id", item.get("parent"))) or above
        inner = item.get("children") or item.get("kids") or ()
        yield {**item, "id": id, "parent_id": parent, "children": None, "kids": None}
        if isinstance(inner, list):
            stack.extend((child, id) for child in reversed(inner) if isinstance(child, dict))


def _pages(found: Iterable[dict[str, Any]], source: str) -> Iterator[Page]:
    items = [item for item in found if item.get("type") != "pollopt"]
    parent_of = {item["id"]: item["parent_id"] for item in items if _is_comment(item) and item["id"]}
    stories = {item["id"] for item in items if not _is_comment(item)}
    ends: dict[str, str] = {}
    drafts: dict[str, Draft] = {}
    for item in items:
        if not _is_comment(item):
            _describe(drafts.setdefault(item["id"], Draft()), item)
            continue
        stated = _json.identity(item.get("story_id"))
        story = stated if stated and stated != item["id"] else _grouping.topmost(item["id"], parent_of, ends)
        draft = drafts.setdefault(story, Draft())
        if draft.title is None and isinstance(item.get("story_title"), str):
            draft.title = item["story_title"]
        if draft.url is None and (stated or story in stories):
            draft.url = f"{_ADDRESS}{story}"
        draft.blocks.append(_block(item, story, stories))
    for draft in drafts.values():
        yield _repairs.page(draft, source=source, format="hackernews", platform="hackernews")


def _is_comment(item: dict[str, Any]) -> bool:
    kind = item.get("type")
    if kind in _KINDS:
        return bool(kind == "comment")
    return ("comment_text" in item and item["comment_text"] is not None) or item["parent_id"] is not None


def _describe(draft: Draft, story: dict[str, Any]) -> None:
    draft.title = _json.string(story.get("title"))
    draft.url = f"{_ADDRESS}{story['id']}"
    words = _json.string(story.get("text")) or _json.string(story.get("story_text"))
    draft.article = _fragment.plain(words) if words else None
    draft.declared_count = _json.integer(story.get("descendants", story.get("num_comments")))


def _block(item: dict[str, Any], story: str, stories: set[str]) -> Block:
    words = _json.string(item.get("text")) or _json.string(item.get("comment_text")) or ""
    text = _fragment.plain(words)
    parent = item["parent_id"]
    posted = item.get("created_at") or item.get("created_at_i") or item.get("time")
    stated = _json.identity(item.get("story_id"))
    return Block(
        id=item["id"] or "",
        parent_id=None if parent in stories or parent == stated else parent,
        author=_json.string(item.get("author")) or _json.string(item.get("by")),
        posted_at=_moments.moment(posted),
        time_text=_moments.time_text(posted),
        text=text,
        status=_status(item, text),
        quotes=tuple(Quote(text=found.group(1), span=found.span(1)) for found in MARKED.finditer(text)),
    )


def _status(item: dict[str, Any], text: str) -> Status:
    if item.get("deleted") or (not text and not item.get("author") and not item.get("by")):
        return "deleted"
    return "removed" if item.get("dead") or text in ("[flagged]", "[dead]") else "visible"
