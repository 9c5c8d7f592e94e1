import json

import pytest

from tests.sources import samples
from threads import pipeline
from threads.sources import guardian_json


def comment(id, *responses, answers=None, **more):
    found = {"id": id, "body": "<p>words</p>", "date": "13 September 2020 1:26pm", "isoDateTime": "2020-09-13T12:26:40Z", "status": "visible",
             "userProfile": {"displayName": "nan"}, "responses": list(responses)}  # fmt: skip
    return found | ({"responseTo": {"commentId": answers}} if answers else {}) | more


def page_of(*comments, **more):
    (page,) = guardian_json.read(
        json.dumps({"discussion": {"key": "/p/1", "title": "Pie", "comments": comments} | more}).encode(), "in"
    )
    return page


def test_a_response_names_whom_it_answers_which_may_be_another_response():
    page = page_of(comment(1, comment(2, answers="1"), comment(3, answers="2"), comment(4)))
    assert [(found.id, found.parent_id) for found in page.blocks] == [("1", None), ("2", "1"), ("3", "2"), ("4", "1")]
    assert page.blocks[0].time_text == "13 September 2020 1:26pm"
    assert page.blocks[0].posted_at.hour == 12


def test_blocked_comments_are_removed():
    page = page_of(comment(1, status="blocked", body="This was removed."))
    assert (page.blocks[0].status, page.blocks[0].text) == ("removed", "This was removed.")


def test_a_page_of_several_says_so():
    page = page_of(comment(1), commentCount=45, webUrl="https://example.org/pie")
    assert page.notes == ("1 of 45 comments are in the file.",)
    assert (page.url, page.declared_count) == ("https://example.org/pie", 45)


def test_quotations_are_cut_out():
    page = page_of(comment(1), comment(2, body="<blockquote>words</blockquote><p>Why?</p>"))
    assert (page.blocks[1].text, page.blocks[1].quotes[0].text) == ("Why?", "words")


def test_before_threads_a_name_behind_a_sign_tells_whom_is_answered():
    def by(id, name, body):
        return comment(id, userProfile={"displayName": name}, body=body)

    spoken = [
        by(1, "Nan Sluice", "a"),
        by(2, "otter", "b"),
        by(3, "mole", "@Nan Sluice, no."),
        by(4, "otter", "<p>@otter</p>me"),
    ]
    spoken += [by(5, "heron", "@ Otter: yes"), by(6, "heron", "@nobody no"), by(7, "mole", "mail me @otter")]
    data = json.dumps({"discussion": {"key": "/p/1", "isThreaded": False, "comments": spoken}}).encode()
    (page,) = guardian_json.read(data, "in")
    assert [found.parent_id for found in page.blocks] == [None, None, "1", "2", "4", None, None]
    link = pipeline.reconstruct(page).links[2]
    assert link.evidence[0].sentence == "it begins with their name behind “@”, and so stands under Nan Sluice"


def test_pages_of_one_discussion_are_put_together():
    answers = [{"discussion": {"key": "/p/1", "comments": [comment(id)]}} for id in (1, 2)]
    (page,) = guardian_json.read(json.dumps(answers).encode(), "in")
    assert [found.id for found in page.blocks] == ["1", "2"]


@pytest.mark.parametrize("data", [b'{"discussion": "a talk"}', b'{"comment": {}}', samples.records()])
def test_leaves_alone(data):
    assert guardian_json.matches(data, "x") == 0
