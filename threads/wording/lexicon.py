"""Word lists with constructions: TOML files compiled once, found in a text with their positions.

A phrase is written as words with a little notation, and matches inside one sentence:

    poison*             a word beginning so                 {us}        any member of the class "us"
    rigged|stole        either word (``_`` is a space)      word?       may be missing
    ~3                  up to three words of any kind       ^  $        start, end of a sentence
    ,                   a comma, dash, colon or line break          "   a quotation mark
    !                   an exclamation mark             ((( )))     triple parentheses
    %3                  up to three describing words: none of the commonest words, no "kind", no "doing"

Matching is linear in the text: every repetition is bounded, and a phrase is only tried where its rarer words occur.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from typing import Any

from threads.errors import UsageError

MOST_HITS = 20
"""Hits kept of one phrase in one comment; more say nothing new."""

_GLUE = r"""[\s,;:"'()\[\]*_/&-]{1,3}"""
_PAUSE = r"\s{0,2}[,;:\n\u2013\u2014-]{1,2}\s{0,2}"
_STOP = r"""[.!?:;\n\u2026"]"""
_START = rf"(?:(?<!{_STOP.replace('[', '[^')})|(?<={_STOP}\s)|(?<={_STOP}\s\s))"
_AT_WORD = r"(?<!\w.)"
_AT_START = rf"(?:(?<!{_STOP.replace('[', '[^')}.)|(?<={_STOP}\s.)|(?<={_STOP}\s\s.))"
"""Both look back past the first letter of the word: a pattern that begins with a letter is searched much faster."""
_FIRST_PAUSE = r"[,;:\n\u2013\u2014-][,;:\n\u2013\u2014-]?\s{0,2}"
_END = r"""(?=[\s"')]{0,3}(?:[.!?\n\u2026:;]|$))"""
_WORD = re.compile(r"[\w']+|\({3}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One construction of a lexicon."""

    name: str
    """What it is, for findings and tests; unique within its file."""
    label: str
    """The label or role it speaks for."""
    points: float
    """How much one hit weighs."""
    pattern: str
    """A regular expression for plain text (see ``threads.wording.spelling``), compiled when it is first tried."""
    says: str
    """Half a sentence for a moderator: "speaks of a false flag as fact"."""
    source: str
    """The file it stands in, without its ending."""
    needs: tuple[frozenset[str], ...] = ()
    """Sets of words of which each must share one with the text, checked before the pattern is."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a plain text, and where: half-open offsets into that text."""

    entry: Entry
    start: int
    end: int


@dataclass(slots=True)
class Lexicon:
    """Compiled entries with an index from words to the entries worth trying."""

    entries: tuple[Entry, ...]
    exact: dict[str, tuple[int, ...]]
    stems: dict[str, tuple[int, ...]]
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _compiled: dict[int, re.Pattern[str]] = field(default_factory=dict)

    def find(self, text: str, words: set[str]) -> list[Hit]:
        """All hits in a plain text, entry by entry; ``words`` are its distinct words."""
        tried: set[int] = set()
        for word in words:
            numbers = self._known.get(word)
            if numbers is None:
                numbers = self._resolve(word)
            if numbers:
                tried.update(numbers)
        hits: list[Hit] = []
        for number in sorted(tried):
            entry = self.entries[number]
            if any(needed.isdisjoint(words) for needed in entry.needs):
                continue
            pattern = self._compiled.get(number)
            if pattern is None:
                pattern = self._compiled[number] = re.compile(entry.pattern)
            hits.extend(Hit(entry, *match.span()) for match in islice(pattern.finditer(text), MOST_HITS))
        return hits

    def _resolve(self, word: str) -> tuple[int, ...]:
        found = set(self.exact.get(word, ()))
        for length in range(2, len(word) + 1):
            found.update(self.stems.get(word[:length], ()))
        numbers = tuple(sorted(found))
        if len(self._known) < 200_000:
            self._known[word] = numbers
        return numbers


def words_of(text: str) -> set[str]:
    """The distinct words of a plain text."""
    return set(_WORD.findall(text))


def folder() -> Traversable:
    """Where the data files stand."""
    return files("threads.scorers").joinpath("_lexicons")


@cache
def read(name: str) -> Mapping[str, Any]:
    """A data file under ``scorers/_lexicons``, as parsed: ``read("abuse/insults")``."""
    found = folder().joinpath(*f"{name}.toml".split("/"))
    return tomllib.loads(found.read_text(encoding="utf-8"))


@cache
def _common() -> frozenset[str]:
    """Words too common to tell whether a phrase is worth trying."""
    return frozenset(read("short_words")["common"].split())


def short_words() -> frozenset[str]:
    """Short words that are whole words, for ``threads.wording.spelling``."""
    return frozenset(read("short_words")["words"].split())


def names(shelf: str) -> tuple[str, ...]:
    """Names of the data files in a folder under ``scorers/_lexicons``, sorted: ``("claims/5g", ...)``."""
    held = folder().joinpath(shelf).iterdir()
    return tuple(sorted(f"{shelf}/{path.name[:-5]}" for path in held if path.name.endswith(".toml")))


def compiled(sources: Iterable[tuple[str, Mapping[str, Any]]], classes: Mapping[str, list[str]]) -> Lexicon:
    """One lexicon of the ``[[entry]]`` tables of several files; a file's own ``[classes]`` add to the shared ones.

    Raises:
        UsageError: a phrase names a class that does not exist.
    """
    entries: list[Entry] = []
    exact: dict[str, list[int]] = {}
    stems: dict[str, list[int]] = {}
    for source, data in sources:
        known = {**classes, **data.get("classes", {})}
        for table in data["entry"]:
            for phrase in table["phrases"]:
                number = len(entries)
                pattern, triggers, needs = _phrase(phrase, known, source)
                label, says = table.get("label", data.get("label", "")), table.get("says", "")
                entries.append(Entry(table["name"], label, table.get("points", 1.0), pattern, says, source, needs))
                for trigger in triggers:
                    index, word = (stems, trigger[:-1]) if trigger.endswith("*") else (exact, trigger)
                    index.setdefault(word, []).append(number)
    return Lexicon(tuple(entries), _frozen(exact), _frozen(stems))


def vocabulary(classes: Mapping[str, list[str]], lexicons: Iterable[Lexicon]) -> frozenset[str]:
    """Every single word that the classes and indices hold, stems without their star: what disguised words may mean."""
    held = {option for members in classes.values() for option in members if " " not in option}
    for lexicon in lexicons:
        held.update(lexicon.exact)
        held.update(lexicon.stems)
    return frozenset(word.rstrip("*") for word in held if len(word.rstrip("*")) > 2 and word not in _common())


def _frozen(index: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {word: tuple(numbers) for word, numbers in index.items()}


def _phrase(
    phrase: str, classes: Mapping[str, list[str]], source: str
) -> tuple[str, frozenset[str], tuple[frozenset[str], ...]]:
    """A phrase's regular expression, the words of which one must occur for it to be tried, and further such sets."""
    built = ""
    glued = True
    start = _AT_WORD
    needed: list[frozenset[str]] = []
    tokens = phrase.split()
    for number, token in enumerate(tokens):
        optional = token.endswith("?") and len(token) > 1
        token = token[:-1] if optional else token
        if token == "^":
            if tokens[number + 1].endswith("?"):
                built += _START
            else:
                start = _AT_START
            glued = True
        elif token == "$":
            built += _END
        elif token == ",":
            built += _PAUSE if built else _FIRST_PAUSE
            glued = True
        elif token == "!":
            built += r"\s?!"
        elif token == "(((":
            built += ("" if glued else r"\s?") + r"\({3}\s?"
            glued = True
            needed.append(frozenset([token]))
        elif token == ")))":
            built += r"\s?\){3}"
        elif token == '"':
            built += r'\s?"'
            glued = True
        elif token.startswith("%"):
            built += ("" if glued else _GLUE) + rf"(?:{_describing(classes)}{_GLUE}){{0,{token[1:]}}}"
            glued = True
        elif token.startswith("~"):
            built += ("" if glued else _GLUE) + rf"(?:[\w'$%]{{1,30}}{_GLUE}){{0,{token[1:] or 3}}}"
            glued = True
        else:
            options = _options(token, classes, source)
            piece = rf"{_alternatives(options, start)}(?!\w)"
            start = _AT_WORD
            if optional:
                built += rf"(?:{piece}{_GLUE})?" if glued else rf"(?:{_GLUE}{piece})?"
                continue
            built += ("" if glued else _GLUE) + piece
            glued = False
            keys = frozenset(_rarest(option) for option in options)
            if "" not in keys:
                needed.append(keys)
    if not needed:
        raise UsageError(f'"{phrase}" has no word to look for', where=source)
    needed.sort(key=_cost)
    further = tuple(keys for keys in needed[1:] if not any(key.endswith("*") for key in keys))
    return built, needed[0], further


def _describing(classes: Mapping[str, list[str]]) -> str:
    """A word, hyphens and all, that may stand between "you" and a name: no verb or article, and nothing kind."""
    excluded = sorted(_common().union(classes.get("kind", ()), classes.get("doing", ())))
    return rf"(?!(?:{'|'.join(map(re.escape, excluded))})(?![\w-]))[\w']{{1,30}}(?:-[\w']{{1,20}}){{0,2}}"


def _options(token: str, classes: Mapping[str, list[str]], source: str) -> list[str]:
    options: list[str] = []
    for part in token.split("|"):
        if part.startswith("{"):
            if part[1:-1] not in classes:
                raise UsageError(
                    f"no class is called {part}", where=source, hint=f"known: {', '.join(sorted(classes))}"
                )
            options.extend(option for member in classes[part[1:-1]] for option in _options_of(member, classes, source))
        else:
            options.append(part.replace("_", " "))
    return options


def _options_of(member: str, classes: Mapping[str, list[str]], source: str) -> list[str]:
    return _options(member, classes, source) if member.startswith("{") else [member]


def _alternatives(options: Iterable[str], start: str) -> str:
    """Alternatives grouped by first letter, longest first, so that a miss is decided by one letter."""
    groups: dict[str, list[str]] = {}
    for option in sorted(set(options), key=lambda option: (-len(option), option)):
        words = [
            re.escape(word[:-1]) + r"[\w']{0,14}" if word.endswith("*") else re.escape(word) for word in option.split()
        ]
        first = option[0]
        whole = _GLUE.join(words)
        groups.setdefault(first, []).append(whole[len(re.escape(first)) :])
    parts = [
        re.escape(first) + start + (f"(?:{'|'.join(rest)})" if len(rest) > 1 else rest[0])
        for first, rest in groups.items()
    ]
    return f"(?:{'|'.join(parts)})"


def _rarest(option: str) -> str:
    parts = re.findall(r"[\w'*]+", option)
    return max([word for word in parts if word not in _common()] or parts, key=len, default="")


def _cost(keys: frozenset[str]) -> tuple[int, int]:
    return sum(key in _common() for key in keys), len(keys)
