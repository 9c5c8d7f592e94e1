"""The title of a page, guessed from its text: what the section's own title names, or the line over the first prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from threads.reading import bylines, cues, times

_NAMED = re.compile(r"[“„«‘](?P<title>[^“”„«»\n]{6,200})[”“»]?\s*$")
_ANSWERED = re.compile(r"re: (?P<title>\S.{3,150})", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…]")
_PROSE_LETTERS = 140
_MOST_LINES = 400
"""Lines over the section that are looked at."""
_NEAR = 9
"""Lines of words over the first prose that may hold the title."""


def title_of(lines: Sequence[str], *, section_line: int | None) -> str | None:
    """The title, or ``None`` where no line reads like one.

    Args:
        lines: the page's lines.
        section_line: where the comment section begins, counted from 1; ``None`` where there is none.

    >>> title_of(["Home", "The tram line", "", "A long story. " * 12], section_line=None)
    'The tram line'
    """
    if section_line is not None and 0 < section_line <= len(lines):
        named = _NAMED.search(lines[section_line - 1])
        if named is not None and cues.section_title(lines[section_line - 1]) is not None:
            return named["title"].strip()
    answered = Counter(
        found["title"] for line in lines[:4000] if len(line) <= 160 and (found := _ANSWERED.fullmatch(line.strip()))
    )
    if answered and answered.most_common(1)[0][1] >= 2:
        return answered.most_common(1)[0][0]
    end = min(len(lines), _MOST_LINES, section_line - 1 if section_line is not None else len(lines))
    above = [line.strip() for line in lines[:end]]
    prose = next(
        (place for place, line in enumerate(above) if len(line) >= _PROSE_LETTERS and re.search(r"[.!?…]", line)), end
    )
    near = [line for line in above[:prose] if line][-_NEAR:]
    counts = Counter(near)
    ranked = sorted(
        (
            (score, -place, line)
            for place, line in enumerate(near)
            if (score := _likeness(line) + (counts[line] > 1)) > 0
        ),
        reverse=True,
    )
    return ranked[0][2] if ranked else None


def _likeness(line: str) -> float:
    """How much a line reads like a title; 0 and less for those that do not."""
    words = line.split()
    if not 2 <= len(words) <= 30 or len(line) > 220 or not any(map(str.isalpha, line)):
        return 0.0
    if cues.is_button(line) or cues.is_furniture(line) or cues.section_title(line) is not None or line[:1] in "•◦▪":
        return 0.0
    score = 1.5 if 4 <= len(words) <= 16 else 1.0
    when = times.find(line)
    if when is not None and len(line) - (when.end - when.start) < 25:
        return 0.0
    score -= 0.8 if bylines.looks_like_name(line) and len(words) <= 3 else 0.0
    score -= 0.6 if line.isupper() else 0.0
    score -= 0.6 if line.endswith((".", ":", ",", ">", "|", "…")) else 0.0
    score -= 0.4 * min(3, line.count(" | ") + line.count(" > ") + line.count(" » "))
    return score
