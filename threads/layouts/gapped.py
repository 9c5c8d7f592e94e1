"""Gaps: a name on a line of its own, or two blank lines where one was lost, opens each comment of a flattened section.

Believed only under a section's title or sorting line: without one, any article with wide spacing would look like this.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from threads.reading import anchors, bylines, cues
from threads.reading.anchors import Window
from threads.reading.drafts import Draft
from threads.reading.readings import Reading
from threads.reading.sheet import Sheet

_FEWEST = 2
_MOST_STARTS = 6
_PROSE_WORDS = 120
_PROSE_POINTS = 2.0
"""Points off where the usual stretch is longer than comments are: an article with headings."""
_PENALTY = 0.3
"""Gaps are weaker marks than bylines."""


def segment(sheet: Sheet) -> Reading | None:
    """The comments between names and gaps; ``None`` where no title opens a section."""
    return max(readings(sheet), key=lambda found: (found.fit, found.count), default=None)


def readings(sheet: Sheet) -> Iterator[Reading]:
    """What stands under each title."""
    for start in sorted({*sheet.openings, *(title for title, _ in sheet.titles)})[-_MOST_STARTS:]:
        reading = _read(start, sheet)
        if reading is not None:
            yield reading


def _read(start: int, sheet: Sheet) -> Reading | None:
    first = start + 1
    while first < len(sheet) and (
        not sheet.lines[first].body or cues.opens(sheet.lines[first].body) or cues.is_button(sheet.lines[first].body)
    ):
        first += 1
    end = sheet.ending_after(first - 1)
    blocks = _blocks(first, end, sheet)
    found: list[Draft] = []
    gaps = 0
    needs_words = False
    for lines, blanks_above in blocks:
        text = sheet.lines[lines[0]].body
        is_name = (
            len(lines) == 1 and bylines.looks_like_name(text) and not needs_words and not sheet.lines[lines[0]].is_item
        )
        if is_name:
            draft = Draft(first=lines[0], last=lines[0], header=[lines[0]], author=bylines.clean_name(text))
            found.append(draft)
            needs_words = True
        elif needs_words:
            found[-1].body.extend(range(lines[0], lines[-1] + 1))
            found[-1].last = lines[-1]
            needs_words = False
        elif not found or blanks_above >= 2:
            gaps += blanks_above >= 2
            found.append(Draft(first=lines[0], last=lines[-1], body=list(range(lines[0], lines[-1] + 1))))
        else:
            found[-1].body.extend(range(found[-1].last + 1, lines[-1] + 1))
            found[-1].last = lines[-1]
    if found and needs_words:
        found.pop()
    if len(found) < _FEWEST or any(sheet.lines[draft.first].is_item for draft in found[:2]):
        return None
    title = (
        next(((line, count) for line, count in sheet.titles if line == start), None)
        or sheet.title_above(first)
        or (start, -1)
    )
    window = Window(first, end, tuple(draft.first for draft in found), title)
    left = sum((byline := sheet.byline(index)) is not None and bool(byline.time_text) for index in range(first, end))
    lengths = [sum(len(sheet.lines[index].body.split()) for index in draft.body) for draft in found]
    prose = _PROSE_POINTS if median(lengths) > _PROSE_WORDS else 0.0
    return anchors.section("gapped", window, found, sheet, lost_lines=0, penalty=_PENALTY + 0.5 * left + prose)


def _blocks(first: int, end: int, sheet: Sheet) -> list[tuple[list[int], int]]:
    """Stretches of lines without a blank between, each with the number of blank lines above it."""
    blocks: list[tuple[list[int], int]] = []
    blanks = 0
    for index in range(first, end):
        if sheet.lines[index].blank:
            blanks += 1
        elif blanks or not blocks:
            blocks.append(([index], blanks))
            blanks = 0
        else:
            blocks[-1][0].append(index)
    return blocks
