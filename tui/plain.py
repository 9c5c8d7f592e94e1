"""Strangers' words as content for the screen: no markup, no control codes, nothing that turns text round."""

from __future__ import annotations

import re

from textual.content import Content

from threads import for_line, for_terminal

# Characters that take no room: they make two names look like one, hide words, or put terminals out of step.
# Joiners stay, which scripts and emoji need.
_UNSEEN = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")


def words(text: str, style: str = "") -> Content:
    """Text as it is, lines kept; letter for letter, so that spans stay true.

    >>> words("Ma\\u200brta \\x1b[2J").plain
    'Ma�rta ␛[2J'
    """
    return Content.styled(_UNSEEN.sub("\ufffd", for_terminal(text)), style)


def line(text: str, style: str = "") -> Content:
    """Text on one line."""
    return words(for_line(text), style)


def join(parts: list[Content]) -> Content:
    """Parts, one below the other."""
    return Content("\n").join(parts)


def title(text: str) -> Content:
    """Text for a pane's upper border."""
    return Content.assemble(" ", line(text), " ")
