"""User cards: forum posts between cards of their members ("Experienced member", "Posts: 12"), names often lost.

A post that quotes a whole earlier one may have lost its card too: a name alone, right over words that stand on the page
already, opens a post as well.
"""

from __future__ import annotations

import re

from threads.reading import anchors, bylines, cues
from threads.reading.anchors import Window
from threads.reading.drafts import Draft
from threads.reading.readings import Reading
from threads.reading.sheet import Sheet

_FEWEST = 2
_GAP_LINES = 3
"""Card lines further apart than this belong to different cards."""
_REPEAT_LETTERS = 80
_NAMELESS_PENALTY = 0.6


def segment(sheet: Sheet) -> Reading | None:
    """The posts between the cards; ``None`` where the page shows fewer than two."""
    cards = _cards(sheet)
    if len(cards) < _FEWEST:
        return None
    heads = [(first, last) for first, last in cards]
    heads = sorted({*heads, *_repeated_heads(cards, sheet)})
    end = sheet.ending_after(heads[min(1, len(heads) - 1)][1])
    heads = [head for head in heads if head[0] < end]
    if len(heads) < _FEWEST:
        return None
    found: list[Draft] = []
    for place, (first, last) in enumerate(heads):
        stop = heads[place + 1][0] if place + 1 < len(heads) else end
        floor = found[-1].body[0] if found and found[-1].body else 0
        start, author = _name_above(first, floor, found[-1] if found else None, sheet)
        if found and start < first:
            found[-1].body = [index for index in found[-1].body if index < start]
            found[-1].last = max(found[-1].first, start - 1)
        draft = Draft(
            first=start, last=max(last, stop - 1), body=list(range(last + 1, stop)), header=list(range(start, last + 1))
        )
        lone = first == last and bylines.looks_like_name(sheet.lines[first].body)
        draft.author = bylines.clean_name(sheet.lines[first].body) if lone else author
        while draft.body and (
            not sheet.lines[draft.body[-1]].body or cues.is_card_word(sheet.lines[draft.body[-1]].body)
        ):
            draft.body.pop()
        _take_inner_header(draft, first, last, sheet)
        found.append(draft)
    window = Window(heads[0][0], end, tuple(first for first, _ in heads), None)
    return anchors.section("carded", window, found, sheet, lost_lines=0, penalty=-1.0 + _NAMELESS_PENALTY)


def _cards(sheet: Sheet) -> list[tuple[int, int]]:
    """``(first, last)`` line of every card: card lines close together, at least two of them."""
    found: list[tuple[int, int]] = []
    run: list[int] = []
    for index in sorted(sheet.cards):
        if run and index - run[-1] > _GAP_LINES:
            found.append((run[0], run[-1]))
            run = []
        run.append(index)
    if run:
        found.append((run[0], run[-1]))
    return [
        (first, last) for first, last in found if sum(index in sheet.cards for index in range(first, last + 1)) >= 2
    ]


def _name_above(first: int, floor: int, before: Draft | None, sheet: Sheet) -> tuple[int, str | None]:
    """Where a post's header begins, and the name over its card, unless that line is all the post before it says."""
    for index in range(first - 1, max(floor, first - 4) - 1, -1):
        text = sheet.lines[index].body
        if not text or cues.is_tally(text):
            continue
        if not bylines.looks_like_name(text) or len(text) == 1 or cues.is_card_word(text):
            break
        left = [line for line in (before.body if before is not None else []) if line < index and sheet.lines[line].body]
        if before is not None and not left:
            break
        over = anchors.name_over_rank(index, floor, sheet) if index == first - 1 else None
        if over is not None and (before is None or any(line < over and sheet.lines[line].body for line in before.body)):
            index, text = over, sheet.lines[over].body
        if index == 0 or sheet.lines[index - 1].blank or len(sheet.lines[index - 1].body) == 1:
            return index, bylines.clean_name(text)
        break
    return first, None


def _take_inner_header(draft: Draft, first: int, last: int, sheet: Sheet) -> None:
    for index in range(first, last + 1):
        byline = sheet.byline(index) if index not in sheet.cards else None
        if byline is not None and byline.time_text is not None:
            draft.take(byline, index)
    while draft.body:
        text = sheet.lines[draft.body[0]].body
        byline = sheet.byline(draft.body[0])
        if not text or cues.is_button(text):
            draft.body.pop(0)
        elif byline is not None and byline.author is None and not byline.verb:
            draft.take(byline, draft.body.pop(0))
        else:
            return


def _repeated_heads(cards: list[tuple[int, int]], sheet: Sheet) -> list[tuple[int, int]]:
    """Names alone on a line over words that the page has shown before: posts whose card is lost."""
    seen: set[str] = set()
    found: list[tuple[int, int]] = []
    start = cards[0][1]
    for index in range(start, len(sheet)):
        text = re.sub(r"\s+", " ", sheet.lines[index].body)
        if len(text) < _REPEAT_LETTERS:
            continue
        if text in seen:
            above = [line for line in range(index - 1, max(start, index - 4), -1) if sheet.lines[line].body]
            if above and bylines.looks_like_name(sheet.lines[above[0]].body) and sheet.lines[above[0] - 1].blank:
                found.append((above[0], above[0]))
        seen.add(text)
    return [head for head in found if not any(first <= head[0] <= last for first, last in cards)]
