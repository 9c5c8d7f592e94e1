import json

import pytest

from tests.sources import samples
from threads import pipeline
from threads.sources import isso_json


def test_each_thread_is_a_page_and_the_clues_look_for_parents():
    comments = [
        {"id": 1, "author": "nan", "text": "The sluice is open.", "created": "2020-09-13 12:26:40"},
        {"id": 2, "author": "otter", "text": "@nan Since when?", "created": "2020-09-13 12:27:40"},
    ]
    data = json.dumps(
        [{"id": "/inn/", "title": "Inn", "comments": comments}, {"id": "/pie/", "title": "Pie", "comments": []}]
    ).encode()
    first, second = isso_json.read(data, "in")
    assert (first.title, first.url, second.blocks) == ("Inn", "/inn/", ())
    assert not any(found.parent_known for found in first.blocks)
    assert not any(comment.parent_stated for comment in pipeline.reconstruct(first).comments)


def test_parents_are_believed_where_they_are_stated():
    comments = [
        {"id": 1, "author": "nan", "text": "a", "created": "x"},
        {"id": 2, "author": "nan", "text": "b", "created": "x", "parent": 1},
    ]
    (page,) = isso_json.read(json.dumps([{"id": "/", "title": "", "comments": comments}]).encode(), "in")
    assert [(found.parent_id, found.parent_known) for found in page.blocks] == [(None, True), ("1", True)]


@pytest.mark.parametrize(
    "data", [b"{}", b'[{"id": 1, "comments": [{"text": "x"}]}]', b'[{"id": 1}]', samples.records()]
)
def test_leaves_alone(data):
    assert isso_json.matches(data, "x") == 0
