"""Lines folded for comparison: lower case, plain digits and signs; letter for letter, so that places stay true."""

from __future__ import annotations

from functools import lru_cache

_SIGNS = {
    **{wide: chr(ord(wide) - 0xFEE0) for wide in map(chr, range(0xFF01, 0xFF5F))},  # full-width forms
    "\u3000": " ", "\xa0": " ", "\u202f": " ", "\u2009": " ",
    "、": ",", "،": ",", "。": ".", "’": "'", "ʼ": "'", "‘": "'", "〜": "~",
    "ı": "i", "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ی", "ي": "ی", "ك": "ک",
    "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ό": "ο", "ύ": "υ", "ώ": "ω", "ϊ": "ι", "ΐ": "ι",
    "ϋ": "υ", "ΰ": "υ", "ς": "σ",
}  # fmt: skip
"""Signs that a page may write one way or the other: widths, Turkish dots, Arabic seats of hamza, Greek accents."""


def _digits() -> dict[str, str]:
    """The digits of all scripts that have their own: "٣" is 3."""
    starts = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50)
    return {chr(start + value): str(value) for start in starts for value in range(10)}


_TABLE = str.maketrans(_SIGNS | _digits())


def folded(text: str) -> str:
    """The text in lower case with plain digits and signs; as long as it was.

    >>> folded("YANITLA"), folded("Комментариев：١٢")
    ('yanitla', 'комментариев:12')
    """
    return text.lower() if text.isascii() else _folded(text)


@lru_cache(maxsize=8_192)
def _folded(text: str) -> str:
    # "İ" is the one letter whose lower case has two.
    return text.replace("İ", "i").lower().translate(_TABLE)
