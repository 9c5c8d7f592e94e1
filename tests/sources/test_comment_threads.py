import json
from datetime import UTC, datetime

import pytest

from threads.errors import InputError
from threads.sources import comment_threads

COMMENTS = [
    {"id": "a", "parent_id": None, "author": "Ann", "posted_at": "2021-05-03T10:00:00+02:00", "text": "First!"},
    {
        "id": "b",
        "parent_id": "a",
        "author": None,
        "posted_at": None,
        "text": "Second",
        "status": "deleted",
        "mood": "new",
    },
]


def a_thread(**more):
    keys = dict.fromkeys(("title", "url", "platform", "article", "declared_count"))
    return {
        "id": "t",
        "source": "pages/x.txt",
        **keys,
        "layout": "nested",
        "order": "oldest",
        "comments": COMMENTS,
        **more,
    }


def a_document(*threads, **more):
    return json.dumps(
        {"schema": "comment-threads/1", "generator": {}, "threads": threads or [a_thread()], **more}
    ).encode()


def pages_of(data):
    """Pages and problems in the order in which they come."""
    found = []
    try:
        reading = comment_threads.read(data, "in.json")
    except InputError as problem:
        return [str(problem)]
    while True:
        try:
            found.append(next(reading))
        except StopIteration:
            return found
        except InputError as problem:
            found.append(str(problem))


def test_a_page_states_its_comments():
    (page,) = pages_of(a_document(a_thread(title="Birds", url="https://example.org/birds", platform="disqus")))
    assert (page.source, page.title, page.platform) == ("pages/x.txt", "Birds", "disqus")
    first, second = page.blocks
    assert (first.id, first.parent_id, first.author, first.text) == ("a", None, "Ann", "First!")
    assert first.posted_at == datetime(2021, 5, 3, 8, tzinfo=UTC)
    assert (second.parent_id, second.author, second.status) == ("a", None, "deleted")
    assert all(block.text in page.text for block in page.blocks)


def test_what_was_edited_by_hand_is_repaired_and_told():
    comments = [
        {"id": "a", "parent_id": "b", "text": "x"},
        {"id": "b", "parent_id": "a", "text": "y"},
        {"id": "a", "text": "z"},
    ]
    (page,) = pages_of(a_document(a_thread(comments=comments)))
    assert [(block.id, block.parent_id) for block in page.blocks] == [("a", None), ("b", "a"), ("a~2", None)]
    assert len(page.notes) == 2


def test_counts_and_articles_come_back():
    (page,) = pages_of(a_document(a_thread(article="Words above.", declared_count=7)))
    assert (page.article, page.declared_count) == ("Words above.", 7)


def test_ids_and_quotations_come_back():
    quotes = [
        {"text": "irs", "comment_id": "a", "span": [0, 3]},
        {"text": "gone", "comment_id": None, "span": None},
        {"text": "x", "span": [4, 99]},
    ]
    quoted = {"id": "a", "text": "first, no?"}
    (page,) = pages_of(a_document(a_thread(comments=[{"id": "b", "text": "irst words", "quotes": quotes}, quoted])))
    assert page.id == "t"
    assert [(quote.text, quote.comment_id, quote.span) for quote in page.blocks[0].quotes] == [
        ("irs", "a", (0, 3)),
        ("gone", None, None),
        ("x", None, None),
    ]
    (other,) = pages_of(json.dumps({"source": "x", "layout": "flat", "declared_count": 1, "comments": []}).encode())
    assert other.id is None


@pytest.mark.parametrize(
    "data",
    [
        a_document(),
        b"\xef\xbb\xbf" + a_document(),
        json.dumps(json.loads(a_document()), indent=2, sort_keys=True).encode(),
        json.dumps(a_thread()).encode(),
        json.dumps(a_thread(), indent=1).encode(),
        json.dumps(a_thread()).encode() + b"\n",
    ],
)
def test_documents_and_single_threads_are_read(data):
    assert comment_threads.matches(data, "-") >= 0.5
    (page,) = pages_of(data)
    assert [block.id for block in page.blocks] == ["a", "b"]


def test_every_line_of_ndjson_is_a_page():
    data = "\n".join(json.dumps(a_thread(source=name)) for name in ("x", "y", "z")).encode()
    assert [page.source for page in pages_of(data)] == ["x", "y", "z"]


def test_a_broken_line_does_not_stop_the_others():
    line = json.dumps(a_thread())
    found = pages_of("\n".join([line[:90], line, "", '{"id": 7}', line, line[:-40]]).encode())
    assert [type(one).__name__ for one in found] == ["str", "Page", "str", "Page", "str"]
    assert found[0].startswith("in.json:1:") and "breaks off" in found[0]
    assert found[2].startswith("in.json:4: ") and "valid string" in found[2]
    assert found[4].startswith("in.json:6:")


def test_a_truncated_document_names_line_and_column():
    (problem,) = pages_of(json.dumps(json.loads(a_document()), indent=2).encode()[:300])
    assert problem.startswith("in.json:") and "breaks off" in problem
    line, column = problem.split(":")[1:3]
    assert int(line) > 3 and int(column) > 0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (a_document(schema="comment-threads/9"), "comment-threads/9.*reads comment-threads/1"),
        (b'{"schema": "comment-threads/1"}', "no list"),
        (b"[1, 2]", "no list"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"threads": nonsense}', "not valid JSON"),
        (a_document({"comments": [{"id": "a", "text": 5}]}), r"threads\[0\]: comments\.0\.text"),
        (a_document({"comments": [{"id": "a", "status": "gone"}]}), r"comments\.0\.status"),
        (a_document({"source": "x"}), "comments"),
    ],
)
def test_refuses(data, message):
    import re

    (problem,) = pages_of(data)
    assert re.search(message, problem), problem
    assert "\n" not in problem


def test_lone_surrogates_become_replacement_characters():
    (page,) = pages_of(a_document(a_thread(comments=[{"id": "a", "text": "x\ud83dy", "author": "\udc00"}])))
    assert page.blocks[0].text == "x\ufffdy" and page.blocks[0].author == "\ufffd"


@pytest.mark.parametrize(
    "head", [b"", b"words", b'{"kind": "Listing"}', b"[]", b'{"comments": []}', b'say "schema": "comment-threads/1"']
)
def test_leaves_alone(head):
    assert comment_threads.matches(head, "x.json") == 0
