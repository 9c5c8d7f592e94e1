"""List items: bullets or numbers, replies nested by indentation, as Disqus, WordPress and Blogger come out as text.

An item is a comment when a blank line, a byline or a button sets it apart; the numbered list that somebody writes
inside a comment stands tight and stays with its comment.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from threads import bylines, cues, drafts, fitness
from threads.drafts import Draft
from threads.model import Comment, Section
from threads.sheet import Sheet

_HEADER_LINES = 4
"""A header has at most this many lines of words under the item's first one."""
_TIME_ALONE = 0.3
"""What times without names are worth as evidence of comments: dated headlines have them too."""
_MOST_BASES = 8
"""Indentations tried as the outermost of the list."""
_NAMED_SHARE = 0.5
"""Where this share of items opens with a name on a line of its own, short first lines are names."""
_SURELY_NAMED_SHARE = 0.7
"""Where this share does, any short first line that stands apart is a name ("Ines from the kiosk")."""
_SIGNED_SHARE = 0.6
"""Where this share of items closes with a name or a time, last lines are signatures."""


@dataclass(slots=True)
class _Item:
    """One list item; indices count lines from 0."""

    head: int
    indent: int
    set_apart: bool
    own: list[int] = field(default_factory=list)
    """Its lines but for nested items, head included; blank lines too."""
    is_comment: bool = True


def segment(sheet: Sheet) -> Section | None:
    """The list of the page that looks most like comments, joined with like lists right below it."""
    bases = sorted({line.indent for line in sheet.lines if line.is_item})[:_MOST_BASES]
    runs = {(run[0].head, run[-1].head): run for base in bases for run in _runs(sheet, base)}
    sections = [
        section for run in runs.values() for part in _parts(run, sheet) if (section := _read(part, sheet)) is not None
    ]
    if not sections:
        return None
    best = max(sections, key=lambda section: section.fit + 0.02 * math.log1p(len(section.comments)))
    return _joined(best, sections, sheet)


def _parts(run: list[_Item], sheet: Sheet) -> list[list[_Item]]:
    """The run, and each stretch of it that bylines, buttons or names mark: menus often share a list with comments."""
    top = [item for item in run if item.indent == run[0].indent]
    marked = [_is_marked(item, sheet) or (len(item.own) > 1 and _has_name_head(item, sheet)) for item in top]
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
    return [[_copy(item) for item in part] for part in parts]


def _copy(item: _Item) -> _Item:
    return _Item(item.head, item.indent, item.set_apart, list(item.own))


def _runs(sheet: Sheet, base: int) -> list[list[_Item]]:
    """Stretches of list items from ``base`` columns on in which every line is an item or stands deeper than that."""
    runs: list[list[_Item]] = []
    run: list[_Item] = []
    open_items: list[_Item] = []
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
            item = _Item(index, line.indent, after_blank or not run, [index])
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


def _read(run: list[_Item], sheet: Sheet) -> Section | None:
    if (
        len(run) > 1
        and not any(item.set_apart for item in run[1:])
        and not any(_is_marked(item, sheet) for item in run)
    ):
        return None  # a tight list: navigation, a table of contents, an enumeration
    _tell_inner_lists(run, sheet)
    chosen = [item for item in run if item.is_comment]
    if not chosen:
        return None
    named = _opens_with_names(chosen, sheet)
    signed = _closes_with_signatures(chosen, sheet)
    found = [_draft(item, sheet, named=named, signed=signed) for item in chosen]
    _take_names_below(found, sheet)
    _take_dates_below(found, sheet)
    drafts.drop_boilerplate(found, sheet.lines)
    kept = [(item, draft) for item, draft in zip(chosen, found, strict=True) if draft.author or draft.body]
    if not kept:
        return None
    finished = [draft for _, draft in kept]
    comments = drafts.comments(finished, sheet.page, sheet.lines)
    first, last = run[0].head, max(draft.last for draft in finished)
    title = sheet.title_above(first)
    ending = sheet.ending_after(last)
    ended = ending < len(sheet) and sheet.filled_between(last + 1, ending, most=5) <= 4
    blank_share = sum(item.set_apart for item, _ in kept) / len(kept)
    belief = fitness.fit(
        finished, sheet, blank_share=blank_share, title=title, ended=ended, penalty=_doubt(kept, title, sheet)
    )
    return Section(
        hypothesis="listed",
        comments=comments,
        fit=belief,
        layout="nested" if len({comment.indent_columns for comment in comments}) > 1 else "flat",
        declared_count=title[1] if title is not None and title[1] >= 0 else None,
        start_line=sheet.lines[title[0] if title else first].number,
        end_line=sheet.lines[last].number,
        labels=_labels(kept, title, sheet),
    )


def _doubt(kept: Sequence[tuple[_Item, Draft]], title: tuple[int, int] | None, sheet: Sheet) -> float:
    """Points off for lists without a section title whose items look like teasers, steps or menus."""
    if title is not None:
        return 0.0
    named = sum(draft.author is not None for _, draft in kept) / len(kept)
    timed = sum(draft.time_text is not None for _, draft in kept) / len(kept)
    evidence = max(named, _TIME_ALONE * timed)
    one_line = sum(len(draft.body) <= 1 for _, draft in kept) / len(kept)
    return 1.5 * (1 - evidence) + (0.8 if one_line == 1.0 and evidence < 0.5 else 0.0)


def _is_marked(item: _Item, sheet: Sheet) -> bool:
    """Whether a byline, a time near the top or bottom, or a button shows that the item is a comment."""
    own = [index for index in item.own if not sheet.lines[index].blank]
    edges = own[:_HEADER_LINES] + own[-3:]
    if any((byline := sheet.byline(index)) is not None and (byline.time_text or byline.verb) for index in edges):
        return True
    return any(
        cues.is_button(sheet.lines[index].body) for index in own[1:] + own[:1] if len(sheet.lines[index].body) <= 60
    )


def _has_name_head(item: _Item, sheet: Sheet) -> bool:
    """Whether the first line is a name and what follows stands apart from it: blank, deeper, or nothing at all."""
    if not bylines.looks_like_name(bylines.without_link(sheet.lines[item.head].body)):
        return False
    return len(item.own) == 1 or sheet.lines[item.own[1]].blank or _time_follows(item, sheet)


def _time_follows(item: _Item, sheet: Sheet) -> bool:
    """Whether the line after the head is a time, a button or a card line."""
    after = item.own[1]
    byline = sheet.byline(after)
    return (
        (byline is not None and byline.time_text is not None)
        or cues.is_button(sheet.lines[after].body)
        or after in sheet.cards
    )


def _tell_inner_lists(run: list[_Item], sheet: Sheet) -> None:
    """Mark items that belong to the words of a comment, and hand their lines to it."""
    marked = {id(item): _is_marked(item, sheet) or _has_name_head(item, sheet) for item in run}
    if sum(_has_name_head(item, sheet) for item in run) >= _SURELY_NAMED_SHARE * len(run):
        marked.update({id(item): True for item in run if item.set_apart and _could_be_name(item, sheet)})
    tight = _tight(run, marked)
    apart = [item for item in run if item.set_apart]
    mostly_marked = sum(marked[id(item)] for item in apart) >= 0.6 * len(apart)
    owners: list[_Item] = []
    for item in run:
        while owners and owners[-1].indent >= item.indent:
            owners.pop()
        if owners and not marked[id(item)] and (not item.set_apart or mostly_marked or id(item) in tight):
            item.is_comment = False
            owners[-1].own.extend(item.own)
            owners[-1].own.sort()
            continue
        owners.append(item)


def _tight(run: list[_Item], marked: dict[int, bool]) -> set[int]:
    """First items of lists whose further items follow without a blank line: enumerations inside a comment."""
    return {
        id(item)
        for item, after in itertools.pairwise(run)
        if not marked[id(item)] and item.indent == after.indent and not after.set_apart and not marked[id(after)]
    }


def _could_be_name(item: _Item, sheet: Sheet) -> bool:
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


def _opens_with_names(chosen: Sequence[_Item], sheet: Sheet) -> set[int]:
    """Heads that are names: all that look like one where most do, else only those that come twice."""
    heads = {item.head: sheet.lines[item.head].body for item in chosen if _has_name_head(item, sheet)}
    unspoken = [
        item for item in chosen if not ((byline := sheet.byline(item.head)) and (byline.verb or byline.time_text))
    ]
    if unspoken and len(heads) >= _SURELY_NAMED_SHARE * len(unspoken):
        return set(heads) | {item.head for item in unspoken if _could_be_name(item, sheet)}
    if unspoken and len(heads) >= _NAMED_SHARE * len(unspoken):
        return set(heads)
    counts = Counter(heads.values())
    return {head for head, name in heads.items() if counts[name] >= 2 or _time_near(head, sheet)}


def _time_near(head: int, sheet: Sheet) -> bool:
    """Whether one of the next lines of words after a head is a time of its own."""
    seen = 0
    for index in range(head + 1, min(head + 6, len(sheet))):
        if sheet.lines[index].blank:
            continue
        byline = sheet.byline(index)
        if byline is not None and byline.time_text is not None and byline.author is None:
            return True
        seen += 1
        if seen >= 2:
            return False
    return False


def _closes_with_signatures(chosen: Sequence[_Item], sheet: Sheet) -> bool:
    """Whether most items close with a line "name, time" or a time, and do not open with one."""
    headed = footed = 0
    for item in chosen:
        words = _words(item, sheet)
        bylines_at = [
            (byline := sheet.byline(index)) is not None and bool(byline.time_text or byline.verb) for index in words
        ]
        headed += any(bylines_at[: 1 if len(words) <= 2 else 2])
        named_above = (
            len(words) == 2
            and _has_name_head(item, sheet)
            and (last := sheet.byline(words[1])) is not None
            and last.author is None
        )
        footed += len(words) >= 2 and any(bylines_at[1:][-2:]) and not named_above
    return footed >= _SIGNED_SHARE * len(chosen) and headed < 0.4 * len(chosen)


def _words(item: _Item, sheet: Sheet) -> list[int]:
    return [index for index in item.own if sheet.lines[index].body and not cues.is_button(sheet.lines[index].body)]


def _draft(item: _Item, sheet: Sheet, *, named: set[int], signed: bool) -> Draft:
    own = list(item.own)
    while own and sheet.lines[own[-1]].blank:
        own.pop()
    draft = Draft(first=item.head, last=own[-1] if own else item.head, indent=item.indent)
    rest = list(own)
    if signed:
        _read_signature(draft, rest, sheet)
    else:
        _read_header(draft, rest, sheet, named=item.head in named)
    draft.body = rest
    drafts.trim(draft, sheet.lines)
    return draft


def _read_header(draft: Draft, rest: list[int], sheet: Sheet, *, named: bool) -> None:
    """Take header lines off the front: a name, a time, numbers, buttons, cards."""
    taken = 0
    while rest and taken <= _HEADER_LINES:
        index = rest[0]
        text = sheet.lines[index].body
        byline = sheet.byline(index)
        if not text:
            rest.pop(0)
        elif (
            byline is not None
            and (taken == 0 or byline.time_text is not None or byline.number is not None)
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


def _take_names_below(found: list[Draft], sheet: Sheet) -> None:
    """Names on the first line under a header that holds only a time or number, where most comments have one there."""
    opening: list[tuple[Draft, int]] = []
    for draft in found:
        if draft.author is None and draft.header and len(draft.body) >= 2 and draft.body[0] == draft.header[-1] + 1:
            index = draft.body[0]
            if bylines.looks_like_name(sheet.lines[index].body) and any(sheet.lines[i].body for i in draft.body[1:]):
                opening.append((draft, index))
    if len(opening) >= max(2, _SIGNED_SHARE * len(found)):
        for draft, index in opening:
            draft.author = bylines.clean_name(sheet.lines[index].body)
            draft.header.append(index)
            draft.body = draft.body[1:]


def _take_dates_below(found: list[Draft], sheet: Sheet) -> None:
    """Times on the last line of most comments whose header has none ("Ann says:" above, a date below)."""
    closing: list[tuple[Draft, int]] = []
    for draft in found:
        filled = [index for index in draft.body if sheet.lines[index].body]
        byline = sheet.byline(filled[-1]) if len(filled) >= 2 and draft.time_text is None else None
        if byline is not None and byline.time_text is not None and byline.author is None:
            closing.append((draft, filled[-1]))
    if len(closing) >= _SIGNED_SHARE * len(found):
        for draft, index in closing:
            byline = sheet.byline(index)
            if byline is not None:
                draft.take(byline, index)
            draft.body = [line for line in draft.body if line < index]


def _addressee(text: str) -> str | None:
    """The name in "In reply to Ann" on a line of its own."""
    byline = bylines.parse(f"x {text}") if len(text) <= 60 else None
    return byline.addressee if byline is not None else None


def _read_signature(draft: Draft, rest: list[int], sheet: Sheet) -> None:
    """Take footer lines off the end: "name, time", with the name perhaps on the line above."""
    for _ in range(_HEADER_LINES):
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


def _joined(best: Section, sections: Sequence[Section], sheet: Sheet) -> Section:
    """The best list with the other believable ones of the same section: stray lines often cut a list in two."""
    together = [
        section
        for section in sections
        if section is best or (section.fit >= fitness.ACCEPTED and _same_section(best, section, sheet))
    ]
    if len(together) == 1:
        return best
    together.sort(key=lambda section: section.start_line or 0)
    comments = tuple(comment for section in together for comment in section.comments)
    unique = tuple(_each_once(comments))
    return best.model_copy(
        update={
            "comments": unique,
            "layout": "nested" if len({comment.indent_columns for comment in unique}) > 1 else "flat",
            "start_line": together[0].start_line,
            "end_line": together[-1].end_line,
            "labels": tuple(label for section in together for label in section.labels),
            "declared_count": next(
                (section.declared_count for section in together if section.declared_count is not None), None
            ),
        }
    )


def _each_once(comments: Iterable[Comment]) -> Iterator[Comment]:
    """Comments without those that a list within a list gave a second time."""
    seen: set[str] = set()
    for comment in comments:
        if comment.id not in seen:
            seen.add(comment.id)
            yield comment


def _same_section(best: Section, other: Section, sheet: Sheet) -> bool:
    upper, lower = sorted((best, other), key=lambda section: section.start_line or 0)
    gap = range(upper.end_line or 0, (lower.comments[0].line if lower.comments else 1) - 1)
    return (
        not any(ending in gap for ending in sheet.endings) and sheet.filled_between(gap.start, gap.stop, most=13) <= 12
    )


def _labels(
    kept: Sequence[tuple[_Item, Draft]], title: tuple[int, int] | None, sheet: Sheet
) -> tuple[tuple[int, str], ...]:
    found: dict[int, str] = {}
    if title is not None:
        found[title[0] + 1] = "section title"
    for _, draft in kept:
        for index in draft.body:
            found[index + 1] = "words"
        for index in draft.header:
            found[index + 1] = "header"
        for index in range(draft.first, draft.last + 1):
            if sheet.lines[index].body:
                found.setdefault(index + 1, "button")
    return tuple(sorted(found.items()))
