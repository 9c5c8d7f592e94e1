"""Cases built by hand: a small quarrel, a quiet page, an empty one, and one whose every word is hostile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from threads.model import Case, Comment, Decision, Evidence, Flag, Language, Link, Score, Thread
from threads.reporting.comment_table import TOXICITY_LABELS
from threads.reporting.receipt import Receipt

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def comment(id: str, author: str | None, text: str, **more: Any) -> Comment:
    return Comment(id=id, author=author, text=text, source_span=(0, len(text)), line=more.pop("line", 1), **more)


def link(id: str, parent: str | None, confidence: float = 0.9, *clues: str) -> Link:
    evidence = tuple(Evidence(clue=clue, weight=0.8, sentence=f"shown by {clue}") for clue in clues or ("indentation",))
    return Link(comment_id=id, parent_id=parent, confidence=confidence, evidence=evidence)


def flag(id: str, label: str, score: float = 0.9, *spans: tuple[int, int], **more: Any) -> Flag:
    more = {"kind": "abuse", "reason": f"shows {label}", "source": f"lexicon:{label}"} | more
    return Flag(comment_id=id, label=label, score=score, spans=spans, **more)


def toxicities(id: str, value: float | None) -> list[Score]:
    reason = None if value is not None else "no words"
    return [
        Score(comment_id=id, scorer="toxicity", label=label, value=value, source="detoxify:embedded", reason=reason)
        for label in TOXICITY_LABELS[:6]
    ]


def case(
    id: str,
    said: Iterable[tuple[Comment, Link, float | None]],
    *,
    flags: Iterable[Flag] = (),
    decisions: Iterable[Decision] = (),
    **more: Any,
) -> Case:
    said = list(said)
    comments = tuple(one for one, _, _ in said)
    thread = Thread(
        id=id,
        source=more.pop("source", f"{id}.txt"),
        comments=comments,
        links=tuple(found for _, found, _ in said),
        **more,
    )
    return Case(
        thread=thread,
        languages={one.id: Language(code="en", confidence=0.9) for one in comments},
        scores=tuple(score for one, _, value in said for score in toxicities(one.id, value)),
        flags=tuple(flags),
        decisions={decision.comment_id: decision for decision in decisions},
    )


@pytest.fixture
def make() -> Callable[..., Case]:
    return case


@pytest.fixture
def quarrel() -> Case:
    """Five comments; Bo is insulted by Al twice and answers with a claim."""
    said = [
        (comment("c1", "Bo", "The bridge is safe.", posted_at=NOON, time_text="noon"), link("c1", None, 1.0), 0.01),
        (comment("c2", "Al", "You fool."), link("c2", "c1", 0.9), 0.8),
        (comment("c3", "Bo", "They staged it all, darn it."), link("c3", "c2", 0.4, "mention", "adjacency"), 0.5),
        (comment("c4", "Al", "Fool again."), link("c4", "c3", 0.7, "quotation"), 0.7),
        (comment("c5", None, "", status="empty"), link("c5", None, 1.0), None),
    ]
    flags = [
        flag("c2", "insult", 0.9, (4, 8)),
        flag("c3", "staged-event", 0.6, (5, 14), kind="conspiracy"),
        flag("c3", "profanity", 0.5, (20, 24), reason='coarse: "darn"'),
        flag("c4", "threat", 0.5),
    ]
    decision = Decision(thread_id="q", comment_id="c2", action="remove", moderator="Mo", at=NOON)
    return case("q", said, flags=flags, decisions=[decision], title="The bridge", declared_count=6, platform="phpbb")


@pytest.fixture
def quiet() -> Case:
    """Two comments, nothing wrong; Al writes here too."""
    said = [
        (comment("d1", "Al", "Nice oven."), link("d1", None, 1.0), 0.02),
        (comment("d2", "Cy", "It is."), link("d2", "d1", 0.95, "indentation"), 0.04),
    ]
    return case("calm", said)


@pytest.fixture
def bare() -> Case:
    """A page without comments."""
    return case("bare", [])


@pytest.fixture
def hostile() -> Case:
    """Markup, formulas, control codes, template code and half letters wherever a stranger can write."""
    text = "<script>document.title='owned'</script> {{ 7*7 }} {% raw %} \x1b[31mred\x00 \u202egnp \ud800 end, you worm"
    start = text.index("you worm")
    said = [
        (comment('"><b id=x>', "=cmd|' /C calc'!A0", text, time_text="<i>now</i>"), link('"><b id=x>', None, 1.0), 0.9),
        (
            comment("h2", "<img src=x onerror=\"document.title='owned'\">", "@SUM(A1:A9) you worm\n=1+1"),
            link("h2", '"><b id=x>', 0.3, "mention"),
            0.95,
        ),
    ]
    flags = [
        flag('"><b id=x>', "insult", 0.9, (start, start + 8), reason="<script>document.title='owned'</script>"),
        flag("h2", "slur", 0.9, (12, 20), reason='+calls "you worm" a name'),
    ]
    return case(
        "=h",
        said,
        flags=flags,
        source="-evil<script>.txt",
        title="<script>document.title='owned'</script>\x1b]0;owned\x07",
        url="javascript:alert(1)",
        platform="</style><script>document.title='owned'</script>",
    )


@pytest.fixture
def receipt() -> Receipt:
    return Receipt(generated_at=NOON, model="embedded", policy="default")
