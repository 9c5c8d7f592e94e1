import io
import json

import pytest

from threads.errors import InputError
from threads.sources import _documents, text_lines


def lines(*records):
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def read(data):
    found, problems = [], []
    reading = text_lines.stream(io.BytesIO(data), "in")
    while True:
        try:
            found.append(next(reading))
        except StopIteration:
            return found, [str(problem) for problem in problems]
        except InputError as problem:
            problems.append(problem)


@pytest.mark.parametrize(
    ("record", "sure"),
    [
        ({"text": "words", "url": "https://x"}, 0.8),
        ({"text": "words"}, 0.6),
        ({"id": "<urn:uuid:1>", "dump": "CC", "text": "words", "url": "https://x"}, 0.8),
        ({"raw_content": "words", "url": "https://x"}, 0.8),
        ({"html": "<p>words", "url": "https://x"}, 0.8),
        ({"content": "words"}, 0.4),
        ({"id": 1, "parent_id": None, "text": "words", "url": "https://x"}, 0.0),
        ({"text": ["words"], "url": "https://x"}, 0.0),
        ({"url": "https://x"}, 0.0),
        ([{"text": "words"}], 0.0),
    ],
)
def test_words_and_an_address_make_a_document_and_an_id_with_a_parent_a_comment(record, sure):
    assert text_lines.matches(lines(record), "x") == sure


def test_a_document_longer_than_what_is_looked_at_is_known():
    head = lines({"text": "words " * 20_000, "url": "https://x"})[:65536]
    assert text_lines.matches(head, "x") >= 0.5


def test_one_page_a_line_with_its_number_and_address():
    found, problems = read(lines({"text": "one\r\ntwo", "url": "https://x/1", "title": "T"}, {"text": "three"}))
    assert problems == []
    assert [(page.source, page.text, page.url, page.title) for page in found] == [
        ("in:1", "one\ntwo", "https://x/1", "T"),
        ("in:2", "three", None, None),
    ]
    assert all(page.in_corpus for page in found)


def test_a_broken_line_is_told_with_its_number_and_the_others_are_read():
    data = (
        lines({"text": "a"})
        + b'{"text": "b\n'
        + b"[]\n\n"
        + lines({"text": 7}, {"x": 1}, {"text": None}, {"text": "c"})
    )
    found, problems = read(data)
    assert [page.text for page in found] == ["a", "c"]
    assert [problem.partition(" ")[0] for problem in problems] == ["in:2:", "in:3:", "in:5:", "in:6:"]
    assert "is not valid JSON" in problems[0] and 'its "text" is no text' in problems[2]


def test_many_broken_lines_are_counted():
    found, problems = read(b"{\n" * 1000 + lines({"text": "a"}))
    assert len(found) == 1 and len(problems) == _documents.MOST_TOLD + 1
    assert problems[-1] == "in: 900 more lines cannot be read and are left out"


def test_an_address_in_an_object_beside_is_found():
    (page,), _ = read(lines({"content": "a", "warc_headers": {"WARC-Target-URI": "https://x/2"}}))
    assert page.url == "https://x/2"


def test_html_is_read_as_html():
    markup = "<html><body><div id=comments>" + "<p class=comment-reply>comment, reply, thread</p>" * 9
    (page,), _ = read(lines({"html": markup, "url": "https://x/3"}))
    assert (page.format, page.url, page.in_corpus) == ("html", "https://x/3", True) and "comment" in page.text


def test_lone_surrogates_become_replacement_characters():
    (page,), problems = read(b'{"text": "a \\ud800 b", "url": "\\udfff"}\n')
    assert (page.text, page.url, problems) == ("a \ufffd b", "\ufffd", [])


def test_a_document_that_is_too_large_is_left_out(monkeypatch):
    monkeypatch.setattr(_documents, "MOST_BYTES", 1000)
    found, problems = read(lines({"text": "x" * 2000}, {"text": "a"}))
    assert [page.text for page in found] == ["a"]
    assert len(problems) == 1 and problems[0].startswith("in:1: is larger than")


def test_the_whole_file_is_read_the_same():
    assert [page.source for page in text_lines.read(lines({"text": "a"}, {"text": "b"}), "in")] == ["in:1", "in:2"]


def test_without_a_document_it_says_so():
    assert read(b"\n \n") == ([], ["in: holds no documents"])
