"""The layouts shelf: each file is one hypothesis about how a page shows comments; `segment` takes the best one.

A layout reads the whole page by one mechanism (list items, headers, signatures, user cards, gaps, stated depths) and
says how well the page bears it out. Platforms are told by small files of cues beside them, in ``_platforms/``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from threads import shelves
from threads.layouts._platforms import platform_of
from threads.model import Comment, Page, Section
from threads.reading import quotations
from threads.reading.choice import ACCEPTED
from threads.reading.conversation import order_of
from threads.reading.readings import Reading
from threads.reading.sheet import Sheet

_SURE = 0.9
"""Fit of a list from which no other layout is asked: on the pages at hand none would have outranked it."""
_WITHOUT_MARKUP = 0.96
"""Fit asked of a reading of the text of an HTML page whose markup shows no comments: teasers and tables look alike."""


def _with_quotes(section: Section) -> tuple[Comment, ...]:
    return quotations.attribute(section.comments, newest_first=order_of(section.comments) == "newest")


class LayoutReader(Protocol):
    """What a file on this shelf offers."""

    def segment(self, sheet: Sheet) -> Reading | None:
        """The comments as this layout sees them and how well the page fits it; ``None`` where it does not apply."""


def hypotheses(page: Page) -> list[Section]:
    """What each layout makes of the page, best first; quotations are not yet told apart."""
    found = sorted(_readings(page), key=_order)
    return [reading.section for reading in found]


def _readings(page: Page) -> Iterator[Reading]:
    """One reading a layout; the lists come first, for hardly anything can outrank one that is believed."""
    sheet = Sheet(page)
    # What an export states is not put to the vote.
    stated = page.blocks and page.blocks_fit >= 1.0
    names = ("stated",) if stated else sorted(shelves.names("layouts"), key=lambda name: name != "listed")
    for name in names:
        reading: Reading | None = shelves.load("layouts", name).segment(sheet)
        if reading is not None:
            yield reading


def _best(page: Page) -> Reading | None:
    """The reading that ranks highest; the others are not looked for where a list is as good as sure."""
    best: Reading | None = None
    for reading in _readings(page):
        if best is None or _order(reading) < _order(best):
            best = reading
        if best.hypothesis == "listed" and best.fit >= _SURE:
            break
    return best


def _order(reading: Reading) -> tuple[float, str]:
    return -reading.rank[0], reading.hypothesis


def segment(page: Page) -> Section:
    """The comment section of a page, quoted blocks cut out of the comments; without comments where there is none."""
    best = _stated(page)
    if best is None:
        reading = _best(page)
        if reading is None or reading.fit < asked_of(reading, page):
            return Section(hypothesis="none", fit=1 - reading.fit if reading is not None else 1.0)
        best = reading.section
    return best.model_copy(
        update={
            "comments": best.comments if _is_closed(best) else _with_quotes(best),
            "platform": best.platform or page.platform or platform_of(page, best),
        }
    )


def _stated(page: Page) -> Section | None:
    """The comments that the source states, where it is sure enough that no reading of the text could do better."""
    if not page.blocks or page.blocks_fit < ACCEPTED:
        return None
    reading: Reading | None = shelves.load("layouts", "stated").segment(Sheet(page))
    return None if reading is None else reading.section


def asked_of(reading: Reading | Section, page: Page) -> float:
    """The fit asked of a reading; where markup is there and shows no comments, the text alone has to be surer."""
    return _WITHOUT_MARKUP if page.format == "html" and reading.hypothesis != "stated" else ACCEPTED


def _is_closed(section: Section) -> bool:
    """Whether nothing is left to be found out about who quotes whom: the source states every parent."""
    return section.hypothesis == "stated" and all(comment.parent_stated for comment in section.comments)
