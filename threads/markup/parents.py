"""Who answers whom, as the markup shows it: ids that name a parent, records inside records, containers below them, levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from threads.markup import names
from threads.markup.elements import Elements
from threads.markup.fields import Fields, Reader

_NUMBERED = re.compile(r' (?:id|data-id|data-comment-id|data-commentid|data-comment|data-post-id|data-postid|data-cid|data-pid|data-fullname|name|data-key|data-content)="([^"]{0,80}?)(\d[\da-f]*|[\da-z]{5,10})"')
_ID_ATTRIBUTE = re.compile(r' id="([^"]{1,120})"')
_PARENT = re.compile(r' [\w:-]*(?:parent|in-?reply|reply-?to|replyto|respond-?to|responseto)[\w:-]*="[^"\d]{0,40}(\d+|[\da-z]{5,10})[^"\d]{0,10}"', re.IGNORECASE)
_PAIR = re.compile(r' (?:id|data-id|data-comment-id|name)="[^"]{0,60}?[-_](\d+)_(\d+)"')
_LEVEL = re.compile(r'[\s"_-](?:depth|level|lvl|indent|ebene|nivel|niveau|nest|nested|indent-level|comment-level|tiefe)[-_]?(\d{1,3})(?=[\s"]|$)', re.IGNORECASE)
_LEVEL_ATTRIBUTE = re.compile(r' (?:aria-level|data-depth|data-level|data-indent|indent|depth|level|data-comment-depth)="(\d{1,3})"')
_MARGIN = re.compile(r'(?:margin|padding)-left:\s*(\d{1,4})(?:\.\d+)?\s*(px|em|rem|%|pt)', re.IGNORECASE)
_WIDTH = re.compile(r' width="(\d{1,4})"')
_HREF = re.compile(r' href="[^"]*#([^"]{1,80})"')
_LISTS = frozenset(("ul", "ol", "dl", "dd", "blockquote", "menu"))
_ANSWERING = re.compile(r"parent|in reply|in response|antwort auf|als antwort|réponse à|en réponse|en respuesta|in risposta|em resposta|replying|@|↑|w odpowiedzi|в ответ", re.IGNORECASE)


@dataclass(slots=True)
class Parent:
    """What the markup says of one record."""

    place: int | None = None
    """The record answered; ``None``: none."""
    known: bool = False
    basis: str | None = None
    """In words; ``None``: an id names the parent."""


def find(found: Sequence[Fields], reader: Reader) -> tuple[list[str], list[Parent]]:
    """The id of each record, and its parent."""
    elements = reader.elements
    ids = [_id_of(fields, elements) for fields in found]
    parents = [Parent() for _ in found]
    if len(found) < 2:
        return _unique(ids), parents
    for way in (_by_pairs, _by_attributes, _by_nesting, _by_levels, _by_indented_classes, _by_links, _by_question, _by_reply_buttons):
        way(found, ids, parents, reader)
    return _unique(ids), parents


def _unique(ids: list[str | None]) -> list[str]:
    taken: set[str] = set()
    made = []
    for place, given in enumerate(ids):
        name = given or f"record-{place + 1}"
        while name in taken:
            name += "-2"
        taken.add(name)
        made.append(name)
    return made


def _id_of(fields: Fields, elements: Elements) -> str | None:
    """The id that the record's first elements state."""
    record = fields.record
    stop = min(record.end, record.start + 25)
    for index in record.own_elements():
        if index >= stop:
            break
        stated = _ID_ATTRIBUTE.search(elements.attributes[index]) or _NUMBERED.search(elements.attributes[index])
        if stated is not None and any(map(str.isdigit, stated.group(0))):
            return stated.group(1) if stated.re is _ID_ATTRIBUTE else stated.group(2)
    before = record.start - 1  # an anchor right before it
    while before > 0 and before > record.start - 3:
        if elements.tags[before] == "a" and elements.end[before] <= record.start:
            named = re.search(r' (?:id|name)="([^"]{0,60}\d)"', elements.attributes[before])
            if named is not None:
                return named.group(1)
        before -= 1
    return None


def _number(name: str | None) -> str | None:
    found = re.findall(r"\d+", name) if name else []
    return max(found, key=len) if found else None


def _by_pairs(found: Sequence[Fields], ids: list[str | None], parents: list[Parent], reader: Reader) -> None:
    """Ids that hold the parent's number too, as wpDiscuz writes them: ``wc-comm-12_7``."""
    pairs = []
    for fields in found:
        pair = None
        for index in (fields.record.start, *range(fields.record.start + 1, min(fields.record.end, fields.record.start + 4))):
            pair = _PAIR.search(reader.elements.attributes[index])
            if pair is not None:
                break
        pairs.append(pair.groups() if pair is not None else None)
    known = {pair[0]: place for place, pair in enumerate(pairs) if pair}
    told = [pair for pair in pairs if pair]
    if len(told) < 0.8 * len(found) or len(known) < len(told):
        return
    if sum(pair[1] == "0" or (pair[1] in known and pair[1] != pair[0]) for pair in told) < 0.8 * len(told):
        return
    for place, pair in enumerate(pairs):
        if pair and (pair[1] == "0" or pair[1] in known):
            parents[place] = Parent(known.get(pair[1]), True, None)


def _by_attributes(found: Sequence[Fields], ids: list[str | None], parents: list[Parent], reader: Reader) -> None:
    """Attributes that name a parent: ``data-parent="12"``."""
    places = {number: place for place, name in enumerate(ids) if (number := _number(name))}
    whole = {name: place for place, name in enumerate(ids) if name}
    for place, fields in enumerate(found):
        if parents[place].known:
            continue
        record = fields.record
        for index in record.own_elements():
            if index > record.start + 12:
                break
            written = reader.elements.attributes[index]
            if not written or ("arent" not in written and "eply" not in written and "espon" not in written):
                continue
            named = _PARENT.search(written)
            if named is not None:
                parent = places.get(named.group(1), whole.get(named.group(1)))
                if parent is not None and parent != place:
                    parents[place] = Parent(parent, True, None)
                    break


def _by_nesting(found: Sequence[Fields], ids: list[str | None], parents: list[Parent], reader: Reader) -> None:
    """Records inside records, and containers of replies that stand below the record they answer."""
    elements = reader.elements
    starts = {fields.record.start: place for place, fields in enumerate(found)}
    nested = False
    above: list[int | None] = []
    last_in: dict[int, int] = {}
    memo: dict[int, int | None] = {}
    for place, fields in enumerate(found):
        owner = _owner(fields.record.start, starts, elements, reader, last_in, memo)
        above.append(owner)
        nested = nested or owner is not None
        last_in[elements.up[fields.record.start]] = place
    if not nested:
        return
    for place, owner in enumerate(above):
        if not parents[place].known:
            parents[place] = Parent(owner, True, "nested in the markup" if owner is not None else "stands outermost in the markup")


def _owner(start: int, starts: dict[int, int], elements: Elements, reader: Reader, last_in: dict[int, int], memo: dict[int, int | None]) -> int | None:
    """The record that the record at ``start`` stands in or below; ``None`` where there is none."""
    path: list[int] = []
    index = start
    owner: int | None = None
    while True:
        up = elements.up[index]
        if up <= 0:
            break
        if up in memo:
            owner = memo[up]
            break
        path.append(up)
        if up in starts:
            owner = starts[up]
            break
        if elements.up[up] not in starts and _is_below(up, elements, reader):
            before = _before(up, starts, elements, last_in, reader)
            if before is not None:
                owner = before
                break
        index = up
    for passed in path:
        memo[passed] = owner
    return owner


def _is_below(index: int, elements: Elements, reader: Reader) -> bool:
    written = elements.attributes[index]
    return (
        elements.tags[index] in _LISTS
        or bool(reader.bits(index)[0] & names.BELOW)
        or ("-left" in written and _MARGIN.search(written) is not None)
    )


def _before(
    container: int, starts: dict[int, int], elements: Elements, last_in: dict[int, int], reader: Reader
) -> int | None:
    """The record that stands right before a container, beside it or alone in the element before it."""
    parent = elements.up[container]
    place = last_in.get(parent)
    if place is not None:
        return place
    # The record may stand one or two elements deeper: <li><div><article/></div><ul>...
    index = parent + 1
    candidates: list[int] = []
    while index < container and len(candidates) < 3 and index < parent + 400:
        if index in starts:
            candidates.append(starts[index])
            index = elements.end[index]
        elif _is_below(index, elements, reader):
            index = elements.end[index]
        else:
            index += 1
    return candidates[-1] if len(candidates) == 1 else None


def _by_levels(found: Sequence[Fields], ids: list[str | None], parents: list[Parent], reader: Reader) -> None:
    """Classes, attributes, margins and spacer pictures that say how deep a record stands."""
    if any(parent.known for parent in parents):
        return
    levels = _levels(found, reader)
    if levels is None:
        return
    if len(set(levels)) == 1:
        return
    stack: list[tuple[int, int]] = []
    for place, level in enumerate(levels):
        if level is None:
            continue
        while stack and stack[-1][0] >= level:
            stack.pop()
        owner = stack[-1][1] if stack else None
        parents[place] = Parent(owner, True, "a level deeper in the markup" if owner is not None else "at the outermost level in the markup")
        stack.append((level, place))


def _levels(found: Sequence[Fields], reader: Reader) -> list[int | None] | None:
    elements = reader.elements

    def first_of(pattern: re.Pattern[str], reach: int, fields: Fields) -> int | None:
        record = fields.record
        for up in (elements.up[record.start],):
            if pattern is not _WIDTH and up > 0 and (met := pattern.search(elements.attributes[up])):
                return int(met.group(1))
        for count, index in enumerate(record.own_elements()):
            if count >= reach:
                break
            if pattern is _WIDTH and elements.tags[index] != "img":
                continue
            met = pattern.search(elements.attributes[index]) if elements.attributes[index] else None
            if met is not None:
                return int(met.group(1))
        return None

    for pattern, reach in ((_LEVEL_ATTRIBUTE, 6), (_LEVEL, 6), (_MARGIN, 3), (_WIDTH, 8)):
        levels = [first_of(pattern, reach, fields) for fields in found]
        told = [level for level in levels if level is not None]
        if pattern is _MARGIN and told and len(told) < len(levels):
            levels = [0 if level is None else level for level in levels]
            told = [level for level in levels if level is not None]
        if len(told) >= 0.8 * len(levels) and len(set(told)) > 1:
            if pattern in (_WIDTH, _MARGIN) and levels[0] != min(told):
                continue
            return levels
    return None


def _by_links(found: Sequence[Fields], ids: list[str | None], parents: list[Parent], reader: Reader) -> None:
    """Links outside the words to another record, called "parent" or "in reply to"."""
    elements = reader.elements
    whole = {name: place for place, name in enumerate(ids) if name}
    numbers = {number: place for place, name in enumerate(ids) if (number := _number(name)) and len(number) >= 2}
    for place, fields in enumerate(found):
        if parents[place].known and parents[place].place is not None:
            continue
        for index in fields.record.own_elements():
            if elements.tags[index] != "a":
                continue
            link = _HREF.search(elements.attributes[index])
            if link is None:
                continue
            target = whole.get(link.group(1))
            if target is None:
                target = numbers.get(_number(link.group(1)) or "")
            if target is None or target == place:
                continue
            shown = elements.plain(index)[:60]
            first = elements.first[index]
            before = elements.chunks[first - 1][-30:] if first > 0 else ""
            inside_words = any(start <= first < stop for start, stop in fields.ranges)
            if _ANSWERING.search(shown) or (not inside_words and _ANSWERING.search(before)):
                parents[place] = Parent(target, True, None)
                break


_INDENTED = re.compile(r"(?:^|[\s_-])(?:indent|indented|child|nested|sub|is-reply|reply|replies|second-level|sub-?comment|answer|response|antwort)(?=$|[\s_-])")


def _by_indented_classes(found: Sequence[Fields], ids: list[str | None], parents: list[Parent], reader: Reader) -> None:
    """Records beside each other, some of them called replies: each answers the last before it that is not."""
    if any(parent.known for parent in parents):
        return
    elements = reader.elements
    lower = []
    for fields in found:
        called = names.called(f" class=\"{' '.join(_CLASS.findall(elements.attributes[fields.record.start]))}\"")
        lower.append(_INDENTED.search(called) is not None)
    if lower[0] or not 0.03 * len(lower) <= sum(lower) <= 0.85 * len(lower):
        return
    if len({elements.up[fields.record.start] for fields in found}) > 0.7 * len(found):
        return
    top: int | None = None
    for place, is_lower in enumerate(lower):
        if not is_lower:
            top = place
        parents[place] = Parent(top if is_lower else None, True, "called a reply in the markup" if is_lower else "not called a reply in the markup")


_CLASS = re.compile(r' class="([^"]*)"')
_QUESTION = re.compile(r"(?:^|[\s_-])question(?=$|[\s_-])|/Question\b", re.IGNORECASE)
_ANSWER = re.compile(r"(?:^|[\s_-])answer(?=$|[\s_-])|/Answer\b", re.IGNORECASE)
_TYPE = re.compile(r' itemtype="([^"]*)"')


def _by_question(found: Sequence[Fields], ids: list[str | None], parents: list[Parent], reader: Reader) -> None:
    """Answers stand under the question, although the markup sets them beside it."""
    def words(fields: Fields) -> str:
        written = reader.elements.attributes[fields.record.start]
        return names.called(written) + " " + " ".join(_TYPE.findall(written))

    question = next((place for place, fields in enumerate(found[:3]) if _QUESTION.search(words(fields))), None)
    if question is None:
        return
    for place, fields in enumerate(found):
        if place != question and parents[place].place is None and _ANSWER.search(words(fields)):
            parents[place] = Parent(question, True, "is an answer to the question")


_REPLIES = re.compile(r"comment-reply-link|replytocom=|addComment\.moveForm|/comment/reply/\d+/\d+|comment_reply|data-reply-to|replyto", re.IGNORECASE)


def _by_reply_buttons(found: Sequence[Fields], ids: list[str | None], parents: list[Parent], reader: Reader) -> None:
    """Where replies would be shown below what they answer, what stands outermost answers nothing."""
    if any(parent.known for parent in parents):
        return
    offered = 0
    for fields in found:
        offered += any(
            "repl" in reader.elements.attributes[index] and _REPLIES.search(reader.elements.attributes[index]) is not None
            for index in fields.record.own_elements()
        )
    if offered >= 0.6 * len(found):
        for parent in parents:
            parent.known, parent.basis = True, "replies are shown below what they answer, and it stands outermost"
