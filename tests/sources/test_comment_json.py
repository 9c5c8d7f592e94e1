import io
import json

import pytest

from tests.sources import samples
from threads import inputs
from threads.errors import InputError
from threads.sources import comment_json


def pages_of(value):
    return list(comment_json.read(json.dumps(value).encode(), "in"))


def row(id, parent=None, **more):
    return {"id": id, "parent_id": parent, "text": f"words of {id}", "author": "nan"} | more


@pytest.mark.parametrize("holder", ["comments", "data", "messages", "items"])
def test_records_may_stand_in_an_object(holder):
    value = {"status": "ok", holder: [row(1), row(2, 1)]}
    assert comment_json.matches(json.dumps(value).encode(), "x") > 0
    (page,) = pages_of(value)
    assert [(found.id, found.parent_id) for found in page.blocks] == [("1", None), ("2", "1")]


def test_records_in_others_answer_them():
    (page,) = pages_of([row(1, replies=[row(2, replies=[row(3)]), row(4, 1)]), row(5)])
    assert [(found.id, found.parent_id) for found in page.blocks] == [
        ("1", None),
        ("2", "1"),
        ("3", "2"),
        ("4", "1"),
        ("5", None),
    ]


def test_nesting_has_no_bound():
    deep = '{"id":%d,"parent_id":null,"text":"x","replies":['
    data = "[" + "".join(deep % number for number in range(5000)) + "]}" * 5000 + "]"
    (page,) = comment_json.read(data.encode(), "in")
    assert page.blocks[-1].parent_id == "4998"


def test_lines_hold_threads_side_by_side():
    lines = "\n".join(
        json.dumps(row(id, parent, thread_id=thread))
        for id, parent, thread in ((1, None, "a"), (1, None, "b"), (2, 1, "a"))
    )
    first, second = comment_json.read(lines.encode(), "in")
    assert [len(first.blocks), len(second.blocks)] == [2, 1]
    assert list(comment_json.stream(io.BytesIO(lines.encode()), "in")) == [first, second]


def test_folders_are_not_searched_for_them_but_a_file_that_is_named_is_read(tmp_path):
    (tmp_path / "gold.json").write_text(json.dumps([row(1)]))
    problems = []
    assert not list(inputs.pages([str(tmp_path)], on_problem=problems.append))
    assert len(problems) == 1
    (page,) = inputs.pages([str(tmp_path / "*.json")], on_problem=pytest.fail)
    assert page.format == "comment_json"


def test_keys_that_are_missing_in_the_first_record_are_found():
    (page,) = pages_of([{"id": 1, "text": "a"}, {"id": 2, "text": "b", "parent": 1}])
    assert page.blocks[1].parent_id == "1"


def test_records_without_the_keys_are_refused():
    with pytest.raises(InputError, match="has no records with ids, parents and words"):
        pages_of([{"a": 1}])


@pytest.mark.parametrize(
    "data", [b'[{"id": 1, "text": "x"}]', b'{"parent": 1}', b'[{"id": 1, "parent": 2}]', b"[[1]]", samples.table()]
)
def test_leaves_alone(data):
    assert comment_json.matches(data, "x") == 0
