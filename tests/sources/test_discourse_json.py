import json

import pytest

from tests.sources import samples
from threads import pipeline
from threads.sources import discourse_json


def post(number, answers=None, cooked="<p>words</p>", **more):
    return {
        "id": 100 + number, "post_number": number, "username": "nan", "name": "Nan Sluice", "cooked": cooked, "topic_id": 9,
        "created_at": "2020-09-13T12:26:40.000Z", "reply_to_post_number": answers, "post_type": 1,
    } | more  # fmt: skip


def quote(number, topic=9):
    return f'<aside class="quote" data-post="{number}" data-topic="{topic}"><div class="title">nan:</div><blockquote>old</blockquote></aside>'


def page_of(*posts, **more):
    (page,) = discourse_json.read(
        json.dumps({"post_stream": {"posts": posts}, "id": 9, "title": "Pie"} | more).encode(), "in"
    )
    return page


def test_answers_go_by_post_number_and_numbers_have_gaps():
    page = page_of(post(1), post(2, 1), post(7, 2))
    assert [(found.id, found.parent_id, found.number) for found in page.blocks] == [
        ("101", None, "1"), ("102", "101", "2"), ("107", "102", "7")
    ]  # fmt: skip


def test_an_answer_to_a_post_that_was_moved_begins_a_thread():
    page = page_of(post(1), post(10, 9))
    assert page.blocks[1].parent_id is None
    assert page.notes == ("110 answers post #9, which is not here: it was made a thread of its own.",)


def test_a_quotation_is_the_second_witness():
    page = page_of(
        post(1),
        post(2),
        post(3, None, quote(2) + "<p>new</p>"),
        post(4, 1, quote(3) + "new"),
        post(5, 99, quote(2) + "x"),
    )
    assert [found.parent_id for found in page.blocks] == [None, None, "102", "101", "102"]
    assert [(found.text, found.comment_id) for found in page.blocks[2].quotes] == [("old", "102")]
    assert page.blocks[2].text == "new"
    link = pipeline.reconstruct(page).links[2]
    assert link.evidence[0].clue == "stated"


def test_a_quotation_of_another_topic_or_of_a_later_post_is_no_parent():
    page = page_of(post(1), post(2, None, quote(1, topic=8) + "x"), post(3, None, quote(4) + "y"), post(4))
    assert [found.parent_id for found in page.blocks] == [None] * 4


def test_what_is_gone_is_told_from_what_is_there():
    page = page_of(
        post(1), post(2, user_deleted=True), post(3, hidden=True), post(4, cooked='<p><img src="a.png"></p>'),
        post(5, cooked="", post_type=3, action_code="closed.enabled"),
    )  # fmt: skip
    assert [found.status for found in page.blocks] == ["visible", "deleted", "removed", "empty"]
    assert page.notes == ("Left out: 1 post without words that tells of an action (closed, renamed).",)


def test_a_first_page_of_posts_says_how_many_there_are():
    data = {"post_stream": {"posts": [post(1)], "stream": [101, 102, 103]}, "id": 9, "posts_count": 3}
    (page,) = discourse_json.read(json.dumps(data).encode(), "in")
    assert page.notes == ("1 of 3 posts of the topic are in the file.",)
    assert page.declared_count == 3


def test_posts_alone_are_grouped_by_their_topic():
    first, second = discourse_json.read(json.dumps([post(1), post(1, topic_id=8), post(2, 1)]).encode(), "in")
    assert [len(first.blocks), len(second.blocks)] == [2, 1]


@pytest.mark.parametrize("data", [b'{"post_stream": []}', b'{"posts": []}', samples.records(), b"[]"])
def test_leaves_alone(data):
    assert discourse_json.matches(data, "x") == 0
