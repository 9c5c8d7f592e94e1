"""Two small conversations, a stand-in scorer and a stand-in policy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from threads import (
    Candidate,
    Case,
    Comment,
    Evidence,
    Finding,
    Flag,
    Language,
    Link,
    Quote,
    Score,
    Thread,
    ThreadsError,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

Told = tuple[str, str | None, str, str]
"""Id, id of the parent, author, words."""

TRAMS: tuple[Told, ...] = (
    ("a1", None, "Marta", "The new tram line is late again. Does anybody know why?"),
    ("a2", "a1", "old_stoker", "Because the planners are idiots, every one of them."),
    ("a3", "a2", "Marta", "“idiots” is a bit much. They had a flood to deal with."),
    ("a4", "a2", "nightbird", "They flooded the depot on purpose to sell us buses. Wake up."),
    ("a5", "a1", "Tomas K.", "The depot reopens on Monday, says the notice at the stop."),
    ("a6", None, "hilde", "I just walk.\n\nTwo kilometres, rain or shine, and I have not been late once since May."),
    ("a7", "a6", "old_stoker", "Nobody asked you, you smug cow."),
)
BREAD: tuple[Told, ...] = (
    ("b1", None, "Ivo", "Which flour do you use for the rye loaf?"),
    ("b2", "b1", "Pilar", "Half and half, and a spoon of malt."),
    ("b3", "b2", "Ivo", "Thank you! And then get lost, idiot oven of mine."),
)

ABUSE = re.compile(r"\b(idiots?|smug cow)\b", re.IGNORECASE)
CLAIM = re.compile(r"\bon purpose to\b[^.]*", re.IGNORECASE)


def thread_of(name: str, told: Sequence[Told], *, title: str | None = None) -> Thread:
    """A thread of these comments, each a line on its page and a quarter of an hour after the one before."""
    comments, links = [], []
    for number, (comment_id, parent_id, author, text) in enumerate(told):
        quoted = re.search(r"“(.+?)”", text)
        quotes = (Quote(text=quoted[1], comment_id=parent_id, span=quoted.span(1)),) if quoted else ()
        comments.append(
            Comment(
                id=comment_id,
                author=author,
                posted_at=NOON + timedelta(minutes=15 * number),
                text=text,
                quotes=quotes,
                source_span=(number * 100, number * 100 + 90),
                line=number * 4 + 1,
            )
        )
        sentence = "it stands at the left edge" if parent_id is None else f"indented under {parent_id}"
        evidence = (Evidence(clue="indentation", weight=0.9, sentence=sentence, line=number * 4 + 1),)
        others = (Candidate(parent_id=None, confidence=0.08),) if parent_id else ()
        links.append(
            Link(comment_id=comment_id, parent_id=parent_id, confidence=0.92, evidence=evidence, runners_up=others)
        )
    return Thread(id=f"t-{name}", source=f"{name}.txt", title=title, comments=tuple(comments), links=tuple(links))


def judge(threads: Sequence[Thread]) -> list[Case]:
    """A stand-in for the scorers: two patterns, and a scorer that abstains."""
    return [judged(thread) for thread in threads]


def judged(thread: Thread) -> Case:
    scores: list[Score] = []
    flags: list[Flag] = []
    for comment in thread.comments:
        for kind, label, pattern in (("abuse", "insult", ABUSE), ("conspiracy", "false-flag", CLAIM)):
            spans = tuple(hit.span() for hit in pattern.finditer(comment.own_words))
            value = 0.9 if spans else 0.0
            found = (Finding(spans=spans, sentence="words"),) if spans else ()
            scores.append(
                Score(comment_id=comment.id, scorer=kind, label=label, value=value, source="stand-in", findings=found)
            )
            if spans:
                reason = f"It says “{comment.text[slice(*spans[0])]}”."
                flags.append(
                    Flag(
                        comment_id=comment.id,
                        kind=kind,
                        label=label,
                        score=value,
                        spans=spans,
                        reason=reason,
                        source="stand-in",
                    )
                )
        scores.append(
            Score(
                comment_id=comment.id,
                scorer="toxicity",
                label="toxicity",
                value=None,
                source="none",
                reason="there is no model here",
            )
        )
    languages = {comment.id: Language(code="en", confidence=0.97) for comment in thread.comments}
    return Case(thread=thread, languages=languages, scores=tuple(scores), flags=tuple(flags))


class Limits:
    """A policy that flags everything from one half on."""

    def threshold(self, scorer: str, label: str) -> float | None:
        return None if scorer == "toxicity" else 0.5

    def reason(self, scorer: str, label: str) -> str | None:
        return None


class Pages:
    """Cases as a reader of pages gives them, with what went wrong."""

    def __init__(self, *threads: Thread, problems: Sequence[ThreadsError] = ()) -> None:
        self.threads = threads
        self.problems = list(problems)

    def __iter__(self) -> Iterator[Case]:
        return (Case(thread=thread) for thread in self.threads)


def trams() -> Thread:
    return thread_of("trams", TRAMS, title="Tram line 9 delayed")


def bread() -> Thread:
    return thread_of("bread", BREAD)
