"""How well a page bears out that one kind of element is its comments: what comments have, against what teasers have."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from statistics import median

from threads.markup import names
from threads.markup.elements import Elements
from threads.markup.fields import Fields, Reader
from threads.markup.records import AROUND_TIMES, Kind
from threads.markup.titles import Title
from threads.reading import cues

_MIDDLE = 5.0
"""Points at which a kind is as likely right as wrong, judged on pages with comments and pages without."""
_SPREAD = 1.2
BELIEVED = 0.5
"""A kind that fits less well is not believed: better no comments than invented ones."""
MOST_BESIDE_NAME = 8.3
"""Points that a kind can reach by all that is not its name."""
_TEASER = re.compile(
    r"read more|continue reading|weiterlesen|mehr lesen|lire la suite|leer más|read full|full story|add to cart"
    r"|in den warenkorb",
    re.IGNORECASE,
)
_ALONE, _ALONE_AND_UNNAMED = -2.2, -4.5
"""Points for being one: a lone "post" with a name and a date is the article itself."""
_FAR = 25
"""Chunks between a section's title and its first comment."""
_COUNTED = re.compile(r"\W*\d")
"""A link "12 comments" stands under a teaser, or in a list of threads."""
_HREF = re.compile(r' href="([^"]*)"')
_ELSEWHERE_LINK = re.compile(
    r"^(?!#)[^#]*#(?:comment|c|post|respond|div-comment|li-comment|anchor-comment)[-_]?\d", re.IGNORECASE
)


def points(
    kind: Kind, found: Sequence[Fields], reader: Reader, title: Title | None = None
) -> tuple[float, dict[str, float]]:
    """Points for a kind, and what they are made of."""
    elements = reader.elements
    count = len(kind.records)
    seen = len(found)
    if not seen:
        return -9.0, {}

    def share(test: Callable[[Fields], object]) -> float:
        return sum(bool(test(fields)) for fields in found) / seen

    texts = [fields.text for fields in found]
    lengths = [len(text.split()) for text in texts]
    made = {
        "name": min(4.5, kind.prior),
        "author": 2.0 * share(lambda fields: fields.author),
        "time": 1.8 * share(lambda fields: fields.time_text),
        "buttons": 0.8 * share(lambda fields: fields.buttons),
        "count": min(1.0, math.log2(count) / 4),
        "length": 0.6 if median(lengths) >= 8 else -1.0 if median(lengths) < 3 else 0.0,
        "empty": -4.0 * max(0.0, sum(not text for text in texts) / seen - 0.15),
    }
    if kind.runs:
        made["runs"] = -0.8
    made["links"] = -3.0 * _linked(found, reader)
    made["teasers"] = -4.5 * share(lambda fields: _teases(fields, elements))
    made["elsewhere"] = -2.5 * share(lambda fields: _points_elsewhere(fields, elements))
    made["place"] = _place(kind, elements, reader)
    distinct = len(set(texts))
    if seen >= 4:
        made["repeats"] = -3.0 * max(0.0, 0.5 - distinct / seen)
    if count == 1:
        called = names.called(f' class="{re.sub("[^a-zA-Z-]+", " ", kind.name)}"')
        made["alone"] = _ALONE if names.pattern("record").search(called) else _ALONE_AND_UNNAMED
    if kind.name.endswith(AROUND_TIMES):
        made["nameless"] = -2.5 * (1.0 - share(lambda fields: fields.author and fields.text))
        if title is not None and kind.records[0].chunk_start - title.place > _FAR:
            made["nameless"] -= 1.5
    if title is not None:
        made["title"] = _title(kind, title)
    return sum(made.values()), made


def _title(kind: Kind, title: Title) -> float:
    """Points for a title "3 comments" somewhere above, more where it announces as many as there are."""
    if title.place > kind.records[0].chunk_start:
        return 0.0
    if title.count == 0:
        return -0.8
    close = title.count > 0 and abs(title.count - len(kind.records)) <= max(1, title.count // 5)
    return 0.9 if close and len(kind.records) > 1 else 0.3


def fit(total: float) -> float:
    """The share of belief that points stand for."""
    return 1 / (1 + math.exp((_MIDDLE - total) / _SPREAD))


def _linked(found: Sequence[Fields], reader: Reader) -> float:
    """The share of words that are links."""
    elements = reader.elements
    linked = total = 0
    for fields in found[:12]:
        for start, stop in fields.ranges:
            for place in range(start, min(stop, start + 60)):
                size = len(elements.chunks[place])
                total += size
                owner = elements.owner[place]
                if elements.tags[owner] == "a" or elements.tags[elements.up[owner]] == "a":
                    linked += size
    return max(0.0, linked / total - 0.3) if total else 0.0


def _teases(fields: Fields, elements: Elements) -> bool:
    """Whether a record looks like the teaser of an article: a linked headline, "read more"."""
    record = fields.record
    for index in record.own_elements():
        tag = elements.tags[index]
        if tag in ("h1", "h2", "h3", "h4"):
            links = [
                place
                for place in (elements.up[index], *range(index, elements.end[index]))
                if elements.tags[place] == "a"
            ]
            if any(_leads_away(place, elements) for place in links) and len(elements.plain(index)) > 25:
                return True
        elif tag == "a" and 0 < elements.size(index) <= 3:
            shown = elements.plain(index)
            if len(shown) <= 40 and (
                _TEASER.match(shown) or (_COUNTED.match(shown) and cues.section_title(shown) is not None)
            ):
                return True
        if index > record.start + 120:
            break
    return False


def _leads_away(index: int, elements: Elements) -> bool:
    """Whether a link leaves the page; a subject line over a post links to the post itself."""
    link = _HREF.search(elements.attributes[index])
    return link is not None and "#" not in link.group(1)


def _points_elsewhere(fields: Fields, elements: Elements) -> bool:
    """Whether a record links to a comment on another page, as widgets of recent comments do."""
    record = fields.record
    if len(fields.text) > 400:
        return False
    for index in record.own_elements():
        if elements.tags[index] == "a":
            link = _HREF.search(elements.attributes[index])
            if (
                link is not None
                and _ELSEWHERE_LINK.match(link.group(1))
                and link.group(1).rpartition("#")[2] not in elements.anchors
                and len(elements.plain(index).split()) >= 2
                and not any(map(str.isdigit, elements.plain(index)))
            ):
                return True
        if index > record.start + 60:
            break
    return False


def _place(kind: Kind, elements: Elements, reader: Reader) -> float:
    """Points for standing in a comment section, against standing in a widget, menu or footer."""
    first = kind.records[0].start
    better = worse = 0.0
    softened = 1.0
    for steps, index in enumerate(elements.parents(first)):
        tag = elements.tags[index]
        bits, _ = reader.sightings.bits(index)
        if tag in ("nav", "aside", "footer"):
            worse = max(worse, 1.5)
        if bits & names.ELSEWHERE and tag != "body":
            worse = max(worse, softened * (2.0 if steps < 5 else 0.6))
        elif bits & names.SECTION and steps < 8:
            better, softened = 1.2, 0.4
        if steps > 14:
            break
    return better - worse
