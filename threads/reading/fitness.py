"""How well a page bears out a hypothesis about its comments: one scale for all layouts, so that they can compete."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from threads.reading import choice, traits
from threads.reading.drafts import Draft
from threads.reading.sheet import Sheet

_SIDE_POINTS = 1.0
"""Points off where the header of every comment stands closer to other words than to its own."""
_HEADER_POINTS = 1.5
"""Points off where the words of every comment end with what looks like the header of another."""


class Fit(NamedTuple):
    """How well a hypothesis is borne out."""

    belief: float
    """A share in [0, 1]."""
    traits: tuple[float, ...]
    """What it rests on, in the order of `traits.NAMES`."""


def fit(
    drafts: Sequence[Draft],
    sheet: Sheet,
    *,
    hypothesis: str,
    blank_share: float,
    title: tuple[int, int] | None,
    ended: bool,
    lost_lines: int = 0,
    penalty: float = 0.0,
) -> Fit:
    """The share of belief a hypothesis deserves.

    Args:
        drafts: the comments it found.
        sheet: the page.
        hypothesis: the layout that asks, a file name on the layouts shelf.
        blank_share: the share of them that a blank line sets apart from what stands above.
        title: the section's title ``(line, announced number)`` where one stands above them.
        ended: whether a form or footer follows them.
        lost_lines: lines of words inside the section that the hypothesis leaves to nobody.
        penalty: points a layout takes off for weaknesses only it knows.
    """
    points = _points(drafts, sheet, blank_share=blank_share, title=title, ended=ended, lost_lines=lost_lines)
    measured = traits.measure(
        drafts,
        sheet,
        hypothesis=hypothesis,
        points=points,
        penalty=penalty,
        blank_share=blank_share,
        title=title,
        ended=ended,
        lost_lines=lost_lines,
    )
    return Fit(choice.belief(measured), measured)


def _points(
    drafts: Sequence[Draft],
    sheet: Sheet,
    *,
    blank_share: float,
    title: tuple[int, int] | None,
    ended: bool,
    lost_lines: int,
) -> float:
    """Hand-set points for what speaks for comments."""
    count = len(drafts)
    named = sum(draft.author is not None for draft in drafts) / count
    timed = sum(draft.time_text is not None for draft in drafts) / count
    words = sheet.lines.word_counts
    lengths = [sum([words[index] for index in draft.body]) for draft in drafts]
    buttoned = sum(_has_button(draft, sheet) for draft in drafts) / count
    empty = sum(length == 0 for length in lengths) / count
    points = 2.2 * timed + 1.6 * named + 1.2 * buttoned + 0.8 * blank_share + min(1.6, math.log(count) / 2.5)
    points += 0.6 if median(lengths) >= 10 else (-2.0 if median(lengths) < 4 and timed < 0.5 else 0.0)
    points -= 4.0 * max(0.0, empty - 0.1)
    points -= 0.35 * min(lost_lines, 12)
    if title is not None:
        points += 1.5
        if title[1] > 0 and abs(title[1] - count) <= max(1, count // 4):
            points += 0.8
        elif title[1] == 0:
            points -= 1.5
    if ended:
        points += 0.8
    if count == 1 and not (title is not None and title[1] == 1):
        points -= 3.5
    if title is None and count <= 3:
        points -= 1.0
    points -= _SIDE_POINTS * sum(_turns_away(draft, sheet) for draft in drafts) / count
    points -= _HEADER_POINTS * sum(_holds_header(draft, sheet) for draft in drafts) / count
    return points


def _turns_away(draft: Draft, sheet: Sheet) -> bool:
    """Whether a blank line parts the header from its own words and none from those of another comment."""
    header = [line for line in draft.header if draft.first <= line <= draft.last]
    if not header or not draft.body:
        return False
    above, below = (
        not 0 <= line < len(sheet) or sheet.lines[line].blank for line in (min(header) - 1, max(header) + 1)
    )
    return below and not above if min(header) < draft.body[0] else above and not below


def _holds_header(draft: Draft, sheet: Sheet) -> bool:
    """Whether the words end with "Ann says:", which belongs over somebody's words."""
    byline = sheet.byline(draft.body[-1]) if draft.body else None
    return byline is not None and byline.verb


def _has_button(draft: Draft, sheet: Sheet) -> bool:
    buttons = sheet.lines.button_lines
    place = bisect_left(buttons, draft.first)
    return place < len(buttons) and buttons[place] <= draft.last
