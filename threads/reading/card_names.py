"""Names in user cards: the member's name stands under the post's header or over its rank, and quotations confirm it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from threads.reading import bylines, cues
from threads.reading.drafts import Draft
from threads.reading.sheet import Sheet

_SHARE = 0.6
"""Names are believed where this share of the posts has one in the same place."""
_REACH = 5
"""Lines of words under a header among which its card begins."""
_LONGEST_FIELD = 48
_MOST_FIELDS = 8
_LONGEST_GLUED = 100
_COUNT = re.compile(r"(?<!\s)\s{1,8}[\d.,]{1,9}[kK]?$")
"""A count behind a name: reputation, posts."""


def take_below(found: Sequence[Draft], sheet: Sheet) -> None:
    """Names between header and card, where most posts have one there and quotations do not tell it a rank."""
    places = {place: lines for place, draft in enumerate(found) if (lines := _over_card(draft, sheet))}
    needing = [place for place, draft in enumerate(found) if draft.author is None]
    if len(needing) < _SHARE * len(found) or len(places) < _SHARE * len(found):
        return
    names = {sheet.lines[lines[0]].body.casefold() for lines in places.values()}
    with_rank = sum(len(lines) >= 2 for lines in places.values()) >= 0.5 * len(places)
    quoted = quoted_names(sheet)
    if not (names & quoted) and (quoted or not with_rank):
        return
    for place in needing:
        for line in places.get(place, ())[:1]:
            found[place].author = bylines.clean_name(sheet.lines[line].body)
            found[place].header.append(line)


def take_doubled(found: Sequence[Draft], sheet: Sheet) -> None:
    """Names over the header that most posts show twice, under a picture and alone, often with a count: "Ann   82"."""
    pairs = {place: pair for place, draft in enumerate(found) if (pair := _doubled(draft, sheet)) is not None}
    if len(pairs) < max(2, _SHARE * len(found)):
        return
    for place, pair in pairs.items():
        name = bylines.clean_name(_COUNT.sub("", sheet.lines[pair[0]].body))
        if name is not None:
            found[place].author = name
            found[place].header.extend(pair)
            found[place].body = [index for index in found[place].body if index not in pair]
            if place:
                before = found[place - 1]
                before.body = [index for index in before.body if index < pair[0]]


def take_glued(found: Sequence[Draft], sheet: Sheet) -> None:
    """Names with their card on the same line, where most posts begin so: "Ann 46 replies 4 threads Junior Member"."""
    if all(draft.author is not None for draft in found):
        return
    glued = {place: told for place, draft in enumerate(found) if (told := _glued(draft, sheet)) is not None}
    speaking = sum(any(sheet.lines[index].body for index in draft.body) for draft in found)
    if len(glued) < max(2, _SHARE * speaking):
        return
    for place, (line, name) in glued.items():
        found[place].author = name
        found[place].header.append(line)
        found[place].body = [index for index in found[place].body if index != line]


def _glued(draft: Draft, sheet: Sheet) -> tuple[int, str] | None:
    """``(line, name)`` where the first line of the words is a name before counts of what a card counts."""
    line = next((index for index in draft.body if sheet.lines[index].body), None)
    if line is None or len(sheet.lines[line].body) > _LONGEST_GLUED:
        return None
    met = _glued_card().fullmatch(sheet.lines[line].body)
    name = bylines.clean_name(met["name"]) if met is not None else None
    return (line, name) if name is not None and bylines.looks_like_name(name) else None


@cache
def _glued_card() -> re.Pattern[str]:
    count = rf"\d[\d.,]{{0,9}}\s?(?:{cues.any_of('card')})(?![^\W\d])"
    return re.compile(rf"(?P<name>\S.{{0,38}}?)\s{count}.{{0,60}}", re.IGNORECASE)


def _doubled(draft: Draft, sheet: Sheet) -> tuple[int, int] | None:
    """Two equal lines at the top of a post or right above it, blank lines aside."""
    around = range(max(0, draft.first - _REACH), min(len(sheet), draft.first + _REACH))
    filled = [index for index in around if sheet.lines[index].body]
    for upper, lower in pairwise(filled):
        if sheet.lines[upper].body == sheet.lines[lower].body and lower >= draft.first - _REACH // 2:
            name = _COUNT.sub("", sheet.lines[upper].body)
            return (upper, lower) if bylines.looks_like_name(name) and not cues.is_card_word(name) else None
    return None


def _over_card(draft: Draft, sheet: Sheet) -> list[int]:
    """The short lines between a post's header and its card; empty where no card follows."""
    lines: list[int] = []
    for index in draft.body:
        text = sheet.lines[index].body
        if not text or cues.is_tally(text):
            continue
        if index in sheet.cards:
            return lines
        if len(lines) >= _REACH or not bylines.looks_like_name(text):
            return []
        lines.append(index)
    return []


def over_card(index: int, floor: int, sheet: Sheet) -> int | None:
    """The line with the name over a card that reaches down to ``index``; ``None`` where no card stands there."""
    top, carded = index, index in sheet.cards
    while top - 1 >= floor and 0 < len(sheet.lines[top - 1].body) <= _LONGEST_FIELD and index - top < _MOST_FIELDS:
        top -= 1
        carded = carded or top in sheet.cards
    if not carded:
        return None
    above = next((line for line in range(top - 1, max(floor, top - 4) - 1, -1) if sheet.lines[line].body), None)
    if above is not None and _could_be_name(above, sheet) and len(sheet.lines[above].body) > 1:
        over = sheet.lines[above - 1].body if above > 0 else ""
        if len(over) <= 1:
            return above
    return top if _could_be_name(top, sheet) else None


def _could_be_name(index: int, sheet: Sheet) -> bool:
    return index not in sheet.cards and bylines.looks_like_name(sheet.lines[index].body)


def quoted_names(sheet: Sheet) -> set[str]:
    """Whom the page's quotations name, case folded: "Ann said:", "Originally posted by Ann", "Zitat von Ann"."""
    return {
        name.casefold()
        for line in sheet.lines
        if 6 <= len(line.body) <= 80 and (name := _quoted(line.body)) is not None and bylines.looks_like_name(name)
    }


def _quoted(text: str) -> str | None:
    lowered = text.casefold()
    for word in cues.words("quoting"):
        if lowered.startswith(word) and " " in word:
            return text[len(word) :].strip(' :»«"“”') or None
    byline = bylines.parse(text) if text.endswith((":", "…", "↑", "»")) else None
    return byline.author if byline is not None and byline.verb else None
