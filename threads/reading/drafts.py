"""Comments in the making: which lines of a page belong to one comment, and what its header says."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from threads.model import Comment, Page, Status
from threads.reading import bylines, cues
from threads.reading.bylines import Byline
from threads.reading.lines import Line

_PINGBACK = re.compile(
    r"(?:pingback|trackback)s?\s?:|\[(?:…|\.\.\.)\].{0,2000}\[(?:…|\.\.\.)\]$|\[.{1,120}\] (?:says|sagt)",
    re.IGNORECASE | re.DOTALL,
)
"""Links from other sites that a page lists among its comments; nobody says anything in them."""
_AGE_BEHIND = re.compile(r"\s?·.{0,40}$")
_MOST_BOILERPLATE = 6
"""Lines of boilerplate at one end of a comment, at most."""
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

    def take(self, byline: Byline, line: int) -> None:
        """Fill what is still unknown from a header or footer line."""
        self.author = self.author or byline.author
        self.number = self.number or byline.number
        self.addressee = self.addressee or byline.addressee
        self.cues = self.cues or byline.cues
        if self.time_text is None:
            self.time_text, self.moment = byline.time_text, byline.moment
        self.header.append(line)


def trim(draft: Draft, lines: Sequence[Line]) -> None:
    """Take blank lines, buttons, votes and edit notes off both ends of the body, and lines of buttons out of it."""
    whole = list(draft.body)
    body = draft.body
    while body and _droppable(lines[body[0]].body):
        body.pop(0)
    while body and _droppable(lines[body[-1]].body):
        body.pop()
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
    draft.body = [index for index in body if not _is_inner_button(lines[index].body)] or body


def drop_boilerplate(found: Sequence[Draft], lines: Sequence[Line]) -> None:
    """Take off the edges of bodies what most bodies have there: captions and buttons, in whatever language."""
    if len(found) < 3:
        return
    for ending in (False, True):
        for _ in range(_MOST_BOILERPLATE):
            edges = {place: _edge(draft.body, lines, ending=ending) for place, draft in enumerate(found)}
            counts = Counter(_shape(lines[index].body) for index in edges.values() if index is not None)
            common = {shape for shape, count in counts.items() if count >= max(3, 0.5 * len(found))}
            if not common:
                break
            for place, index in edges.items():
                body = found[place].body
                if (
                    index is not None
                    and _shape(lines[index].body) in common
                    and any(lines[other].body for other in body if other != index)
                ):
                    found[place].body = [other for other in body if (other < index if ending else other > index)]


def _edge(body: Sequence[int], lines: Sequence[Line], *, ending: bool) -> int | None:
    first = next((index for index in (reversed(body) if ending else body) if lines[index].body), None)
    return first if first is not None and len(lines[first].body) <= 60 else None


def _shape(text: str) -> str:
    return re.sub(r"\d[\d.,]*", "#", text.casefold())


def _is_bare_sign(text: str) -> bool:
    return bool(text) and not any(map(str.isalpha, text)) and not re.fullmatch(r"[\d.,\s|·•–—-]*", text)


def _droppable(text: str) -> bool:
    return (
        not text
        or (len(text) == 1 and text in "|·•–—-…*")
        or cues.is_button(text)
        or cues.is_tally(text)
        or cues.trails(text)
    )


def _is_inner_button(text: str) -> bool:
    # Inside a body only lines that name several buttons, or one that nobody would write as a line of words.
    return cues.is_button(text) and len(text) >= 5 and not text.isdigit()


def comments(drafts: Sequence[Draft], page: Page, lines: Sequence[Line]) -> tuple[Comment, ...]:
    """The finished comments, in the order given; drafts with neither author, time nor words are left out."""
    taken: dict[str, int] = {}
    made: list[Comment] = []
    for draft in drafts:
        trim(draft, lines)
        text = words(draft.body, page, lines, cuts=draft.cuts)
        if _PINGBACK.match(text) or (
            draft.author is not None and draft.author.startswith("[") and not _GONE.fullmatch(draft.author)
        ):
            continue
        status: Status = "visible"
        if draft.author is not None and _GONE.fullmatch(draft.author):
            draft.author, status, text = None, "deleted", ""
        elif not text:
            if draft.author is None:
                continue
            status = "empty"
        elif len(text) <= 80 and _is_gone(text):
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


def _is_gone(text: str) -> bool:
    """Whether the words are only what a page puts where a comment was: "[deleted]", "Removed · 4 yr. ago"."""
    return _AGE_BEHIND.sub("", text).strip(" \t\n.()[]<>*_-–").casefold() in cues.words("deleted")


def words(body: Sequence[int], page: Page, lines: Sequence[Line], *, cuts: Mapping[int, int] | None = None) -> str:
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


def _source_span(first: int, last: int, page: Page, lines: Sequence[Line]) -> tuple[int, int]:
    start = lines[first].start
    end = lines[last + 1].start - 1 if last + 1 < len(lines) else len(page.text)
    raw = page.text[start:end]
    lead = len(raw) - len(raw.lstrip())
    return start + lead, max(start + lead, start + len(raw.rstrip()))


def name_of(text: str) -> str | None:
    """The name a header line holds, or ``None`` where it holds none."""
    return bylines.clean_name(text) if bylines.looks_like_name(text) else None
