"""The gate: which documents of a corpus cannot hold a comment section, told far faster than by reading them.

It lets pass whatever shows what each layout needs at least: a title of comments or two times or numbers on lines of
their own, two names that hand the word over, two list items set apart. Most of what passes has no comments all the
same; reading decides. What does not pass has none of these, so that no layout would believe in comments there.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from threads.reading import cues, languages
from threads.reading.alternation import any_of
from threads.reading.folding import folded

_FEWEST = 2
_LONGEST_LINE = 160
"""A longer line is prose; a signature stands at the end of one all the same, and so counts wherever it is."""
_TIME = re.compile(
    r"(?:\b|_)(?:19|20)\d\d(?!\d)|\d[:h]\d\d|\d[./-]\d\d?[./-]\d|[年월]\s?\d|#\s?\d|\b(?:level|depth|ebene)\s\d",
    re.IGNORECASE,
)
"""A year, a clock, a date in figures, a number of a comment, a stated depth."""
_AGE = re.compile(r"\d\s?[^\W\d_]")
_ITEM = re.compile(r"\n[ \t]*\n[ \t]+(?:[•◦▪‣●○*+·–-]|\d{1,6}[.)])[ \t\xa0]")
_MARKUP_WORDS = (
    b"comment", b"repl", b"respon", b"forum", b"thread", b"discus", b"disqus", b"antwort", b"kommen", b"topic",
    b"message", b"koment", b"post", b"talk", b"(utc)", b"says", b"wrote",
    "коммент".encode(), "评论".encode(), "コメント".encode(), "댓글".encode(),
)  # fmt: skip
_FEWEST_MARKUP_WORDS = 2
"""Words like "comment" in the markup of a page with comments; the development pages have 36 and more."""


def may_hold_comments(text: str) -> bool:
    """Whether a page could have a comment section, as far as its text shows.

    >>> may_hold_comments("A story.\\n\\n2 comments\\n\\nAnn says:\\nNo."), may_hold_comments("A story.\\n\\nIts end.")
    (True, False)
    """
    if len(list(islice(_ITEM.finditer(text), _FEWEST))) == _FEWEST:
        return True
    times = 0
    for found in _TIME.finditer(text):
        start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
        times += (end if end >= 0 else len(text)) - start <= _LONGEST_LINE or text.startswith(
            ("(UTC", ", "), found.end()
        )
        if times >= _FEWEST:
            return True
    short = "\n".join(line for line in text.split("\n") if 3 <= len(line) <= _LONGEST_LINE)
    if not short:
        return False
    short = folded(short)
    if len(list(islice(_ages(short), _FEWEST))) == _FEWEST:
        return True
    return _words().search(short) is not None and any(map(_is_title, short.split("\n")))


def may_hold_comments_as_html(data: bytes) -> bool:
    """The same of a page in HTML, whose markup speaks of comments many times where it has some."""
    lowered = data.lower()
    count = 0
    for word in _MARKUP_WORDS:
        count += lowered.count(word)
        if count >= _FEWEST_MARKUP_WORDS:
            return True
    return False


def _ages(text: str) -> list[str]:
    """Lines with an age in words: "3 hours ago", "3時間前"."""
    if _AGE.search(text) is None:
        return []
    return [line for line in text.split("\n") if _AGE.search(line) and _units().search(line)]


@cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"\d\s?{any_of(languages.numbered('units'))}")


@cache
def _words() -> re.Pattern[str]:
    """The words of titles, sorting lines and handing over, without those that hold another of them."""
    found: list[str] = []
    for word in sorted({word for kind in ("section", "opening", "says") for word in languages.words(kind)}, key=len):
        if not any(stem in word for stem in found):
            found.append(word)
    return re.compile(any_of(found))


def _is_title(line: str) -> bool:
    return (
        cues.section_title(line) is not None
        or cues.opens(line)
        or (line.rstrip()[-1:] in (":", "：", "…", ".") and len(line) <= 80)
    )
