"""The nouns: frozen, strict, and trees computed from links."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from threads.model import Case, Comment, Evidence, Flag, Link, Page, Quote, Score, Thread


def comment(id, text="Words."):
    return Comment(id=id, text=text, source_span=(0, 0), line=1)


def thread(**parents):
    """A thread of comments in the order given, each with its parent."""
    links = tuple(
        Link(
            comment_id=id,
            parent_id=parent,
            confidence=1.0,
            evidence=(Evidence(clue="stated", weight=1.0, sentence="stated"),),
        )
        for id, parent in parents.items()
    )
    return Thread(id="t", source="page", comments=tuple(comment(id) for id in parents), links=links)


def test_nouns_do_not_change():
    page = Page(source="page", text="")
    with pytest.raises(ValidationError):
        page.text = "other"


@pytest.mark.parametrize(
    ("noun", "fields"),
    [
        (Page, {"source": "page", "text": "", "colour": "red"}),
        (Comment, {"id": "c", "text": "", "source_span": (0, 0), "line": 1, "status": "lost"}),
        (Evidence, {"clue": "stated", "weight": 1.1, "sentence": "too sure"}),
        (Link, {"comment_id": "c", "confidence": -0.1}),
        (Flag, {"comment_id": "c", "kind": "abuse", "label": "insult", "score": 2, "reason": "r", "source": "s"}),
    ],
)
def test_nouns_refuse_what_they_do_not_know(noun, fields):
    with pytest.raises(ValidationError):
        noun(**fields)


def test_own_words_keep_their_places():
    quote = Quote(text="it\nleaks", span=(5, 13))
    found = Comment(
        id="c", text="No. “it\nleaks”? Dry!", quotes=(quote, Quote(text="cut out")), source_span=(0, 0), line=1
    )
    assert found.own_words == "No. “  \n     ”? Dry!"
    assert comment("c", "as it is").own_words == "as it is"


def test_a_thread_walks_parents_before_replies():
    made = thread(a=None, b="a", c=None, d="b", e="a")
    assert [(found.id, depth) for found, depth in made.walk()] == [("a", 0), ("b", 1), ("d", 2), ("e", 1), ("c", 0)]
    assert made.depth_of == {"a": 0, "b": 1, "d": 2, "e": 1, "c": 0}
    assert [found.id for found in made.replies["a"]] == ["b", "e"]
    assert [found.id for found in made.replies[None]] == ["a", "c"]
    assert made.parent(made.by_id["d"]).id == "b" and made.parent(made.by_id["a"]) is None
    assert made.link_of["e"].parent_id == "a"


def test_a_parent_may_stand_below_its_reply():
    made = thread(a="b", b=None)
    assert [found.id for found, _ in made.walk()] == ["b", "a"]


def test_depth_has_no_bound():
    parents = {"c0": None, **{f"c{place}": f"c{place - 1}" for place in range(1, 5000)}}
    assert thread(**parents).depth_of["c4999"] == 4999


def test_a_thread_without_comments():
    assert list(thread().walk()) == [] and thread().replies == {}


def test_a_case_finds_flags_and_scores_by_comment():
    flags = [
        Flag(comment_id=id, kind="abuse", label=label, score=0.9, reason="r", source="s")
        for id, label in (("a", "insult"), ("b", "slur"), ("a", "threat"))
    ]
    score = Score(comment_id="a", scorer="toxicity", label="toxicity", value=None, reason="too short", source="s")
    case = Case(thread=thread(a=None, b="a", c="a"), flags=tuple(flags), scores=(score,))
    assert {id: [flag.label for flag in found] for id, found in case.flags_of.items()} == {
        "a": ["insult", "threat"],
        "b": ["slur"],
    }
    assert case.scores_of == {"a": (score,)}


def test_nouns_come_back_from_json():
    made = thread(a=None, b="a")
    assert Thread.model_validate_json(made.model_dump_json()) == made
