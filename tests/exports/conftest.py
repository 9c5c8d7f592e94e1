from datetime import UTC, datetime

import pytest

from threads.model import Case, Comment, Decision, Evidence, Flag, Language, Link, Quote, Score, Thread

HOSTILE = "=cmd()\x1b[31m <b>red</b>\nsecond line, with commas\u202e\x00"


def _comment(name, author, text, *, start, **more):
    return Comment(id=name, author=author, text=text, source_span=(start, start + len(text)), line=start + 1, **more)


@pytest.fixture
def case():
    """Two comments: a plain root, and a hostile reply with everything a comment can have."""
    root = _comment(
        "c1",
        "Lena",
        "Who moved the bench?",
        start=0,
        posted_at=datetime(2021, 5, 3, 8, 15, tzinfo=UTC),
        time_text="3 May",
    )
    quote = Quote(text="the bench", comment_id="c1", span=None)
    reply = _comment("c2", "+Ömer", HOSTILE, start=30, quotes=(quote, Quote(text="red", span=(16, 19))))
    links = (
        Link(comment_id="c1", confidence=0.9),
        Link(
            comment_id="c2",
            parent_id="c1",
            confidence=0.98765,
            evidence=(
                Evidence(clue="indentation", weight=0.9, sentence="indented"),
                Evidence(clue="quotation", weight=0.5, sentence="quotes"),
                Evidence(clue="indentation", weight=0.4, sentence="indented again"),
            ),
        ),
    )
    thread = Thread(
        id="t1", source="pages/bench.txt", title="The bench", layout="nested", order="oldest", declared_count=2,
        article="A bench stood here.", comments=(root, reply), links=links,
    )  # fmt: skip
    scores = (
        Score(comment_id="c2", scorer="toxicity", label="toxicity", value=0.123456, source="detoxify:embedded"),
        Score(
            comment_id="c2",
            scorer="toxicity",
            label="insult",
            value=None,
            source="detoxify:embedded",
            reason="too long",
        ),
        Score(comment_id="c2", scorer="abuse", label="insult", value=1.0, source="lexicon:insults"),
    )
    flag = Flag(
        comment_id="c2",
        kind="abuse",
        label="insult",
        score=0.91,
        spans=((1, 4),),
        reason="calls\nnames",
        source="lexicon:x",
    )
    decision = Decision(
        thread_id="t1",
        comment_id="c2",
        action="escalate",
        moderator="Ida",
        at=datetime(2022, 1, 2, tzinfo=UTC),
        note="see me",
    )
    return Case(
        thread=thread,
        languages={"c1": Language(code="en", confidence=0.97)},
        scores=scores,
        flags=(flag,),
        decisions={"c2": decision},
    )


@pytest.fixture
def empty_case():
    """A page without comments."""
    return Case(thread=Thread(id="t2", source="pages/empty.txt"))
