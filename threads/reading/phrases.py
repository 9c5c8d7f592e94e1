"""Lists of regular expressions that a text is searched for, quick where none of them stands.

Most texts hold none of the phrases of a list. What letters a phrase begins with and what words it cannot do without is
read off its regular expression once; the expression itself is run only where these are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_QUANTIFIER = re.compile(r"(?:[?*+]|\{(?P<least>\d*)(?P<range>,?)\d*\})[?+]?")
_GROUP = re.compile(r"\((?:\?(?:[:>]|P<\w+>|(?P<look><?[=!])))?")


class Phrases:
    """Regular expressions, in order of preference; letter case does not count."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = tuple(patterns)
        self._begun_by = [first_letters(pattern) for pattern in self._patterns]
        self._needed = [required(pattern) for pattern in self._patterns]
        self._at = lru_cache(maxsize=512)(self._beginning_with)
        self._any_of = lru_cache(maxsize=512)(self._joined)

    def at(self, text: str, place: int) -> re.Match[str] | None:
        """The first of the phrases that stands right at a place."""
        pattern = self._at(text[place : place + 1].lower())
        return None if pattern is None else pattern.match(text, place)

    def within(self, text: str) -> set[str]:
        """All that stand anywhere in a text, case folded."""
        folded = text.casefold()
        there = tuple(not words or any(word in folded for word in words) for words in self._needed)
        if True not in there:
            return set()
        return {found.group().casefold() for found in self._any_of(there).finditer(text)}

    def _beginning_with(self, letter: str) -> re.Pattern[str] | None:
        fitting = [
            pattern
            for pattern, letters in zip(self._patterns, self._begun_by, strict=True)
            if letters is None or letter in letters
        ]
        return re.compile("|".join(fitting), re.IGNORECASE) if fitting else None

    def _joined(self, there: tuple[bool, ...]) -> re.Pattern[str]:
        fitting = [pattern for pattern, is_there in zip(self._patterns, there, strict=True) if is_there]
        return re.compile("|".join(fitting), re.IGNORECASE)


def required(pattern: str) -> tuple[str, ...]:
    """Words, one of which every match of a regular expression holds, case folded; empty where none is sure.

    >>> required(r"\\b(?:a|my) (?:boat|sluice)s?\\b"), required(r"^\\s*last edited:"), required(r"\\w+")
    (('boat', 'sluice'), ('last edited:',), ())
    """
    return tuple(sorted(word.casefold() for word in _needed(_parse(pattern))))


def first_letters(pattern: str) -> frozenset[str] | None:
    """The letters, in lower case, with which a match may begin; ``None`` where it may be any.

    >>> sorted(first_letters(r"\\b(?:you|we)(?: all)? agree") or ""), first_letters(r"\\s*no")
    (['w', 'y'], None)
    """
    letters = _first(_parse(pattern))
    return None if letters is None or "" in letters else frozenset(letters)


@dataclass(slots=True)
class _Item:
    """One piece of a regular expression."""

    letter: str | None = None
    """The letter that must stand here; ``None``: any, or a group."""
    group: list[list[_Item]] | None = None
    """The alternatives of a group."""
    zero_width: bool = False
    optional: bool = False
    repeated: bool = False


def _parse(pattern: str) -> list[list[_Item]]:
    """The alternatives of a regular expression of the kinds that our own word lists use."""
    open_groups: list[list[list[_Item]]] = [[[]]]
    looks: list[bool] = []
    place = 0
    while place < len(pattern):
        sign = pattern[place]
        item: _Item | None = None
        if group := _GROUP.match(pattern, place):
            open_groups.append([[]])
            looks.append(group["look"] is not None)
            place = group.end()
        elif sign == "|":
            open_groups[-1].append([])
            place += 1
        elif sign == ")":
            closed = open_groups.pop()
            item = _Item(zero_width=True) if looks.pop() else _Item(group=closed)
            place += 1
        else:
            item, place = _single(pattern, place)
        if item is not None:
            if quantifier := _QUANTIFIER.match(pattern, place):
                least = quantifier["least"] if quantifier["least"] is not None else quantifier.group()[0]
                item.optional, item.repeated = least in ("?", "*", "0", ""), True
                place = quantifier.end()
            open_groups[-1][-1].append(item)
    return open_groups[0]


def _single(pattern: str, place: int) -> tuple[_Item, int]:
    sign = pattern[place]
    if sign == "[":
        place += 1 + (pattern[place + 1] == "^")
        place += pattern[place] == "]"  # as its first sign it closes no bracket
        while pattern[place] != "]":
            place += 2 if pattern[place] == "\\" else 1
        return _Item(), place + 1
    if sign == "\\":
        escaped = pattern[place + 1]
        if escaped == "x":
            return _Item(letter=chr(int(pattern[place + 2 : place + 4], 16))), place + 4
        if escaped in "bBAZ":
            return _Item(zero_width=True), place + 2
        return _Item(letter=None if escaped.isalnum() else escaped), place + 2
    if sign in "^$":
        return _Item(zero_width=True), place + 1
    return _Item(letter=None if sign == "." else sign), place + 1


def _needed(alternatives: list[list[_Item]]) -> set[str]:
    """Words of which one must be there, from the piece of each alternative that says most."""
    found: set[str] = set()
    for items in alternatives:
        choices: list[set[str]] = []
        run = ""
        for item in [*items, _Item()]:
            if item.letter is not None and not item.repeated:
                run += item.letter
                continue
            if item.letter is not None and not item.optional:
                run += item.letter
            if run:
                choices.append({run})
            run = ""
            if item.group is not None and not item.optional:
                choices.append(_needed(item.group))
        best = max(choices, key=lambda words: min(map(len, words), default=0), default=set())
        if not best:
            return set()
        found |= best
    return found


def _first(alternatives: list[list[_Item]]) -> set[str] | None:
    """First letters; ``""`` among them where an alternative may be empty; ``None``: any."""
    found: set[str] = set()
    for items in alternatives:
        for item in items:
            if item.zero_width:
                continue
            letters = {item.letter.lower()} if item.letter is not None else None
            if item.group is not None:
                letters = _first(item.group)
            if letters is None:
                return None
            found |= letters - {""}
            if not item.optional and "" not in letters:
                break
        else:
            found.add("")
    return found
