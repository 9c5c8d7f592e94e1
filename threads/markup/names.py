"""What an element is called: the words of its class, id and kindred attributes, and what they say of its part."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

AUTHOR, AUTHOR_MAYBE, TIME, BODY, OUT, QUOTE, BELOW, ELSEWHERE, SECTION = (1 << bit for bit in range(9))
_CALLED = re.compile(r' (?:class|id|itemprop|rel|data-testid|data-role|data-qa|property|data-test|slot)="([^"]*)"')
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BESIDE = re.compile(
    r"(?:select|multi|reply|insert)[-_]\S{0,8}quote|(?:^|(?<=\s))js-\S*quote\S*|(?:^|(?<=\s))(?:has|is|no|can|with|without|show|hide|toggle)[-_]\S+"
)
"""Names of buttons that quote, and of what an element has or can do: not of what it is."""
_DIGITS = re.compile(r"\d+")


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """The words of one list in cues.toml, as they stand inside names."""
    words = sorted(
        {re.escape(word).replace(r"\-", "[-_]{1,2}") for word in _table()[kind]}, key=lambda word: (-len(word), word)
    )
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words)})(?=$|[\s_-])")


def called(attributes: str) -> str:
    """The names of an element in small letters without digits: ``id="comment-12" class="odd"`` is ``comment- odd``."""
    found = _CALLED.findall(attributes)
    return _BESIDE.sub("", _DIGITS.sub("", _HUMP.sub("-", " ".join(found))).lower()) if found else ""


@lru_cache(maxsize=65_536)
def parts(name: str) -> int:
    """What the words of a name say of an element's part, as bits."""
    if not name:
        return 0
    bits = 0
    if pattern("author").search(name):
        bits |= AUTHOR
    elif pattern("author_maybe").search(name):
        bits |= AUTHOR_MAYBE
    if bits and pattern("not_author").search(name):
        bits = AUTHOR_MAYBE if bits & AUTHOR and not _HARD_NO_AUTHOR.search(name) else 0
    if pattern("time").search(name) and not pattern("not_time").search(name):
        bits |= TIME
    for kind, bit in (
        ("body", BODY),
        ("out", OUT),
        ("quote", QUOTE),
        ("below", BELOW),
        ("elsewhere", ELSEWHERE),
        ("section", SECTION),
    ):
        if pattern(kind).search(name):
            bits |= bit
    return bits


_HARD_NO_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:avatar|img|image|photo|picture|body|text|content|signature|count|rank)(?=$|[\s_-])"
)
