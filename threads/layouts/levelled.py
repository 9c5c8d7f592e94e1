"""Stated depths: a line "level 3" under or over each comment's header, as the Reddit redesigns print it."""

from __future__ import annotations

from threads.reading import anchors, bylines, cues
from threads.reading.anchors import Window
from threads.reading.drafts import Draft
from threads.reading.readings import Reading
from threads.reading.sheet import Sheet

_FEWEST = 2
_PENALTY = -5.0
"""Points added: nobody writes "level 3" on a line of its own."""


def segment(sheet: Sheet) -> Reading | None:
    """The comments between level lines; ``None`` where fewer than two lines state a level."""
    found = [
        (index, level)
        for index, line in enumerate(sheet.lines)
        if line.body and len(line.body) <= 20 and (level := bylines.level(line.body)) is not None
    ]
    if len(found) < _FEWEST:
        return None
    top = min(level for _, level in found)
    drafted: list[Draft] = []
    for place, (index, level) in enumerate(found):
        end = found[place + 1][0] if place + 1 < len(found) else sheet.ending_after(index)
        start = _header_start(index, found[place - 1][0] if place else max(-1, index - 4), sheet)
        draft = Draft(first=start, last=index, level=level - top)
        _read_header(draft, start, index, sheet)
        following = found[place + 1][0] if place + 1 < len(found) else end
        stop = _header_start(following, index, sheet) if place + 1 < len(found) else end
        draft.body = _read_below(draft, list(range(index + 1, stop)), sheet)
        draft.last = max(index, stop - 1)
        drafted.append(draft)
    window = Window(found[0][0], len(sheet), tuple(index for index, _ in found), sheet.title_above(found[0][0]))
    return anchors.section("levelled", window, drafted, sheet, lost_lines=0, penalty=_PENALTY, layout="nested")


def _header_start(index: int, floor: int, sheet: Sheet) -> int:
    """The first header line above a level line: an age, "[deleted]" and, above an age, a name."""
    start = index
    for above in range(index - 1, max(floor, index - 4), -1):
        text = sheet.lines[above].body
        byline = sheet.byline(above) if text else None
        if byline is not None and byline.time_text is not None:
            start = above
        elif (
            text
            and start < index
            and (
                text == "[deleted]"
                or (
                    bylines.looks_like_name(text)
                    and not cues.is_tally(text)
                    and sheet.byline(start) is not None
                    and sheet.lines[start].body.startswith("·")
                )
            )
        ):
            return above
        else:
            return start
    return start


def _read_below(draft: Draft, lines: list[int], sheet: Sheet) -> list[int]:
    """The lines under a level line without the age that may stand first."""
    while lines:
        text = sheet.lines[lines[0]].body
        byline = sheet.byline(lines[0])
        if not text:
            lines.pop(0)
        elif byline is not None and byline.time_text is not None and draft.time_text is None and byline.author is None:
            draft.take(byline, lines.pop(0))
        else:
            break
    return lines


def _read_header(draft: Draft, start: int, end: int, sheet: Sheet) -> None:
    for index in range(start, end):
        text = sheet.lines[index].body
        byline = sheet.byline(index)
        if byline is not None:
            draft.take(byline, index)
        elif text and text != "[deleted]":
            draft.author = bylines.clean_name(text)
            draft.header.append(index)
    draft.header.append(end)
