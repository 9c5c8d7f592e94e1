"""List items of a page: which lines belong to each, which may be comments, which are lists inside a comment."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from threads.reading import bylines, cues
from threads.reading.sheet import Sheet

HEADER_LINES = 4
"""A header has at most this many lines of words under the item's first one."""
_HEADED_SHARE = 0.6
"""Where this share of items shows a time or "says", short ones without are odd."""
_ODD_WORDS = 3
_MOST_TITLES = 4
"""Titles inside one list under which its rest is read on its own."""
SURELY_NAMED_SHARE = 0.7
"""Where this share of items opens with a name, any short first line that stands apart is one ("Ann from the kiosk")."""


@dataclass(slots=True)
class Item:
    """One list item; indices count lines from 0."""

    head: int
    indent: int
    set_apart: bool
    own: list[int] = field(default_factory=list)
    """Its lines but for nested items, head included; blank lines too."""
    is_comment: bool = True


def parts(run: list[Item], sheet: Sheet) -> list[list[Item]]:
    """The run, and each stretch of it that bylines, buttons or names mark: menus often share a list with comments.

    What stands under a title of comments inside the run is a stretch of its own too.
    """
    top = [item for item in run if item.indent == run[0].indent]
    marked = [is_marked(item, sheet) or (len(item.own) > 1 and has_name_head(item, sheet)) for item in top]
    parts = [run]
    start: int | None = None
    for place in range(len(top) + 1):
        goes_on = place < len(top) and (marked[place] or (start is not None and any(marked[place + 1 : place + 2])))
        if goes_on and start is None:
            start = place
        elif not goes_on and start is not None:
            first, last = top[start].head, top[place].head if place < len(top) else len(sheet)
            part = [item for item in run if first <= item.head < last]
            if 2 <= len(part) < len(run):
                parts.append(part)
            start = None
    parts += _under_titles(run, sheet)
    return [[_copy(item) for item in part] for part in parts]


def _under_titles(run: list[Item], sheet: Sheet) -> list[list[Item]]:
    """What follows each title that stands between the items of a run."""
    found = []
    for title, _ in sheet.titles:
        if run[0].head < title < run[-1].head:
            part = [item for item in run if item.head > title]
            part = [item for item in part if item.indent >= part[0].indent]
            if 2 <= len(part) < len(run):
                found.append(part)
    return found[-_MOST_TITLES:]


def _copy(item: Item) -> Item:
    return Item(item.head, item.indent, item.set_apart, list(item.own))


def runs(sheet: Sheet, base: int) -> list[list[Item]]:
    """Stretches of list items from ``base`` columns on in which every line is an item or stands deeper than that."""
    runs: list[list[Item]] = []
    run: list[Item] = []
    open_items: list[Item] = []
    after_blank = True
    for index, line in enumerate(sheet.lines):
        if line.blank:
            if open_items:
                open_items[-1].own.append(index)
            after_blank = True
            continue
        if run and not (line.indent > base or (line.is_item and line.indent == base)):
            runs.append(run)
            run, open_items = [], []
        if line.is_item and line.indent >= base and (run or line.indent == base):
            while open_items and open_items[-1].indent >= line.indent:
                open_items.pop()
            item = Item(index, line.indent, after_blank or not run, [index])
            run.append(item)
            open_items.append(item)
        elif run:
            while len(open_items) > 1 and open_items[-1].indent >= line.indent:
                open_items.pop()
            open_items[-1].own.append(index)
        after_blank = False
    if run:
        runs.append(run)
    return runs


def without_odd(items: list[Item], sheet: Sheet) -> list[Item]:
    """The items without tabs ("Comments 4", "Pingbacks 0") and advertisements between comments that show headers."""
    titles = {title for title, _ in sheet.titles}
    items = [item for item in items if any(sheet.lines[index].body for index in item.own)]
    items = [item for item in items if not (item.head in titles and _counted_words(item, sheet) <= _ODD_WORDS)]
    headed = [_has_header(item, sheet) for item in items]
    if len(items) < 3 or sum(headed) < _HEADED_SHARE * len(items):
        return items
    return [
        item
        for place, item in enumerate(items)
        if headed[place] or not (_is_tight(place, items) and _counted_words(item, sheet) <= _ODD_WORDS)
    ]


def _has_header(item: Item, sheet: Sheet) -> bool:
    own = [index for index in item.own if not sheet.lines[index].blank][: HEADER_LINES + 1]
    return any((byline := sheet.byline(index)) is not None and (byline.time_text or byline.verb) for index in own)


def _is_tight(place: int, items: list[Item]) -> bool:
    """Whether the next item follows without a blank line."""
    return place + 1 < len(items) and not items[place + 1].set_apart


def _counted_words(item: Item, sheet: Sheet) -> int:
    return sum(len(sheet.lines[index].body.split()) for index in item.own[:6])


def tell_inner_lists(run: list[Item], sheet: Sheet) -> None:
    """Mark items that belong to the words of a comment, and hand their lines to it."""
    marked = {id(item): is_marked(item, sheet) or has_name_head(item, sheet) for item in run}
    if sum(has_name_head(item, sheet) for item in run) >= SURELY_NAMED_SHARE * len(run):
        marked.update({id(item): True for item in run if item.set_apart and could_be_name(item, sheet)})
    tight = _tight(run, marked)
    apart = [item for item in run if item.set_apart]
    mostly_marked = sum(marked[id(item)] for item in apart) >= 0.6 * len(apart)
    owners: list[Item] = []
    for item in run:
        while owners and owners[-1].indent >= item.indent:
            owners.pop()
        if owners and not marked[id(item)] and (not item.set_apart or mostly_marked or id(item) in tight):
            item.is_comment = False
            owners[-1].own.extend(item.own)
            owners[-1].own.sort()
            continue
        owners.append(item)


def _tight(run: list[Item], marked: dict[int, bool]) -> set[int]:
    """First items of lists whose further items follow without a blank line: enumerations inside a comment."""
    return {
        id(item)
        for item, after in itertools.pairwise(run)
        if not marked[id(item)] and item.indent == after.indent and not after.set_apart and not marked[id(after)]
    }


def is_marked(item: Item, sheet: Sheet) -> bool:
    """Whether a byline, a time near the top or bottom, or a button shows that the item is a comment."""
    own = [index for index in item.own if not sheet.lines[index].blank]
    edges = own[:HEADER_LINES] + own[-3:]
    if any((byline := sheet.byline(index)) is not None and (byline.time_text or byline.verb) for index in edges):
        return True
    return any(
        cues.is_button(sheet.lines[index].body) for index in own[1:] + own[:1] if len(sheet.lines[index].body) <= 60
    )


def has_name_head(item: Item, sheet: Sheet) -> bool:
    """Whether the first line is a name and what follows stands apart from it: blank, deeper, or nothing at all."""
    if not bylines.looks_like_name(bylines.without_link(sheet.lines[item.head].body)):
        return False
    return len(item.own) == 1 or sheet.lines[item.own[1]].blank or _time_follows(item, sheet)


def _time_follows(item: Item, sheet: Sheet) -> bool:
    """Whether the line after the head is a time, a button or a card line."""
    after = item.own[1]
    byline = sheet.byline(after)
    return (
        (byline is not None and byline.time_text is not None)
        or cues.is_button(sheet.lines[after].body)
        or after in sheet.cards
    )


def could_be_name(item: Item, sheet: Sheet) -> bool:
    """Whether the first line is short, no sentence, and stands apart from what follows."""
    text = sheet.lines[item.head].body
    alone = len(item.own) == 1 or sheet.lines[item.own[1]].blank
    return (
        alone
        and 0 < len(text) <= bylines.LONGEST_NAME
        and len(text.split()) <= 6
        and text[-1] not in ".!?:;,…"
        and not cues.is_button(text)
    )
