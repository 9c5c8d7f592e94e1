"""Cues of platforms in markup, one small file each: what only this system writes into its pages.

A file holds ``generator``: how the page's generator names itself; ``names``: regular expressions looked for in the
classes and ids of comments and of what is around them, as ``threads.markup.names.called`` writes them. The platform
with most names met wins; a generator counts as two.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _known() -> tuple[tuple[str, tuple[str, ...], tuple[re.Pattern[str], ...]], ...]:
    found = []
    for entry in sorted(files(__package__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            table = tomllib.loads(entry.read_text(encoding="utf-8"))
            patterns = tuple(re.compile(name) for name in table.get("names", ()))
            found.append((entry.name.removesuffix(".toml"), tuple(table.get("generator", ())), patterns))
    return tuple(found)


def platform_of(generator: str, called: str) -> str | None:
    """The system that made a page, by what its head says and what its comments are called; ``None`` where unknown."""
    best, most = None, 0
    said = generator.casefold()
    for name, generators, patterns in _known():
        met = sum(pattern.search(called) is not None for pattern in patterns)
        if met and said and any(said.startswith(word) for word in generators):
            met += 2
        if met > most:
            best, most = name, met
    return best
