"""Ages and named days as pages write them: "3 hours ago", "vor 8 Stunden", "3小时前", "yesterday at 10:15", "3h"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from threads.reading import languages
from threads.reading.alternation import any_of
from threads.reading.clocks import CLOCK, END, JOIN, LETTER, WHOLE_WEEKDAY, WHOLE_WEEKDAYS, is_joined

LONGEST_TOLD = 90
"""Letters; a longer line without figures is prose, whatever words it holds."""
WORDS = re.compile(rf"{LETTER}+")
_LONGEST_SHORT = 12
_LONGEST_REST = 48
"""Letters that may stand beside an age that is told in words alone ("Ann · an hour ago")."""
_JOINED_AGE = re.compile(r"[前전まえ刚剛방た昨今어오\u0e00-\u0e7f]")
_CLOCKLIKE = re.compile(r"\d\s?[:h.時點点时시]\s?\d\d|\d\s?[ap]\.?\s?m")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns for ages, compiled when the first line needs them."""

    counted: re.Pattern[str]
    """With figures; true wherever they stand."""
    told: re.Pattern[str]
    """In words alone; true where they stand alone."""
    clocked: re.Pattern[str]
    """"yesterday at 10:15"."""
    joined: re.Pattern[str]
    """"3小时前"."""
    short: re.Pattern[str]
    """"3h", as a whole line."""
    words: frozenset[str]
    """What a line must hold to name an age."""
    days: frozenset[str]
    """What it must hold to name a day and a clock."""


@cache
def _patterns() -> _Patterns:
    spoken = languages.time_words
    units = languages.numbered("units")
    unit = rf"{any_of(units)}{END}\.?"
    about = rf"(?:{any_of(spoken('about'))}\s)?"
    number = r"\d{1,3}"
    word = rf"(?:{number}|{any_of(spoken('counts'))}{END})"
    also = r"(?:and|und|et|y|e|i|и|og|och|ja|és|și|ve|en|και)"
    before, after = rf"{any_of(spoken('before_age'))}\s", rf"\s{{0,2}}{any_of(spoken('after_age'))}{END}"
    more = rf"(?:,?\s(?:{also}\s)?{number}\s?{unit})?"
    day = rf"(?:{any_of((*spoken('days'), *spoken('moments')))}|{WHOLE_WEEKDAY}){END}"
    joined_units = [name for name in units if is_joined(name)]
    ago = any_of(["以前", "之前", "まえ", *filter(is_joined, spoken("after_age"))])
    age_units = rf"{any_of(spoken('age_units'))}{END}"
    phrases = {word for kind in ("after_age", "before_age", "days", "moments", "age_units") for word in spoken(kind)}
    return _Patterns(
        counted=re.compile(
            rf"(?<![^\W_]){about}{number}\s?{unit}{more}{after}|(?<!{LETTER}){before}{about}{number}\s?{unit}{more}"
            rf"|(?<![^\W_]){about}{number}\s?{age_units}"
        ),
        told=re.compile(
            rf"(?<!{LETTER})(?:{any_of(spoken('moments'))}{END}|{about}{word}\s?{unit}{after}|{before}{about}{word}\s{unit}"
            rf"|{before}{unit}|{unit}{after}|(?P<day>{any_of(spoken('days'))}){END}|{word}\s{age_units})"
        ),
        clocked=re.compile(rf"(?<!{LETTER}){day}{JOIN}{CLOCK}"),
        joined=re.compile(
            rf"(?:[約约]|大约|약\s?)?(?:\d{{1,3}}|[一二两兩三四五半數数幾几몇한두])\s?{any_of(joined_units)}\s?{ago}{END}"
        ),
        short=re.compile(rf"\W{{0,3}}\d{{1,3}}\s?{any_of(spoken('short_ages'))}\.?\W{{0,3}}"),
        words=frozenset(max(WORDS.findall(phrase), key=len) for phrase in phrases),
        days=frozenset(WHOLE_WEEKDAYS | {word for word in spoken("days") if " " not in word}),
    )


def find(plain: str, words: set[str], *, has_figures: bool) -> tuple[int, int] | None:
    """Where the first age or named day stands in a folded line with these words, or ``None``."""
    patterns = _patterns()
    joined = not plain.isascii() and _JOINED_AGE.search(plain) is not None
    told = joined or not words.isdisjoint(patterns.words)
    found: re.Match[str] | None = None
    if has_figures and told:
        found = patterns.counted.search(plain) or (patterns.joined.search(plain) if joined else None)
    if found is None and has_figures and (told or not words.isdisjoint(patterns.days)):
        found = patterns.clocked.search(plain) if _CLOCKLIKE.search(plain) else None
    if found is None and told and len(plain) <= LONGEST_TOLD:
        found = next((told for told in patterns.told.finditer(plain) if _is_told_alone(told, plain)), None)
    if found is None and has_figures and len(plain) <= _LONGEST_SHORT:
        found = patterns.short.fullmatch(plain)
    return None if found is None else found.span()


def _is_told_alone(told: re.Match[str], plain: str) -> bool:
    # "Today" as a whole line may head anything.
    return stands_alone(plain, *told.span()) and (told["day"] is None or len(plain.strip()) > len(told["day"]) + 2)


def stands_alone(plain: str, start: int, end: int) -> bool:
    """Whether nothing but a short text set off by signs stands beside a place, as in headers."""
    before, after = plain[:start].rstrip(" \u200e\u200f"), plain[end:].lstrip(" \u200e\u200f")
    return (
        len(before) + len(after) <= _LONGEST_REST
        and (not before or before[-1] in "·•|-–—(:;/»>«,~")
        and (not after or after[0] in "·•|-–—)/»<(")
    )
