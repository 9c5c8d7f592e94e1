"""Bytes and the letters behind them, whatever the head claims."""

import pytest

from threads.markup.charset import claim, decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("naïve".encode(), "naïve"),
        (b"<meta charset=iso-8859-1>" + "naïve – “so”".encode(), "<meta charset=iso-8859-1>naïve – “so”"),
        ("naïve".encode("utf-8-sig"), "naïve"),
        ("naïve <p>".encode("utf-16"), "naïve <p>"),
        ("naïve <p>".encode("utf-16-le"), "naïve <p>"),
        (b"<meta charset=windows-1251>" + "мост".encode("cp1251"), "<meta charset=windows-1251>мост"),
        ("Мост закрыт, и давно".encode("cp1251"), "Мост закрыт, и давно"),
        (b"<meta charset=utf-8>" + "caf\xe9 na\xefve".encode("latin-1"), "<meta charset=utf-8>café naïve"),
        ("今日は橋が閉まっています。どうして".encode("cp932"), "今日は橋が閉まっています。どうして"),
        (b"<meta charset=nonsense>" + "m\xf6we".encode("latin-1"), "<meta charset=nonsense>möwe"),
        (b"caf\xe9 \x81", "café \x81"),
    ],
)
def test_decodes(data, text):
    assert decode(data)[0] == text


def test_a_few_damaged_letters_do_not_make_a_page_another_encoding():
    data = ("größer schöner länger " * 20).encode() + b"\xff"
    text, notes = decode(data)
    assert text.startswith("größer") and text.endswith("\ufffd")
    assert "1 damaged" in notes[0]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">', "cp1252"),
        (b"<meta charset='gb2312'>", "gb18030"),
        (b'<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
        (b"<p>no claim", None),
    ],
)
def test_claims(data, name):
    assert claim(data) == name
