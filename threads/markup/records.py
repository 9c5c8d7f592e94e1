"""Which repeated elements could be the page's comments: by class, numbered id, schema, or by what runs between them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from threads.markup import names
from threads.markup.elements import VOID, Elements

_NEVER = (
    VOID
    | frozenset("#page html head body title span b i em strong u s small big font tt code kbd abbr acronym".split())  # noqa: SIM905
    | frozenset("cite q sub sup button label option tbody thead tfoot th h1 h2 h3 h4 h5 h6 noscript time".split())  # noqa: SIM905
    | frozenset("legend summary caption pre center figure picture figcaption header footer nav main form".split())  # noqa: SIM905
    | frozenset(("ins", "del", "mark", "strike"))
)
"""Elements that are never a whole comment."""
_SEEDS = frozenset(("span", "font", "center"))
"""Elements that are no comment but may stand in one of their own, where they are called so."""
_CLASS = re.compile(r' class="([^"]*)"')
_ID = re.compile(r' (?:id|data-id|data-comment-id|data-commentid|data-content|data-key|name)="([^"]*\d[^"]*)"')
_SCHEMA = re.compile(
    r' (?:itemtype|typeof)="[^"]*?'
    r"(Comment|UserComments|Answer|DiscussionForumPosting|Question|sioc:Post|sioct:Comment)\""
)
_PROPERTY = re.compile(r' itemprop="[^"]*\b(?:comment|suggestedAnswer|acceptedAnswer|hasPart)\b')
_NUMBER = re.compile(r"(?<=[_-])(?=[a-z]*\d)[a-z\d]{4,}|\d+")
"""The part of an id that differs from record to record: a number, or letters and digits mixed."""
_COMMENT_ID = re.compile(
    r"(?:^|[_-])(?:comment|komm?entar|cmt|cmnt|commentaire|reply|answer|post|msg|message|coment|comm|respon[sd]e?|c|p|t\d?|postcomment|discussion|question|beitrag|entry|leserbrief|reactie|com)[_-]?(?:id)?[_-]?#"
)
_BARE_ID = re.compile(r"[a-z]#")
"""Content systems number all their blocks so, not only comments."""
_IGNORED = re.compile(
    r"^(?:even|odd|alt|first|last|clearfix|clear|cf|row|col|hidden|active|open|left|right|block|d-flex|flex|media|card|box|parent|item|group|byuser|bypostauthor|highlander-comment|thread-\w+|depth-\d+|level-\d+|comment-author-.*)$"
)
AROUND_TIMES = "around times"
_MOST_KINDS = 14
"""Kinds of records looked at closely, at most."""
_LONGEST_NAME = 120


@dataclass(slots=True)
class Record:
    """One element, or run of elements, that may be a comment."""

    start: int
    """Its first element."""
    end: int
    """The first element behind it."""
    chunk_start: int
    chunk_end: int
    holes: list[tuple[int, int]] = field(default_factory=list)
    """Elements of the records inside it."""
    inside: int | None = None
    """The place of the record directly around it."""

    def own_elements(self) -> Iterable[int]:
        """Its elements without those of the records inside it."""
        index = self.start
        for start, stop in self.holes:
            yield from range(index, start)
            index = stop
        yield from range(index, self.end)

    def own_chunks(self, elements: Elements) -> list[tuple[int, int]]:
        """Its chunks without those of the records inside it."""
        ranges = []
        position = self.chunk_start
        for start, stop in self.holes:
            if elements.first[start] > position:
                ranges.append((position, elements.first[start]))
            position = (
                elements.last[start]
                if stop == elements.end[start]
                else (elements.first[stop] if stop < len(elements) else len(elements.chunks))
            )
        if self.chunk_end > position:
            ranges.append((position, self.chunk_end))
        return ranges


@dataclass(slots=True)
class Kind:
    """One hypothesis: these elements are the page's comments."""

    name: str
    """As ``threads explain`` shows it: ``li.comment``, ``div#comment-#``, ``dt#c# ...``."""
    records: list[Record]
    prior: float
    """What the name alone says, in points."""
    runs: bool = False
    """Whether a record goes on to the beginning of the next."""
    words: dict[int, int] = field(default_factory=dict)
    """The element that holds the words, by the record's first element, where the kind knows it."""


def kinds(elements: Elements) -> list[Kind]:
    """The kinds of records worth a closer look, likeliest first."""
    found = [
        (prior, name, starts)
        for name, starts in _groups(elements).items()
        if (prior := _prior(name, len(starts))) >= 1.5
    ]
    found.sort(key=lambda kind: -kind[0])
    made: list[Kind] = []
    seen: dict[tuple[int, ...], Kind] = {}
    for prior, name, starts in found:
        if len(made) >= _MOST_KINDS:
            break
        known = seen.get(tuple(starts))
        if known is not None:
            known.prior += 0.3
            continue
        kind = Kind(name, whole(starts, elements), prior)
        seen[tuple(starts)] = kind
        made.append(kind)
        run = _runs(starts, elements)
        if run is not None:
            made.append(Kind(f"{name} ...", run, prior, runs=True))
    _prefer_first(made, elements)
    made.sort(key=lambda kind: -kind.prior)
    return made


def lifted(kind: Kind, elements: Elements, *, all_words: bool) -> Kind | None:
    """The kind raised to what stands around each record and holds no other of them; ``None`` where nothing does.

    Names and times often stand beside the element that is called a comment, both in one that is called nothing.

    Args:
        kind: the kind to raise.
        elements: the page.
        all_words: whether the records of the kind hold words only, so that what is around them does not.
    """
    starts = [record.start for record in kind.records]
    if kind.runs or len(starts) < 2 or any(record.holes for record in kind.records):
        return None
    climbs = [_climb(start, starts, place, elements) for place, start in enumerate(starts)]
    usual = Counter(climbs).most_common(1)[0][0]
    if usual < 1:
        return None
    raised = []
    for start, most in zip(starts, climbs, strict=True):
        for _ in range(min(usual, most)):
            start = elements.up[start]
        raised.append(start)
    if len(set(raised)) < len(raised):
        return None
    return Kind(
        f"{elements.tags[raised[0]]} around {kind.name}",
        whole(raised, elements),
        kind.prior - 0.3,
        words=dict(zip(raised, starts, strict=True)) if all_words else {},
    )


def _climb(start: int, starts: list[int], place: int, elements: Elements) -> int:
    """How far up an element can go before it holds the record before or after it too."""
    before = starts[place - 1] if place else -1
    after = starts[place + 1] if place + 1 < len(starts) else len(elements)
    count = 0
    index = elements.up[start]
    while (
        index > 0
        and index > before
        and elements.end[index] <= after
        and elements.tags[index] not in ("body", "html", "tbody", "main")
    ):
        count += 1
        index = elements.up[index]
    return count


def _prefer_first(made: list[Kind], elements: Elements) -> None:
    """Of runs beside each other, those that begin first begin with the header."""
    for kind in made:
        if kind.runs:
            rivals = [
                other
                for other in made
                if other.runs and elements.up[other.records[0].start] == elements.up[kind.records[0].start]
            ]
            best = max(other.prior for other in rivals)
            if all(kind.records[0].start <= other.records[0].start for other in rivals):
                kind.prior = best + 0.5


def _groups(elements: Elements) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    add = groups.setdefault
    for index, (tag, written) in enumerate(zip(elements.tags, elements.attributes, strict=True)):
        if not written or (tag in _NEVER and tag not in _SEEDS) or (tag == "a" and " href=" in written):
            continue
        if tag in _SEEDS and "omment" not in written:
            continue
        if tag != "a":
            found = _CLASS.search(written)
            if found is not None:
                for token in found.group(1).split():
                    if (
                        len(token) <= _LONGEST_NAME
                        and not _IGNORED.match(token)
                        and not any(map(str.isdigit, token[-5:]))
                    ):
                        add(f"{tag}.{token}", []).append(index)
            if "item" in written or "typeof" in written:
                schema = _SCHEMA.search(written)
                if schema is not None:
                    add(f"{tag}[{schema.group(1)}]", []).append(index)
                elif _PROPERTY.search(written):
                    add(f"{tag}[comment]", []).append(index)
        named = _ID.search(written)
        if named is not None and len(named.group(1)) <= _LONGEST_NAME:
            add(f"{tag}#{_NUMBER.sub('#', named.group(1))}", []).append(index)
    return {name: starts for name, starts in groups.items() if len(starts) >= 1}


@lru_cache(maxsize=16_384)
def _prior(name: str, count: int) -> float:
    tag, _, rest = name.partition(".") if "." in name.split("#")[0].split("[")[0] else (name, "", "")
    shape = name.partition("#")[2] if "#" in name else ""
    points = min(2.0, math.log2(count) / 2)
    if "[" in name:
        return 4.0 + points
    called = names.called(f' class="{rest or shape.replace("#", "")}"')
    if names.pattern("record").search(called):
        points += 2.0
    elif names.pattern("record_maybe").search(called):
        points += 1.0
    elif not shape:
        return -1.0
    if rest and names.pattern("part").search(called):
        points -= 1.2
    if names.pattern("elsewhere").search(called):
        points -= 1.0
    if called == "question":
        points += 1.5
    if shape:
        points += _of_shape(shape, tag)
        if count == 1:
            points += 0.5
    if count == 1 and points < 2.0:
        return 0.0
    if tag == "p":
        points -= 0.7
    return points


def around_times(places: list[int], elements: Elements) -> Kind | None:
    """Where nothing has a telling name: what stands around each of some times, repeated under one parent.

    Args:
        places: the chunks that hold a time, in page order.
        elements: the page.
    """
    if len(places) < 2:
        return None
    raised: dict[tuple[int, str], list[int]] = {}
    for order, place in enumerate(places):
        before = places[order - 1] if order else -1
        after = places[order + 1] if order + 1 < len(places) else len(elements.chunks)
        index = elements.owner[place]
        while (
            (up := elements.up[index]) > 0
            and elements.tags[up] not in ("body", "html", "main")
            and elements.first[up] > before
            and elements.last[up] <= after
        ):
            index = up
        if elements.tags[index] not in _NEVER:
            raised.setdefault((elements.up[index], elements.tags[index]), []).append(index)
    best = max(raised.items(), key=lambda entry: len(set(entry[1])), default=None)
    if best is None or len(set(best[1])) < 2:
        return None
    starts = sorted(set(best[1]))
    return Kind(f"{best[0][1]} {AROUND_TIMES}", whole(starts, elements), 1.6 + min(1.5, math.log2(len(starts)) / 2))


def _of_shape(shape: str, tag: str) -> float:
    """Points for an id with a number in it."""
    if shape == "#" and tag == "a":
        return 1.0  # old forums put a bare number before each post
    if not _COMMENT_ID.search(shape):
        return -0.5
    return -0.3 if _BARE_ID.fullmatch(shape) and tag.startswith(("div", "section")) else 1.2


def whole(starts: list[int], elements: Elements) -> list[Record]:
    """Records of one element each, holes where others of them stand inside."""
    made: list[Record] = []
    stack: list[int] = []
    for start in starts:
        record = Record(start, elements.end[start], elements.first[start], elements.last[start])
        while stack and made[stack[-1]].end <= start:
            stack.pop()
        if stack:
            record.inside = stack[-1]
            made[stack[-1]].holes.append((start, record.end))
        stack.append(len(made))
        made.append(record)
    return made


def _runs(starts: list[int], elements: Elements) -> list[Record] | None:
    """Records that begin with an element and go on to the next of its kind beside it; ``None`` where none do."""
    if len(starts) < 2:
        return None
    by_parent: dict[int, list[int]] = {}
    for start in starts:
        by_parent.setdefault(elements.up[start], []).append(start)
    records: list[Record] = []
    between = lone = 0
    for parent, members in by_parent.items():
        lengths = []
        for member, following in pairwise(members):
            if elements.end[member] < following or elements.last[member] < elements.first[following]:
                between += elements.first[following] > elements.last[member]
            else:
                lone += 1
            lengths.append(_siblings(member, following, elements))
            records.append(Record(member, following, elements.first[member], elements.first[following]))
        end = _run_end(members[-1], parent, max(lengths, default=0) or 1, elements)
        stop = elements.first[end] if end < elements.end[parent] else elements.last[parent]
        records.append(Record(members[-1], end, elements.first[members[-1]], stop))
    if between < 0.7 * (len(starts) - len(by_parent)) or len(by_parent) > 0.5 * len(starts) + 1 or not between:
        return None
    return sorted(records, key=lambda record: record.start)


def _siblings(start: int, stop: int, elements: Elements) -> int:
    count = 0
    while start < stop:
        start = elements.end[start]
        count += 1
    return count


def _run_end(start: int, parent: int, most: int, elements: Elements) -> int:
    """Where the last run ends: no later than after as many siblings as the longest before it has."""
    index, stop = start, elements.end[parent]
    for _ in range(most):
        if index >= stop:
            break
        index = elements.end[index]
    return index
