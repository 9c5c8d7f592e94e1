"""The words that pages of each language put around comments and into dates: one file a language, merged here.

Pages mix languages (a German blog with an English theme), so words of all languages are looked for at once.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from threads.reading.folding import folded


@cache
def _tables() -> tuple[dict[str, Any], ...]:
    folder = files(__package__).joinpath("_languages")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(tomllib.loads(file.read_text(encoding="utf-8")) for file in found)


@cache
def words(kind: str) -> tuple[str, ...]:
    """All words of one kind, folded, longest first.

    >>> "antworten" in words("button")
    True
    """
    listed = {folded(word) for table in _tables() for word in table.get(kind, ())}
    return tuple(sorted(listed, key=lambda word: (-len(word), word)))


@cache
def time_words(kind: str) -> tuple[str, ...]:
    """All words of one kind that stand in dates and ages, folded, longest first."""
    listed = {word for table in _tables() for word in _split(table["times"].get(kind, ""))}
    return tuple(sorted(listed, key=lambda word: (-len(word), word)))


@cache
def numbered(kind: str) -> dict[str, int]:
    """The number of each month (from 1), or of each unit of time (1 a second ... 7 a year), by its names, folded."""
    return {
        name: number
        for table in _tables()
        for number, names in enumerate(table["times"].get(kind, ()), start=1)
        for name in _split(names)
    }


def _split(text: str) -> list[str]:
    # "Comma, space" parts words; a name may hold a full stop ("ม.ค.") or a space ("كانون الثاني").
    return [folded(word) for word in map(str.strip, text.replace("\n", " ").split(",")) if word]
