"""List items: bullets or numbers, replies nested by indentation, as Disqus, WordPress and Blogger come out as text.

An item is a comment when a blank line, a byline or a button sets it apart; the numbered list that somebody writes
inside a comment stands tight and stays with its comment.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from threads.model import Comment, Section
from threads.reading import bylines, card_names, choice, cues, drafts, fitness, furniture, item_headers, list_items
from threads.reading.drafts import Draft
from threads.reading.list_items import Item
from threads.reading.readings import Reading
from threads.reading.sheet import Sheet

_COUNT_BONUS = 0.05
"""Belief that a list gains over a part of itself for each e-fold of comments."""
_INNER_TITLE_POINTS = 1.5
"""Points off where "12 comments" stands between the items: those above it are something else."""
_MOST_UNLIKE = 0.6
"""Shares of comments with names, or with times, that differ by more than this belong to different lists."""
_TIMED_SHARE = 0.6
"""Comments with times from which a lone name without one is no comment."""
_TIME_ALONE = 0.3
"""What times without names are worth as evidence of comments: dated headlines have them too."""
_MOST_BASES = 8
"""Indentations tried as the outermost of the list."""
_NAMED_SHARE = 0.5
"""Where this share of items opens with a name on a line of its own, short first lines are names."""
_SIGNED_SHARE = 0.6
"""Where this share of items closes with a name or a time, last lines are signatures."""


def segment(sheet: Sheet) -> Reading | None:
    """The list of the page that looks most like comments, joined with like lists right below it."""
    found = list(readings(sheet))
    if not found:
        return None
    return _joined(max(found, key=_rank), found, sheet)


def readings(sheet: Sheet) -> Iterator[Reading]:
    """What each list of the page, and each part of one that looks like comments, makes of it."""
    bases = sorted({line.indent for line in sheet.lines if line.is_item})[:_MOST_BASES]
    runs = {(run[0].head, run[-1].head): run for base in bases for run in list_items.runs(sheet, base)}
    for run in runs.values():
        for part in list_items.parts(run, sheet):
            reading = _read(part, sheet)
            if reading is not None:
                yield reading


def _rank(reading: Reading) -> float:
    """Of a list and a part of it, the whole is the likelier."""
    return reading.fit + _COUNT_BONUS * math.log1p(reading.count)


def _read(run: list[Item], sheet: Sheet) -> Reading | None:
    if not any(list_items.is_marked(item, sheet) for item in run):
        if len(run) > 1 and not any(item.set_apart for item in run[1:]):
            return None  # a tight list: navigation, a table of contents, an enumeration
        if sheet.title_above(run[0].head) is None and not any(list_items.has_name_head(item, sheet) for item in run):
            return None  # nothing says that these are comments
    list_items.tell_inner_lists(run, sheet)
    chosen = list_items.without_odd([item for item in run if item.is_comment], sheet)
    if not chosen:
        return None
    named = _opens_with_names(chosen, sheet)
    signed = _closes_with_signatures(chosen, sheet)
    found = [_draft(item, sheet, named=named, signed=signed) for item in chosen]
    item_headers.take_names_below(found, sheet)
    item_headers.take_dates_below(found, sheet)
    item_headers.take_closing_names(found, sheet)
    chosen, found = _without_points(chosen, found, sheet)
    card_names.take_glued(found, sheet)
    drafts.drop_boilerplate(found, sheet.lines)
    furniture.drop_signatures(found, sheet)
    kept = [(item, draft) for item, draft in zip(chosen, found, strict=True) if draft.author or draft.body]
    if not kept:
        return None
    finished = [draft for _, draft in kept]
    settled = drafts.settle(finished, sheet.page, sheet.lines)
    if not settled:
        return None
    first, last = run[0].head, max(draft.last for draft in finished)
    title = sheet.title_above(first)
    ending = sheet.ending_after(last)
    ended = ending < len(sheet) and sheet.filled_between(last + 1, ending, most=5) <= 4
    blank_share = sum(item.set_apart for item, _ in kept) / len(kept)
    fit = fitness.fit(
        finished,
        sheet,
        hypothesis="listed",
        blank_share=blank_share,
        title=title,
        ended=ended,
        penalty=_doubt(kept, title, sheet),
    )

    def write() -> Section:
        return Section(
            hypothesis="listed",
            comments=drafts.comments(settled, sheet.page, sheet.lines),
            fit=fit.belief,
            layout="nested" if len({draft.indent for draft in settled}) > 1 else "flat",
            declared_count=title[1] if title is not None and title[1] >= 0 else None,
            start_line=sheet.lines[title[0] if title else first].number,
            end_line=sheet.lines[last].number,
            labels=_labels(kept, title, sheet),
        )

    return Reading("listed", fit=fit.belief, count=len(settled), write=write, traits=fit.traits)


def _without_points(chosen: list[Item], found: list[Draft], sheet: Sheet) -> tuple[list[Item], list[Draft]]:
    """Items without the lone names that have neither time nor words where others have both: points that somebody makes.

    Their lines go to the comment above.
    """
    speaking = [draft for draft in found if any(sheet.lines[index].body for index in draft.body)]
    if sum(draft.time_text is not None for draft in speaking) < _TIMED_SHARE * len(found):
        return chosen, found
    items: list[Item] = []
    left: list[Draft] = []
    for item, draft in zip(chosen, found, strict=True):
        lone = draft.time_text is None and not any(sheet.lines[index].body for index in draft.body)
        if lone and left and draft.indent is not None and draft.indent > (left[0].indent or 0):
            left[-1].body = [*left[-1].body, *range(draft.first, draft.last + 1)]
            left[-1].last = draft.last
        else:
            items.append(item)
            left.append(draft)
    return items, left


def _doubt(kept: Sequence[tuple[Item, Draft]], title: tuple[int, int] | None, sheet: Sheet) -> float:
    """Points off for lists without a section title whose items look like teasers, steps or menus."""
    first, last = kept[0][0].head, kept[-1][0].head
    if any(first < inner < last for inner, count in sheet.titles if count > 0):
        return _INNER_TITLE_POINTS
    if title is not None:
        return 0.0
    named = sum(draft.author is not None for _, draft in kept) / len(kept)
    timed = sum(draft.time_text is not None for _, draft in kept) / len(kept)
    evidence = max(named, _TIME_ALONE * timed)
    one_line = sum(len(draft.body) <= 1 for _, draft in kept) / len(kept)
    return 1.5 * (1 - evidence) + (0.8 if one_line == 1.0 and evidence < 0.5 else 0.0)


def _opens_with_names(chosen: Sequence[Item], sheet: Sheet) -> set[int]:
    """Heads that are names: all that look like one where most do, else only those that come twice."""
    heads = {item.head: sheet.lines[item.head].body for item in chosen if list_items.has_name_head(item, sheet)}
    unspoken = [
        item for item in chosen if not ((byline := sheet.byline(item.head)) and (byline.verb or byline.time_text))
    ]
    if unspoken and len(heads) >= list_items.SURELY_NAMED_SHARE * len(unspoken):
        return set(heads) | {item.head for item in unspoken if list_items.could_be_name(item, sheet)}
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


def _closes_with_signatures(chosen: Sequence[Item], sheet: Sheet) -> bool:
    """Whether most items close with a line "name, time" or a time, and do not open with one."""
    headed = footed = 0
    for item in chosen:
        words = [index for index in _words(item, sheet) if not cues.is_tally(sheet.lines[index].body)]
        marked = [bool((byline := sheet.byline(index)) and (byline.time_text or byline.verb)) for index in words]
        above = 1 if len(words) <= 2 else 2
        if len(words) > above + 1 and (byline := sheet.byline(words[0])) is not None and byline.author:
            above += 1  # a running number or a title, "Comment by Ann", a date
        headed += any(marked[:above])
        named_above = (
            len(words) == 2
            and list_items.has_name_head(item, sheet)
            and (last := sheet.byline(words[1])) is not None
            and last.author is None
        )
        closed = marked[-1:] == [True] or (
            marked[-2:-1] == [True] and bylines.looks_like_name(sheet.lines[words[-1]].body)
        )
        footed += len(words) >= 2 and closed and not named_above
    return footed >= _SIGNED_SHARE * len(chosen) and headed < 0.4 * len(chosen)


def _words(item: Item, sheet: Sheet) -> list[int]:
    return [index for index in item.own if sheet.lines[index].body and not cues.is_button(sheet.lines[index].body)]


def _draft(item: Item, sheet: Sheet, *, named: set[int], signed: bool) -> Draft:
    own = list(item.own)
    while own and sheet.lines[own[-1]].blank:
        own.pop()
    draft = Draft(first=item.head, last=own[-1] if own else item.head, indent=item.indent)
    rest = list(own)
    if signed:
        item_headers.read_signature(draft, rest, sheet)
    else:
        item_headers.read(draft, rest, sheet, named=item.head in named)
    draft.body = rest
    drafts.trim(draft, sheet.lines)
    return draft


def _joined(best: Reading, readings: Sequence[Reading], sheet: Sheet) -> Reading:
    """The best list with the other believable ones of the same section: stray lines often cut a list in two."""
    together = [best.section]
    for reading in sorted(readings, key=lambda reading: -reading.fit):
        if reading is best or reading.fit < choice.ACCEPTED:
            continue
        section = reading.section
        if (
            all(_apart(other, section) for other in together)
            and _alike(best.section, section)
            and _same_section(best.section, section, sheet)
        ):
            together.append(section)
    if len(together) == 1:
        return best
    together.sort(key=lambda section: section.start_line or 0)
    comments = tuple(comment for section in together for comment in section.comments)
    unique = tuple(sorted(_each_once(comments), key=lambda comment: comment.line))
    joined = best.section.model_copy(
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
    return Reading("listed", fit=best.fit, count=len(unique), write=lambda: joined, traits=best.traits)


def _apart(one: Section, other: Section) -> bool:
    """Whether two sections share no line, or the other has all that the one has: no comment is read in two ways."""
    upper, lower = sorted((one, other), key=lambda section: section.comments[0].line)
    if (upper.end_line or 0) < lower.comments[0].line:
        return True
    return {comment.id for comment in one.comments} <= {comment.id for comment in other.comments}


def _alike(one: Section, other: Section) -> bool:
    """Whether two lists show names and times about as often: teasers above comments have dates and no names."""
    return all(abs(first - second) <= _MOST_UNLIKE for first, second in zip(_shares(one), _shares(other), strict=True))


def _shares(section: Section) -> tuple[float, float]:
    """Of the comments, the shares with a name and with a time."""
    comments = section.comments
    named = sum(comment.author is not None for comment in comments)
    timed = sum(comment.time_text is not None for comment in comments)
    return named / len(comments), timed / len(comments)


def _each_once(comments: Iterable[Comment]) -> Iterator[Comment]:
    """Comments without those that a list within a list gave a second time."""
    seen: set[str] = set()
    for comment in comments:
        if comment.id not in seen:
            seen.add(comment.id)
            yield comment


def _same_section(best: Section, other: Section, sheet: Sheet) -> bool:
    upper, lower = sorted((best, other), key=lambda section: section.end_line or 0)
    end = upper.end_line or 0
    gap = range(end, next((comment.line for comment in lower.comments if comment.line > end), end + 1) - 1)
    return (
        not any(ending in gap for ending in sheet.endings) and sheet.filled_between(gap.start, gap.stop, most=13) <= 12
    )


def _labels(
    kept: Sequence[tuple[Item, Draft]], title: tuple[int, int] | None, sheet: Sheet
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
