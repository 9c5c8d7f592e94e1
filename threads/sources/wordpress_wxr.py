"""WordPress: the WXR of a blog's export, RSS with the comments of each post inside its item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from threads.model import Block, Page, Quote, Status
from threads.sources import _fragment, _moments, _repairs, _xml
from threads.sources._repairs import Draft, Repairs

if TYPE_CHECKING:
    from lxml import etree

_ROOT = re.compile(r"wordpress\.org/export/\d|<wp:wxr_version")
_COMMENT = re.compile(r"<wp:comment[\s>]")
_PINGS = frozenset(("pingback", "trackback"))
_REMOVED = (
    ("ping", "pingback or trackback, which is no conversation", "pingbacks and trackbacks, which are no conversation"),
    ("spam", "comment marked as spam", "comments marked as spam"),
    ("trash", "comment in the trash", "comments in the trash"),
    ("post-trashed", "comment of a trashed post", "comments of a trashed post"),
)
"""States that take a comment out of what a visitor reads, and how they are told."""


def matches(head: bytes, name: str) -> float:
    """Sure where the namespace of the export, of any version, is declared, or a comment of it stands there."""
    text = _xml.head(head)
    if "<" not in text[:64]:
        return 0.0
    return 0.97 if _ROOT.search(text) else 0.9 if _COMMENT.search(text) else 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a post that has comments; what a visitor does not see stays in the tree as removed, and is counted."""
    repairs = Repairs()
    root = _xml.tree(data, source, repairs)
    told = repairs.notes()
    for item in (element for element in root.iter() if _xml.name(element) == "item"):
        comments = list(_xml.children(item, "comment"))
        if not comments:
            continue
        draft = Draft(title=_fragment.plain(_xml.words(item, "title") or "") or None, url=_xml.words(item, "link"))
        draft.blocks = [_block(comment) for comment in comments]
        draft.notes += [*_notes_of(comments), *told]
        told = ()  # faults of the file are told once
        yield _repairs.page(draft, source=source, format="wordpress_wxr", platform="wordpress")


def _block(comment: etree._Element) -> Block:
    text, cited = _fragment.split(_xml.words(comment, "comment_content") or "", keep_lines=True)
    local, universal = _real(_xml.words(comment, "comment_date")), _real(_xml.words(comment, "comment_date_gmt"))
    parent = _xml.words(comment, "comment_parent")
    return Block(
        id=_xml.words(comment, "comment_id") or "",
        parent_id=None if parent in (None, "0") else parent,
        author=_author(comment),
        posted_at=_moments.moment(universal or local),
        time_text=local or universal,
        text=text,
        status=_status(comment),
        quotes=tuple(Quote(text=quote.text) for quote in cited),
    )


def _author(comment: etree._Element) -> str | None:
    """The name; those of other sites, which pings have, come with entities."""
    name = _xml.words(comment, "comment_author")
    return _fragment.plain(name) if name and "&" in name else name


def _real(date: str | None) -> str | None:
    """A date that names a day; WordPress writes zeros for none."""
    return None if date is None or date.startswith("0000") else date


def _kind(comment: etree._Element) -> str:
    return (_xml.words(comment, "comment_type") or "comment").casefold()


def _approved(comment: etree._Element) -> str:
    return (_xml.words(comment, "comment_approved") or "1").casefold()


def _status(comment: etree._Element) -> Status:
    """Removed is what is no part of the conversation that a visitor reads: spam, trash, and links from other sites."""
    gone = _approved(comment) in ("spam", "trash", "post-trashed")
    return "removed" if gone or _kind(comment) in _PINGS else "visible"


def _notes_of(comments: list[etree._Element]) -> list[str]:
    """How many stay in the tree as removed, and how many wait to be approved."""
    states = Counter(_approved(comment) for comment in comments if _kind(comment) not in _PINGS)
    states["ping"] = sum(_kind(comment) in _PINGS for comment in comments)
    notes: list[str] = []
    for state, one, many in _REMOVED:
        if states[state]:
            said = _repairs.counted(states[state], one, many)
            notes.append(f"{said}: kept in the tree with the status “removed”.")
    waiting = states["0"] + states["hold"] + states["pending"]
    if waiting:
        notes.append(f"{_repairs.counted(waiting, 'comment waits', 'comments wait')} for approval.")
    return notes
