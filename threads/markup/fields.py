"""Who wrote, when, and which words: the same parts of all records, chosen by what most of them agree on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from threads.markup import names, rendering
from threads.markup.elements import Elements
from threads.markup.records import Kind, Record
from threads.reading import bylines, cues, times

_AUTHOR_LINK = re.compile(
    r"/(?:users?|members?|profiles?|profil|u|people|author|autor|nutzer|benutzer|usuarios?|utilisateur|mitglied|account)[/.?-]"
    r"|member\.php|memberlist|viewprofile|user\.php|profile\.php|userid=|action=profile|showuser|/user:|@\w", re.IGNORECASE,
)
_HREF = re.compile(r' href="([^"]*)"')
_WHEN = re.compile(r' (?:datetime|data-datetime|content|data-iso|data-date)="([^"]{8,40})"')
_EPOCH = re.compile(r' (?:data-time|data-timestamp|data-epoch|data-utime|data-unixtime)="(\d{9,13})"')
_ORDINAL = re.compile(r"^\d{1,4}[.)]\s+(?=\D)")
_SAYS = re.compile(r"\s*:\s*$")
_VARIABLE = re.compile(r"(?:^|\s)(?:even|odd|alt|first|last|byuser|bypostauthor|thread-\w+|depth-|level-|parent|comment-author-\S*)(?=\s|$)")
_SURE_WEIGHT = 1.2
"""An author's element of less weight (bold words, a headline) is only taken where no line names one."""
_LONGEST_AUTHOR = 80
_LONGEST_TIME = 120
_LONGEST_FORM = 80
"""Letters; a longer form holds the comment itself, so that it can be edited."""
_STRONG_BODY = re.compile(r"(?:comment|post|message|answer|reply|review|topic|beitrag|kommentar|leserbrief|komentar)[-_]?(?:content|text|texte|body|copy|message|inhalt)|bb-?wrapper|cooked|usertext-body|commtext|entry-content|postcontent|rich-?text-?json|phml|(?:^|\s)text(?:$|\s)")
_AGE_BEHIND = re.compile(r"\s?·.{0,40}$")
_HEADLINES = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SUBJECT = re.compile(r"(?:^|[\s_-])(?:subject|titre|betreff|comment-title|asunto|oggetto)(?=$|[\s_-])")
_SIGNATURE = re.compile(r"(?:^|\s|message-|user-|forum-)(?:sig|signature|signature-?container|signatur)-?(?=$|\s)")
_UNCLEAR = re.compile(r"^\W*$")


@dataclass(slots=True)
class Fields:
    """The parts of one record."""

    record: Record
    author: str | None = None
    author_element: int | None = None
    time_text: str | None = None
    moment: datetime | None = None
    time_element: int | None = None
    body: int | None = None
    """The element that holds the words; ``None``: all that is left of the record."""
    ranges: list[tuple[int, int]] = field(default_factory=list)
    """The chunks of its own words."""
    lines: list[str] = field(default_factory=list)
    """Its own words."""
    quotes: list[int] = field(default_factory=list)
    """Elements inside its words that may hold words of others."""
    cuts: list[tuple[int, int]] = field(default_factory=list)
    """Chunks inside its words that are not its own."""
    gone: bool = False
    """Whether the page says that its words were taken away."""
    buttons: bool = False
    letters: int = 0

    @property
    def text(self) -> str:
        """Its own words, empty lines kept between paragraphs."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()


@dataclass(slots=True)
class _Parts:
    """What may be what in one record."""

    record: Record
    authors: list[tuple[float, str, int, str]] = field(default_factory=list)
    """``(weight, signature, element, name)``."""
    times: list[tuple[float, str, int, times.When]] = field(default_factory=list)
    bodies: list[tuple[str, int]] = field(default_factory=list)
    outs: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    quoting: list[int] = field(default_factory=list)
    """Elements that may quote: ``blockquote``."""
    chunks: list[tuple[int, int]] = field(default_factory=list)
    letters: int = 0


@dataclass(frozen=True, slots=True)
class _Note:
    """What one element may be."""

    quote: bool | None = None
    """True for words of others, False for what may be; ``None`` for all else."""
    is_out: bool = False
    is_signature: bool = False
    body: str | None = None
    author: tuple[float, str, int, str] | None = None
    time: tuple[float, str, int, times.When] | None = None


_QUOTE_LABELS = frozenset(("quote", "zitat", "citation", "cita", "citazione", "citaat", "cytat", "цитата", "alıntı"))
_NOTHING = _Note()
_BOLD = frozenset(("b", "strong", "h2", "h3", "h4", "h5", "h6"))
_TIMES = frozenset(("time", "abbr", "relative-time", "time-ago"))
_BUTTONS = frozenset(("form", "button", "input"))
_TELLING = _BOLD | _TIMES | _BUTTONS | {"cite", "blockquote", "a"}
"""Elements that say something without a name."""
_NO_QUOTE = frozenset(("a", "button", "span", "input", "li", "ul", "img"))
_NO_BODY = frozenset(("a", "button", "img", "i"))


class Reader:
    """Reads the parts of records of one page; what it learns of a name it keeps."""

    def __init__(self, elements: Elements) -> None:
        self.elements = elements
        self.letters = [0]
        """How many letters stand before a chunk."""
        total = 0
        for chunk in elements.chunks:
            total += len(chunk)
            self.letters.append(total)
        self._bits: dict[str, tuple[int, str]] = {}
        self._notes: list[_Note | None] = [None] * len(elements)
        self._named: dict[tuple[str, bool], str | None] = {}
        self._times: dict[str, times.When | None] = {}
        self._labelled = self._find_labelled()

    def _find_labelled(self) -> set[int]:
        """The elements that a line such as "Quote:" opens."""
        elements = self.elements
        found = set()
        for place, chunk in enumerate(elements.chunks):
            if len(chunk) <= 12 and chunk[-1] == ":" and chunk.rstrip(" :").casefold() in _QUOTE_LABELS:
                index = elements.owner[place]
                while index > 0 and elements.size(index) < 2:
                    index = elements.up[index]
                if elements.tags[index] in ("div", "table", "tbody", "tr", "td", "fieldset", "blockquote", "dl", "section") and elements.first[index] == place:
                    found.add(index)
        return found

    def bits(self, index: int) -> tuple[int, str]:
        """What the element's names say, and its names."""
        written = self.elements.attributes[index]
        if not written:
            return 0, ""
        found = self._bits.get(written)
        if found is None:
            name = names.called(written)
            found = (names.parts(name), _VARIABLE.sub("", _VARIABLE.sub("", name)).strip()) if name else (0, "")
            self._bits[written] = found
        return found

    def size(self, ranges: Sequence[tuple[int, int]]) -> int:
        """Letters in some chunks."""
        return sum(self.letters[stop] - self.letters[start] for start, stop in ranges)

    def read(self, kind: Kind, records: Sequence[Record]) -> list[Fields]:
        """The parts of some records of a kind."""
        parts = [self._parts(record, runs=kind.runs) for record in records]
        body = self._body_of(parts)
        author, time = _agreed([part.authors for part in parts], body, parts, self), _agreed([part.times for part in parts], body, parts, self)
        found = [self._fields(part, body, author, time, kind.words.get(part.record.start)) for part in parts]
        _drop_common_edges(found)
        self._entitle(found)
        return found

    def _entitle(self, found: Sequence[Fields]) -> None:
        """Subject lines that the authors wrote themselves: where they differ from comment to comment, they are words too."""
        subjects = {place: subject for place, fields in enumerate(found) if (subject := self._subject(fields))}
        shown = Counter(re.sub(r"^(?:re|aw|antw|tr|rép|rv)\s?:\s*", "", subject.casefold()) for subject in subjects.values())
        if len(subjects) < 2 or max(shown.values()) > max(2, 0.3 * len(found)):
            return
        for place, subject in subjects.items():
            fields = found[place]
            if not fields.gone and (not fields.lines or fields.lines[0].strip() != subject):
                fields.lines = [subject, *([""] if fields.lines else []), *fields.lines]

    def _subject(self, fields: Fields) -> str | None:
        """A headline over the words that is neither name nor time."""
        elements = self.elements
        if fields.body is None:
            return None
        for index in fields.record.own_elements():
            if index >= fields.body:
                return None
            tag = elements.tags[index]
            if index == fields.record.start or not (tag in _HEADLINES or (tag in ("div", "span", "p", "a", "strong", "b") and _SUBJECT.search(self.bits(index)[1]))):
                continue
            if fields.body < elements.end[index] or not 0 < elements.size(index) <= 6:
                continue
            if fields.author_element is not None and index <= fields.author_element < elements.end[index]:
                continue
            shown = elements.plain(index)
            if fields.author is not None and shown.startswith(fields.author) and len(shown) <= len(fields.author) + 12:
                continue
            if 2 <= len(shown) <= 150 and not cues.is_button(shown) and times.find(shown) is None and bylines.parse(shown) is None:
                return shown
        return None

    def _parts(self, record: Record, *, runs: bool) -> _Parts:
        part = _Parts(record)
        elements = self.elements
        part.chunks = record.own_chunks(elements)
        part.letters = self.size(part.chunks)
        notes, first, last, start = self._notes, elements.first, elements.last, record.start
        skip = -1
        for index in record.own_elements():
            if index < skip or first[index] == last[index]:
                continue
            note = notes[index]
            if note is None:
                note = notes[index] = self._note(index)
            if note is _NOTHING:
                continue
            if note.is_signature and index != start:
                part.outs.append(index)
                skip = elements.end[index]
                continue
            if note.quote is not None and index != start:
                (part.quotes if note.quote else part.quoting).append(index)
                skip = elements.end[index]
                continue
            if index != start or runs:
                if note.is_out:
                    part.outs.append(index)
                elif note.body is not None:
                    part.bodies.append((note.body, index))
            if note.author is not None and (index != start or runs):
                part.authors.append(note.author)
            if note.time is not None:
                part.times.append(note.time)
        return part

    def _note(self, index: int) -> _Note:
        """What an element may be, whatever record it stands in."""
        elements = self.elements
        tag = elements.tags[index]
        if not elements.attributes[index] and tag not in _TELLING and index not in self._labelled:
            return _NOTHING
        bits, name = self.bits(index)
        quote = None
        if (bits & names.QUOTE and tag not in _NO_QUOTE) or index in self._labelled:
            quote = True
        elif tag == "blockquote" and not bits & names.BODY:
            quote = False
        is_out = bool(bits & names.OUT and not (bits & names.BODY and _STRONG_BODY.search(name))) or (
            tag in _BUTTONS and not bits & names.BODY and not (tag == "form" and self.letters[elements.last[index]] - self.letters[elements.first[index]] > _LONGEST_FORM)
        )
        body = f"{tag} {name}" if bits & names.BODY and not is_out and tag not in _NO_BODY else None
        author = self._author(index, tag, bits, name)
        is_time = bits & names.TIME or tag in _TIMES
        time = self._time(index, tag, name) if is_time else None
        if quote is None and body is None and author is None and time is None and not is_out:
            return _NOTHING
        return _Note(quote, is_out, _SIGNATURE.search(name) is not None, body, author, time)

    def _author(self, index: int, tag: str, bits: int, name: str) -> tuple[float, str, int, str] | None:
        elements = self.elements
        weight = 3.0 if bits & names.AUTHOR else 1.5 if bits & names.AUTHOR_MAYBE else 0.0
        if tag == "cite":
            weight += 2.0
        elif tag == "a":
            link = _HREF.search(elements.attributes[index])
            if link is not None and _AUTHOR_LINK.search(link.group(1)):
                weight += 2.0
            elif not weight and "nofollow" in elements.attributes[index]:
                weight += 0.6
        elif tag in _BOLD:
            weight += 0.7
        if not weight or not 0 < elements.size(index) <= 12:
            return None
        if self.letters[elements.last[index]] - self.letters[elements.first[index]] > _LONGEST_AUTHOR:
            return None
        alone = elements.size(index) == 1
        key = (elements.plain(index), bool(bits & names.AUTHOR) and alone)
        if key not in self._named:
            self._named[key] = _name(key[0], sure=key[1])
        author = self._named[key]
        return None if author is None else (weight + (0.2 if alone else 0.0), f"{tag} {name}", index, author)

    def _time(self, index: int, tag: str, name: str) -> tuple[float, str, int, times.When] | None:
        elements = self.elements
        if self.letters[elements.last[index]] - self.letters[elements.first[index]] > _LONGEST_TIME:
            return None
        shown = elements.plain(index)
        when = self.when(shown)
        if when is None:
            if tag not in _TIMES or len(shown) > 40 or cues.is_button(shown):
                return None
            when = times.When(0, len(shown), shown, None)
        first = elements.first[index]
        before = elements.chunks[first - 1].casefold().strip(" :") if first > 0 else ""
        if before and len(before) <= 40 and before.startswith(cues.words("dated_otherwise")):
            return None
        if shown.casefold().startswith(cues.words("dated_otherwise")):
            return None
        weight = 2.0 if tag in ("time", "abbr") else 1.0
        return (weight + (0.5 if when.moment else 0.0), f"{tag} {name}", index, when)

    def when(self, line: str) -> times.When | None:
        """The time in a line, looked for once."""
        if line not in self._times:
            self._times[line] = times.find(line)
        return self._times[line]

    def _body_of(self, parts: Sequence[_Parts]) -> str | None:
        """The name of the element that holds the words of most records; ``None`` where none does."""
        shares: dict[str, list[float]] = defaultdict(list)
        elements = self.elements
        for part in parts:
            seen: set[str] = set()
            for signature, index in part.bodies:
                if signature in seen:
                    continue
                seen.add(signature)
                low, high = self.elements.first[index], self.elements.last[index]
                own = self.size([(max(a, low), min(b, high)) for a, b in part.chunks if a < high and b > low])
                clean = own - sum(
                    self.letters[elements.last[out]] - self.letters[elements.first[out]]
                    for out in part.outs
                    if index < out < elements.end[index]
                )
                share = max(0, clean) / max(1, part.letters)
                shares[signature].append(
                    share - self._holds_header(part, low, high) + (0.25 if _STRONG_BODY.search(signature) else 0.0)
                )
        best, most = None, 0.28
        for signature, given in shares.items():
            coverage = len(given) / len(parts)
            points = sum(given) / len(given) * min(1.0, coverage * 1.2)
            if coverage >= 0.4 and points >= most - 0.005:
                best, most = signature, points
        return best

    def _holds_header(self, part: _Parts, low: int, high: int) -> float:
        """Points off for a body that holds what stands over the words; many where nothing of it stands elsewhere."""
        first = self.elements.first
        off = 0.0
        for entries in (part.authors, part.times):
            sure = [entry[2] for entry in entries if entry[0] >= _SURE_WEIGHT]
            inside = sum(low <= first[index] < high for index in sure)
            if inside:
                off = max(off, 1.2 if inside == len(sure) else 0.3)
        if off < 0.7 and low < high and not part.times:
            for line in rendering.lines([(low, min(high, low + 10))], self.elements)[:3]:
                byline = bylines.parse(line) if len(line) <= 160 else None
                if byline is not None and byline.time_text is not None:
                    return 0.7
        return off

    def _fields(
        self, part: _Parts, body: str | None, author: list[str], time: list[str], words: int | None
    ) -> Fields:
        elements = self.elements
        found = Fields(part.record)
        bodies = [index for signature, index in part.bodies if signature == body] if body else []
        if body and not bodies:
            # The same part under a longer name: "md" and "md grayed".
            kindred = body.split(" ")[:2]
            bodies = [index for signature, index in part.bodies if signature.split(" ")[:2] == kindred]
        found.body = max(bodies, key=elements.size, default=words)
        low, high = (elements.first[found.body], elements.last[found.body]) if found.body is not None else (0, 0)
        outside = lambda index: not low <= elements.first[index] < high  # noqa: E731
        chosen = _choose([entry for entry in part.authors if entry[0] >= _SURE_WEIGHT], author, outside)
        if chosen is not None:
            chosen = _innermost(chosen, part.authors, elements)
        if chosen is not None:
            found.author_element, found.author = chosen[2], chosen[3]
        when = _choose(part.times, time, outside)
        if when is not None:
            found.time_element, found.time_text, found.moment = when[2], when[3].text, self._stated(when[2]) or when[3].moment
        found.quotes = [*part.quotes, *part.quoting]
        if found.body is not None:
            own = [(max(a, low), min(b, high)) for a, b in part.chunks if a < high and b > low]
        else:
            own = part.chunks
        total = self.size(own)
        outs = []
        for index in part.outs:
            if found.body is not None and index <= found.body < elements.end[index]:
                continue
            span = (elements.first[index], elements.last[index])
            inner = self.size([(max(a, span[0]), min(b, span[1])) for a, b in own if a < span[1] and b > span[0]])
            if inner and (inner < 0.6 * total or inner <= 40):
                outs.append(span)
        if found.body is None:
            outs += [(elements.first[index], elements.last[index]) for index in (found.author_element, found.time_element) if index is not None]
        quoted = [(elements.first[index], elements.last[index]) for index in part.quotes]
        found.ranges = own
        found.cuts = [*outs, *quoted]
        if found.body is None or found.author is None or found.time_text is None:
            self._fill_from_lines(found, part, low, high)
        settle_lines(found, elements)
        around = rendering.without(part.chunks, found.ranges)
        found.buttons = any(cues.is_button(line) for line in rendering.lines(around, elements)[:12])
        return found

    def _fill_from_lines(self, found: Fields, part: _Parts, low: int, high: int) -> None:
        """Author and time from lines outside the words, where no element names them."""
        if found.author is not None and found.time_text is not None:
            return
        around = rendering.without(part.chunks, [(low, high)]) if found.body is not None else part.chunks
        lines = [line for line in rendering.lines(around, self.elements) if line]
        edges = lines if len(lines) <= 10 else [*lines[:7], *lines[-3:]]
        loose: times.When | None = None
        before = ""
        for line in edges:
            above, before = before, line.casefold().strip(" :")
            if len(line) > 160:
                if found.body is None:
                    break
                continue
            if before.startswith(cues.words("dated_otherwise")) or above.startswith(cues.words("dated_otherwise")) and len(above) <= 40:
                continue
            byline = bylines.parse(line)
            if byline is None:
                if loose is None and found.time_text is None and (found.body is not None or len(line) <= 60):
                    loose = times.find(line)
                continue
            if found.time_text is None and byline.time_text is not None:
                found.time_text, found.moment = byline.time_text, byline.moment
                if found.author is None and byline.author:
                    found.author = byline.author
            elif found.author is None and byline.author is not None and (byline.verb or byline.time_text):
                found.author = byline.author
        if found.time_text is None and loose is not None:
            found.time_text, found.moment = loose.text, loose.moment
        if found.author is None and part.authors:
            outer = [entry for entry in part.authors if found.body is None or not low <= self.elements.first[entry[2]] < high]
            if outer:
                first = min(outer, key=lambda entry: (-entry[0] if entry[0] >= _SURE_WEIGHT else 0, entry[2]))
                found.author, found.author_element = first[3], first[2]

    def _stated(self, index: int) -> datetime | None:
        """The moment that attributes in or right around an element state."""
        elements = self.elements
        for place in (index, *range(index + 1, min(elements.end[index], index + 4)), elements.up[index]):
            written = elements.attributes[place]
            stated = _WHEN.search(written) if place != elements.up[index] or elements.tags[place] == "time" else None
            if stated is not None:
                try:
                    moment = datetime.fromisoformat(stated.group(1).strip().replace(" ", "T", 1))
                except ValueError:
                    continue
                return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
            epoch = _EPOCH.search(written)
            if epoch is not None:
                seconds = int(epoch.group(1))
                return datetime.fromtimestamp(seconds / 1000 if seconds > 10**11 else seconds, UTC)
        return None


def settle_lines(found: Fields, elements: Elements) -> None:
    """Make the lines of a record's words once more, what is cut left out."""
    found.ranges = rendering.without(found.ranges, found.cuts)
    found.lines = _trimmed(rendering.lines(found.ranges, elements), found, strict=found.body is None)
    text = found.text
    if text and len(text) <= 100 and _AGE_BEHIND.sub("", text).strip(" \t\n.()[]<>*_-–·").casefold() in cues.words("deleted"):
        found.gone, found.lines = True, []
    found.letters = sum(map(len, found.lines))


def _name(shown: str, *, sure: bool) -> str | None:
    """The name in a short text; ``sure``: the markup says that it is one."""
    shown = _ORDINAL.sub("", shown)
    text = _SAYS.sub("", shown).strip()
    if not text or len(text) > _LONGEST_AUTHOR:
        return None
    byline = bylines.parse(shown)
    if byline is not None and byline.author is not None:
        return byline.author
    if byline is not None and byline.time_text is not None:
        return None
    cleaned = bylines.clean_name(text)
    if cleaned is None or _UNCLEAR.match(cleaned) and not sure:
        return None
    if bylines.looks_like_name(cleaned):
        return cleaned
    if sure and len(cleaned) <= 48 and not cues.is_button(cleaned) and times.find(cleaned) is None:
        return cleaned
    return None


def _agreed(found: Sequence[Sequence[tuple[float, str, int, object]]], body: str | None, parts: Sequence[_Parts], reader: Reader) -> list[str]:
    """Signatures by how much speaks for them over all records, best first."""
    points: Counter[str] = Counter()
    shown: dict[str, set[object]] = defaultdict(set)
    for entries, part in zip(found, parts, strict=True):
        bodies = [index for signature, index in part.bodies if signature == body]
        seen: set[str] = set()
        for order, (weight, signature, index, value) in enumerate(entries):
            if signature in seen or any(element < index < reader.elements.end[element] for element in bodies):
                continue
            seen.add(signature)
            points[signature] += weight - min(0.3, 0.03 * order)  # type: ignore[assignment]
            shown[signature].add(value)
    count = len(found)
    for signature in points:
        if count >= 5 and len(shown[signature]) == 1:
            points[signature] *= 0.4  # type: ignore[assignment]
    return [signature for signature, _ in points.most_common()]


def _innermost(chosen, entries, elements):  # type: ignore[no-untyped-def]
    """The name alone, where the element chosen holds it beside numbers and titles."""
    index = chosen[2]
    for entry in entries:
        if index < entry[2] < elements.end[index] and entry[3] != chosen[3] and entry[3] in chosen[3]:
            return entry
    return chosen


def _choose(entries, order, outside):  # type: ignore[no-untyped-def]
    best = None
    for entry in entries:
        if not outside(entry[2]):
            continue
        rank = order.index(entry[1]) if entry[1] in order else len(order)
        if best is None or rank < best[0]:
            best = (rank, entry)
    return None if best is None else best[1]


def _trimmed(lines: list[str], found: Fields, *, strict: bool) -> list[str]:
    """The words without what stands around them: names, times, buttons, votes."""
    kept = list(lines)
    for end in (0, -1):
        for _ in range(12 if strict else 4):
            if not kept or not _is_furniture(kept[end], found, strict=strict, rest=len(kept)):
                break
            kept.pop(end)
    return kept


def _is_furniture(line: str, found: Fields, *, strict: bool, rest: int) -> bool:
    text = line.strip(" •|·-–—,:/")
    if not text:
        return not line.strip() or any(map(str.isalnum, line)) or rest > 1
    if len(text) > 160:
        return False
    if cues.trails(text) or (cues.is_button(text) and (strict or rest > 1) and len(text) > 3):
        return True
    if bylines.level(text) is not None and rest > 1:
        return True
    if not strict:
        return False
    if cues.is_tally(text) and rest > 1:
        return True
    folded = text.casefold()
    if found.author and folded.startswith(found.author.casefold()) and len(text) <= len(found.author) + 12:
        return rest > 1
    if found.time_text and found.time_text in line and len(text) <= len(found.time_text) + 40 + len(found.author or ""):
        return True
    if len(text) <= 2 and rest > 1 and text.isalpha():
        return False
    byline = bylines.parse(line)
    return byline is not None and rest > 1 and (byline.time_text is not None or byline.verb or (byline.number is not None and len(text) <= 40))


def _drop_common_edges(found: Sequence[Fields]) -> None:
    """Take off first and last lines that most records share."""
    if len(found) < 4:
        return
    for end in (0, -1):
        for _ in range(4):
            counts = Counter(_shape(fields.lines[end]) for fields in found if len(fields.lines) > 1 and len(fields.lines[end]) <= 60)
            common = {shape for shape, count in counts.items() if shape and count >= max(3, 0.5 * len(found))}
            blank = [fields for fields in found if len(fields.lines) > 1 and not fields.lines[end]]
            for fields in blank:
                fields.lines.pop(end)
            if not common:
                if not blank:
                    break
                continue
            for fields in found:
                if len(fields.lines) > 1 and _shape(fields.lines[end]) in common:
                    fields.lines.pop(end)


def _shape(line: str) -> str:
    return re.sub(r"\d[\d.,]*", "#", line.casefold().strip())
