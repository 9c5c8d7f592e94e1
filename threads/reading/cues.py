"""Words that pages put around comments, from cues.toml: titles of sections, buttons, forms, "Ann says:"."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from threads.reading import alternation

_SEPARATORS = r"[\s|·•,;()\[\]/+»«<>↑↓▲▼★☆…:&\-–—−]"
_NUMBER = r"\d[\d.,]*k?"
_LIKED = re.compile(r"\blikes? this\.?$|\bgefällt das\.?$|\baiment? (?:ça|cela)\.?$")
_SHOWS = re.compile(
    r"\b(?:more|weitere|anzeigen|ausblenden|hide|show|load|voir|ver|mostra|otras|autres|altre)\b", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:this (?:post|entry|article|page) has|there (?:are|is)|currently|read|view|show|see|displaying"
    r"|dieser (?:artikel|beitrag|eintrag) hat|es gibt|bisher|se han publicado|hay|il y a|cet article a|ci sono|c'è|há)\s+",
    re.IGNORECASE,
)
_LONGEST = 120
"""A longer line is prose, whatever words it holds."""


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one list of cues.toml, longest first."""
    table = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    return tuple(sorted({word.casefold() for word in table[kind]}, key=lambda word: (-len(word), word)))


@cache
def any_of(kind: str) -> str:
    """The list as one alternation for a regular expression, the longest word first."""
    return alternation.any_of(words(kind))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    section, button = any_of("section"), any_of("button")
    flags = re.IGNORECASE
    return {
        # Possessive quantifiers: a hostile line cannot make these backtrack.
        "button": re.compile(rf"{_SEPARATORS}*+(?:(?>{button}|{_NUMBER}(?!\w))\.{{0,3}}{_SEPARATORS}*+)++", flags),
        "counted": re.compile(
            rf"\W{{0,4}}(?:all |alle )?(?P<n>{_NUMBER})\s{{0,3}}(?:\w+\s)?{section}(?!\w)(?P<rest>.*)", flags
        ),
        "titled": re.compile(
            rf"\W{{0,4}}(?:(?:all|alle|reader|user|total|top|der|vos|our|your|the|show|\w+liche)\s)?{section}\W{{0,4}}(?P<n>{_NUMBER})?\W{{0,4}}",
            flags,
        ),
        "numbered": re.compile(
            rf"\W{{0,4}}{section}\W{{0,3}}(?:\w+\s\w+:\s?)?\W{{0,2}}(?P<n>{_NUMBER})\W{{0,3}}", flags
        ),
        "glued": re.compile(rf"{section}(?:\w+\s){{1,2}}?{section}\W{{0,2}}(?P<n>{_NUMBER})", flags),
        "counted_of": re.compile(rf"{any_of('counted_of')}\b", flags),
        "tally": re.compile(rf"[\s+▲▼↑↓•·\-–−]*{_NUMBER}[\s+▲▼↑↓•·]*|•|vote|0"),
    }


@lru_cache(maxsize=32_768)
def is_button(line: str) -> bool:
    """Whether a line is made of nothing but buttons and counters.

    >>> is_button("ReplyDelete"), is_button("· Reply · Share"), is_button("Reply to that, if you can")
    (True, True, False)
    """
    return 0 < len(line) <= _LONGEST and _patterns()["button"].fullmatch(line) is not None and not is_tally(line)


def is_tally(line: str) -> bool:
    """Whether a line is a bare number, as votes are shown."""
    return 0 < len(line) <= 12 and _patterns()["tally"].fullmatch(line.strip()) is not None


def section_title(line: str) -> int | None:
    """How many comments a section's title announces, -1 where it gives no number, ``None`` for any other line.

    >>> section_title("39 thoughts on “The harbour”"), section_title("Kommentare"), section_title("A comment on Hegel")
    (39, -1, None)
    """
    text = line.strip()
    if not 3 <= len(text) <= 200:
        return None
    text = _LEAD.sub("", text)
    if text.count(" | ") >= 3 and len(text) <= _LONGEST:
        text = text.rpartition(" | ")[2].strip()  # "... | hide | 15 comments"
    patterns = _patterns()
    for name in ("counted", "numbered", "glued", "titled"):
        found = patterns[name].fullmatch(text)
        if found is None or (name == "counted" and (not _follows_count(found["rest"]) or _SHOWS.search(text))):
            continue
        number = found["n"]
        if number is None and (text.endswith("?") or is_button(text)):
            return None  # "Any thoughts?" in somebody's words; "Reply" under a comment, not a title over many
        return -1 if number is None else int(re.sub(r"\D", "", number) or 0)
    return None


def _follows_count(rest: str) -> bool:
    """Whether what follows "12 comments" still belongs to a title ("on “...”", "so far") and not to a sentence."""
    text = rest.strip(" :.,)]|·»-–—")
    return not text or text[:1] in "“„\"«'‘(" or _patterns()["counted_of"].match(text) is not None or len(text) < 14


def opens(line: str) -> bool:
    """Whether a line belongs between a section's title and its first comment: sorting, notices."""
    text = line.strip().casefold()
    return len(text) <= _LONGEST and text.startswith(words("opening"))


def ends(line: str) -> bool:
    """Whether a line opens what follows the last comment: a form, a footer, teasers.

    >>> ends("Leave a Reply"), ends("I leave a reply when asked.")
    (True, False)
    """
    text = line.strip(" •»«|*#-–—\t").casefold()
    return len(text) <= 200 and text.startswith(words("ending"))


def trails(line: str) -> bool:
    """Whether a forum added this line under a post ("Last edited: ...")."""
    text = line.strip().casefold()
    return len(text) <= _LONGEST and (text.startswith(words("trailer")) or _LIKED.search(text) is not None)


def is_furniture(line: str) -> bool:
    """Whether a line over an article belongs to the site and not to the article: menus, log-in, notices."""
    return line.strip(" •|»>-–—\t").casefold().startswith(words("furniture"))


def greets(line: str) -> bool:
    """Whether a line opens with a greeting or an interjection.

    >>> greets("Hallo Bodo!"), greets("Hallow Eve")
    (True, False)
    """
    text = line.strip().casefold()
    return any(text.startswith(word) and not text[len(word) : len(word) + 1].isalnum() for word in words("greeting"))
