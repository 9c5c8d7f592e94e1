"""What holds for all exports: each is told from the others, gives the same tree, and breaks in one line at most."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.samples import SAMPLES, TITLE, TREE
from threads import pipeline, shelves, sources
from threads.errors import InputError

each_sample = pytest.mark.parametrize(("name", "data"), SAMPLES.values(), ids=SAMPLES)
UNTITLED = {"youtube_json", "comment_table", "comment_json", "convokit", "mastodon_json"}


def pages_of(data, name="in", *, input_format=None):
    """The pages in an input, and the problems told on the way."""
    found, problems = [], []
    try:
        reading = sources.read(data, name, input_format=input_format)
        while True:
            try:
                found.append(next(reading))
            except StopIteration:
                break
            except InputError as problem:
                problems.append(problem)
    except InputError as problem:
        problems.append(problem)
    return found, problems


def tree_of(pages):
    """``(author, author of the comment answered, words)`` of every comment."""
    found = []
    for page in pages:
        thread = pipeline.reconstruct(page)
        for comment in thread.comments:
            parent = thread.parent(comment)
            found.append((comment.author, parent.author if parent else None, comment.text))
    return found


@each_sample
@pytest.mark.parametrize("ending", ["", ".txt", ".json", ".dat"])
def test_each_is_told_by_its_content_whatever_it_is_called(name, data, ending):
    if name == "comment_json" and ending == ".txt":
        return  # any JSON may be called so, and it says nothing of comments but two keys
    assert sources.recognise(data, f"in{ending}")[0] == name
    assert sources.recognise(b"\xef\xbb\xbf" + data, "in")[0] == name or data.startswith((b"PAR1", b"From "))


@each_sample
def test_each_is_told_by_any_beginning_that_shows_its_first_comment(name, data):
    if name in ("comment_table", "comment_json", "isso_json"):
        return  # small files
    first = data.index(b"heron")
    for place in range(first + 200, len(data), 7):
        assert sources.recognise(data[:place], "in")[0] == name, data[:place]


@pytest.mark.parametrize("sample", ["reddit listing", "algolia item", "discourse", "youtube", "guardian", "mastodon"])
def test_keys_in_alphabetical_order_are_as_good(sample):
    name, data = SAMPLES[sample]
    data = json.dumps(json.loads(data), sort_keys=True, indent=1).encode()
    assert sources.recognise(data, "in")[0] == name
    long = data.replace(b"The pie was good.", b"The pie was good. " * 8000)
    assert sources.recognise(long, "in")[0] == name
    assert len(tree_of(pages_of(long)[0])) == len(tree_of(pages_of(data)[0]))


@each_sample
def test_no_source_is_as_sure_of_the_input_of_another(name, data):
    sure = {other: shelves.load("sources", other).matches(data[:65536], "in") for other in shelves.names("sources")}
    assert sure.pop(name) >= (sources.SURE if name != "comment_json" else 0.4)
    assert all(share < shelves.load("sources", name).matches(data[:65536], "in") for share in sure.values()), sure


@each_sample
def test_each_gives_the_same_tree(name, data):
    pages, problems = pages_of(data)
    assert not problems
    wanted = {
        "mastodon_json": TREE[:3],  # a context holds one conversation
        "youtube_json": [TREE[0], TREE[1], ("heron", "otter", TREE[2][2]), TREE[3]],  # replies go one level deep
        "isso_json": [(author, None, words) for author, _, words in TREE],  # nobody says what is answered
    }.get(name, TREE)
    found = tree_of(pages)
    assert [row for row in found if name != "isso_json"] == [row for row in wanted if name != "isso_json"]
    assert [(author, words) for author, _, words in found] == [(author, words) for author, _, words in wanted]


@each_sample
def test_pages_say_where_they_come_from_and_need_no_repair(name, data):
    pages, _ = pages_of(data, "in.x")
    assert {page.source for page in pages} == {"in.x"}
    assert {page.format for page in pages} == {name}
    assert not any(page.notes for page in pages)
    if name not in UNTITLED and b"things" not in data:
        assert pages[0].title == TITLE


@each_sample
def test_a_file_that_breaks_off_anywhere_is_told_in_one_line(name, data):
    for place in range(0, len(data), max(1, len(data) // 60)):
        pages, problems = pages_of(data[:place], input_format=name)
        assert all("\n" not in str(problem) for problem in problems)
        tree_of(pages)


@each_sample
@settings(max_examples=10, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=4)), min_size=1, max_size=6))
def test_a_damaged_file_gives_pages_or_one_line_each(name, data, changes):
    for place, put in changes:
        place %= len(data)
        data = data[:place] + put + data[place + len(put) // 2 + 1 :]
    pages, problems = pages_of(data, input_format=name)
    assert all("\n" not in str(problem) for problem in problems)
    tree_of(pages)


@pytest.mark.parametrize("name", sorted(set(shelves.names("sources")) - {"text"}))
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"{}",
        b"[]",
        b"null",
        b"[[[]]]",
        b'{"a": "\\ud800"}',
        b"[" * 100_000,
        b"<",
        b"<a><b></a>",
        b"a,b\n1",
        b"From ",
    ],
    ids=repr,
)
def test_what_is_something_else_is_told_in_one_line(name, data):
    pages, problems = pages_of(data, input_format=name)
    assert all("\n" not in str(problem) for problem in problems)
    tree_of(pages)


@pytest.mark.parametrize(
    "data",
    [
        b"Ann says:\nHello\n\nBob says:\nHello, Ann\n",
        b"<!DOCTYPE html><html><body><p>disqus.com</p></body></html>",
        b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>News</title></item></channel></rss>',
        b'{"text": "A page with words.", "url": "https://example.org/"}\n{"text": "Another.", "url": "x"}\n',
        b"id,text\n1,hello\n",
        b"name,age\nAnn,12\n",
        b'{"kind": "Listing"}',
        b'[{"id": 1, "name": "a shop"}]',
        b'{"id": 1, "title": "A todo list", "items": [{"id": 2, "text": "buy pie"}]}',
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "id": 1}]}',
        b"From here to the sea\nit rains all day.\n",
        b"From: the sea\nTo: the hills\n\nIt rains.\n",
    ],
    ids=lambda data: data[:30].decode(),
)
def test_other_inputs_are_left_alone(data):
    exports = {name for name, _ in SAMPLES.values()}
    assert sources.recognise(data, "in")[0] not in exports
