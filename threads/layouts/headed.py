"""Headers: a line with a time, "Ann says:" or "#12" opens each comment; the name may stand on the line above."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from threads.reading import anchors, bylines, card_names, cues, drafts, furniture
from threads.reading.anchors import Window
from threads.reading.drafts import Draft
from threads.reading.readings import Reading
from threads.reading.sheet import Sheet

_HEADER_LINES = 5
_LONGEST_RANK = 25
_CLOSED_POINTS = 0.8
"""Points for headers right under the buttons that close the comment before."""


def segment(sheet: Sheet) -> Reading | None:
    """The reading by headers that fits best, or ``None`` where no line could be one."""
    return max(readings(sheet), key=lambda found: found.rank, default=None)


def readings(sheet: Sheet) -> Iterator[Reading]:
    """What each kind of mark, in each window of the page, makes of it."""
    for window in anchors.windows(sheet):
        reading = _read(window, sheet)
        if reading is not None:
            yield reading


def _read(window: Window, sheet: Sheet) -> Reading | None:
    names = anchors.names_above(window, sheet)
    starts = [names.get(anchor, anchor) for anchor in window.anchors]
    found: list[Draft] = []
    for place, (anchor, start) in enumerate(zip(window.anchors, starts, strict=True)):
        end = starts[place + 1] if place + 1 < len(starts) else _last_line(window, starts, sheet)
        draft = Draft(first=start, last=max(anchor, end - 1))
        if anchor in names:
            draft.author = bylines.clean_name(sheet.lines[names[anchor]].body)
            draft.header.append(names[anchor])
        byline = sheet.byline(anchor)
        if byline is not None:
            draft.take(byline, anchor)
        draft.body = _after_header(anchor + 1, end, draft, sheet)
        while draft.last > draft.first and sheet.lines[draft.last].blank:
            draft.last -= 1
        found.append(draft)
    found = _merged(found)
    furniture.drop_repeated_ends(found, sheet)
    furniture.close_last(found, sheet)
    card_names.take_doubled(found, sheet)
    card_names.take_glued(found, sheet)
    card_names.take_below(found, sheet)
    for place, draft in enumerate(found):
        draft.body = furniture.without_cards(draft.body, sheet)
        _drop_names(draft, {draft.author, found[place + 1].author if place + 1 < len(found) else None}, sheet)
    _take_footers(found, sheet)
    drafts.drop_boilerplate(found, sheet.lines)  # or one who posts twice would seem to sign with the page's buttons
    furniture.drop_signatures(found, sheet)
    lost = anchors.words_between(window.start, starts[0], sheet) if window.title is not None else 0
    return anchors.section(
        "headed", window, found, sheet, lost_lines=lost, penalty=-_CLOSED_POINTS * anchors.closed_share(window, sheet)
    )


def _after_header(start: int, end: int, draft: Draft, sheet: Sheet) -> list[int]:
    """The lines after an anchor, further header lines (number, time, votes, buttons) taken off."""
    lines = list(range(start, end))
    taken = 0
    while lines and taken < _HEADER_LINES:
        text = sheet.lines[lines[0]].body
        byline = sheet.byline(lines[0])
        if not text:
            lines.pop(0)
        elif (
            byline is not None
            and not (byline.time_text and draft.time_text)
            and not (byline.author and draft.author)
            and not byline.verb
        ):
            draft.take(byline, lines.pop(0))
            taken += 1
        elif cues.is_tally(text) or cues.is_button(text):
            draft.header.append(lines.pop(0))
            taken += 1
        else:
            break
    return lines


def _take_footers(found: list[Draft], sheet: Sheet) -> None:
    """Times on the last line of most comments whose header has none ("Ann said..." above, a date below)."""
    closing: list[tuple[Draft, int]] = []
    for draft in found:
        filled = [
            index for index in draft.body if sheet.lines[index].body and not cues.is_button(sheet.lines[index].body)
        ]
        byline = sheet.byline(filled[-1]) if len(filled) >= 2 else None
        if byline is not None and byline.time_text is not None and byline.author is None and draft.time_text is None:
            closing.append((draft, filled[-1]))
    if len(closing) >= 0.6 * len(found):
        for draft, index in closing:
            byline = sheet.byline(index)
            if byline is not None:
                draft.take(byline, index)
            draft.body = [line for line in draft.body if line < index]


def _drop_names(draft: Draft, names: set[str | None], sheet: Sheet) -> None:
    """Take names of this and the next author off the end, where user cards leave them."""
    while draft.body:
        text = sheet.lines[draft.body[-1]].body
        if (
            len(draft.body) >= 3
            and 0 < len(text) <= _LONGEST_RANK
            and text not in names
            and sheet.lines[draft.body[-2]].body in names
        ):
            draft.body.pop()  # the rank under the name
            continue
        if text and text not in names and not cues.is_button(text):
            return
        if text in names and not any(sheet.lines[index].body for index in draft.body[:-1]):
            return
        draft.body.pop()


def _merged(found: list[Draft]) -> list[Draft]:
    """Two anchors of one comment (its time above and its number below) made one again."""
    merged: list[Draft] = []
    for draft in found:
        before = merged[-1] if merged else None
        if (
            before is not None
            and not before.body
            and (before.author is None or draft.author is None)
            and not (before.time_text and draft.time_text)
        ):
            before.last = draft.last
            before.body = draft.body
            before.author = before.author or draft.author
            before.number = before.number or draft.number
            if before.time_text is None:
                before.time_text, before.moment = draft.time_text, draft.moment
            before.header.extend(draft.header)
        else:
            merged.append(draft)
    return merged


def _last_line(window: Window, starts: list[int], sheet: Sheet) -> int:
    """Where the last comment ends: at the form or footer, or, without one, where the page breaks off."""
    last = window.anchors[-1]
    if window.end < len(sheet):
        return window.end
    lengths = [after - before for before, after in itertools.pairwise(starts)]
    usual = max(12, 3 * max(lengths)) if lengths else 40
    blanks = 0
    for index in range(last + 2, min(len(sheet), last + usual)):
        blanks = blanks + 1 if sheet.lines[index].blank else 0
        if blanks >= 3 and not cues.is_button(sheet.lines[min(index + 1, len(sheet) - 1)].body):
            return index
    return min(len(sheet), last + usual)
