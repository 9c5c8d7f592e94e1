"""Cues of platforms, one small file each: words that only this system's pages show.

A file holds ``cues``: regular expressions searched line by line in and around the comment section; ``layouts``: the
hypotheses under which the platform's pages are read (empty: any); ``timeless = true`` where its text shows no times.
The platform with most cues met wins.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from threads.model import Page, Section
from threads.reading.phrases import required

_MARGIN_LINES = 12
"""How far above and below the section cues are looked for."""
_LONGEST_LINE = 300
_MOST_LINES = 400
"""Of a long section, this many lines at its beginning and at its end are looked at."""


@cache
def _known() -> tuple[tuple[str, tuple[tuple[tuple[str, ...], re.Pattern[str]], ...], tuple[str, ...], bool], ...]:
    found = []
    for entry in sorted(files(__package__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            table = tomllib.loads(entry.read_text(encoding="utf-8"))
            patterns = tuple((required(cue), re.compile(cue, re.IGNORECASE)) for cue in table["cues"])
            found.append(
                (
                    entry.name.removesuffix(".toml"),
                    patterns,
                    tuple(table.get("layouts", ())),
                    bool(table.get("timeless")),
                )
            )
    return tuple(found)


def platform_of(page: Page, section: Section) -> str | None:
    """The system that made the page, by cues met in and around its comment section; ``None`` where none is met."""
    lines = page.text.split("\n")
    start = max(0, (section.start_line or 1) - 1 - _MARGIN_LINES)
    end = min(len(lines), (section.end_line or len(lines)) + _MARGIN_LINES)
    around = (
        lines[start:end]
        if end - start <= 2 * _MOST_LINES
        else lines[start : start + _MOST_LINES] + lines[end - _MOST_LINES : end]
    )
    near = list(dict.fromkeys(line for line in around if 0 < len(line) <= _LONGEST_LINE))
    folded = "\n".join(near).casefold()
    best, most = None, 0
    timed = any(comment.time_text for comment in section.comments)
    for name, patterns, layouts, timeless in _known():
        if (layouts and section.hypothesis not in layouts) or (timeless and timed):
            continue
        met = sum(
            (not needed or any(word in folded for word in needed)) and any(map(pattern.search, near))
            for needed, pattern in patterns
        )
        if met > most:
            best, most = name, met
    return best
