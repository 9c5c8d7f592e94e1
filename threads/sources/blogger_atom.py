"""Blogger: the Atom of a blog's export, posts and comments mixed; also the newer one that names each entry's type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from threads.model import Block, Page, Quote, Status
from threads.sources import _fragment, _moments, _repairs, _xml
from threads.sources._repairs import Draft, Repairs

if TYPE_CHECKING:
    from lxml import etree

_KIND = re.compile(r"schemas\.google\.com/(?:blogger/2008/kind|g/2005)#|schemas\.google\.com/blogger/2018")
_NUMBER = re.compile(r"post-(\d{1,40})$")
_RELATED = re.compile(r"/(?:comments|posts)/default/(\d{1,40})")


def matches(head: bytes, name: str) -> float:
    """Sure where an Atom feed has entries of Blogger's kinds."""
    text = _xml.head(head)
    if "<feed" not in text[:4096]:
        return 0.0
    if _KIND.search(text) and ("blogger" in text[:8192].casefold() or "thr:" in text):
        return 0.95
    return 0.8 if "tag:blogger.com" in text[:4096] else 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a post that has comments."""
    repairs = Repairs()
    root = _xml.tree(data, source, repairs)
    drafts: dict[str, Draft] = {}
    for entry in (element for element in root.iter() if _xml.name(element) == "entry"):
        kind = _kind(entry)
        if kind == "post":
            draft = drafts.setdefault(_number(_xml.words(entry, "id")) or "", Draft())
            draft.title = _fragment.plain(_xml.words(entry, "title") or "") or None
            draft.url = _link(entry, "alternate")
        elif kind == "comment":
            post = _number(_answered_post(entry)) or ""
            drafts.setdefault(post, Draft()).blocks.append(_block(entry, post))
    told = repairs.notes()
    for draft in drafts.values():
        if draft.blocks:
            draft.notes += told
            told = ()  # faults of the file are told once
            yield _repairs.page(draft, source=source, format="blogger_atom", platform="blogger")


def _kind(entry: etree._Element) -> str | None:
    for category in _xml.children(entry, "category"):
        if (_xml.attribute(category, "scheme") or "").endswith("#kind"):
            return (_xml.attribute(category, "term") or "").rpartition("#")[2]
    stated = _xml.words(entry, "type")
    if stated is not None:
        return stated.casefold()
    return "comment" if _xml.child(entry, "in-reply-to") is not None else None


def _answered_post(entry: etree._Element) -> str | None:
    answered = _xml.child(entry, "in-reply-to")
    return _xml.attribute(answered, "ref") or _xml.words(entry, "parent")


def _block(entry: etree._Element, post: str) -> Block:
    markup = _xml.words(entry, "content") or _xml.words(entry, "summary") or ""
    text, cited = _fragment.split(markup, keep_lines="<br" not in markup and "<p" not in markup)
    related = _RELATED.search(_link(entry, "related") or "")
    parent = related.group(1) if related else _number(_xml.words(entry, "inReplyTo"))
    author = _xml.child(entry, "author")
    posted = _xml.words(entry, "published") or _xml.words(entry, "created")
    return Block(
        id=_number(_xml.words(entry, "id")) or "",
        parent_id=None if parent in (post, "") else parent,
        author=None if author is None else _xml.words(author, "name"),
        posted_at=_moments.moment(posted),
        time_text=posted,
        text=text,
        status=_status(entry),
        quotes=tuple(Quote(text=quote.text) for quote in cited),
    )


def _status(entry: etree._Element) -> Status:
    stated = (_xml.words(entry, "status") or "live").casefold()
    removed = any(
        (_xml.attribute(found, "name") or "") == "blogger.contentRemoved"
        for found in _xml.children(entry, "extendedProperty")
    )
    return "removed" if removed or stated in ("spam", "emptied", "ghosted", "deleted") else "visible"


def _link(entry: etree._Element, relation: str) -> str | None:
    for link in _xml.children(entry, "link"):
        if _xml.attribute(link, "rel") == relation:
            return _xml.attribute(link, "href")
    return None


def _number(id: str | None) -> str | None:
    """The number of a post or comment in its tag, ``tag:blogger.com,1999:blog-1.post-2``; else the whole id."""
    found = _NUMBER.search(id or "")
    return found.group(1) if found else id
