"""What a page calls itself, where it lives, and the title over its comments with the number it announces."""

from __future__ import annotations

import re
from dataclasses import dataclass

from threads.markup.elements import Elements
from threads.reading import cues

_WORD = re.compile(r"[^\W\d_]+")
_TELLING = frozenset(word for title in cues.words("section") for word in _WORD.findall(title))
_LONGEST = 90
_MOST = 200
"""Lines that could be a title, looked at in one page."""


@dataclass(frozen=True, slots=True)
class Title:
    """A line over a comment section."""

    place: int
    """Its first chunk."""
    count: int
    """How many comments it announces, -1 where it gives no number."""


def sections(elements: Elements) -> list[Title]:
    """The lines that could stand over the comments, in page order; those inside links are left out."""
    found = []
    looked_at = 0
    chunks, gap = elements.chunks, elements.gap
    for place, chunk in enumerate(chunks):
        if len(chunk) > _LONGEST or gap[place] < 2 or looked_at >= _MOST:
            continue
        stop = place + 1
        while stop < len(chunks) and gap[stop] < 2 and stop < place + 5:
            stop += 1
        line = chunk if stop == place + 1 else elements.line(place, stop)
        if len(line) > _LONGEST or _TELLING.isdisjoint(_WORD.findall(line.casefold())):
            continue
        looked_at += 1
        if elements.tags[elements.owner[place]] == "a" and stop == place + 1:
            continue
        count = cues.section_title(line)
        if count is not None:
            found.append(Title(place, count))
    return found


def name(elements: Elements) -> str | None:
    """The page's title: the one for sharing, or that of the window."""
    shared = _stated(elements, "og:title")
    if shared:
        return shared
    for index, tag in enumerate(elements.tags):
        if tag == "title":
            return elements.plain(index) or None
        if tag == "body":
            break
    return None


def address(elements: Elements) -> str | None:
    """The page's own address, where it states one."""
    for index, tag in enumerate(elements.tags):
        if tag == "link" and "canonical" in elements.attributes[index]:
            link = elements.values(index).get("href", "")
            if link.startswith(("http://", "https://")):
                return link
        elif tag == "body":
            break
    shared = _stated(elements, "og:url")
    return shared if shared and shared.startswith(("http://", "https://")) else None


def generator(elements: Elements) -> str:
    """The system that the page's head names; empty where it names none."""
    return _stated(elements, "generator") or ""


def _stated(elements: Elements, wanted: str) -> str | None:
    for index, tag in enumerate(elements.tags):
        if tag == "meta" and wanted in elements.attributes[index].lower():
            values = elements.values(index)
            if wanted in (values.get("name", "").lower(), values.get("property", "").lower()):
                return " ".join(values.get("content", "").split()) or None
        if tag == "body":
            break
    return None
