"""A writer's own words told from those of others in one text: quoted lines, headers, sentences in quotation marks.

This looks at one text alone, as tables of texts give it; ``threads.reading.quotations`` matches comments of a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from threads.model import Span

FEWEST_WORDS = 3
"""Fewer words in quotation marks are irony or a name, not a quotation."""

_BLOCKS = re.compile(
    r"(?P<tag>\[quote[^\]\n]{0,80}\].{0,5000}?\[/quote\])"
    r"|(?P<angle><<[^<>]{1,2000}>>)"
    r"|(?P<line>(?:^|(?<=\n))[ \t]{0,8}(?:>|\|)[^\n]{0,5000})"
    r"|(?P<header>(?:^|(?<=\n))[^\n]{0,80}\b(?:wrote|said|writes|schrieb|hat geschrieben|posted by|quote|zitat von"
    r"|escribi[oó]|a [ée]crit)\b[^\n.!?]{0,40}:?[ \t↑]{0,8}\n"
    r"(?:(?:[^\n]+\n){0,40}?[^\n]+(?=\n[ \t]*\n)|[^\n]+))"
    r"|(?P<said>(?:^|(?<=\n))[^\n.!?:]{0,60}\b(?:wrote|schrieb|zitat von [^\n:]{1,40}):"
    r"[^\n]{1,600}?(?=\s[—–-]{1,2}\s|\n|$))",
    re.DOTALL | re.IGNORECASE,
)
_MARKS = re.compile(
    r"“[^“”\n]{2,1500}”|„[^“”„\n]{2,1500}[“”\"]|«[^«»\n]{2,1500}»"
    r"|(?<![\w\"])\"[^\"\n]{2,1500}\"(?!\w)|(?<![\w'])‘[^‘’\n]{2,800}’(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A text with the words of others blanked out letter for letter, and those words."""

    own: str
    """As long as the text: spans stay true."""
    quoted: tuple[str, ...]
    """What others said, in order."""


def spans(text: str) -> list[Span]:
    """Where others speak, in order; quotation marks count from three words up."""
    if not re.search(r"[>\"“„«‘|\[]|wrote|said|schrieb|quote|posted by|zitat|escribi|crit", text, re.IGNORECASE):
        return []
    found = [match.span() for match in _BLOCKS.finditer(text)]
    for match in _MARKS.finditer(text):
        if match.group().count(" ") + 1 >= FEWEST_WORDS:
            found.append(match.span())
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def apart(text: str) -> Parts:
    """The text without the words of others.

    >>> apart('"We did it all." Nonsense.').own
    '                 Nonsense.'
    """
    found = spans(text)
    if not found:
        return Parts(text, ())
    own = list(text)
    for start, end in found:
        own[start:end] = [letter if letter == "\n" else " " for letter in own[start:end]]
    return Parts("".join(own), tuple(text[start:end] for start, end in found))
