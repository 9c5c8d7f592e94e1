import gzip
import zlib

import pytest
import zstandard

from threads.sources import _http

PAGE = b"<!doctype html><p>words words words</p>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
MOST = 1 << 20


def chunked(data, size=7):
    parts = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(b"%x;name=value\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\nTrailer: x\r\n\r\n"


def bare_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("header", "payload"),
    [
        (b"", PAGE),
        (b"Transfer-Encoding: chunked\r\n", chunked(PAGE)),
        (b"Transfer-Encoding: chunked\r\n", PAGE),
        (b"Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        (b"Content-Encoding: gzip\r\n", PAGE),
        (b"Content-Encoding: x-gzip\r\n", gzip.compress(PAGE)),
        (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        (b"Content-Encoding: deflate\r\n", bare_deflate(PAGE)),
        (b"Content-Encoding: deflate\r\n", PAGE),
        (b"Content-Encoding: br\r\n", PAGE),
        (b"Content-Encoding: identity\r\n", PAGE),
        (b"Content-Encoding: zstd\r\n", zstandard.ZstdCompressor().compress(PAGE)),
        (b"Content-Encoding: deflate, gzip\r\n", gzip.compress(zlib.compress(PAGE))),
        (b"transfer-ENCODING: Chunked\r\ncontent-encoding: GZIP\r\n", chunked(gzip.compress(PAGE))),
    ],
)
def test_the_page_is_unpacked(header, payload):
    answer = _http.parse(HEAD + header + b"\r\n" + payload)
    assert (answer.status, answer.charset, answer.body(most_bytes=MOST)) == (200, "utf-8", PAGE)


@pytest.mark.parametrize(
    ("header", "payload", "message"),
    [
        (b"Content-Encoding: br\r\n", b"\x1b\x26\x00\xf8", "packed as 'br'"),
        (b"Content-Encoding: gzip\r\n", gzip.compress(bytes(MOST + 1)), "larger than 1 MB unpacked"),
        (b"Content-Encoding: deflate\r\n", bare_deflate(bytes(MOST + 1)), "larger than 1 MB unpacked"),
        (b"Content-Encoding: zstd\r\n", zstandard.ZstdCompressor().compress(bytes(MOST + 1)), "larger than 1 MB"),
        (b"Content-Encoding: deflate\r\n", b"\xff\xff\xff", "incorrect header"),
    ],
)
def test_what_cannot_be_unpacked_is_an_error(header, payload, message):
    with pytest.raises(ValueError, match=message):
        _http.parse(HEAD + header + b"\r\n" + payload).body(most_bytes=MOST)


def test_chunks_that_break_off_give_what_is_there():
    assert _http.joined(chunked(PAGE)[:30]) in PAGE
    assert _http.joined(b"3\r\nabc\r\nzz\r\n") == b"abc"
    assert _http.joined(b"fffffff\r\nabc") == b"abc"


@pytest.mark.parametrize("block", [b"", b"HTTP/1.1 200 OK", b"\xff" * 100, b"HTTP/1.1 abc\r\n\r\n"])
def test_a_broken_head_is_an_empty_answer(block):
    answer = _http.parse(block)
    assert answer.body(most_bytes=MOST) == b"" and answer.header("Content-Type") is None


@pytest.mark.parametrize(
    ("body", "charset", "words"),
    [
        ("\u0434\u0430".encode("cp1251"), "windows-1251", "\u0434\u0430"),
        ("\u0434\u0430".encode(), "windows-1251", "\u0434\u0430"),
        ("caf\xe9".encode("latin-1"), "utf-8", None),
        ("caf\xe9".encode("latin-1"), "no-such-thing", None),
        ("caf\xe9".encode("latin-1"), "base64", None),
        ("caf\xe9".encode("latin-1"), None, None),
    ],
)
def test_the_encoding_that_the_server_names_is_believed_where_the_page_is_in_no_better_one(body, charset, words):
    assert (
        _http.marked(body, charset) == body
        if words is None
        else _http.marked(body, charset).decode("utf-8-sig") == words
    )
