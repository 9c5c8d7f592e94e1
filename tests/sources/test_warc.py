import gzip
import io

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from threads.errors import InputError
from threads.sources import _documents, warc

MARKUP = "<!doctype html><title>T</title><div id=comments>" + "<p class=comment>a comment, a reply</p>" * 9
HTML = [("Content-Type", "text/html; charset=utf-8")]


def archive(*records, packed=False):
    """Records as the library of web archives writes them: ``(kind, payload, HTTP headers, WARC headers)``."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    for number, (kind, payload, headers, more) in enumerate(records):
        answer = (
            None if headers is None else StatusAndHeaders(more.pop("status", "200 OK"), headers, protocol="HTTP/1.1")
        )
        stated = more.pop("warc_content_type", "")
        written = writer.create_warc_record(
            f"https://x.example/{number}", kind, payload=io.BytesIO(payload), http_headers=answer,
            warc_headers_dict=more, warc_content_type=stated,
        )  # fmt: skip
        writer.write_record(written)
    return file.getvalue()


def read(data):
    found, problems = [], []
    reading = warc.stream(io.BytesIO(data), "in")
    while True:
        try:
            found.append(next(reading))
        except StopIteration:
            return found, [str(problem) for problem in problems]
        except InputError as problem:
            problems.append(problem)


def response(payload=None, headers=HTML, **more):
    return ("response", MARKUP.encode() if payload is None else payload, headers, more)


def test_is_known_by_its_first_line():
    assert warc.matches(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "x") == 0.99
    assert warc.matches(b"WARC/1.0 is a format", "x.warc") == 0.0
    assert warc.streams(b"WARC/1.0\r\n")


def test_one_page_an_answer_with_html_its_address_and_offset():
    first = archive(response())
    found, problems = read(first + archive(response()))
    assert problems == []
    assert [(page.source, page.url, page.format, page.title) for page in found] == [
        ("in:0", "https://x.example/0", "html", "T"),
        (f"in:{len(first)}", "https://x.example/0", "html", "T"),
    ]
    assert all(page.in_corpus and "a comment" in page.text for page in found)


def test_converted_text_is_a_page_of_text():
    data = archive(("conversion", "One\r\n\r\n2 comments ü".encode(), None, {"warc_content_type": "text/plain"}))
    ((page,), problems) = read(data)
    assert (page.text, page.format, page.url, problems) == ("One\n\n2 comments ü", "text", "https://x.example/0", [])
    assert [page.source for page in warc.read(data, "in")] == ["in:0"]


def test_what_holds_no_page_is_passed_over():
    found, problems = read(
        archive(
            response(),
            ("warcinfo", b"software: x", None, {"warc_content_type": "application/warc-fields"}),
            response(b"\x89PNG", [("Content-Type", "image/png")]),
            response(b'{"a": 1}', [("Content-Type", "application/json")]),
            response(status="404 Not Found"),
            response(status="301 Moved"),
            response(b" \n"),
            response(b"no markup", []),
            ("resource", b"\x89PNG", None, {"warc_content_type": "image/png"}),
            ("metadata", b"fetchTimeMs: 1", None, {"warc_content_type": "application/warc-fields"}),
        )
    )
    assert len(found) == 1 and problems == []


def test_html_without_a_stated_type_and_as_a_resource_is_read():
    data = archive(response(headers=[]), ("resource", MARKUP.encode(), None, {"warc_content_type": "text/html"}))
    assert len(read(data)[0]) == 2


@pytest.mark.parametrize("packed", [False, True])
def test_chunks_and_packing_are_undone(packed):
    body = gzip.compress(MARKUP.encode())
    sent = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    headers = [*HTML, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]
    data = archive(response(sent, headers), packed=packed)
    (page,), problems = read(gzip.decompress(data) if packed else data)
    assert "a comment" in page.text and problems == []


def test_a_page_packed_in_an_unknown_way_is_one_line():
    data = archive(response(b"\x1b\x26\x00\xf8\x25", [*HTML, ("Content-Encoding", "br")]), response())
    found, problems = read(data)
    assert len(found) == 1
    assert problems == ["in:0: its page cannot be unpacked (it is packed as 'br', which is not read here); left out"]


def test_the_encoding_that_the_server_names_is_used():
    body = MARKUP.replace("a reply", "ответ").encode("cp1251")
    (page,), _ = read(archive(response(body, [("Content-Type", "text/html; charset=windows-1251")])))
    assert "ответ" in page.text


def test_a_page_that_the_crawler_cut_is_read_with_a_note():
    (page,), _ = read(archive(response(**{"WARC-Truncated": "length"})))
    assert "The archive holds the beginning of the page only (length)." in page.notes


def test_markup_that_never_speaks_of_comments_is_not_parsed():
    (page,), _ = read(archive(response(b"<!doctype html><p>A story of a pond.")))
    assert (page.text, page.blocks, page.in_corpus) == ("", (), True)


def test_what_is_too_large_is_left_out_and_told_only_where_it_is_html(monkeypatch):
    from threads.sources import _warc_records

    monkeypatch.setattr(_warc_records, "MOST_BYTES", 1 << 17)
    large = b"x" * (1 << 18)
    found, problems = read(archive(response(large), response(large, [("Content-Type", "video/mp4")]), response()))
    assert len(found) == 1
    assert problems == [f"in:0: is larger than {_documents.MOST_BYTES >> 20} MB and left out"]


def test_a_page_that_the_parser_stumbles_over_costs_itself_alone(monkeypatch):
    from threads.markup import pages

    whole = pages.page

    def stumble(data, source):
        if source == "in:0":
            raise RuntimeError("stumbled")
        return whole(data, source)

    monkeypatch.setattr(pages, "page", stumble)
    found, problems = read(archive(response(), response()))
    assert len(found) == 1 and problems == ["in:0: cannot be read as HTML (RuntimeError: stumbled)"]


def test_an_archive_without_pages_says_so():
    found, problems = read(archive(response(b"\x89PNG", [("Content-Type", "image/png")])))
    assert (found, problems) == ([], ["in: holds no pages: no answer with HTML, no converted text"])
