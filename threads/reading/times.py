"""Times as pages write them, in some thirty languages: where in a line one stands, and which moment it names.

A page hardly ever states its zone; what states none is read as UTC. "3 hours ago" names no moment, so that
`When.moment` is `None`.
"""

from __future__ import annotations

import re

from threads.reading import age_phrases, dates
from threads.reading.clocks import WEEKDAYS as WEEKDAYS
from threads.reading.dates import When as When
from threads.reading.folding import folded

_LONGEST = 240
"""Longer lines are prose; a time in them is not a header."""
_DIGIT = re.compile(r"\d")


def find(line: str, *, month_first: bool | None = None) -> When | None:
    """The first time in a line, or ``None``; a date without a year, or an age, only where there is none with one.

    Args:
        line: a line of a page, without its line end.
        month_first: how to read 3/4/2021; ``None``: as a day first, unless "pm" shows an American clock.

    >>> find("Posted by Tin Whistle on 3. Mai 2021 um 08:15").moment.isoformat()
    '2021-05-03T08:15:00+00:00'
    >>> find("3 hours ago").moment is None
    True
    """
    if len(line) > _LONGEST:
        return None
    plain = folded(line)
    has_figures = _DIGIT.search(plain) is not None
    if not has_figures and len(plain) > age_phrases.LONGEST_TOLD:
        return None
    words = _words(line, plain)
    if has_figures:
        when = dates.find(line, plain, words, month_first=month_first) or _without_year(line, plain, words)
        if when is not None:
            return when
    age = age_phrases.find(plain, words, has_figures=has_figures)
    return None if age is None else When(*age, line[slice(*age)].strip(), None)


def _without_year(line: str, plain: str, words: set[str]) -> When | None:
    """A date without a year, which counts only with a clock, or where nothing but signs stands beside it."""
    for when, has_clock in dates.without_year(line, plain, words):
        if has_clock or age_phrases.stands_alone(plain, when.start, when.end):
            return when
    return None


def _words(line: str, plain: str) -> set[str]:
    """The words of a line, folded; glued ones also apart."""
    words = set(age_phrases.WORDS.findall(plain))
    if dates.GLUED.search(line) is not None:
        words.update(age_phrases.WORDS.findall(folded(dates.GLUED.sub(r"\g<0> ", line))))
    return words
