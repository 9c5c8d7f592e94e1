import pytest

from threads.errors import InputError
from threads.sources import text


def page_of(data):
    (page,) = text.read(data, "page.txt")
    return page


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"plain", "plain"),
        ("Grüße, 世界 🐦".encode(), "Grüße, 世界 🐦"),
        (b"\xef\xbb\xbfwith a mark", "with a mark"),
        ("Grüße".encode("utf-16"), "Grüße"),
        (b"\xfe\xff" + "Grüße".encode("utf-16-be"), "Grüße"),
        ("sixteen bits, no mark".encode("utf-16-le"), "sixteen bits, no mark"),
        (b"\xff\xfe\x00\x00" + "Grüße".encode("utf-32-le"), "Grüße"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        (b"form\ffeed\tand \x1b[31m red", "form\ffeed\tand \x1b[31m red"),
        (b"a stray \x00 NUL in quite a long line of words", "a stray \x00 NUL in quite a long line of words"),
    ],
)
def test_decodes_without_a_note(data, expected):
    page = page_of(data)
    assert page.text == expected
    assert page.notes == () and page.title is None and page.format == "text"


def test_windows_1252_is_read_with_a_note():
    page = page_of("Café “déjà vu”, 5 €".encode("cp1252"))
    assert page.text == "Café “déjà vu”, 5 €"
    assert page.notes == ("Byte 3 is not UTF-8; the text was read as Windows-1252.",)


def test_bytes_that_windows_1252_does_not_know_are_latin_1():
    page = page_of(b"caf\xe9 and \x81 words")
    assert page.text == "café and \x81 words"
    assert "Latin-1" in page.notes[0]


def test_one_broken_byte_does_not_spoil_the_other_letters():
    page = page_of("Größe und Übermaß ".encode() + b"\xff" + " über Äcker".encode())
    assert page.text == "Größe und Übermaß \ufffd über Äcker"
    assert "1 damaged" in page.notes[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "nothing but blanks"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        (b"%PDF-1.7\nwords", "binary"),
        (bytes(200), "binary"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_refuses(data, message):
    with pytest.raises(InputError, match=f"^page.txt: .*{message}"):
        page_of(data)


@pytest.mark.parametrize(
    ("head", "name"),
    [(b"Ann says:\nhello", "page.txt"), (b"{so it begins}", "odd.txt"), (b"", "empty.txt"), (b"%PDF-1.7", "lie.txt")],
)
def test_is_sure_of_a_text_file(head, name):
    assert text.matches(head, name) >= 0.5


@pytest.mark.parametrize("name", ["page", "-", "example.com-2019-05", "notes.md", "saved.page.log"])
def test_tries_what_has_no_telling_name(name):
    assert 0 < text.matches(b"Ann says:\nhello", name) < 0.5


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<!DOCTYPE html><p>hi", "page.txt"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>', "page"),
        (b'{"kind": "Listing"}', "-"),
        (b"[]", "-"),
        (b"print(1)", "code.py"),
        (b"a,b\n1,2", "table.csv"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
    ],
)
def test_leaves_alone(head, name):
    assert text.matches(head, name) == 0


def test_a_huge_line_is_read_in_one_piece():
    page = page_of(b"word " * 2_000_000)
    assert len(page.text) == 10_000_000
