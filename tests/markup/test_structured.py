"""Comments in JSON-LD."""

import json

import pytest

from threads.markup.structured import blocks

NESTED = {
    "@type": "DiscussionForumPosting",
    "text": "The opening post",
    "comment": [
        {"@type": "Comment", "@id": "a", "text": "One", "author": {"name": "Ann"}, "dateCreated": "2021-05-03T10:15:00Z",
         "comment": {"@type": "Comment", "@id": "b", "text": "Two &amp; a half", "author": "Bo"}},
        {"@type": "Comment", "identifier": 7, "text": "<p>Three</p><p>lines</p>", "parentItem": {"@id": "a"}},
    ],
}  # fmt: skip


def test_nesting_and_parent_items():
    found = blocks([json.dumps(NESTED)])
    assert [(block.id, block.parent_id, block.author, block.text) for block in found] == [
        ("a", None, "Ann", "One"),
        ("b", "a", "Bo", "Two & a half"),
        ("7", "a", None, "Three\nlines"),
    ]
    assert found[0].posted_at.isoformat() == "2021-05-03T10:15:00+00:00"


@pytest.mark.parametrize(
    "data",
    [
        {
            "@type": "FAQPage",
            "mainEntity": [{"@type": "Question", "acceptedAnswer": {"@type": "Answer", "text": "Yes"}}],
        },
        {"@type": "Product", "review": [{"@type": "Review", "reviewBody": "Good rope"}]},
        {"@type": "NewsArticle", "articleBody": "Words", "commentCount": 3},
        {"@graph": [{"@type": "WebSite", "name": "x"}]},
        [],
    ],
)
def test_leaves_alone(data):
    assert blocks([json.dumps(data)]) == ()


@pytest.mark.parametrize("script", ["", "{", "[" * 100_000, "null", '{"@type": 3}'])
def test_broken_scripts_say_nothing(script):
    assert blocks([script]) == ()
