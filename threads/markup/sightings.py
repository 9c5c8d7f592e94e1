"""What one element may be, whatever record it stands in: a name, a time, words, a quotation, or none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from threads.markup import names
from threads.markup.elements import Elements
from threads.reading import bylines, cues, times

_AUTHOR_LINK = re.compile(
    r"/(?:users?|members?|profiles?|profil|u|people|author|autor|nutzer|benutzer|usuarios?|utilisateur|mitglied|account)[/.?-]"
    r"|member\.php|memberlist|viewprofile|user\.php|profile\.php|userid=|action=profile|showuser|/user:|@\w",
    re.IGNORECASE,
)
_HREF = re.compile(r' href="([^"]*)"')
_ORDINAL = re.compile(r"^\d{1,4}[.)]\s+(?=\D)")
_SAYS = re.compile(r"(?<!\s)\s*:\s*$")
_VARIABLE = re.compile(
    r"(?:^|\s)(?:even|odd|alt|first|last|byuser|bypostauthor|thread-\w+|depth-|level-|parent|comment-author-\S*)(?=\s|$)"
)
SURE = 1.2
"""An author's element of less weight (bold words, a headline) is only taken where no line names one."""
UNLIKELY = 0.1
"""Weight of what stands where names stand but looks like none."""
_LONGEST_AUTHOR = 80
_LONGEST_TIME = 120
_LONGEST_FORM = 80
"""Letters; a longer form holds the comment itself, so that it can be edited."""
STRONG_BODY = re.compile(
    r"(?:comment|post|message|answer|reply|review|topic|beitrag|kommentar|leserbrief|komentar)[-_]?(?:content|text|texte|body|copy|message|inhalt)|bb-?wrapper|cooked|usertext-body|commtext|entry-content|postcontent|rich-?text-?json|phml|(?:^|\s)text(?:$|\s)"
)
"""Names that hardly anything but a comment's words has."""
_SIGNATURE = re.compile(r"(?:^|\s|message-|user-|forum-)(?:sig|signature|signature-?container|signatur)-?(?=$|\s)")
_UNCLEAR = re.compile(r"^\W*$")
_QUOTE_LABELS = frozenset(("quote", "zitat", "citation", "cita", "citazione", "citaat", "cytat", "цитата", "alıntı"))
_BOLD = frozenset(("b", "strong", "h2", "h3", "h4", "h5", "h6"))
_TIMES = frozenset(("time", "abbr", "relative-time", "time-ago"))
_BUTTONS = frozenset(("form", "button", "input"))
_TELLING = _BOLD | _TIMES | _BUTTONS | {"cite", "blockquote", "a"}
"""Elements that say something without a name."""
_NO_QUOTE = frozenset(("a", "button", "span", "input", "li", "ul", "img"))
_NO_BODY = frozenset(("a", "button", "img", "i"))


@dataclass(frozen=True, slots=True)
class Name:
    """A name that an element shows."""

    weight: float
    """How much speaks for it, in points."""
    signature: str
    """The element's tag and names, by which the same part of other records is recognised."""
    element: int
    value: str


@dataclass(frozen=True, slots=True)
class Time:
    """A time that an element shows."""

    weight: float
    signature: str
    element: int
    value: times.When


@dataclass(frozen=True, slots=True)
class Note:
    """What one element may be."""

    quote: bool | None = None
    """True for words of others, False for what may be; ``None`` for all else."""
    is_out: bool = False
    """Whether it stands in a comment without being its words: buttons, votes, pictures."""
    is_signature: bool = False
    body: str | None = None
    """Its signature where it may hold the words."""
    author: Name | None = None
    time: Time | None = None


NOTHING = Note()


class Sightings:
    """What the elements of one page may be, each found once."""

    def __init__(self, elements: Elements) -> None:
        self.elements = elements
        self.letters = [0]
        """How many letters stand before a chunk."""
        total = 0
        for chunk in elements.chunks:
            total += len(chunk)
            self.letters.append(total)
        self._bits: dict[str, tuple[int, str]] = {}
        self._notes: list[Note | None] = [None] * len(elements)
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
                if (
                    elements.tags[index]
                    in ("div", "table", "tbody", "tr", "td", "fieldset", "blockquote", "dl", "section")
                    and elements.first[index] == place
                ):
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

    def note(self, index: int) -> Note:
        """What an element may be."""
        found = self._notes[index]
        if found is None:
            found = self._notes[index] = self._looked_at(index)
        return found

    def _looked_at(self, index: int) -> Note:
        elements = self.elements
        tag = elements.tags[index]
        if not elements.attributes[index] and tag not in _TELLING and index not in self._labelled:
            return NOTHING
        bits, name = self.bits(index)
        quote = None
        if (bits & names.QUOTE and tag not in _NO_QUOTE) or index in self._labelled:
            quote = True
        elif tag == "blockquote" and not bits & names.BODY:
            quote = False
        is_out = bool(bits & names.OUT and not (bits & names.BODY and STRONG_BODY.search(name))) or (
            tag in _BUTTONS
            and not bits & names.BODY
            and not (
                tag == "form"
                and self.letters[elements.last[index]] - self.letters[elements.first[index]] > _LONGEST_FORM
            )
        )
        body = f"{tag} {name}" if bits & names.BODY and not is_out and tag not in _NO_BODY else None
        author = self._author(index, tag, bits, name)
        is_time = bits & names.TIME or tag in _TIMES
        time = self._time(index, tag, name) if is_time else None
        if quote is None and body is None and author is None and time is None and not is_out:
            return NOTHING
        return Note(quote, is_out, _SIGNATURE.search(name) is not None, body, author, time)

    def _author(self, index: int, tag: str, bits: int, name: str) -> Name | None:
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
        if author is None and alone and weight >= SURE:
            return self._unlikely(key[0], f"{tag} {name}", index)
        return None if author is None else Name(weight + (0.2 if alone else 0.0), f"{tag} {name}", index, author)

    def _unlikely(self, shown: str, signature: str, index: int) -> Name | None:
        """A text that looks like no name but stands where names do; it counts where the other records bear it out."""
        if sum(map(str.isalpha, shown)) < 3 or any(map(str.isdigit, shown)):
            return None
        if cues.is_button(shown) or cues.section_title(shown) is not None or self.when(shown) is not None:
            return None
        return Name(UNLIKELY, signature, index, shown.strip(" :"))

    def _time(self, index: int, tag: str, name: str) -> Time | None:
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
        return Time(weight + (0.5 if when.moment else 0.0), f"{tag} {name}", index, when)

    def when(self, line: str) -> times.When | None:
        """The time in a line, looked for once."""
        if line not in self._times:
            self._times[line] = times.find(line)
        return self._times[line]


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
    if cleaned is None or (_UNCLEAR.match(cleaned) and not sure):
        return None
    if "(" in cleaned and f"{cleaned})" in text:
        cleaned += ")"
    if bylines.looks_like_name(cleaned):
        return cleaned
    if sure and len(cleaned) <= 48 and not cues.is_button(cleaned) and times.find(cleaned) is None:
        return cleaned
    return None
