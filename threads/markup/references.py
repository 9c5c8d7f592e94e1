"""Records that name each other: their ids, parents in attributes, links "in reply to", questions and their answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from threads.markup import names
from threads.markup.elements import Elements
from threads.markup.fields import Fields

_NUMBERED = re.compile(
    r" (?:id|data-id|data-comment-id|data-commentid|data-comment|data-post-id|data-postid|data-cid|"
    r'data-pid|data-fullname|name|data-key|data-content)="([^"]{0,80}?)(\d[\da-f]*|[\da-z]{5,10})"'
)
_ID_ATTRIBUTE = re.compile(r' id="([^"]{1,120})"')
_PARENT = re.compile(
    r' [\w:-]*(?:parent|in-?reply|reply-?to|replyto|respond-?to|responseto)[\w:-]*="'
    r'[^"\d]{0,40}(\d+|[\da-z]{5,10})[^"\d]{0,10}"',
    re.IGNORECASE,
)
_PAIR = re.compile(r' (?:id|data-id|data-comment-id|name)="[^"]{0,60}?[-_](\d+)_(\d+)"')
_HREF = re.compile(r' href="[^"]*#([^"]{1,80})"')
_ANSWERING = re.compile(
    r"parent|in reply|in response|antwort auf|als antwort|réponse à|en réponse|en respuesta|in risposta|em resposta|"
    r"replying|@|↑|w odpowiedzi|в ответ",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"(?:^|[\s_-])question(?=$|[\s_-])|/Question\b", re.IGNORECASE)
_ANSWER = re.compile(r"(?:^|[\s_-])answer(?=$|[\s_-])|/Answer\b", re.IGNORECASE)
_TYPE = re.compile(r' itemtype="([^"]*)"')
_REPLIES = re.compile(
    r"comment-reply-link|replytocom=|addComment\.moveForm|/comment/reply/\d+/\d+|comment_reply|data-reply-to|replyto",
    re.IGNORECASE,
)
_ANCHOR = re.compile(r' (?:id|name)="([^"]{0,60}\d)"')
_TOLD = 0.8
"""Share of records whose ids have to hold their parent's number."""


def ids(found: Sequence[Fields], elements: Elements) -> list[str | None]:
    """The id that each record states."""
    return [_id_of(fields, elements) for fields in found]


def _id_of(fields: Fields, elements: Elements) -> str | None:
    record = fields.record
    for index in record.own_elements():
        if index >= record.start + 25:
            break
        written = elements.attributes[index]
        if not written:
            continue
        stated = _ID_ATTRIBUTE.search(written)
        if stated is not None and any(map(str.isdigit, stated.group(1))):
            return stated.group(1)
        numbered = _NUMBERED.search(written)
        if numbered is not None:
            return numbered.group(2)
    for before in range(record.start - 1, max(0, record.start - 3), -1):  # an anchor right before it
        if elements.tags[before] == "a" and (named := _ANCHOR.search(elements.attributes[before])):
            return named.group(1)
    return None


def number(name: str | None) -> str | None:
    """The longest number in an id, or ``None``."""
    found = re.findall(r"\d+", name) if name else []
    return max(found, key=len) if found else None


def pairs(found: Sequence[Fields], elements: Elements) -> dict[int, int | None]:
    """Owners by ids that hold the parent's number too, as wpDiscuz writes them: ``wc-comm-12_7``."""
    stated: list[tuple[str, str] | None] = []
    for fields in found:
        first = fields.record.start
        met = None
        for index in range(first, min(fields.record.end, first + 4)):
            met = met or _PAIR.search(elements.attributes[index])
        stated.append((met.group(1), met.group(2)) if met is not None else None)
    places = {pair[0]: place for place, pair in enumerate(stated) if pair}
    told = [pair for pair in stated if pair]
    if len(told) < _TOLD * len(found) or len(places) < len(told):
        return {}
    if sum(above == "0" or (above in places and above != own) for own, above in told) < _TOLD * len(told):
        return {}
    return {
        place: places.get(pair[1])
        for place, pair in enumerate(stated)
        if pair and (pair[1] == "0" or pair[1] in places)
    }


def attributes(found: Sequence[Fields], given: Sequence[str | None], elements: Elements) -> dict[int, int | None]:
    """Owners by attributes that name a parent: ``data-parent="12"``."""
    places = {name: place for place, name in enumerate(given) if name}
    places |= {told: place for place, name in enumerate(given) if (told := number(name))}
    owners: dict[int, int | None] = {}
    for place, fields in enumerate(found):
        record = fields.record
        for index in record.own_elements():
            if index > record.start + 12:
                break
            written = elements.attributes[index]
            if "arent" not in written and "eply" not in written and "espon" not in written:
                continue
            named = _PARENT.search(written)
            owner = places.get(named.group(1)) if named is not None else None
            if owner is not None and owner != place:
                owners[place] = owner
                break
    return owners


def links(found: Sequence[Fields], given: Sequence[str | None], elements: Elements) -> dict[int, int | None]:
    """Owners by links outside the words to another record, called "parent" or "in reply to"."""
    whole = {name: place for place, name in enumerate(given) if name}
    numbers = {told: place for place, name in enumerate(given) if (told := number(name)) and len(told) >= 2}
    owners: dict[int, int | None] = {}
    for place, fields in enumerate(found):
        for index in fields.record.own_elements():
            link = _HREF.search(elements.attributes[index]) if elements.tags[index] == "a" else None
            if link is None:
                continue
            target = whole.get(link.group(1), numbers.get(number(link.group(1)) or ""))
            if target is None or target == place:
                continue
            first = elements.first[index]
            before = elements.chunks[first - 1][-30:] if first > 0 else ""
            inside_words = any(start <= first < stop for start, stop in fields.ranges)
            if _ANSWERING.search(elements.plain(index)[:60]) or (not inside_words and _ANSWERING.search(before)):
                owners[place] = target
                break
    return owners


def question(found: Sequence[Fields], elements: Elements) -> tuple[int | None, list[int]]:
    """The place of the question, and those of its answers; ``(None, [])`` on pages that are no questions."""

    def words(fields: Fields) -> str:
        written = elements.attributes[fields.record.start]
        return f"{names.called(written)} {' '.join(_TYPE.findall(written))}"

    asked = next((place for place, fields in enumerate(found[:3]) if _QUESTION.search(words(fields))), None)
    if asked is None:
        return None, []
    return asked, [place for place, fields in enumerate(found) if place != asked and _ANSWER.search(words(fields))]


def offers_replies(found: Sequence[Fields], elements: Elements) -> bool:
    """Whether most records have a button whose replies are shown below what they answer."""
    offered = 0
    for fields in found:
        offered += any(
            "repl" in elements.attributes[index] and _REPLIES.search(elements.attributes[index]) is not None
            for index in fields.record.own_elements()
        )
    return offered >= 0.6 * len(found)
