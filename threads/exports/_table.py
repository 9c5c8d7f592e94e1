"""The one table that CSV and Parquet share: one row a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from threads.document import Comment, Thread

LABELS = ("toxicity", "severe_toxicity", "obscene", "threat", "insult", "identity_attack", "sexual_explicit")
COLUMNS = (
    "thread_id", "source", "title", "url", "platform", "layout", "comment_id", "parent_id", "depth", "author",
    "posted_at", "posted_at_text", "text", "status", "source_start", "source_end",
    "link_evidence", "link_confidence", "language",
    *LABELS, "flags", "flag_reasons", "decision", "moderator", "decided_at", "decision_note",
)  # fmt: skip
"""In the order in which they are written. Lists are joined: evidence and flags by ``;``, reasons by blanks."""
_SPACES = re.compile(r"\s+")


def rows(thread: Thread) -> Iterator[dict[str, Any]]:
    """One dict a comment, with every column; ``None`` where a field does not apply."""
    for comment in thread.comments:
        yield {**_of_thread(thread), **_of_comment(comment), **_of_judgement(comment)}


def _of_thread(thread: Thread) -> dict[str, Any]:
    return {
        "thread_id": thread.id,
        "source": thread.source,
        "title": thread.title,
        "url": thread.url,
        "platform": thread.platform,
        "layout": thread.layout,
    }


def _of_comment(comment: Comment) -> dict[str, Any]:
    return {
        "comment_id": comment.id,
        "parent_id": comment.parent_id,
        "depth": comment.depth,
        "author": comment.author,
        "posted_at": comment.posted_at,
        "posted_at_text": comment.posted_at_text,
        "text": comment.text,
        "status": comment.status,
        "source_start": comment.source_span[0],
        "source_end": comment.source_span[1],
        "link_evidence": ";".join(comment.link.evidence),
        "link_confidence": comment.link.confidence,
        "language": comment.language.code,
    }


def _of_judgement(comment: Comment) -> dict[str, Any]:
    decision = comment.decision
    return {
        **{label: comment.scores.get(label) for label in LABELS},
        "flags": ";".join(f"{flag.kind}:{flag.label}" for flag in comment.flags) or None,
        "flag_reasons": " ".join(_SPACES.sub(" ", flag.reason) for flag in comment.flags) or None,
        "decision": decision.action if decision else None,
        "moderator": decision.moderator if decision else None,
        "decided_at": decision.at if decision else None,
        "decision_note": decision.note if decision else None,
    }
