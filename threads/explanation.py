"""How a page was understood, in lines for a person: rival layouts, each line's part, each link with its evidence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from typing import TextIO

from threads import clues, layouts
from threads.hostile import for_line, for_terminal
from threads.model import Candidate, Comment, Evidence, Page, Section, Thread

_ABOVE, _BELOW, _BETWEEN = "above", "below", "·"


def explain(page: Page) -> Iterator[str]:
    """The explanation of one page, line by line, free of control characters."""
    section = layouts.segment(page)
    thread = clues.link(page, section)
    yield f"=== {for_line(page.source)}"
    for note in thread.notes:
        yield f"note: {for_line(note)}"
    yield ""
    if page.rivals:
        yield from _markup(page, section)
        yield ""
    if section.hypothesis != "stated" or not page.rivals:
        yield from _rivals(layouts.hypotheses(page), section, page)
        yield ""
    yield from _lines(page, section)
    yield ""
    yield f"{len(thread.comments)} comments, as linked ({thread.layout} layout, {thread.order} first)".replace(
        "unknown first", "order unknown"
    )
    for comment in thread.comments:
        yield ""
        yield from _link(thread, comment)
    yield ""


def width_of(stream: TextIO) -> int | None:
    """The columns of the terminal that a stream writes to; ``None`` where it is a file or a pipe."""
    return shutil.get_terminal_size().columns if stream.isatty() else None


def cut(line: str, width: int) -> str:
    """The line, ended by an ellipsis where it is wider than ``width`` columns; wide letters count two."""
    from rich.cells import cell_len, set_cell_size

    return line if cell_len(line) <= width else set_cell_size(line, max(width - 1, 0)).rstrip() + "…"


def _markup(page: Page, section: Section) -> Iterator[str]:
    """What the source weighed against each other: kinds of elements, with their counts and fits."""
    best = page.rivals[0]
    lead = f", by {best.fit - page.rivals[1].fit:.3f} ahead of {page.rivals[1].name}" if len(page.rivals) > 1 else ""
    if not page.blocks:
        yield f"Markup: nothing in it is believed; {best.name} comes nearest with {best.fit:.3f}."
    else:
        yield f"Markup: {best.name}{lead}."
        yield f"Platform: {section.platform or 'not told'}."
    for rival in page.rivals:
        name = for_line(rival.name)
        yield f"  {rival.fit:.3f}  {name:<34} {rival.count} comments  ({rival.made_of or 'stated'})"


def _rivals(ranked: Sequence[Section], section: Section, page: Page) -> Iterator[str]:
    if not ranked:
        yield "No layout finds comments on this page."
        return
    best, lead = ranked[0], ranked[0].fit - ranked[1].fit if len(ranked) > 1 else None
    asked = layouts.asked_of(best, page)
    if best.fit < asked:
        yield f"No layout fits well enough: {best.hypothesis} comes nearest with {best.fit:.3f} of {asked} needed."
    elif lead is None:
        yield f"Layout: {best.hypothesis}, and no other applies."
    else:
        yield f"Layout: {best.hypothesis}, by {lead:.3f} ahead of {ranked[1].hypothesis}."
    yield f"Platform: {section.platform or 'not told'}."
    for rival in ranked:
        found = f"{len(rival.comments)} comments"
        span = f"lines {rival.start_line}-{rival.end_line}" if rival.start_line and rival.end_line else ""
        yield f"  {rival.fit:.3f}  {rival.hypothesis:<10} {found:<14} {span}".rstrip()


def _lines(page: Page, section: Section) -> Iterator[str]:
    """Every line of the page with its number and part; blank ones without."""
    part_of = dict(section.labels) if section.labels else _parts_of(page, section)
    width = max((len(part) for part in (*part_of.values(), _ABOVE, _BELOW)), default=0)
    starts = {comment.line for comment in section.comments}
    for number, line in enumerate(page.text.split("\n"), start=1):
        if not line.strip():
            part = ""
        elif number in part_of:
            part = part_of[number]
        elif not section.comments or (section.start_line is not None and number < section.start_line):
            part = _ABOVE
        else:
            part = _BELOW if section.end_line is not None and number > section.end_line else _BETWEEN
        mark = ">" if number in starts else " "
        yield f"{number:5} {mark} {part:<{width}}  {for_terminal(line.expandtabs(4))}".rstrip()


def _parts_of(page: Page, section: Section) -> dict[int, str]:
    """Parts of lines where comments are stated: what of a comment's span is in its words, and what is around them."""
    parts: dict[int, str] = {}
    for comment in section.comments:
        start, end = comment.source_span
        words = " ".join(comment.text.split())
        for number, line in enumerate(page.text[start:end].split("\n"), start=comment.line):
            told = " ".join(line.strip(" •").split())
            if told:
                parts[number] = "words" if told in words else "around"
    return parts


def _link(thread: Thread, comment: Comment) -> Iterator[str]:
    link = thread.link_of[comment.id]
    yield f"{_name(comment)} [{for_line(comment.id)}] {_target(thread, link.parent_id)}: {link.confidence:.0%}"
    for evidence in link.evidence:
        yield f"    {_reason(evidence)}"
    for other in link.runners_up:
        yield f"    rather than: {_target(thread, other.parent_id)}: {_runner_up(other)}"


def _runner_up(other: Candidate) -> str:
    return f"{other.confidence:.0%} ({'; '.join(_reason(evidence) for evidence in other.evidence)})"


def _reason(evidence: Evidence) -> str:
    place = f" (line {evidence.line})" if evidence.line is not None else ""
    quote = f': "{for_line(evidence.quote)}"' if evidence.quote and evidence.quote not in evidence.sentence else ""
    return f"{evidence.weight:.2f} {evidence.clue}: {for_line(evidence.sentence)}{place}{quote}"


def _target(thread: Thread, parent_id: str | None) -> str:
    return "starts a conversation" if parent_id is None else f"answers {_name(thread.by_id[parent_id])}"


def _name(comment: Comment) -> str:
    return f"{for_line(comment.author or 'somebody')} (line {comment.line})"
