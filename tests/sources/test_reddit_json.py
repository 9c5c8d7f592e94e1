import json

import pytest

from tests.sources import samples
from threads.sources import reddit_json


def comment(id, parent="t3_9", body="words", *, replies=(), **more):
    listing = {"kind": "Listing", "data": {"children": list(replies)}} if replies else ""
    data = {"id": id, "name": f"t1_{id}", "parent_id": parent, "link_id": "t3_9", "body": body, "author": "nan"}
    return {"kind": "t1", "data": data | {"created_utc": 1_600_000_000.0, "replies": listing} | more}


def more(parent, count, *children):
    return {"kind": "more", "data": {"id": "_", "parent_id": parent, "count": count, "children": list(children)}}


def pages_of(*children, post=True):
    listings = [{"kind": "Listing", "data": {"children": list(children)}}]
    if post:
        data = {
            "name": "t3_9",
            "title": "Pie",
            "permalink": "/r/ponds/comments/9/pie/",
            "num_comments": 7,
            "selftext": "a &lt; b",
        }
        listings.insert(0, {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": data}]}})
    return list(reddit_json.read(json.dumps(listings).encode(), "in"))


def test_the_submission_is_the_page():
    (page,) = pages_of(comment("a"))
    assert (page.title, page.url) == ("Pie", "https://www.reddit.com/r/ponds/comments/9/pie/")
    assert (page.article, page.declared_count, page.platform) == ("a < b", 7, "reddit")


def test_lines_behind_a_sign_are_quotations_and_spoilers_are_not():
    body = "&gt; Is it late?\n&gt; Really?\n\nIt is &amp; was.\n\n&gt;!Otter did it!&lt;\n\n>>deep"
    (page,) = pages_of(comment("a", body="It was said. Is it late? Really?"), comment("b", "t1_a", body))
    found = page.blocks[1]
    assert found.text == "It is & was.\n\n>!Otter did it!<"
    assert [(quote.text, quote.comment_id) for quote in found.quotes] == [
        ("Is it late?\nReally?", "t1_a"),
        ("deep", None),
    ]


def test_deleted_comments_keep_their_place():
    gone = comment("a", body="[deleted]", author="[deleted]", replies=[comment("b", "t1_a")])
    (page,) = pages_of(gone, comment("c", body="[removed]"), comment("d", body="[ Removed by Reddit ]"))
    assert [found.status for found in page.blocks] == ["deleted", "visible", "removed", "removed"]
    assert page.blocks[1].parent_id == "t1_a"


def test_stubs_are_told_in_a_sentence():
    (page,) = pages_of(comment("a", replies=[more("t1_a", 0)]), more("t3_9", 12, "x", "y"))
    assert page.notes == (
        "2 places have more comments than the file holds, 1 of them a branch cut off (“continue this thread”); "
        "Reddit counts 12 in all.",
    )


def test_a_permalink_view_begins_with_an_answer():
    (page,) = pages_of(comment("b", "t1_a", replies=[comment("c", "t1_b")]))
    assert [found.parent_id for found in page.blocks] == [None, "t1_b"]
    assert page.notes == ("t1_b answers t1_a, which is not here: it was made a thread of its own.",)


def test_comments_of_several_submissions_are_several_pages():
    data = json.dumps({"kind": "Listing", "data": {"children": [
        comment("a"), comment("b", "t3_8", link_id="t3_8", link_title="Soup", link_permalink="https://www.reddit.com/r/x/")
    ]}}).encode()  # fmt: skip
    first, second = reddit_json.read(data, "in")
    assert [found.id for found in first.blocks] == ["t1_a"]
    assert (second.title, second.url) == ("Soup", "https://www.reddit.com/r/x/")


def test_several_threads_may_stand_in_a_file_a_line_each():
    lines = (
        samples.reddit_listing() + b"\n" + samples.reddit_listing().replace(b"t3_9", b"t3_8").replace(b"t1_1", b"t1_2")
    )
    first, second = reddit_json.read(lines, "in")
    assert [len(page.blocks) for page in (first, second)] == [4, 4]


def test_a_comment_without_markdown_is_read_from_its_html():
    found = comment("a", body=None, body_html='&lt;div class="md"&gt;&lt;p&gt;one &amp;amp; two&lt;/p&gt;&lt;/div&gt;')
    (page,) = pages_of(found)
    assert page.blocks[0].text == "one & two"


def test_ten_thousand_answers_to_answers():
    before = "".join(
        f'{{"kind":"Listing","data":{{"children":[{{"kind":"t1","data":{{"id":"c{n}","link_id":"t3_9","body":"w{n}",'
        f'"parent_id":"{f"t1_c{n - 1}" if n else "t3_9"}","replies":'
        for n in range(10_000)
    )
    (page,) = reddit_json.read(f'[{before}""{"}}]}}" * 10_000}]'.encode(), "in")
    assert len(page.blocks) == 10_000
    assert page.blocks[-1].parent_id == "t1_c9998"
    assert not page.notes


@pytest.mark.parametrize(
    "data", [samples.reddit_listing(), samples.reddit_morechildren(), b'{"kind": "t1", "data": {"body": ""}}']
)
def test_recognises(data):
    assert reddit_json.matches(data, "x") > 0.9


@pytest.mark.parametrize(
    "data", [b'{"kind": "Listing"}', b'[{"kind": "t5"}]', b"[]", b'{"data": []}', samples.pushshift()]
)
def test_leaves_alone(data):
    assert reddit_json.matches(data, "x") == 0
