"""Talk pages: no element is a comment; each ends with a linked name and a time, and lists show how deep it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote

from threads.markup import rendering
from threads.markup.elements import LINE, Elements
from threads.reading import times

_STAMP = re.compile(
    r"\d{1,2}[:.]\d\d.{0,4}\s.{4,40}\((?:[A-Z]{3,5}|[A-Z]{3}[+-]\d{1,2})\)|\d{4}.{0,30}\d{1,2}[:.]\d\d\s?\((?:[A-Z]{3,5})\)"
)
_PERSON = re.compile(
    r"[/:=](?:User|Benutzer(?:in)?|Utilisat(?:eur|rice)|Usuari[oa]|Utente|Gebruiker|Usu%C3%A1rio|Wikipedyst(?:a|ka)|Anv%C3%A4ndare|Bruker|Bruger|U%C5%BEivatel|"
    r"%D0%A3%D1%87%D0%B0%D1%81%D1%82%D0%BD%D0%B8(?:%D0%BA|%D1%86%D0%B0)|Участни(?:к|ца)|%E5%88%A9%E7%94%A8%E8%80%85|利用者|Special:Contributions|Spezial:Beitr%C3%A4ge|Sp%C3%A9cial:Contributions)"
    r"(?:[_ ](?:talk|Diskussion|discussion|discusi%C3%B3n)|_Diskussion)?[:/](?P<name>[^\"#?&/]{1,80})(?![^#?&])|"
    r"(?:User_talk|Benutzer(?:in)?_Diskussion|Discussion_utilisateur|Usuario_discusi%C3%B3n|Discussioni_utente|"
    r"Overleg_gebruiker):(?P<talk>[^\"#?&/]{1,80})(?![^#?&])",
)
_HREF = re.compile(r' href="([^"]*)"')
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FEWEST = 3
_LONGEST_SIGNATURE = 40
"""Chunks between a name and the time behind it."""
_TALK = re.compile(r"talk|discuss|diskussion|discusi|overleg|Contributions", re.IGNORECASE)
_DASHES = re.compile(r"(?<!\s)\s*[—–~-]{1,3}\s*$")
_NO_TALK = frozenset(("nav", "header", "footer", "figure", "aside"))


@dataclass(slots=True)
class Signed:
    """One comment of a talk page."""

    ranges: list[tuple[int, int]]
    """The chunks of its words."""
    stop: int
    """The chunk behind its signature."""
    author: str | None
    time_text: str
    moment: datetime | None
    level: int
    opens: bool
    """Whether it stands first under its heading."""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()


def find(elements: Elements) -> list[Signed]:
    """The signed comments of a page; none where fewer than three are signed."""
    stamped = {
        place: found
        for place, chunk in enumerate(elements.chunks)
        if len(chunk) >= 16 and chunk[-1:] in ").,;" and "(" in chunk and (found := _STAMP.search(chunk))
    }
    if len(stamped) < _FEWEST:
        return []
    lines = _lines(elements)
    made: list[Signed] = []
    waiting: list[tuple[int, int]] = []
    opens = True
    headed = False
    for start, stop in lines:
        if _is_heading(start, elements):
            waiting, opens, headed = [], True, True
            continue
        stamps = [place for place in range(start, stop) if place in stamped]
        position = start
        for place in stamps:
            signature = _signature(position, place, elements)
            if signature is None:
                continue
            first, author = signature
            when = times.find(stamped[place].group())
            ranges = [*waiting, *([(position, first)] if first > position else [])]
            level = min((elements.depth[low] for low, _ in [*waiting, (start, stop)]), default=0)
            made.append(
                Signed(
                    ranges=ranges,
                    stop=place + 1,
                    author=author,
                    time_text=when.text if when is not None else stamped[place].group(),
                    moment=when.moment if when is not None else None,
                    level=level,
                    opens=opens,
                    lines=_words(ranges, elements),
                )
            )
            waiting, opens, position = [], False, place + 1
        if position < stop and not stamps and (headed or len(waiting) < 3):
            waiting.append((position, stop))
    return made if len(made) >= _FEWEST else []


def parents(found: list[Signed]) -> list[int | None]:
    """The place of the comment that each one stands under."""
    made: list[int | None] = []
    stack: list[tuple[int, int]] = []
    for place, signed in enumerate(found):
        if signed.opens:
            stack = []
        while stack and stack[-1][0] >= signed.level:
            stack.pop()
        made.append(stack[-1][1] if stack else None)
        stack.append((signed.level, place))
    return made


def _lines(elements: Elements) -> list[tuple[int, int]]:
    starts = [place for place, gap in enumerate(elements.gap) if gap >= LINE or not place]
    return list(zip(starts, [*starts[1:], len(elements.chunks)], strict=True))


def _is_heading(place: int, elements: Elements) -> bool:
    index = elements.owner[place]
    for _ in range(4):
        if elements.tags[index] in _HEADINGS:
            return True
        index = elements.up[index]
        if index <= 0:
            return False
    return False


def _person(place: int, elements: Elements) -> str | None:
    """The account that the link around a chunk leads to, or ``None``."""
    index = elements.owner[place]
    for _ in range(6):
        if index <= 0:
            return None
        if elements.tags[index] == "a":
            link = _HREF.search(elements.attributes[index])
            found = _PERSON.search(link.group(1)) if link is not None else None
            if found is None:
                return None
            return unquote(found["name"] or found["talk"]).replace("_", " ").strip()
        index = elements.up[index]
    return None


def _signature(start: int, stamp: int, elements: Elements) -> tuple[int, str] | None:
    """``(its first chunk, the name as shown)`` of the signature before a time; ``None`` where nobody is linked."""
    people = [
        (place, name)
        for place in range(max(start, stamp - _LONGEST_SIGNATURE), stamp)
        if (name := _person(place, elements)) is not None
    ]
    if not people:
        return None
    account = people[-1][1]
    first = people[-1][0]
    for place, name in reversed(people[:-1]):
        between = sum(
            len(elements.chunks[other]) for other in range(place + 1, first) if _person(other, elements) is None
        )
        if name != account or between > 25:
            break
        first = place
    stop = first + 1
    whole = _squeezed(account)
    while stop < stamp and _person(stop, elements) == account:
        # A name in several colours, or in two links, goes on; "talk" behind it does not.
        longer = _squeezed(elements.line(first, stop + 1))
        if _is_talk(stop, elements) and (
            not whole.startswith(longer) or longer == _squeezed(elements.line(first, stop))
        ):
            break
        stop += 1
    return first, elements.line(first, stop)


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _link(place: int, elements: Elements) -> int:
    index = elements.owner[place]
    while index > 0 and elements.tags[index] != "a":
        index = elements.up[index]
    return index


def _is_talk(place: int, elements: Elements) -> bool:
    """Whether the link around a chunk leads to where one talks to somebody."""
    link = _HREF.search(elements.attributes[_link(place, elements)])
    return link is not None and _TALK.search(link.group(1)) is not None


def _words(ranges: list[tuple[int, int]], elements: Elements) -> list[str]:
    lines = rendering.lines(ranges, elements)
    while lines and not _DASHES.sub("", lines[-1]).strip(" ()-–—•"):
        lines.pop()
    if lines:
        lines[-1] = _DASHES.sub("", lines[-1])
    return lines
