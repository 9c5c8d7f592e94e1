"""Signatures in the line: wiki talk pages, where a name and a time close the last line of each comment's words.

A short line of its own between blank lines is a heading; the comments under it are one conversation.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from threads.reading import anchors, bylines, times
from threads.reading.anchors import Window
from threads.reading.drafts import Draft
from threads.reading.readings import Reading
from threads.reading.sheet import Sheet

_FEWEST = 2
_TAIL = 110
"""Letters at the end of a line in which a signature stands."""
_CLOSE = re.compile(r"[\s.)]*(?:\((?:UTC|CES?T|GMT|BST|MESZ|MEZ)\))?[\s.)]*$")
_PARENTHESES = re.compile(r"\([^()]{0,60}\)")
_GROUPS = re.compile(r"[{\[][^{}\[\]]{0,30}[}\]]")
_LINKS = re.compile(
    r"\b(?:talk|contribs|contributions|edits|diskussion|disk\.?|discuter|discussion|t|c|d|u|p)\b"
    r"|(?<=[a-z0-9])(?:talk|contribs)\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"\([\w ]{2,12}\)")
"""What stands in parentheses and belongs to a name: "(WMF)"."""
_ZONES = ("UTC", "CET", "CEST", "GMT", "BST", "MESZ", "MEZ")
_DASH = re.compile(r"(?:^|[\s.!?\"')])(?:--+|‐‐|—|―|–|~)\s*(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?:…])\s+")
_FAREWELL = re.compile(
    r"\s*(?:(?:thanks|thank you|thx|cheers|(?:best |kind )?regards|sincerely|best(?: wishes)?|enjoy|peace|all the best"
    r"|grüße|gruß|viele grüße|lg|mfg|cordialement|merci|danke|saludos|gracias|saluti|grazie)\b[,.!:]*\s+)+(?=\S)",
    re.IGNORECASE,
)
_ORNAMENTS = re.compile(r"^[^\w&@$(]+|[^\w&$).!]+$|(?<=\w\w)[.,!?]+$")
"""Signs around a word of a name: commas, bullets, dashes, pictures, letters that nobody sees."""
_MOST_WORDS = 4
_LONGEST_HEADING = 90
_PENALTY = -1.0
"""Points added: a clock, a date and a zone at the end of a line of words is a mark nobody makes by chance."""


def segment(sheet: Sheet) -> Reading | None:
    """The comments that signatures close; ``None`` where fewer than two do."""
    if sum(map(sheet.page.text.count, _ZONES)) < _FEWEST:
        return None
    ends = {
        index: signature for index, line in enumerate(sheet.lines) if (signature := _signature(line.body)) is not None
    }
    if len(ends) < _FEWEST:
        return None
    usual = Counter(ending for signature in ends.values() for ending in _endings(signature.before))
    found: list[Draft] = []
    body: list[int] = []
    opens_topic = True
    start = _first_line(min(ends), sheet)
    for index in range(start, max(ends) + 1):
        if index in ends:
            draft = Draft(first=body[0] if body else index, last=index, body=[*body, index])
            _sign(draft, index, ends[index], usual)
            draft.cues = ("opens topic",) if opens_topic or not found else ()
            found.append(draft)
            body, opens_topic = [], False
        elif _is_heading(index, sheet):
            body, opens_topic = [], True
        elif sheet.lines[index].body or body:
            body.append(index)
    window = Window(start, len(sheet), tuple(ends), None)
    return anchors.section("signed", window, found, sheet, lost_lines=0, penalty=_PENALTY)


@dataclass(frozen=True, slots=True)
class _Signature:
    """The end of a line that holds a name and a time."""

    offset: int
    """Where ``before`` begins in the line."""
    before: str
    """The letters right before the time, at most `_TAIL`."""
    when: times.When


def _signature(text: str) -> _Signature | None:
    """The signature at the end of a line, or ``None``."""
    if len(text) < 20 or not (text.endswith(_ZONES) or text[-24:].strip(" .)").endswith(_ZONES)):
        return None
    offset = max(0, len(text) - _TAIL)
    when = times.find(text[offset:])
    while when is not None and _CLOSE.match(text[offset:], when.end) is None:
        offset += when.end  # a date among the words; the signature's is the last
        when = times.find(text[offset:])
    if when is None or when.moment is None:
        return None
    return _Signature(offset, text[offset : offset + when.start], when)


def _sign(draft: Draft, index: int, signature: _Signature, usual: Counter[str]) -> None:
    """Give a comment its author and time, and cut the signature off its words."""
    draft.time_text, draft.moment = signature.when.text, signature.when.moment
    draft.author = _usual_name(signature.before, usual)
    dashes = list(_DASH.finditer(signature.before))
    if dashes:
        begin, cut = dashes[-1].end(), dashes[-1].start() + (not signature.before[dashes[-1].start()].isspace())
    else:
        at = signature.before.rfind(draft.author) if draft.author else -1
        begin = cut = at if at >= 0 else _after_sentence(signature.before)
    if draft.author is None:
        draft.author = _new_name(signature.before[begin:])
    draft.cuts[index] = signature.offset + cut


def _new_name(text: str) -> str | None:
    """The name in a signature that stands on the page once: all its words, or the last that have capitals."""
    farewell = _FAREWELL.match(text)
    words = _name_words(text[farewell.end() :] if farewell is not None else text)
    if len(words) > _MOST_WORDS:
        start = len(words) - 1
        while start > len(words) - _MOST_WORDS and words[start - 1][0].isupper() and words[start][0].isupper():
            start -= 1
        words = words[start:]
    name = " ".join(words)
    return name if 0 < len(name) <= bylines.LONGEST_NAME else None


def _name_words(text: str) -> list[str]:
    """The words of a signature that may be a name: links to talk pages, single letters and ornaments left out."""
    bare = _LINKS.sub(" ", _GROUPS.sub(" ", _PARENTHESES.sub(_tag_or_blank, text)))
    words: list[str] = []
    for word in bare.split():
        if _TAG.fullmatch(word) and words:
            words[-1] += f" {word}"
        elif (stripped := _ORNAMENTS.sub("", word)) and (word == "&" or len(stripped) > 1):
            words.append(stripped)
    return words


def _tag_or_blank(found: re.Match[str]) -> str:
    tag = found[0]
    return tag if _TAG.fullmatch(tag) and " " not in tag and tag[1:-1].isupper() else " "


def _endings(before: str) -> list[str]:
    """The last one to four words before a time, shortest first."""
    farewell = _FAREWELL.search(before)
    words = _name_words(before[farewell.end() :] if farewell is not None else before)[-_MOST_WORDS:]
    return [" ".join(words[start:]) for start in range(len(words) - 1, -1, -1)]


def _usual_name(before: str, usual: Counter[str]) -> str | None:
    """The longest ending that stands before times about as often as its last word: a name signs more than once."""
    endings = _endings(before)
    if not endings or usual[endings[0]] < 2:
        return None
    return max((ending for ending in endings if usual[ending] >= max(2, 0.6 * usual[endings[0]])), key=len)


def _after_sentence(text: str) -> int:
    """Where the last sentence that names somebody begins."""
    for sentence in reversed(list(_SENTENCE.finditer(text))):
        if _name_words(text[sentence.end() :]):
            return sentence.end()
    return 0


def _is_heading(index: int, sheet: Sheet) -> bool:
    text = sheet.lines[index].body
    if not text or len(text) > _LONGEST_HEADING or text[-1] in ".!,;:" or len(text.split()) > 14:
        return False
    alone_above = index == 0 or sheet.lines[index - 1].blank
    alone_below = index + 1 < len(sheet) and sheet.lines[index + 1].blank
    return alone_above and alone_below and not sheet.lines[index].is_item


def _first_line(first_end: int, sheet: Sheet) -> int:
    """The line under the heading that stands over the first signature."""
    for index in range(first_end - 1, max(-1, first_end - 40), -1):
        if _is_heading(index, sheet):
            return index + 1
    return max(0, first_end - 3)
