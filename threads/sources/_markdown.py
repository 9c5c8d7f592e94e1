"""Comments in Reddit's Markdown: lines quoted with ">" cut out, entities decoded, placeholders told."""

from __future__ import annotations

import html
import re

from threads.model import Quote, Status
from threads.sources import _fragment

_QUOTED = re.compile(r"[ \t]{0,3}>(?!!)[ \t]?(?:>[ \t]?)*")
_GONE = {
    "[deleted]": "deleted",
    "[deleted by user]": "deleted",
    "[removed]": "removed",
    "[removed by reddit]": "removed",
    "[ removed by reddit ]": "removed",
    "[removed by moderator]": "removed",
    "[ removed by moderator ]": "removed",
}


def split(words: str) -> tuple[str, tuple[Quote, ...]]:
    """The comment's own words, and the passages it quotes line by line; `>!` hides words and does not quote.

    >>> split("&gt;Is it late?\\n\\nIt is.")
    ('It is.', (Quote(text='Is it late?', comment_id=None, span=None),))
    """
    return cut_lines(unescaped(words))


def split_html(markup: str | None) -> tuple[str, tuple[Quote, ...]]:
    """The same from HTML, which listings escape once more."""
    markup = markup or ""
    if "&lt;" in markup and "<" not in markup:
        markup = html.unescape(markup)
    text, cited = _fragment.split(markup)
    return text, tuple(Quote(text=quote.text) for quote in cited)


def cut_lines(text: str) -> tuple[str, tuple[Quote, ...]]:
    """A text without its lines behind ">", and these as passages; lines that stand together are one."""
    own: list[str] = []
    passages: list[list[str]] = []
    together = False
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        marker = _QUOTED.match(line)
        if marker is None:
            own.append(line)
            together = False
            continue
        if not together:
            passages.append([])
            own.append("")
        passages[-1].append(line[marker.end() :].rstrip())
        together = True
    quotes = tuple(Quote(text=words) for passage in passages if (words := "\n".join(passage).strip()))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(own)).strip() if passages else text.strip(), quotes


def unescaped(words: str) -> str:
    """Words with the three entities decoded that Reddit writes unless it is asked for raw JSON."""
    if "&" not in words:
        return words
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def status_of(text: str) -> Status:
    """Whether the words are only what Reddit puts in their place."""
    found = _GONE.get(text.strip().casefold())
    return "deleted" if found == "deleted" else "removed" if found else "visible"
