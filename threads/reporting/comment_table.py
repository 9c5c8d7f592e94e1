"""The comments of cases as one table, from which the reports count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import polars

from threads.model import Case, Comment, Thread

TOXICITY_LABELS = (
    "toxicity",
    "severe_toxicity",
    "obscene",
    "threat",
    "insult",
    "identity_attack",
    "sexual_explicit",
)
"""The columns of the toxicity scorer; a model that lacks one leaves it empty."""

SCHEMA = polars.Schema(
    {
        "thread_number": polars.UInt32(),
        "thread_id": polars.String(),
        "source": polars.String(),
        "position": polars.UInt32(),
        "comment_id": polars.String(),
        "parent_id": polars.String(),
        "depth": polars.UInt32(),
        "descendants": polars.UInt32(),
        "author": polars.String(),
        "posted_at": polars.Datetime("us", "UTC"),
        "time_text": polars.String(),
        "text": polars.String(),
        "status": polars.String(),
        "line": polars.UInt32(),
        "language": polars.String(),
        "language_confidence": polars.Float64(),
        "link_confidence": polars.Float64(),
        "evidence": polars.List(polars.String()),
        **{label: polars.Float64() for label in TOXICITY_LABELS},
        "flags": polars.UInt32(),
        "abuse": polars.Boolean(),
        "conspiracy": polars.Boolean(),
        "flag_labels": polars.List(polars.String()),
        "decision": polars.String(),
    }
)

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def table(cases: Iterable[Case], *, first_number: int = 1) -> polars.DataFrame:
    """One row a comment, in reading order; columns and types as in `SCHEMA`, explained in ``reports/comments.py``.

    Args:
        cases: one after the other, read once.
        first_number: the ``thread_number`` of the first case.
    """
    found = [row for number, case in enumerate(cases, first_number) for row in _rows(number, case)]
    return polars.DataFrame(found, schema=SCHEMA)


def toxicity_of(case: Case) -> dict[str, dict[str, float | None]]:
    """What the toxicity scorer says: by comment id its values by label, ``None`` where it abstains."""
    found: dict[str, dict[str, float | None]] = {}
    for score in case.scores:
        if score.scorer == "toxicity" and score.label in TOXICITY_LABELS:
            found.setdefault(score.comment_id, {})[score.label] = score.value
    return found


def encodable(text: str | None) -> str | None:
    """The text as UTF-8 can hold it: half a surrogate pair becomes U+FFFD, everything else stays."""
    return None if text is None else _LONE_SURROGATE.sub("\ufffd", text)


def _utc(time: datetime | None) -> datetime | None:
    if time is None:
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def descendants_of(thread: Thread) -> dict[str, int]:
    """By comment id, how many comments stand below it, at any depth."""
    below = {comment.id: 0 for comment in thread.comments}
    for comment, _ in reversed(list(thread.walk())):
        parent_id = thread.link_of[comment.id].parent_id
        if parent_id is not None:
            below[parent_id] += below[comment.id] + 1
    return below


def _rows(number: int, case: Case) -> Iterator[dict[str, Any]]:
    below = descendants_of(case.thread)
    toxicities = toxicity_of(case)
    for position, comment in enumerate(case.thread.comments, 1):
        yield {
            "thread_number": number,
            "position": position,
            "descendants": below[comment.id],
            **_comment_columns(case.thread, comment),
            **_judgement_columns(case, comment, toxicities.get(comment.id, {})),
        }


def _comment_columns(thread: Thread, comment: Comment) -> dict[str, Any]:
    link = thread.link_of[comment.id]
    return {
        "thread_id": encodable(thread.id),
        "source": encodable(thread.source),
        "comment_id": encodable(comment.id),
        "parent_id": encodable(link.parent_id),
        "depth": thread.depth_of[comment.id],
        "author": encodable(comment.author),
        "posted_at": _utc(comment.posted_at),
        "time_text": encodable(comment.time_text),
        "text": encodable(comment.text),
        "status": comment.status,
        "line": comment.line,
        "link_confidence": link.confidence,
        "evidence": list(dict.fromkeys(evidence.clue for evidence in link.evidence)),
    }


def _judgement_columns(case: Case, comment: Comment, toxicity: Mapping[str, float | None]) -> dict[str, Any]:
    flags = case.flags_of.get(comment.id, ())
    language = case.languages.get(comment.id)
    decision = case.decisions.get(comment.id)
    kinds = {flag.kind for flag in flags}
    return {
        "language": language.code if language else None,
        "language_confidence": language.confidence if language else None,
        **{label: toxicity.get(label) for label in TOXICITY_LABELS},
        "flags": len(flags),
        "abuse": "abuse" in kinds,
        "conspiracy": "conspiracy" in kinds,
        "flag_labels": list(dict.fromkeys(flag.label for flag in flags)),
        "decision": decision.action if decision else None,
    }
