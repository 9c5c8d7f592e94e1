"""Ages and named days as pages write them: "3 hours ago", "vor 8 Stunden", "3小时前", "yesterday at 10:15", "3h"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from threads.reading import clocks, languages
from threads.reading.alternation import any_of
from threads.reading.clocks import END, LETTER, WHOLE_WEEKDAYS, is_joined

LONGEST_TOLD = 90
"""Letters; a longer line without figures is prose, whatever words it holds."""
WORDS = re.compile(rf"{LETTER}+")
_LONGEST_SHORT = 12
_LONGEST_BEFORE = 24
"""Letters that words before an age may take."""
_LONGEST_REST = 48
"""Letters that may stand beside an age that is told in words alone ("Ann · an hour ago")."""
_JOINED_AGE = re.compile(r"[前전まえ刚剛방た昨今어오\u0e00-\u0e7f]")
_CLOCKLIKE = re.compile(r"\d\s?[:h.時點点时시]\s?\d\d|\d\s?[ap]\.?\s?m")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns for ages, compiled when the first line needs them."""

    part: re.Pattern[str]
    """A unit and how many there are of it, if it says so: "3 hours", "einem Jahr", "godzinę"."""
    before: re.Pattern[str]
    """Words before an age, right up to it: "vor etwa "."""
    after: re.Pattern[str]
    """Words behind an age: " ago"."""
    about: re.Pattern[str]
    more: re.Pattern[str]
    """What joins two parts of an age: "1 year, 2 months ago"."""
    moment: re.Pattern[str]
    """"just now", and days: "yesterday"."""
    day: re.Pattern[str]
    """A day or moment that a clock may stand behind: "yesterday at 10:15"."""
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
    units, days, moments = languages.numbered("units"), spoken("days"), spoken("moments")
    age_units = frozenset(spoken("age_units"))
    joined_units = [name for name in units if is_joined(name)]
    ago = any_of(["以前", "之前", "まえ", *filter(is_joined, spoken("after_age"))])
    phrases = {word for kind in ("after_age", "before_age", "days", "moments", "age_units") for word in spoken(kind)}
    about = rf"(?:{any_of(spoken('about'))}\s)"
    return _Patterns(
        part=re.compile(
            rf"(?<![^\W_])(?:(?:(?P<figures>\d{{1,3}})|{any_of(spoken('counts'))}{END})\s?)?"
            rf"(?P<unit>{any_of({*units, *age_units})}){END}\.?"
        ),
        before=re.compile(rf"(?<!{LETTER}){any_of(spoken('before_age'))}\s{about}?$"),
        after=re.compile(rf"\s{{0,2}}{any_of(spoken('after_age'))}{END}"),
        about=re.compile(rf"(?<![^\W_]){about}$"),
        more=re.compile(r",?\s(?:(?:and|und|et|y|e|i|и|og|och|ja|és|și|ve|en|και)\s)?"),
        moment=re.compile(rf"(?<!{LETTER})(?:{any_of(moments)}|(?P<day>{any_of(days)})){END}"),
        day=re.compile(rf"(?<!{LETTER}){any_of({*days, *moments, *WHOLE_WEEKDAYS})}{END}"),
        joined=re.compile(
            rf"(?:[約约]|大约|약\s?)?(?:\d{{1,3}}|[一二两兩三四五半數数幾几몇한두])\s?{any_of(joined_units)}\s?{ago}{END}"
        ),
        short=re.compile(rf"\W{{0,3}}\d{{1,3}}\s?{any_of(spoken('short_ages'))}\.?\W{{0,3}}"),
        words=frozenset(max(WORDS.findall(phrase), key=len) for phrase in phrases),
        days=frozenset(WHOLE_WEEKDAYS | {word for word in days if " " not in word}),
    )


def find(plain: str, words: set[str], *, has_figures: bool) -> tuple[int, int] | None:
    """Where the first age or named day stands in a folded line with these words, or ``None``."""
    patterns = _patterns()
    joined = not plain.isascii() and _JOINED_AGE.search(plain) is not None
    named = joined or not words.isdisjoint(patterns.words)
    found: tuple[int, int] | None = None
    if has_figures and named:
        found = _counted(plain) or (_span(patterns.joined.search(plain)) if joined else None)
    if found is None and has_figures and (named or not words.isdisjoint(patterns.days)):
        found = _clocked(plain) if _CLOCKLIKE.search(plain) else None
    if found is None and named and len(plain) <= LONGEST_TOLD:
        found = next((span for span in _told(plain) if stands_alone(plain, *span)), None)
    if found is None and has_figures and len(plain) <= _LONGEST_SHORT:
        found = _span(patterns.short.fullmatch(plain))
    return found


def _span(found: re.Match[str] | None) -> tuple[int, int] | None:
    return None if found is None else found.span()


def _clocked(plain: str) -> tuple[int, int] | None:
    """The first day with a clock behind it; true wherever it stands."""
    for day in _patterns().day.finditer(plain):
        clock = clocks.BEHIND.match(plain, day.end())
        if clock is not None:
            return day.start(), clock.end()
    return None


def _counted(plain: str) -> tuple[int, int] | None:
    """The first age with figures; true wherever it stands."""
    return next(_ages(plain, figures=True), None)


def _told(plain: str) -> Iterator[tuple[int, int]]:
    """Ages and days in words alone, and moments; true where they stand alone."""
    for found in _patterns().moment.finditer(plain):
        # "Today" as a whole line may head anything.
        if found["day"] is None or len(plain.strip()) > len(found["day"]) + 2:
            yield found.span()
    yield from _ages(plain, figures=False)


def _ages(plain: str, *, figures: bool) -> Iterator[tuple[int, int]]:
    """Every age, with the words before or behind that make one of a number and a unit ("3 hours" alone is none)."""
    patterns = _patterns()
    ages_alone = frozenset(languages.time_words("age_units"))
    start = end = -1
    for part in patterns.part.finditer(plain):
        goes_on = end >= 0 and patterns.more.fullmatch(plain, end, part.start()) is not None
        if (part["figures"] is not None) is not figures and not goes_on:
            continue
        start, end = start if goes_on else part.start(), part.end()
        behind = patterns.after.match(plain, end)
        before = patterns.before.search(plain, max(0, start - _LONGEST_BEFORE), start)
        if before is None and behind is None and part["unit"] not in ages_alone:
            continue
        about = patterns.about.search(plain, max(0, start - _LONGEST_BEFORE), start) if before is None else None
        first = before or about
        yield start if first is None else first.start(), end if behind is None else behind.end()


def stands_alone(plain: str, start: int, end: int) -> bool:
    """Whether nothing but a short text set off by signs stands beside a place, as in headers."""
    before, after = plain[:start].rstrip(" \u200e\u200f"), plain[end:].lstrip(" \u200e\u200f")
    return (
        len(before) + len(after) <= _LONGEST_REST
        and (not before or before[-1] in "·•|-–—(:;/»>«,~")
        and (not after or after[0] in "·•|-–—)/»<(")
    )
