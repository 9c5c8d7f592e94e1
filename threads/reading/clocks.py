"""Clocks beside dates ("um 14:05 Uhr", "下午2:05", "4:55 μ.μ."), and what joins the two; patterns for folded lines."""

from __future__ import annotations

import re
from datetime import timedelta

from threads.reading import languages
from threads.reading.alternation import any_of

LETTER = r"[^\W\d_]"
END = rf"(?!{LETTER})"
"""Where a word ends."""
_NOON = {
    **dict.fromkeys(languages.time_words("before_noon"), 0),
    **dict.fromkeys(languages.time_words("after_noon"), 12),
}


def is_joined(word: str) -> bool:
    """Whether a word is in a script that sets no space before it."""
    return "\u3000" < word[0] < "\ud800" or "\u0e00" <= word[0] <= "\u0e7f"


_HALF = rf"(?:[ap]\.?\s?m{END}\.?|{any_of(_NOON)})"
CLOCK = (
    rf"(?:(?<!{LETTER})(?P<half_before>{any_of(_NOON)})\s?|(?P<half_joined>{any_of(filter(is_joined, _NOON))})\s?)?"
    r"(?P<hour>[01]?\d|2[0-4])"
    r"(?:(?:\s?[:h]\s?|[時时點点시]\s?|\.(?=[0-5]\d(?!\d)))(?P<minute>[0-5]\d)[分분]?"
    rf"(?::[0-5]\d(?:[.,]\d{{1,7}})?(?!\d))?(?:\s?min{END})?(?:\s?(?P<half>{_HALF}){END})?"
    rf"(?:\s?(?:uhr|hs|h|hrs|น\.){END})?"
    rf"|\s?(?P<half_alone>{_HALF}){END}|\s?uhr{END}|[時点點시](?!間|间|간))"
)
"""Groups: ``hour``, ``minute`` and four for the half of the day, of which one at most holds something."""
_ZONE = re.compile(
    r"\s?\(?(?:(?:UTC|GMT)(?P<offset>\s?[+-]\d{1,2}(?::?\d\d)?)?|(?P<zone>[+-]\d\d:?\d\d)|Z(?![^\W_])"
    r"|(?:C|E|W)ES?T|[CEMP][SD]T|AES?DT|BST|IST|MSK|JST|KST|MESZ|MEZ)(?![^\W_])\)?"
)
"""Zones are written in capitals: "est" is a French verb."""
WEEKDAYS = frozenset(languages.time_words("weekdays"))
"""Folded, full and short."""
WEEKDAY = any_of(WEEKDAYS)
WHOLE_WEEKDAYS = frozenset(word for word in WEEKDAYS if len(word) >= 4 or is_joined(word))
"""Short forms are words of other languages ("to", "so"); they count right before a date alone."""
WHOLE_WEEKDAY = any_of(WHOLE_WEEKDAYS)
_JOINER = any_of(languages.time_words("joiners"))
_JOIN = (
    rf"[\s,.]{{0,3}}(?:\(?{WHOLE_WEEKDAY}\)?[\s,.]{{1,3}})?(?:[-–—@/|·•]|(?:{_JOINER}){END}|t(?=\d\d:))?[\s.,]{{0,3}}"
)
"""What stands between a day and its clock."""
BEHIND = re.compile(_JOIN + CLOCK)
"""A clock behind its day, with what joins them."""
BEFORE = re.compile(rf"(?<![\d:.]){CLOCK}(?:\s?(?:,|-|–|\||on{END}|am{END}|le{END}|del{END}|,\s?on))?\s{{0,2}}$")
"""A clock that stands before its date: "23:39, 29. Juni 2017"."""
LONGEST = 24
"""Letters of such a clock, at most."""


def time_of_day(parts: dict[str, str | None]) -> tuple[int, int]:
    """Hour and minute from the groups of `CLOCK`; midnight where there is no clock."""
    hour, minute = int(parts.get("hour") or 0), int(parts.get("minute") or 0)
    half = half_of(parts)
    if half and hour <= 12:
        hour = hour % 12 + _NOON.get(half, 12 if half.startswith("p") else 0)
    return hour % 24, minute


def half_of(parts: dict[str, str | None]) -> str:
    """The words for the half of the day ("pm", "下午"); empty where there are none."""
    kinds = ("half", "half_alone", "half_before", "half_joined")
    return next((found.strip() for kind in kinds if (found := parts.get(kind))), "")


def zone(line: str, place: int) -> tuple[int, timedelta]:
    """Where a zone ends that a line, as written, has at a place, and how far ahead of UTC it is."""
    found = _ZONE.match(line, place)
    if found is None:
        return place, timedelta()
    text = (found["offset"] or found["zone"] or "").replace(" ", "").replace(":", "")
    if not text:
        return found.end(), timedelta()
    hours, minutes = (text[1:3], text[3:5]) if len(text) > 2 else (text[1:], "")
    return found.end(), (-1 if text[0] == "-" else 1) * timedelta(hours=int(hours), minutes=int(minutes or 0))
