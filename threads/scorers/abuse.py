"""Abuse by its grammar: who is called what, wished what, or threatened with what; a bad word alone insults nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from threads.model import Comment, Finding, Language, Score, Thread
from threads.scorers import Options
from threads.wording import lexicon, spelling, voices
from threads.wording.lexicon import Hit, Lexicon

LABELS = ("insult", "threat", "slur", "dehumanisation", "incitement", "profanity")
LANGUAGES = ("en",)
"""Languages whose constructions are known."""
SURE = 0.7
"""From this confidence a comment in another language is left alone; below it, short English is often misread."""
LONGEST = 20_000
"""Characters of a comment that are read; what is longer is no comment, and time stays bounded."""

_FILES = ("insults", "violence", "slurs", "profanity")
_REACH = 45
"""Letters between a guard and the words it takes back: about eight words."""
_BREAK = re.compile(r"[.!?\n\u2026;]|\bbut\b")
_DENIAL = re.compile(r"\b(?:not|never|nor)\b|n't\b")
_DENYING = ("no-way-out",)
"""Constructions that a "not" is part of."""
_MOST_FINDINGS = 5
_MADE = TypeAdapter(list[Score])
"""All scores of a thread are made in one call: one by one they would cost as much as the reading does."""


@dataclass(frozen=True, slots=True)
class _Words:
    abuse: Lexicon
    guards: Lexicon
    vocabulary: spelling.Vocabulary


@cache
def _words() -> _Words:
    classes = lexicon.read("abuse/classes")["classes"]
    abuse = lexicon.compiled([(name, lexicon.read(f"abuse/{name}")) for name in _FILES], classes)
    guards = lexicon.compiled([("guards", lexicon.read("abuse/guards"))], classes)
    loud = {name: classes[name] for name in ("base", "role", "bad", "vermin", "kill", "killed", "hurt")}
    known = lexicon.vocabulary(loud, [abuse])
    return _Words(abuse, guards, spelling.Vocabulary.of(known, whole=lexicon.short_words()))


def score(
    threads: Sequence[Thread], *, languages: Sequence[Mapping[str, Language]], options: Options
) -> list[list[Score]]:
    """For each thread one score a comment and label; a value says how surely, not how badly.

    Quoted words are not the writer's and are not judged. Comments in other languages than English get ``None``.
    """
    return [
        _MADE.validate_python(
            [row for comment in thread.comments for row in _of_comment(comment, spoken.get(comment.id))]
        )
        for thread, spoken in zip(threads, languages, strict=True)
    ]


def _of_comment(comment: Comment, language: Language | None) -> list[dict[str, Any]]:
    if language is not None and language.code not in (None, *LANGUAGES) and language.confidence >= SURE:
        reason = f"its constructions are known for English, not for {language.code}"
        return [_score(comment, label, None, reason=reason) for label in LABELS]
    found = findings(comment.own_words)
    return [
        _score(comment, label, *_summed(found[label])) if label in found else _score(comment, label, 0.0)
        for label in LABELS
    ]


def findings(text: str) -> dict[str, list[tuple[float, Finding]]]:
    """What is abusive in a text, by label: points and the finding, in order of place.

    >>> [finding.sentence for _, finding in findings("That is a lie, you moron!")["insult"]]
    ['calls the person answered a name: "you moron"']
    """
    known = _words()
    own = voices.apart(text[:LONGEST]).own
    plain = spelling.plain(own, known.vocabulary)
    hits = known.abuse.find(plain.text, distinct := lexicon.words_of(plain.text))
    if not hits:
        return {}
    guards = known.guards.find(plain.text, distinct) if any(hit.entry.label != "profanity" for hit in hits) else []
    found: dict[str, list[tuple[float, Finding]]] = {}
    taken: dict[str, list[tuple[int, int]]] = {}
    for hit in sorted(hits, key=lambda hit: (-hit.entry.points, hit.start, -hit.end)):
        label = hit.entry.label
        if any(start < hit.end and hit.start < end for start, end in taken.get(label, ())):
            continue
        points = hit.entry.points - _guarded(hit, guards, plain.text)
        if points <= 0:
            continue
        taken.setdefault(label, []).append((hit.start, hit.end))
        span = plain.span(hit.start, hit.end)
        words = " ".join(text[slice(*span)].split())[:80].strip(" ,;:\n")
        found.setdefault(label, []).append((points, Finding(spans=(span,), sentence=f'{hit.entry.says}: "{words}"')))
    return found


def _guarded(hit: Hit, guards: list[Hit], text: str) -> float:
    """Points that the words around take away from a hit."""
    if hit.entry.label == "profanity":
        return 0.0
    if (
        hit.entry.label in ("incitement", "threat")
        and hit.entry.name not in _DENYING
        and _DENIAL.search(text, hit.start, hit.end)
    ):
        return 1.0
    taken = 0.0
    for guard in guards:
        if guard.entry.label == "play":
            if hit.entry.label in ("incitement", "threat", "dehumanisation"):
                taken = max(taken, guard.entry.points)
        elif guard.entry.label == "around":
            if guard.start < hit.end and hit.start < guard.end + 5:
                taken = max(taken, guard.entry.points)
        elif (
            guard.start < hit.end
            and guard.start <= hit.start
            and hit.start - guard.end <= _REACH
            and not _BREAK.search(text, min(guard.end, hit.start), hit.start)
        ):
            taken = max(taken, guard.entry.points)
    return taken


def _summed(found: list[tuple[float, Finding]]) -> tuple[float, tuple[Finding, ...]]:
    """The best points, a little more for each further finding; the findings, best first."""
    best = found[0][0] + 0.02 * min(len(found) - 1, 4)
    return round(min(best, 0.99), 3), tuple(finding for _, finding in found[:_MOST_FINDINGS])


def _score(
    comment: Comment,
    label: str,
    value: float | None,
    findings: tuple[Finding, ...] = (),
    *,
    reason: str | None = None,
) -> dict[str, Any]:
    return {
        "comment_id": comment.id,
        "scorer": "abuse",
        "label": label,
        "value": value,
        "source": f"lexicon:{label}",
        "reason": reason,
        "findings": findings,
    }
