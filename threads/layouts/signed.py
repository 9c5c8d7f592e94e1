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
_LINKS = re.compile(
    r"\b(?:talk|contribs|contributions|diskussion|disk\.?|discuter|discussion|t|c|d)\b|(?<=[a-z])(?:talk|contribs)\b",
    re.IGNORECASE,
)
_ZONES = ("UTC", "CET", "CEST", "GMT", "BST", "MESZ", "MEZ")
_DASH = re.compile(r"(?:^|\s)(?:--+|—|–|~)\s*(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?:…])\s+")
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
        begin, cut = dashes[-1].end(), dashes[-1].start()
    else:
        at = signature.before.rfind(draft.author) if draft.author else -1
        begin = cut = at if at >= 0 else _after_sentence(signature.before)
    if draft.author is None:
        name = " ".join(_name_words(signature.before[begin:])[:4])
        draft.author = name if 0 < len(name) <= bylines.LONGEST_NAME else None
    draft.cuts[index] = signature.offset + cut


def _name_words(text: str) -> list[str]:
    """The words of a signature that may be a name: links to talk pages, single letters and ornaments left out."""
    bare = _LINKS.sub(" ", _PARENTHESES.sub(" ", text))
    words = (word.strip(" ,;·•|_-–—~") for word in bare.split())
    return [word for word in words if word == "&" or (len(word) > 1 and any(map(str.isalnum, word)))]


def _endings(before: str) -> list[str]:
    """The last one to four words before a time, shortest first."""
    words = _name_words(before)[-4:]
    return [" ".join(words[start:]) for start in range(len(words) - 1, -1, -1)]


def _usual_name(before: str, usual: Counter[str]) -> str | None:
    """The longest ending that stands before times about as often as its last word: a name signs more than once."""
    endings = _endings(before)
    if not endings or usual[endings[0]] < 2:
        return None
    return max((ending for ending in endings if usual[ending] >= max(2, 0.6 * usual[endings[0]])), key=len)


def _after_sentence(text: str) -> int:
    sentences = list(_SENTENCE.finditer(text))
    return sentences[-1].end() if sentences else 0


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
