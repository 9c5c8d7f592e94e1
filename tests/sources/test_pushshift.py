import io
import json

import pytest

from tests.sources import samples
from threads.errors import InputError
from threads.sources import pushshift


def line(id, parent, link="t3_9", **more):
    row = {
        "id": id,
        "parent_id": parent,
        "link_id": link,
        "body": f"words of {id}",
        "author": "nan",
        "subreddit": "ponds",
    }
    return json.dumps(row | {"created_utc": 1_600_000_000} | more)


def pages_of(*lines):
    return list(pushshift.read("\n".join(lines).encode(), "in"))


def test_threads_scattered_over_the_file_come_together():
    first, second = pages_of(line("a", "t3_9"), line("x", "t3_8", "t3_8"), line("b", "t1_a"), line("y", "t1_x", "t3_8"))
    assert [(found.id, found.parent_id) for found in first.blocks] == [("t1_a", None), ("t1_b", "t1_a")]
    assert [(found.id, found.parent_id) for found in second.blocks] == [("t1_x", None), ("t1_y", "t1_x")]
    assert second.url == "https://www.reddit.com/r/ponds/comments/8/"


def test_a_submission_may_stand_anywhere():
    post = {
        "id": "9",
        "title": "Pie",
        "selftext": "Good.",
        "subreddit": "ponds",
        "num_comments": 2,
        "permalink": "/r/ponds/9/",
    }
    (page,) = pages_of(line("a", "t3_9"), json.dumps(post), line("b", "t1_a"))
    assert (page.title, page.article, page.declared_count) == ("Pie", "Good.", 2)
    assert page.url == "https://www.reddit.com/r/ponds/9/"


def test_parents_that_the_dump_lacks_are_told():
    (page,) = pages_of(line("b", "t1_a"), line("c", None), line("d", "9"))
    assert [found.parent_id for found in page.blocks] == [None, None, None]
    assert page.notes == ("t1_b answers t1_a, which is not here: it was made a thread of its own.",)


def test_ids_written_as_numbers_are_the_same_in_base_36():
    (page,) = pages_of(line("10", "t3_9"), line("11", 36), line("12", 9))
    assert [found.parent_id for found in page.blocks] == [None, "t1_10", None]


def test_the_same_comment_scanned_twice_is_kept_once_with_its_words():
    gone = line("a", "t3_9", body="[removed]", author="[deleted]")
    (page,) = pages_of(gone, line("a", "t3_9"))
    assert [found.text for found in page.blocks] == ["words of a"]
    assert page.notes == ("t1_a stands in the file twice: one of them was kept.",)


def test_broken_lines_are_told_and_the_others_read():
    reading = pushshift.read(f'{line("a", "t3_9")}\n{{"id": \n{line("b", "t1_a")}'.encode(), "in")
    assert len(next(reading).blocks) == 2
    with pytest.raises(InputError, match=r"in:2: a line is not valid JSON and left out"):
        next(reading)


def test_lines_of_a_file_are_read_without_holding_it():
    assert list(pushshift.stream(io.BytesIO(samples.pushshift()), "in")) == list(
        pushshift.read(samples.pushshift(), "in")
    )


def test_an_archives_answer_is_read_too():
    rows = [json.loads(row) for row in samples.pushshift().splitlines()]
    assert pushshift.matches(json.dumps({"data": rows}).encode(), "x") > 0.9
    assert [page.blocks for page in pushshift.read(json.dumps({"data": rows}).encode(), "in")] == [
        page.blocks for page in pushshift.read(samples.pushshift(), "in")
    ]


@pytest.mark.parametrize(
    "data", [b'{"id": 1, "body": "x"}', b'{"title": "x", "id": 1}', samples.reddit_morechildren(), b""]
)
def test_leaves_alone(data):
    assert pushshift.matches(data, "x.ndjson") == 0
