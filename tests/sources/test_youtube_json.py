import json

import pytest

from tests.sources import samples
from threads.sources import youtube_json


def comment(id, **snippet):
    shown = {
        "textDisplay": "One<br>two &amp; <b>three</b>",
        "authorDisplayName": "nan",
        "publishedAt": "2020-09-13T12:26:40Z",
    }
    return {"kind": "youtube#comment", "id": id, "snippet": shown | snippet}


def thread(id, *replies, total=None, video="v9"):
    snippet = {
        "videoId": video,
        "topLevelComment": comment(id),
        "totalReplyCount": len(replies) if total is None else total,
    }
    return {"kind": "youtube#commentThread", "id": id, "snippet": snippet, "replies": {"comments": list(replies)}}


def pages_of(value):
    return list(youtube_json.read(json.dumps(value).encode(), "in"))


def test_replies_answer_the_comment_of_their_thread():
    (page,) = pages_of(
        {
            "kind": "youtube#commentThreadListResponse",
            "items": [thread("U1", comment("U1.2", parentId="U1"), comment("U1.3"))],
        }
    )
    assert [(found.id, found.parent_id) for found in page.blocks] == [("U1", None), ("U1.2", "U1"), ("U1.3", "U1")]
    assert page.url == "https://www.youtube.com/watch?v=v9"
    assert page.blocks[0].text == "One\ntwo & three"


def test_the_original_words_are_taken_where_they_are_there():
    (page,) = pages_of(comment("U1", textOriginal="1 < 2\r\nand <b>"))
    assert page.blocks[0].text == "1 < 2\nand <b>"


def test_a_list_of_replies_lacks_the_comment_they_answer():
    (page,) = pages_of(
        {
            "kind": "youtube#commentListResponse",
            "items": [comment("U1.2", parentId="U1"), comment("U1.3", parentId="U1")],
        }
    )
    assert [found.parent_id for found in page.blocks] == [None, None]
    assert page.notes == ("U1.2 and U1.3 answer U1, which is not here: each was made a thread of its own.",)


def test_what_the_file_lacks_is_told():
    (page,) = pages_of(
        {"kind": "youtube#commentThreadListResponse", "nextPageToken": "x", "items": [thread("U1", total=7)]}
    )
    assert page.notes == (
        "7 replies that YouTube counts are not in the file.",
        "The file is one page of several: it names a next one.",
    )


def test_videos_are_pages_and_answers_of_the_service_may_stand_in_a_list():
    answers = [
        {"kind": "youtube#commentThreadListResponse", "items": [thread("U1"), thread("U2", video="v8")]},
        {"items": [thread("U3")]},
    ]
    first, second = pages_of(answers)
    assert [found.id for found in first.blocks] == ["U1", "U3"]
    assert [found.id for found in second.blocks] == ["U2"]


@pytest.mark.parametrize(
    "data", [b'{"kind": "youtube#videoListResponse", "items": []}', b'{"items": [{"snippet": "x"}]}', samples.records()]
)
def test_leaves_alone(data):
    assert youtube_json.matches(data, "x") == 0
