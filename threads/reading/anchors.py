"""Lines that mark comments on flat pages: headers or footers of like make-up that come again and again.

A page shows several kinds of such lines (dates of teasers, of membership, of comments); each kind, in each window
that a section's title opens, is one competing reading of the page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from threads.model import Layout, Section
from threads.reading import bylines, card_names, cues, drafts, fitness, furniture
from threads.reading.bylines import Byline
from threads.reading.drafts import Draft
from threads.reading.readings import Reading
from threads.reading.sheet import Sheet

_MOST_WINDOWS = 8
"""Titles tried as the start of the section, so that a hostile page stays cheap."""
_NEAR_TITLE = 2
"""A first mark with at most this many lines of words between it and a title stands under that title."""
_MOST_FORMS = 3
"""Forms of marks tried on their own."""
_LEFTOVER_POINTS = 2.5
_UNTITLED_POINTS = 2.5
"""Points off, without a section title, where comments show no names, and again where they show no times."""
_TEASER_POINTS = 2.0
"""Points off where every comment holds a title that announces comments, as teasers do; scaled by how many do."""
_LISTED_POINTS = 3.0
"""Points off where comments are list items: reading them as lines of text would throw their depths away."""
_CARD_LINES = 4
"""Lines over the first mark among which a card's name may still stand."""
_NAME_ABOVE_SHARE = 0.6
"""Names on lines of their own are believed where this share of anchors has one in the same place."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a page that one reading takes for the comment section."""

    start: int
    """First line that may hold a comment, from 0."""
    end: int
    """First line that no longer may."""
    anchors: tuple[int, ...]
    """The marking lines within."""
    title: tuple[int, int] | None
    """The title above, ``(line, announced number)``."""


@lru_cache(maxsize=1)
def windows(sheet: Sheet) -> list[Window]:
    """Every window worth reading, each once: kinds of anchors times possible starts."""
    known = {(window.start, window.end, window.anchors): window for window in _windows(sheet)}
    return list(known.values())


def _windows(sheet: Sheet) -> Iterator[Window]:
    marks: list[tuple[int, Byline]] = []
    for index in range(len(sheet)):
        byline = sheet.byline(index)
        if byline is not None and index not in sheet.cards:
            marks.append((index, byline))
    for kind in _KINDS:
        found = [index for index, byline in marks if kind(byline)]
        if found:
            yield from _windows_of(found, sheet)
    formed = [(index, _form(byline)) for index, byline in marks]
    forms = Counter(form for (_, form), (_, byline) in zip(formed, marks, strict=True) if byline.time_text is not None)
    for form, count in forms.most_common(_MOST_FORMS):
        if count >= 2:
            yield from _windows_of([index for index, other in formed if other == form], sheet)


_KINDS: tuple[Callable[[Byline], bool], ...] = (
    lambda byline: byline.time_text is not None,
    lambda byline: byline.time_text is not None and byline.author is not None,
    lambda byline: byline.time_text is not None and byline.moment is None,
    lambda byline: byline.moment is not None,
    lambda byline: byline.verb,
    lambda byline: byline.number is not None,
)
"""Kinds of marks, each of which alone may be the one that opens or closes the comments of a page."""


def _form(byline: Byline) -> str:
    """A mark's make-up with the letters and digits of its time blotted out: marks of comments mostly look alike."""
    return byline.shape + re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", byline.time_text or ""))


def _windows_of(found: Sequence[int], sheet: Sheet) -> Iterator[Window]:
    starts = [(title, count) for title, count in sheet.titles if found[-1] > title]
    starts += [(opening, -1) for opening in sheet.openings if sheet.title_above(opening, reach=_NEAR_TITLE) is None]
    starts = sorted(set(starts))[-_MOST_WINDOWS:]
    for title, count in starts:
        first = bisect_right(found, title)
        if first == len(found):
            continue
        end = sheet.ending_after(found[first])
        inside = tuple(found[first : bisect_left(found, end)])
        if inside:
            yield Window(title + 1, end, inside, (title, count))
    for end in (sheet.ending_after(found[min(1, len(found) - 1)]), len(sheet)):
        inside = tuple(found[: bisect_left(found, end)])
        if len(inside) >= 2:
            yield Window(max(0, inside[0] - 4), end, inside, None)


def names_above(window: Window, sheet: Sheet) -> dict[int, int]:
    """For each anchor without a name, the line above it that holds one, where most anchors have one."""
    needing = {
        anchor for anchor in window.anchors if (byline := sheet.byline(anchor)) is not None and byline.author is None
    }
    found: dict[int, int] = {}
    # Without a title nothing stands between the page's head and its first card.
    floor = window.start if window.title is not None else max(0, window.start - _CARD_LINES)
    for anchor in window.anchors:
        if anchor in needing:
            line = _name_line(anchor, floor, sheet)
            if line is not None:
                found[anchor] = line
        floor = anchor + 1
    return found if needing and len(found) >= _NAME_ABOVE_SHARE * len(needing) else {}


def _name_line(anchor: int, floor: int, sheet: Sheet) -> int | None:
    skipped = 0
    card_lines = 0
    for index in range(anchor - 1, max(floor, anchor - 14) - 1, -1):
        text = sheet.lines[index].body
        if not text or cues.is_tally(text):
            continue
        if index in sheet.cards:
            card_lines += 1
            continue
        if cues.is_button(text) or (sheet.byline(index) is not None and sheet.byline(index).author is None):  # type: ignore[union-attr]
            skipped += 1
            if skipped > 2:
                return None
            continue
        if bylines.looks_like_name(text):
            # A rank ("Lieutenant") stands between name and card: the name is the line above it, set apart by a blank.
            above = (
                name_over_rank(index, floor, sheet)
                if card_lines or cues.is_card_word(text)
                else card_names.over_card(index, floor, sheet)
            )
            return index if above is None else above
        return None
    return None


def name_over_rank(index: int, floor: int, sheet: Sheet) -> int | None:
    """The line above a rank ("Lieutenant") that holds the member's name, or ``None`` where none does."""
    for above in range(index - 1, max(floor, index - 3) - 1, -1):
        text = sheet.lines[above].body
        if text:
            return above if bylines.looks_like_name(text) and len(text) > 1 and above not in sheet.cards else None
    return None


def section(
    hypothesis: str,
    window: Window,
    found: list[Draft],
    sheet: Sheet,
    *,
    lost_lines: int,
    penalty: float = 0.0,
    layout: Layout = "flat",
) -> Reading | None:
    """The reading that drafts amount to, with its fit; ``None`` where nothing is left of them."""
    for draft in found:
        furniture.cut_rule(draft, sheet)
        drafts.trim(draft, sheet.lines)
    drafts.drop_boilerplate(found, sheet.lines)
    for draft in found:
        drafts.trim(draft, sheet.lines)
    kept = [draft for draft in found if draft.author is not None or draft.body]
    if not kept:
        return None
    settled = drafts.settle(kept, sheet.page, sheet.lines)
    if not settled:
        return None
    apart = sum(draft.first == 0 or sheet.lines[draft.first - 1].blank for draft in kept) / len(kept)
    ended = window.end < len(sheet)
    title = window.title
    penalty += (
        _LISTED_POINTS
        * sum(draft.first in sheet.listed or not sheet.listed.isdisjoint(draft.header[:1]) for draft in kept)
        / len(kept)
    )
    if title is None:
        # Dated teasers, product lists and news archives look like this too: ask for both names and times.
        unnamed = sum(draft.author is None for draft in kept) / len(kept)
        untimed = sum(draft.time_text is None for draft in kept) / len(kept)
        penalty += _UNTITLED_POINTS * (unnamed + untimed if hypothesis != "carded" else 0.0)
        penalty += 2.0 if len(kept) >= 3 and unnamed < 0.2 and len({draft.author for draft in kept}) == 1 else 0.0
    penalty += _LEFTOVER_POINTS * _leftover_share(kept, sheet)
    penalty += _TEASER_POINTS * min(1.0, _inner_titles(kept, sheet) / len(kept))
    fit = fitness.fit(
        kept,
        sheet,
        hypothesis=hypothesis,
        blank_share=apart,
        title=title,
        ended=ended,
        lost_lines=lost_lines,
        penalty=penalty,
    )

    def write() -> Section:
        return Section(
            hypothesis=hypothesis,
            comments=drafts.comments(settled, sheet.page, sheet.lines),
            fit=fit.belief,
            layout=layout,
            declared_count=title[1] if title is not None and title[1] >= 0 else None,
            start_line=(title[0] if title is not None else kept[0].first) + 1,
            end_line=max(draft.last for draft in kept) + 1,
            labels=labels(kept, title, sheet),
        )

    return Reading(hypothesis, fit=fit.belief, count=len(settled), write=write, traits=fit.traits)


def _inner_titles(kept: Sequence[Draft], sheet: Sheet) -> int:
    """How many lines among the comments announce numbers of comments: under each teaser there is one."""
    first, last = min(draft.first for draft in kept), max(draft.last for draft in kept)
    return sum(first <= line <= last and count >= 0 for line, count in sheet.titles)


def _leftover_share(kept: Sequence[Draft], sheet: Sheet) -> float:
    """The share of comments whose words hold a header at an edge: a sign that a reading is off by half a comment."""
    left = 0
    for draft in kept:
        filled = [index for index in draft.body if sheet.lines[index].body]
        edges = {*filled[:1], *filled[-1:]}
        left += any(
            (byline := sheet.byline(index)) is not None and (byline.time_text or byline.verb) for index in edges
        ) or (
            len(filled) > 2
            and draft.author is None
            and bylines.looks_like_name(sheet.lines[filled[-1]].body)
            and sheet.lines[filled[-1] - 1].blank
        )
    return left / len(kept)


def labels(found: Sequence[Draft], title: tuple[int, int] | None, sheet: Sheet) -> tuple[tuple[int, str], ...]:
    """``(line from 1, what it was taken for)`` for every line of the comments that holds anything."""
    named: dict[int, str] = {}
    if title is not None:
        named[title[0] + 1] = "section title"
    for draft in found:
        named.update({index + 1: "words" for index in draft.body if sheet.lines[index].body})
        named.update({index + 1: "header" for index in draft.header})
        for index in range(draft.first, draft.last + 1):
            if sheet.lines[index].body:
                named.setdefault(index + 1, "user card" if index in sheet.cards else "button")
    return tuple(sorted(named.items()))


def words_between(start: int, end: int, sheet: Sheet) -> int:
    """How many lines of words stand in ``[start, end)``: no blanks, buttons, cards, titles, openings or bylines."""
    idle = sheet.lines.idle
    return sum(
        index not in idle
        and index not in sheet.cards
        and index not in sheet.title_lines
        and sheet.byline(index) is None
        for index in range(max(0, start), min(end, len(sheet)))
    )


def closed_share(window: Window, sheet: Sheet) -> float:
    """The share of marks whose nearest line above is a button or a vote, as stands at the end of a comment."""
    closed = 0
    for anchor in window.anchors:
        above = next((index for index in range(anchor - 1, max(-1, anchor - 4), -1) if sheet.lines[index].body), None)
        below = next(
            (index for index in range(anchor + 1, min(len(sheet), anchor + 3)) if sheet.lines[index].body), None
        )
        closed += (
            above is not None
            and cues.is_button(sheet.lines[above].body)
            and not (below is not None and cues.is_button(sheet.lines[below].body))
        )
    return closed / len(window.anchors)
