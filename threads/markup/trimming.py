"""The words of a comment without what a page prints around them: names, times, buttons, votes, captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from threads.reading import bylines, cues

_AGE_BEHIND = re.compile(r"\s?·.{0,40}$")
_LONGEST = 160
"""A longer line is nobody's button."""


def trim(lines: Sequence[str], *, author: str | None, time_text: str | None, strict: bool) -> list[str]:
    """The lines that are words.

    Args:
        lines: of the words, and maybe of what stands around them.
        author: the name shown.
        time_text: the time shown.
        strict: whether the markup does not tell the words from the rest.
    """
    kept = list(lines)
    for end in (0, -1):
        for _ in range(12 if strict else 4):
            if not kept:
                break
            line, rest = kept[end], len(kept)
            if not (
                _is_button(line, rest=rest, last=end == -1, strict=strict)
                or (strict and _is_header(line, author=author, time_text=time_text, rest=rest))
            ):
                break
            kept.pop(end)
    return kept


def is_gone(text: str) -> bool:
    """Whether some words are only what a page puts where a comment was: "[deleted]", "Removed · 4 yr. ago"."""
    if not text or len(text) > 100:
        return False
    return _AGE_BEHIND.sub("", text).strip(" \t\n.()[]<>*_-–·").casefold() in cues.words("deleted")


def _is_button(line: str, *, rest: int, last: bool, strict: bool) -> bool:
    text = line.strip(" •|·-–—,:/")
    if not text:
        return not line.strip() or rest > 1
    if len(text) > _LONGEST:
        return False
    if last and rest > 1 and cues.trails(text):
        return True
    if cues.is_button(text) and (strict or rest > 1) and len(text) > 3:
        return True
    return rest > 1 and (bylines.level(text) is not None or (strict and cues.is_tally(text)))


def _is_header(line: str, *, author: str | None, time_text: str | None, rest: int) -> bool:
    text = line.strip(" •|·-–—,:/")
    if not text or len(text) > _LONGEST:
        return False
    if author and text.casefold().startswith(author.casefold()) and len(text) <= len(author) + 12:
        return rest > 1
    if time_text and time_text in line and len(text) <= len(time_text) + 40 + len(author or ""):
        return True
    if len(text) <= 2 and text.isalpha():
        return False
    byline = bylines.parse(line)
    return (
        byline is not None
        and rest > 1
        and (byline.time_text is not None or byline.verb or (byline.number is not None and len(text) <= 40))
    )


def drop_common_edges(comments: Sequence[list[str]]) -> None:
    """Take off the first and last lines that most comments share, whatever language they are in."""
    if len(comments) < 4:
        return
    for end in (0, -1):
        for _ in range(4):
            longer = [lines for lines in comments if len(lines) > 1]
            blank = [lines for lines in longer if not lines[end]]
            for lines in blank:
                lines.pop(end)
            counts = Counter(_shape(lines[end]) for lines in longer if len(lines) > 1 and len(lines[end]) <= 60)
            common = {shape for shape, count in counts.items() if shape and count >= max(3, 0.5 * len(comments))}
            if not common:
                if not blank:
                    break
                continue
            for lines in longer:
                if len(lines) > 1 and _shape(lines[end]) in common:
                    lines.pop(end)


def _shape(line: str) -> str:
    return re.sub(r"\d[\d.,]*", "#", line.casefold().strip())
