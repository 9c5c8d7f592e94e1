"""Conspiracy claims by their grammar: who, in hiding, does what to us, to what end; only promoting one counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from threads.model import Comment, Finding, Language, Score, Thread
from threads.scorers import Options
from threads.wording import stance, voices

LABELS = stance.families()
LANGUAGES = ("en",)
"""Languages whose constructions are known."""
SURE = 0.7
"""From this confidence a comment in another language is left alone; below it, short English is often misread."""
CARRIED = 0.95
"""Share of the parent's value that bare agreement takes over."""

_Read = dict[str, stance.Reading]
_MADE = TypeAdapter(list[Score])
"""All scores of a thread are made in one call: one by one they would cost more than the reading does."""


def score(
    threads: Sequence[Thread], *, languages: Sequence[Mapping[str, Language]], options: Options
) -> list[list[Score]]:
    """For each thread one score a comment and claim family; 0.5 and more means that the comment promotes the claim.

    Comments in other languages get ``None``. A bare "Exactly." takes its value from the comment it answers, or from the
    words it quotes.
    """
    return [_of_thread(thread, spoken) for thread, spoken in zip(threads, languages, strict=True)]


def _of_thread(thread: Thread, spoken: Mapping[str, Language]) -> list[Score]:
    read: _Read = {}
    for comment, _ in thread.walk():
        if _foreign(spoken.get(comment.id)) is None:
            read[comment.id] = _reading(comment, thread, read)
    rows = [row for comment in thread.comments for row in _scores(comment, read.get(comment.id), spoken)]
    return _MADE.validate_python(rows)


def _foreign(language: Language | None) -> str | None:
    """The code of a language whose constructions are not known; ``None`` where the comment can be read."""
    if language is None or language.code is None or language.code in LANGUAGES or language.confidence < SURE:
        return None
    return language.code


def _reading(comment: Comment, thread: Thread, read: _Read) -> stance.Reading:
    parts = voices.apart(comment.own_words[: stance.LONGEST])
    own = stance.read(parts.own)
    if own.stance == "promotes" or own.stance == "counters":
        return own
    sources = [stance.read(words) for words in (*parts.quoted, *(quote.text for quote in comment.quotes))]
    parent = thread.parent(comment)
    if parent is not None and parent.id in read:
        sources.append(read[parent.id])
    carried = max(sources, key=lambda source: source.points, default=stance.NOTHING)
    if carried.stance != "promotes" or not stance.agrees(parts.own):
        return own
    whole = (len(parts.own) - len(parts.own.lstrip()), len(parts.own.rstrip()))
    sentence = f"agrees with a comment that promotes a claim ({carried.sentence})"
    return stance.Reading(
        "promotes", max(carried.points * CARRIED, stance.ENOUGH), carried.families, (whole,), sentence
    )


def _scores(comment: Comment, reading: stance.Reading | None, spoken: Mapping[str, Language]) -> list[dict[str, Any]]:
    if reading is None:
        reason = f"its constructions are known for English, not for {_foreign(spoken.get(comment.id))}"
        return [_score(comment, label, None, reason=reason) for label in LABELS]
    if reading.points <= 0 and reading.stance == "none":
        return [_score(comment, label, 0.0) for label in LABELS]
    value = round(reading.points / (1 + reading.points), 3) if reading.points > 0 else 0.0
    if reading.stance != "promotes":
        value = min(value, 0.49)
    named = [family for family, points in reading.families if points >= 0.6] or [
        family for family, _ in reading.families[:1]
    ]
    chosen = set(named[:2]) or {stance.GENERIC}
    finding = Finding(spans=reading.spans, sentence=_told(reading))
    return [
        _score(comment, label, value, findings=(finding,)) if label in chosen else _score(comment, label, 0.0)
        for label in LABELS
    ]


def _told(reading: stance.Reading) -> str:
    if reading.stance == "promotes":
        return reading.sentence
    how = {
        "asks": "asks about a claim",
        "reports": "reports a claim",
        "counters": "counters a claim",
        "jokes": "jokes about a claim",
    }
    return f"{how.get(reading.stance, 'comes near a claim')} ({reading.sentence})"


def _score(
    comment: Comment, label: str, value: float | None, *, reason: str | None = None, findings: tuple[Finding, ...] = ()
) -> dict[str, Any]:
    return {
        "comment_id": comment.id,
        "scorer": "conspiracy",
        "label": label,
        "value": value,
        "source": f"lexicon:{label}",
        "reason": reason,
        "findings": findings,
    }
