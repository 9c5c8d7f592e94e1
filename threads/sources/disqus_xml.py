"""Disqus: the XML of a forum's export, threads first and then posts by date; `dsq:id` is the key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from threads.model import Block, Page, Quote, Status
from threads.sources import _fragment, _moments, _repairs, _xml
from threads.sources._repairs import Draft, Repairs

if TYPE_CHECKING:
    from lxml import etree

_ROOT = re.compile(r"<disqus\b|disqus\.com/disqus-internals")
_LINK = re.compile(r"^(?:https?:)?//(?:www\.)?", re.IGNORECASE)


def matches(head: bytes, name: str) -> float:
    """Sure where the outermost element is Disqus's."""
    text = _xml.head(head)
    return 0.97 if "<" in text[:64] and _ROOT.search(text[:4096]) else 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page an address that was commented on; spam and deleted posts stay in the tree with their status."""
    repairs = Repairs()
    root = _xml.tree(data, source, repairs)
    drafts: dict[str, Draft] = {}
    key_of: dict[str, str] = {}
    for element in _xml.children(root, "thread"):
        id, link = _xml.attribute(element, "id") or "", _xml.words(element, "link")
        key = _same_page(link) if link else f"thread {id}"
        key_of[id] = key
        draft = drafts.setdefault(key, Draft(url=link))
        draft.title = draft.title or _fragment.plain(_xml.words(element, "title") or "") or None
    for element in _xml.children(root, "post"):
        if len(element) == 0:
            continue  # nothing but a beginning, where a file breaks off
        thread = _xml.attribute(_xml.child(element, "thread"), "id") or ""
        key = key_of.get(thread, f"thread {thread}")
        drafts.setdefault(key, Draft()).blocks.append(_block(element))
    told = repairs.notes()
    for draft in drafts.values():
        if not draft.blocks:
            continue
        spam = sum(1 for block in draft.blocks if block.status == "removed")
        if spam:
            marked = _repairs.counted(spam, "post marked as spam", "posts marked as spam")
            draft.notes.append(f"{marked}: kept in the tree with the status “removed”.")
        draft.notes += told
        told = ()  # faults of the file are told once
        yield _repairs.page(draft, source=source, format="disqus_xml", platform="disqus")


def _same_page(link: str) -> str:
    """An address as two threads of one page share it: without scheme, "www", fragment and closing slash."""
    return _LINK.sub("", link.strip()).partition("#")[0].rstrip("/")


def _block(post: etree._Element) -> Block:
    message = _xml.words(post, "message") or ""
    text, cited = _fragment.split(message, keep_lines="<p" not in message and "<br" not in message)
    author = _xml.child(post, "author")
    posted = _xml.words(post, "createdAt")
    return Block(
        id=_xml.attribute(post, "id") or _xml.words(post, "id") or "",
        parent_id=_xml.attribute(_xml.child(post, "parent"), "id"),
        author=None if author is None else _xml.words(author, "name") or _xml.words(author, "username"),
        posted_at=_moments.moment(posted),
        time_text=posted,
        text=text,
        status=_status(post),
        quotes=tuple(Quote(text=quote.text) for quote in cited),
    )


def _status(post: etree._Element) -> Status:
    if (_xml.words(post, "isDeleted") or "").casefold() in ("true", "1"):
        return "deleted"
    return "removed" if (_xml.words(post, "isSpam") or "").casefold() in ("true", "1") else "visible"
