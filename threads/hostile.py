"""Makes strangers' words safe to show: no control codes to a terminal, no formulas to a spreadsheet.

HTML needs nothing of ours: the template engine escapes it.
"""

from __future__ import annotations

import re

# C0 and C1 controls but newline and tab, and the characters that turn text round or hide it.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BREAKS = re.compile(r"[\r\n\t\u2028\u2029]+")


def for_terminal(text: str) -> str:
    """The text with every control character made visible, one for one, so that spans stay true.

    >>> for_terminal("a\\x1b[31mb")
    'a␛[31mb'
    """
    return _CONTROLS.sub(_picture, text)


def for_line(text: str) -> str:
    """The same on one line, for messages, lists and titles.

    >>> for_line("one\\ntwo")
    'one two'
    """
    return for_terminal(_BREAKS.sub(" ", text)).strip()


def for_cell(text: str) -> str:
    """The text as a spreadsheet cell that is never read as a formula (an apostrophe in front where it would be).

    >>> for_cell("=1+1")
    "'=1+1"
    """
    # Spreadsheets skip leading blanks and controls before they look for a formula sign; full-width signs count too.
    lead = text.lstrip("\t\r\n \u00a0\ufeff\u200b")
    return (
        f"'{text}"
        if lead[:1] in ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20") or text[:1] in ("\t", "\r")
        else text
    )


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
