"""Footers: each comment closes with a line that holds its time, and perhaps its author ("Ann · 3 May 2021")."""

from __future__ import annotations

from collections.abc import Iterator

from threads.reading import anchors, bylines, furniture
from threads.reading.anchors import Window
from threads.reading.drafts import Draft
from threads.reading.readings import Reading
from threads.reading.sheet import Sheet

_CLOSED_POINTS = 1.5
"""Points off where the line above the marks is a button: then it closes a comment and the mark opens the next."""
_UNTITLED_PENALTY = 1.5
"""Points off where no title shows where the first comment begins."""


def segment(sheet: Sheet) -> Reading | None:
    """The reading by footers that fits best, or ``None`` where no line could be one."""
    return max(readings(sheet), key=lambda found: found.rank, default=None)


def readings(sheet: Sheet) -> Iterator[Reading]:
    """What each kind of mark, in each window of the page, makes of it."""
    for window in anchors.windows(sheet):
        reading = _read(window, sheet)
        if reading is not None:
            yield reading


def _read(window: Window, sheet: Sheet) -> Reading | None:
    found: list[Draft] = []
    start = window.start
    for anchor in window.anchors:
        while start < anchor and _is_over(start, sheet):
            start += 1
        draft = Draft(first=start, last=anchor, body=list(range(start, anchor)))
        byline = sheet.byline(anchor)
        if byline is not None:
            draft.take(byline, anchor)
        found.append(draft)
        start = anchor + 1
    _take_names(found, window, sheet)
    for draft in found:
        draft.body = furniture.without_cards(draft.body, sheet)
    lost = anchors.words_between(start, window.end, sheet) if window.end < len(sheet) else 0
    empty = sum(not any(sheet.lines[index].body for index in draft.body) for draft in found) / len(found)
    penalty = (
        (0.0 if window.title else _UNTITLED_PENALTY) + 3 * empty + _CLOSED_POINTS * anchors.closed_share(window, sheet)
    )
    return anchors.section("footed", window, found, sheet, lost_lines=lost, penalty=penalty)


def _is_over(index: int, sheet: Sheet) -> bool:
    """Whether a line still belongs to the comment before or the section's head: blank, buttons, votes, sorting."""
    return index in sheet.lines.idle


def _take_names(found: list[Draft], window: Window, sheet: Sheet) -> None:
    """Names on a line of their own: at the top of the comment, or right above its footer, wherever most have one."""
    needing = [
        draft for draft in found if draft.author is None and len([i for i in draft.body if sheet.lines[i].body]) >= 2
    ]
    for place in (0, -1):
        with_name = []
        for draft in needing:
            filled = [index for index in draft.body if sheet.lines[index].body and not _is_over(index, sheet)]
            if len(filled) >= 2 and bylines.looks_like_name(sheet.lines[filled[place]].body):
                with_name.append((draft, filled[place]))
        if needing and len(with_name) >= 0.7 * len(needing):
            for draft, index in with_name:
                draft.author = bylines.clean_name(sheet.lines[index].body)
                draft.header.append(index)
                draft.body = [line for line in draft.body if (line > index if place == 0 else line < index)]
            return
