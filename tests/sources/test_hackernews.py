import io
import json

import pytest

from tests.sources import samples
from threads.sources import hackernews


def item(id, parent, **more):
    return {
        "id": id,
        "type": "comment",
        "parent": parent,
        "by": "nan",
        "time": 1_600_000_000,
        "text": f"words of {id}",
    } | more


def pages_of(value):
    return list(hackernews.read(json.dumps(value).encode(), "in"))


def test_the_story_is_the_page():
    (page,) = pages_of(samples.firebase_items())
    assert (page.title, page.url) == (samples.TITLE, "https://news.ycombinator.com/item?id=9")
    assert (page.declared_count, page.platform) == (4, "hackernews")


def test_deleted_and_dead_comments_keep_their_place():
    (page,) = pages_of(
        [item(1, 9), {"id": 2, "type": "comment", "parent": 1, "deleted": True, "time": 5}, item(3, 2, dead=True)]
    )
    assert [(found.status, found.parent_id) for found in page.blocks] == [
        ("visible", None),
        ("deleted", "1"),
        ("removed", "2"),
    ]


def test_items_that_are_missing_or_options_of_a_poll_are_no_comments():
    poll = {"id": 9, "type": "poll", "by": "otter", "title": "Pie?", "parts": [8], "kids": [1]}
    option = {"id": 8, "type": "pollopt", "poll": 9, "by": "otter", "text": "Yes"}
    (page,) = pages_of([poll, option, None, item(1, 9)])
    assert [found.id for found in page.blocks] == ["1"]
    assert page.title == "Pie?"


def test_comments_without_their_story_are_together_by_the_one_they_lack():
    first, second = pages_of([item(2, 1), item(12, 11), item(3, 2), item(4, 1)])
    assert [found.id for found in first.blocks] == ["2", "3", "4"]
    assert first.notes == ("2 and 4 answer 1, which is not here: each was made a thread of its own.",)
    assert [found.id for found in second.blocks] == ["12"]


def test_words_are_paragraphs_and_typed_quotations_are_named():
    text = "&gt; The sluice is open.<p>Since when?<p><pre><code>  x = 1\n</code></pre>"
    (page,) = pages_of([item(1, 9, text="The sluice is open."), item(2, 1, text=text)])
    found = page.blocks[1]
    assert found.text == "> The sluice is open.\n\nSince when?\n\n  x = 1"
    (quote,) = found.quotes
    assert (quote.text, quote.comment_id) == ("The sluice is open.", "1")
    assert found.text[slice(*quote.span)] == quote.text


def test_a_comment_and_its_answers_alone():
    value = json.loads(samples.algolia_item())["children"][0]
    (page,) = pages_of(value)
    assert [(found.id, found.parent_id) for found in page.blocks] == [("101", None), ("102", "101"), ("103", "102")]
    assert page.url == "https://news.ycombinator.com/item?id=9"


def test_lines_are_read_as_they_come():
    lines = "\n".join(json.dumps(row) for row in samples.firebase_items()).encode()
    assert list(hackernews.stream(io.BytesIO(lines), "in")) == list(hackernews.read(lines, "in"))


def test_items_that_answer_each_other_are_one_page():
    (page,) = pages_of([item(1, 2), item(2, 1)])
    assert len(page.notes) == 1


@pytest.mark.parametrize(
    "data", [b'{"hits": []}', b'{"id": 1, "type": "comment"}', b'[{"id": 1, "type": "story"}]', b"{}"]
)
def test_leaves_alone(data):
    assert hackernews.matches(data, "x") == 0
