"""Headers and signatures of list items: what the first or last lines of a comment say of its author and time."""

from __future__ import annotations

from threads.reading import bylines, cues
from threads.reading.drafts import Draft
from threads.reading.list_items import HEADER_LINES as _MOST_LINES
from threads.reading.sheet import Sheet

_LONGEST_CLOSING = 32
_FEWEST_CLOSING = 3
_CLOSING_SHARE = 0.8
"""People sign their words too; a page that prints names below them does so nearly always."""
_USUAL_SHARE = 0.6
"""Where this share of a list's comments has a name or time in the same place, it is believed."""


def read(draft: Draft, rest: list[int], sheet: Sheet, *, named: bool) -> None:
    """Take header lines off the front: a name, a time, numbers, buttons, cards."""
    taken = 0
    while rest and taken <= _MOST_LINES:
        index = rest[0]
        text = sheet.lines[index].body
        byline = sheet.byline(index)
        if not text:
            rest.pop(0)
        elif (
            byline is not None
            and (
                taken == 0
                or byline.time_text is not None
                or byline.number is not None
                or (draft.author is None and draft.time_text is None and _more_follows(rest, sheet))
            )
            and not (draft.time_text and byline.time_text)
        ):
            draft.take(byline, rest.pop(0))
            taken += 1
        elif taken == 0 and index == draft.first and (_byline_follows(rest, sheet) or named):
            # Over a line that names the author, the first line is the comment's own title.
            draft.author = None if _byline_follows(rest, sheet) else bylines.clean_name(text)
            draft.header.append(rest.pop(0))
            taken += 1
        elif (
            cues.is_button(text)
            or (cues.is_tally(text) and _more_follows(rest, sheet) and (taken or _byline_follows(rest, sheet)))
            or (index in sheet.cards and taken)
        ):
            draft.header.append(rest.pop(0))
        else:
            addressed = _addressee(text)
            if addressed is None or not taken:
                break
            draft.addressee = draft.addressee or addressed
            draft.header.append(rest.pop(0))


def _more_follows(rest: list[int], sheet: Sheet) -> bool:
    return any(sheet.lines[index].body for index in rest[1:])


def _byline_follows(rest: list[int], sheet: Sheet) -> bool:
    """Whether a line after the first is a header: what stands before it is a running number."""
    filled = [index for index in rest[1:] if sheet.lines[index].body]
    return any((byline := sheet.byline(index)) is not None and byline.author is not None for index in filled[:-1][:2])


def read_signature(draft: Draft, rest: list[int], sheet: Sheet) -> None:
    """Take footer lines off the end: "name, time", with the name perhaps on the line above."""
    for _ in range(_MOST_LINES):
        if len(rest) <= 1:
            return
        index = rest[-1]
        text = sheet.lines[index].body
        byline = sheet.byline(index)
        if byline is not None and byline.time_text is not None and draft.time_text is None:
            draft.take(byline, rest.pop())
        elif not text or cues.is_button(text):
            rest.pop()
        elif draft.time_text is not None and draft.author is None and bylines.looks_like_name(text):
            draft.author = bylines.clean_name(text)
            draft.header.append(rest.pop())
        else:
            return


def take_names_below(found: list[Draft], sheet: Sheet) -> None:
    """Names on the first line under a header that holds only a time or number, where most comments have one there."""
    opening: list[tuple[Draft, int]] = []
    for draft in found:
        if draft.author is None and draft.header and len(draft.body) >= 2 and draft.body[0] == draft.header[-1] + 1:
            index = draft.body[0]
            if bylines.looks_like_name(sheet.lines[index].body) and any(sheet.lines[i].body for i in draft.body[1:]):
                opening.append((draft, index))
    if len(opening) >= max(2, _USUAL_SHARE * len(found)):
        for draft, index in opening:
            draft.author = bylines.clean_name(sheet.lines[index].body)
            draft.header.append(index)
            draft.body = draft.body[1:]


def take_closing_names(found: list[Draft], sheet: Sheet) -> None:
    """Names on the last line of nearly all comments that show none above: "words / Ann"."""
    closing: list[tuple[Draft, int]] = []
    open_ended = 0
    for draft in found:
        filled = [index for index in draft.body if sheet.lines[index].body and index not in sheet.lines.buttons]
        if draft.author is not None or len(filled) < 2:
            continue
        open_ended += 1
        text = sheet.lines[filled[-1]].body
        if len(text) <= _LONGEST_CLOSING and bylines.looks_like_name(text):
            closing.append((draft, filled[-1]))
    if len(closing) >= max(_FEWEST_CLOSING, _CLOSING_SHARE * open_ended, _USUAL_SHARE * len(found)):
        for draft, index in closing:
            draft.author = bylines.clean_name(sheet.lines[index].body)
            draft.header.append(index)
            draft.body = [line for line in draft.body if line < index]


def take_dates_below(found: list[Draft], sheet: Sheet) -> None:
    """Times on the last line of most comments whose header has none ("Ann says:" above, a date below)."""
    closing: list[tuple[Draft, int]] = []
    for draft in found:
        filled = [index for index in draft.body if sheet.lines[index].body]
        byline = sheet.byline(filled[-1]) if len(filled) >= 2 and draft.time_text is None else None
        if byline is not None and byline.time_text is not None and byline.author is None:
            closing.append((draft, filled[-1]))
    if len(closing) >= _USUAL_SHARE * len(found):
        for draft, index in closing:
            byline = sheet.byline(index)
            if byline is not None:
                draft.take(byline, index)
            draft.body = [line for line in draft.body if line < index]


def _addressee(text: str) -> str | None:
    """The name in "In reply to Ann" on a line of its own."""
    byline = bylines.parse(f"x {text}") if len(text) <= 60 else None
    return byline.addressee if byline is not None else None
