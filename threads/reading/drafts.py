"""Comments in the making: which lines of a page belong to one comment, and what its header says."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from threads.model import Comment, Page, Status
from threads.reading import bylines, cues, date_order, times
from threads.reading.bylines import Byline
from threads.reading.page_lines import PageLines

_PINGBACK = re.compile(
    r"(?:pingback|trackback)s?\s?:|\[(?:…|\.\.\.)\].{0,2000}\[(?:…|\.\.\.)\]$|\[.{1,120}\] (?:says|sagt)",
    re.IGNORECASE | re.DOTALL,
)
"""Links from other sites that a page lists among its comments; nobody says anything in them."""
_PINGBACK_LETTERS = "pPtT["
_LONGEST_BOILERPLATE = 90
_AGE_BEHIND = re.compile(r"\s?·.{0,40}$")
_MOST_BOILERPLATE = 6
"""Lines of boilerplate at one end of a comment, at most."""
_LONGEST_ROW = 60
_DEEPEST_CARD = 16
"""Lines of a member's card."""
_FEWEST_ROWS = 2
"""Rows that most cards share; a single one, such as "Click to expand", may stand right before the words."""
_MOST_STRANGE = 3
"""Lines among those of a card that other cards do not have: values, ranks."""
_GONE = re.compile(r"\[(?:deleted|removed)\]", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """One comment in the making; indices count lines of the page from 0."""

    first: int
    """Its first line, header included."""
    last: int
    """Its last line."""
    body: list[int] = field(default_factory=list)
    """The lines of its words, in order; buttons at the edges are still there."""
    author: str | None = None
    time_text: str | None = None
    moment: datetime | None = None
    number: str | None = None
    addressee: str | None = None
    indent: int | None = None
    level: int | None = None
    cues: tuple[str, ...] = ()
    """Words of its header about its place in the tree ("7 children", "parent")."""
    cuts: dict[int, int] = field(default_factory=dict)
    """Where a signature begins in the words of a line; what follows is not the comment's own."""
    header: list[int] = field(default_factory=list)
    """The lines taken for its header or footer."""
    gone: bool = False
    """Whether the page says in place of the author that the comment was taken away."""

    def take(self, byline: Byline, line: int) -> None:
        """Fill what is still unknown from a header or footer line."""
        self.author = self.author or byline.author
        self.number = self.number or byline.number
        self.addressee = self.addressee or byline.addressee
        self.cues = self.cues or byline.cues
        if self.time_text is None:
            self.time_text, self.moment = byline.time_text, byline.moment
        self.header.append(line)


def trim(draft: Draft, lines: PageLines) -> None:
    """Take blank lines, buttons, votes and edit notes off both ends of the body, and lines of buttons out of it."""
    whole = body = draft.body
    start, end = 0, len(body)
    while start < end and body[start] in lines.droppable:
        start += 1
    while start < end and body[end - 1] in lines.droppable:
        end -= 1
    body = body[start:end]
    if not body:
        # A comment of a thumb or "+1" alone is still a comment: what carries no letters at all is no button.
        body = [index for index in whole if _is_bare_sign(lines[index].body)][:1]
    if (
        len(body) >= 2
        and len(lines[body[-1]].body) == 1
        and lines[body[-1]].body.isalpha()
        and lines[body[-1] - 1].blank
    ):
        body = body[:-1]  # the letter that stands for the next member's picture
    if not lines.inner_buttons.isdisjoint(body):
        body = [index for index in body if index not in lines.inner_buttons] or body
    draft.body = body


def drop_boilerplate(found: Sequence[Draft], lines: PageLines) -> None:
    """Take off the edges of bodies what most bodies have there: captions and buttons, in whatever language."""
    if len(found) < 3:
        return
    for ending in (False, True):
        for _ in range(_MOST_BOILERPLATE):
            edges = {place: _edge(draft.body, lines, ending=ending) for place, draft in enumerate(found)}
            counts = Counter(lines.shape(index) for index in edges.values() if index is not None)
            common = {shape for shape, count in counts.items() if count >= max(3, 0.5 * len(found))}
            if not common:
                break
            for place, index in edges.items():
                body = found[place].body
                if (
                    index is not None
                    and lines.shape(index) in common
                    and any(lines[other].body for other in body if other != index)
                ):
                    found[place].body = [other for other in body if (other < index if ending else other > index)]
        _drop_cards(found, lines, ending=ending)


def _drop_cards(found: Sequence[Draft], lines: PageLines, *, ending: bool) -> None:
    """Take off what stands between an edge and lines that most bodies have near it: rows of a card and their values."""
    reaches = [_reach(draft.body, lines, ending=ending) for draft in found]
    counts = Counter(shape for reach in reaches for shape in {lines.shape(index) for index in reach})
    common = {shape for shape, count in counts.items() if count >= max(3, 0.5 * len(found))}
    if not common:
        return
    for draft, reach in zip(found, reaches, strict=True):
        cut, rows, strange = None, 0, 0
        for index in reach:
            if lines.shape(index) in common:
                cut, rows, strange = index, rows + 1, 0
            elif (strange := strange + 1) > _MOST_STRANGE:
                break
        if cut is not None and rows >= _FEWEST_ROWS:
            rest = [index for index in draft.body if (index < cut if ending else index > cut)]
            if any(lines[index].body for index in rest):
                draft.body = rest


def _reach(body: Sequence[int], lines: PageLines, *, ending: bool) -> list[int]:
    """The short lines at one edge, from the edge inwards."""
    found: list[int] = []
    for index in reversed(body) if ending else body:
        length = len(lines[index].body)
        if length > _LONGEST_ROW or len(found) == _DEEPEST_CARD:
            break
        if length:
            found.append(index)
    return found


def _edge(body: Sequence[int], lines: PageLines, *, ending: bool) -> int | None:
    first = next((index for index in (reversed(body) if ending else body) if lines[index].body), None)
    return first if first is not None and len(lines[first].body) <= _LONGEST_BOILERPLATE else None


def _is_bare_sign(text: str) -> bool:
    return bool(text) and not any(map(str.isalpha, text)) and not re.fullmatch(r"[\d.,\s|·•–—-]*", text)


def settle(drafts: Sequence[Draft], page: Page, lines: PageLines) -> list[Draft]:
    """The drafts that become comments: neither links from other sites nor without author and words."""
    kept: list[Draft] = []
    for draft in drafts:
        trim(draft, lines)
        bracketed = draft.author is not None and draft.author.startswith("[")
        gone = bracketed and _GONE.fullmatch(draft.author or "") is not None
        if (bracketed and not gone) or _is_pingback(draft, page, lines):
            continue
        if gone:
            draft.author, draft.gone = None, True
        if draft.gone or draft.author is not None or _has_words(draft, page, lines):
            kept.append(draft)
    return kept


def _is_pingback(draft: Draft, page: Page, lines: PageLines) -> bool:
    opening = next((text[0] for index in draft.body if (text := lines[index].body)), "")
    # Putting the words together is dear; hardly any begin like that.
    return opening in _PINGBACK_LETTERS and _PINGBACK.match(_words_of(draft, page, lines)) is not None


def _has_words(draft: Draft, page: Page, lines: PageLines) -> bool:
    if draft.cuts:
        return bool(_words_of(draft, page, lines))
    return any(lines[index].body or (lines[index].marker and place) for place, index in enumerate(draft.body))


def _words_of(draft: Draft, page: Page, lines: PageLines) -> str:
    return words(draft.body, page, lines, cuts=draft.cuts)


def comments(settled: Sequence[Draft], page: Page, lines: PageLines) -> tuple[Comment, ...]:
    """The finished comments of settled drafts, in the order given."""
    _settle_dates(settled)
    taken: dict[str, int] = {}
    made: list[Comment] = []
    for draft in settled:
        text = "" if draft.gone else _words_of(draft, page, lines)
        status: Status = "deleted" if draft.gone else "visible" if text else "empty"
        if text and len(text) <= 80 and _is_gone(text):
            status, text = "deleted", ""
        key = identity(draft.author, draft.moment, text)
        taken[key] = taken.get(key, 0) + 1
        covered = [draft.first, draft.last, *draft.header, *draft.body]
        first, last = min(covered), max(covered)
        made.append(
            Comment(
                id=key if taken[key] == 1 else f"{key}-{taken[key]}",
                author=draft.author,
                posted_at=draft.moment,
                time_text=draft.time_text,
                text=text,
                status=status,
                source_span=_source_span(first, last, page, lines),
                line=lines[first].number,
                indent_columns=draft.indent,
                level=draft.level,
                number=draft.number,
                header_cues=draft.cues,
                addressee=draft.addressee,
            )
        )
    return tuple(made)


def _settle_dates(settled: Sequence[Draft]) -> None:
    """Read dates in figures alone as the page as a whole orders day and month."""
    month_first = date_order.month_first([draft.time_text for draft in settled if draft.time_text is not None])
    if month_first is not None:
        for draft in settled:
            when = times.find(draft.time_text, month_first=month_first) if draft.time_text else None
            draft.moment = draft.moment if when is None else when.moment


def _is_gone(text: str) -> bool:
    """Whether the words are only what a page puts where a comment was: "[deleted]", "Removed · 4 yr. ago"."""
    return cues.is_gone(_AGE_BEHIND.sub("", text).strip(" \t\n.。()[]<>*_-–"))


def words(body: Sequence[int], page: Page, lines: PageLines, *, cuts: Mapping[int, int] | None = None) -> str:
    """The words of some lines: markers of the comment's own list item off, inner lists and blank lines kept."""
    parts: list[str] = []
    for place, index in enumerate(body):
        line = lines[index]
        own = line.body[: cuts[index]].rstrip() if cuts and index in cuts else line.body
        parts.append(f"{line.written_marker} {own}".strip() if line.marker and place else own)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip()


def identity(author: str | None, moment: datetime | None, text: str) -> str:
    """A comment's id, from its author, absolute time and words, blind to spacing: a reread page gives it again."""
    plain = " ".join(text.split())
    stamp = moment.isoformat() if moment is not None else ""
    seal = hashlib.blake2b("\x1f".join((author or "", stamp, plain)).encode("utf-8", "replace"), digest_size=6)
    return f"c{seal.hexdigest()}"


def _source_span(first: int, last: int, page: Page, lines: PageLines) -> tuple[int, int]:
    start = lines[first].start
    end = lines[last + 1].start - 1 if last + 1 < len(lines) else len(page.text)
    raw = page.text[start:end]
    lead = len(raw) - len(raw.lstrip())
    return start + lead, max(start + lead, start + len(raw.rstrip()))


def name_of(text: str) -> str | None:
    """The name a header line holds, or ``None`` where it holds none."""
    return bylines.clean_name(text) if bylines.looks_like_name(text) else None
