"""Folded lines: one way to write what pages write in several; every sign keeps its place."""

from __future__ import annotations

import pytest

from threads.reading.folding import folded


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Reply", "reply"),
        ("YANITLA", folded("yanıtla")),
        ("İSTANBUL", "istanbul"),
        ("ΣΧΟΛΙΑ", folded("σχόλια")),
        ("Ёлка", folded("елка")),
        ("١٢ / ۱۲ / １２ / ๑๒", "12 / 12 / 12 / 12"),
        ("コメント（６）：", "コメント(6):"),
        ("‘l’été’", "'l'été'"),
        ("Straße", "straße"),
    ],
)
def test_ways_of_writing_become_one(text, plain):
    assert folded(text) == plain


@pytest.mark.parametrize("text", ["", "abc", "İİ ıI", "ﬁ ß Σς ŉ", "٣ مايو ٢٠٢١", "ＡＢＣ　１２", "\u200f\u200e😀"])
def test_every_sign_keeps_its_place(text):
    assert len(folded(text)) == len(text)
