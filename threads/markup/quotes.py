"""Words of others inside a comment: blocks that the markup sets apart, and the comment that they come from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from threads.markup import names, rendering
from threads.markup.elements import Elements
from threads.markup.fields import Fields, Reader
from threads.model import Quote
from threads.reading import bylines, cues

_BY = re.compile(
    r' (?:data-username|data-author|data-quote|data-ipsquote-username|data-quoted-author|data-user)="([^"]{1,60})"'
)
_OF = re.compile(
    r" (?:data-post|data-source|data-ipsquote-contentcommentid|data-post-id|data-postid|data-quote-id|"
    r'data-comment-id|data-quotedpost|data-quoted-post)="[^"\d]{0,20}(\d{1,12})"'
    r'|(?:href|cite)="[^"]{0,300}?(?:#(?:post|p|msg|'
    r"comment|c|entry|post-|findComment-|comment-)[-_]?|[?&;](?:p|pid|post|comment|findpost|msg)=|/posts?/|goto/post\?id=|post-)(\d{1,12})"
)
_SAYING = re.compile(
    r"^(?P<name>\S.{0,58}?)\s(?:said|wrote|schrieb|hat gesagt|hat geschrieben|a écrit|"
    r"dijo|escribió|ha scritto|disse|escreveu|napisał|написал)\b.{0,40}$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[\W_]+")
_MOST = 4000
"""Blocks looked up in the words of other comments, on one page."""
_FEWEST_LETTERS = 12
_LONGEST_HEAD = 110
_EXPANDS = re.compile(
    r"^\W*(?:click to expand|zum vergrößern anklicken|cliquez pour agrandir|clic para expandir|clicca per|klik om te"
    r"|kliknij)",
    re.IGNORECASE,
)


def settle(found: Sequence[Fields], ids: Sequence[str], reader: Reader) -> list[tuple[Quote, ...]]:
    """The quotations of each record; blocks that quote are cut out of its words."""
    if not any(fields.quotes for fields in found):
        return [()] * len(found)
    elements = reader.elements
    lookup = _Lookup(found, ids)
    forum = any(reader.sightings.bits(index)[0] & names.QUOTE for fields in found for index in fields.quotes)
    made = []
    for place, fields in enumerate(found):
        quotes = []
        for index in fields.quotes:
            if not _is_inside(index, fields):
                continue
            said, name, number, head = _ascribed(index, elements, reader)
            holder = lookup.by_number(number, place)
            if holder is None:
                holder = lookup.by_words(said, place)
            if holder is None:
                holder = lookup.by_name(name, place)
            marked = bool(reader.sightings.bits(index)[0] & names.QUOTE)
            if not (marked or forum or holder is not None or name):
                continue  # a quotation from elsewhere stays among the words
            fields.cuts.append((elements.first[index], elements.last[index]))
            if head is not None:
                fields.cuts.append(head)
            quotes.append(Quote(text=said, comment_id=None if holder is None else ids[holder]))
        if quotes:
            fields.settle(elements)
        made.append(tuple(quote for quote in quotes if quote.text))
    return made


def _is_inside(index: int, fields: Fields) -> bool:
    start, end = fields.inside
    return fields.body is None or start < index < end


def _ascribed(
    index: int, elements: Elements, reader: Reader
) -> tuple[str, str | None, str | None, tuple[int, int] | None]:
    """``(words, name, number of the quoted post, chunks of a line above that says who it is)``."""
    first, last = elements.first[index], elements.last[index]
    stop = min(elements.end[index], index + 60)
    name = number = None
    for inner in range(index, stop):
        written = elements.attributes[inner]
        if not written:
            continue
        if name is None and (stated := _BY.search(written)):
            name = stated.group(1)
        if number is None and (stated := _OF.search(written)):
            number = stated.group(1) or stated.group(2)
    title = _title(index, elements, reader)
    ranges = (
        [(first, last)]
        if title is None
        else rendering.without([(first, last)], [(elements.first[title], elements.last[title])])
    )
    if title is not None and name is None:
        shown = elements.plain(title)
        name = _who(shown) or (shown.strip(" :↑»") if elements.tags[title] == "cite" else None)
    lines = rendering.lines(ranges, elements)
    while lines and (not lines[-1] or _EXPANDS.match(lines[-1])):
        lines.pop()
    head: tuple[int, int] | None = None
    taken = 0
    for line in lines[:3]:
        who = _who(line)
        if who is None:
            if line.strip(" :").casefold() in _QUOTING or not line:
                taken += 1
                continue
            break
        taken += 1
        name = name or who
        break
    else:
        taken = 0 if name is None else taken
    lines = lines[taken:]
    if name is None and first > 0:
        start = first - 1
        while start > 0 and elements.gap[start] < 2 and start > first - 4:
            start -= 1
        above = elements.line(start, first)
        who = _who(above) if len(above) <= _LONGEST_HEAD else None
        if who is not None:
            name, head = who, (start, first)
    return "\n".join(lines).strip(), name, number, head


def _title(index: int, elements: Elements, reader: Reader) -> int | None:
    """The element inside a quotation that says who is quoted."""
    for inner in range(index + 1, min(elements.end[index], index + 8)):
        if not 0 < elements.size(inner) <= 8:
            continue
        says_who = elements.tags[inner] == "cite" or names.pattern("quoted_by").search(reader.sightings.bits(inner)[1])
        if says_who and len(elements.plain(inner)) <= _LONGEST_HEAD and elements.last[inner] < elements.last[index]:
            return inner
    return None


_QUOTING = frozenset((*cues.words("quoting"), "quote", "zitat"))


def _who(line: str) -> str | None:
    """The name in a line that ascribes a quotation, or ``None``."""
    text = line.strip(" :»↑\t*")
    if not text or len(text) > _LONGEST_HEAD:
        return None
    folded = text.casefold()
    for word in cues.words("quoting"):
        if folded.startswith(word + " ") and len(text) > len(word) + 1:
            rest = re.sub(r"^(?:by|von|de|from|di)\s", "", text[len(word) + 1 :].strip(" :"))
            return re.split(r"\s(?:am|on|le|el|il|»|→|[•|])\s|,\s", rest)[0].strip(" :") or None
    said = _SAYING.match(text)
    if said is not None:
        return said["name"]
    byline = bylines.parse(line)
    return byline.author if byline is not None and byline.verb else None


class _Lookup:
    """Finds the record that a quotation comes from."""

    def __init__(self, found: Sequence[Fields], ids: Sequence[str]) -> None:
        self.places: dict[str, int] = {}
        self.authors: dict[str, list[int]] = {}
        self.starts: list[int] = []
        parts = []
        position = 0
        for place, (fields, name) in enumerate(zip(found, ids, strict=True)):
            for number in re.findall(r"\d+", name):
                self.places.setdefault(number, place)
            if fields.author:
                self.authors.setdefault(_plain(fields.author), []).append(place)
            plain = _plain(fields.text)
            self.starts.append(position)
            parts.append(plain)
            position += len(plain) + 1
        self.words = "\x00".join(parts)
        self.asked = 0

    def by_number(self, number: str | None, place: int) -> int | None:
        """The record with this number in its id."""
        found = self.places.get(number) if number is not None else None
        return None if found == place else found

    def by_name(self, name: str | None, place: int) -> int | None:
        """The last record before by whoever is called so."""
        if name is None:
            return None
        earlier = [other for other in self.authors.get(_plain(name), ()) if other < place]
        return earlier[-1] if earlier else None

    def by_words(self, said: str, place: int) -> int | None:
        """The record whose own words hold the quoted ones, or their beginning or end."""
        plain = _plain(said)
        if len(plain) < _FEWEST_LETTERS or self.asked > _MOST:
            return None
        self.asked += 1
        for piece in dict.fromkeys((plain, plain[:60], plain[-60:])):
            at = self.words.find(piece)
            while at >= 0:
                holder = bisect_right(self.starts, at) - 1
                if holder != place:
                    return holder
                at = self.words.find(piece, at + 1)
        return None


def _plain(text: str) -> str:
    return _PLAIN.sub("", text.casefold())
