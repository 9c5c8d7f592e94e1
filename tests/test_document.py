import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from threads import pipeline, sources
from threads.document import SCHEMA, as_json, document, json_schema, thread_document
from threads.model import Case, Comment, Decision, Language, Link, Score, Thread

VALIDATOR = Draft202012Validator(json_schema())


def a_case(texts=("Hello there", "Hello yourself"), parents=(None, 0), authors=None, **more):
    comments, links, at = [], [], 0
    for place, (text, parent) in enumerate(zip(texts, parents, strict=True)):
        author = authors[place] if authors else "Ann"
        span = (at, at + len(text))
        comments.append(Comment(id=f"c{place}", author=author, text=text, source_span=span, line=1))
        links.append(Link(comment_id=f"c{place}", parent_id=None if parent is None else f"c{parent}", confidence=0.9))
        at += len(text) + 2
    thread = Thread(id="t", source="page.txt", layout="nested", comments=tuple(comments), links=tuple(links))
    return Case(thread=thread, **more)


def as_data(case):
    return json.loads(as_json(document([case])))


def test_the_schema_is_a_schema_that_describes_every_field():
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    for shape in (schema, *schema["$defs"].values()):
        for name, field in shape["properties"].items():
            assert field.get("description"), name
        assert set(shape["required"]) == set(shape["properties"])


def test_fields_that_do_not_apply_are_null():
    data = as_data(a_case())
    VALIDATOR.validate(data)
    assert data["schema"] == SCHEMA
    thread = data["threads"][0]
    assert thread["url"] is None and thread["article"] is None and thread["declared_count"] is None
    comment = thread["comments"][1]
    assert comment["parent_id"] == "c0" and comment["depth"] == 1
    assert comment["decision"] is None and comment["posted_at"] is None
    assert comment["language"] == {"code": None, "confidence": 0.0}
    assert comment["scores"] == {} and comment["flags"] == []


def test_scores_are_the_toxicity_labels_that_are_known():
    scores = (
        Score(comment_id="c0", scorer="toxicity", label="toxicity", value=0.50004, source="detoxify:embedded"),
        Score(
            comment_id="c0",
            scorer="toxicity",
            label="threat",
            value=None,
            source="detoxify:embedded",
            reason="not English",
        ),
        Score(comment_id="c0", scorer="abuse", label="insult", value=1.0, source="lexicon:x"),
    )
    data = as_data(a_case(scores=scores))
    assert data["threads"][0]["comments"][0]["scores"] == {"toxicity": 0.5}


def test_times_are_iso_8601():
    case = a_case(
        decisions={
            "c0": Decision(
                thread_id="t",
                comment_id="c0",
                action="remove",
                moderator="Ida",
                at=datetime(2024, 2, 3, 4, 5, tzinfo=UTC),
            )
        }
    )
    decision = as_data(case)["threads"][0]["comments"][0]["decision"]
    assert decision == {"action": "remove", "moderator": "Ida", "at": "2024-02-03T04:05:00Z", "note": ""}


def test_a_lone_surrogate_becomes_a_replacement_character_and_nul_is_escaped():
    case = a_case(texts=("a\ud800b", "c\x00d"), languages={"c0": Language(code="en", confidence=1.0)})
    raw = as_json(thread_document(case))
    assert b"\\u0000" in raw
    assert [comment["text"] for comment in json.loads(raw)["comments"]] == ["a\ufffdb", "c\x00d"]


def test_depth_has_no_bound():
    count = 20_000
    case = a_case(texts=["x"] * count, parents=[None, *range(count - 1)])
    assert thread_document(case).comments[-1].depth == count - 1


@pytest.mark.parametrize("broken", [{"depth": -1}, {"status": "gone"}, {"extra": 1}, {"posted_at": 5}])
def test_the_schema_refuses(broken):
    data = as_data(a_case())
    data["threads"][0]["comments"][0] |= broken
    assert not VALIDATOR.is_valid(data)


# Words without quotation marks and ">": what a comment quotes is set apart when a page is read, here as everywhere.
words = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r>\"'«»„“”‚‘’‹›「」", exclude_categories=["Cs", "Cn", "Co"])
)
names = st.none() | words.map(str.strip).filter(bool)


@st.composite
def cases(draw):
    texts = draw(st.lists(words, max_size=6))
    parents = [draw(st.none() | st.integers(0, place - 1)) if place else None for place in range(len(texts))]
    return a_case(texts=texts, parents=parents, authors=[draw(names) for _ in texts])


@given(cases())
def test_every_case_is_valid(case):
    VALIDATOR.validate(as_data(case))


@given(cases())
def test_an_export_read_back_is_the_same_tree(case):
    first = thread_document(case)
    again = []
    for page in sources.read(as_json(document([case])), "export.json"):
        again.append(thread_document(Case(thread=pipeline.reconstruct(page))))
    assert len(again) == 1
    assert again[0].source == first.source

    def gist(thread):
        return [
            (comment.id, comment.parent_id, comment.depth, comment.author, comment.text, comment.status)
            for comment in thread.comments
        ]

    assert gist(again[0]) == gist(first)
