"""One row a thread: its size and shape, how much of it is flagged, how toxic it is, and where it turned.

thread_number        u32        place among the inputs, from 1
id, source           str
title, url, platform str        null: the page states none
layout               str        nested or flat
order                str        oldest, newest or unknown
declared_count       i64        how many comments the page says it has; null: it does not say
comments, roots      u32        comments found, and those that answer none
max_depth            u32        0: nobody answers anybody; null: no comments
authors              u32        distinct names
scored               u32        comments the toxicity scorer did not abstain from
flagged              u32        comments with a flag
flagged_share, flagged_low, flagged_high
                     f64        share of comments with a flag, and its 95 % Wilson interval; null: no comments
abuse, conspiracy    u32        comments with a flag of that kind
mean_toxicity, max_toxicity
                     f64        over scored comments; null: there are none
mean_link_confidence f64        over all comments; null: there are none
doubtful_links       u32        links with a confidence below one half
first_flagged        u32        position of the first flagged comment on the page; null: none is
hottest_branch       str        id of the root comment under which most flagged comments stand; null: no flags
hottest_branch_flagged
                     u32        how many stand there, itself included
languages            list[str]  most frequent first
notes                list[str]  what was repaired or remains doubtful, one sentence each
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import polars

from threads.model import Case, Thread
from threads.reporting.comment_table import encodable, toxicity_of
from threads.reporting.intervals import wilson

DOUBTFUL = 0.5
"""Below this confidence another parent may be as likely as the one chosen."""

SCHEMA = polars.Schema(
    {
        "thread_number": polars.UInt32(),
        "id": polars.String(),
        "source": polars.String(),
        "title": polars.String(),
        "url": polars.String(),
        "platform": polars.String(),
        "layout": polars.String(),
        "order": polars.String(),
        "declared_count": polars.Int64(),
        "comments": polars.UInt32(),
        "roots": polars.UInt32(),
        "max_depth": polars.UInt32(),
        "authors": polars.UInt32(),
        "scored": polars.UInt32(),
        "flagged": polars.UInt32(),
        "flagged_share": polars.Float64(),
        "flagged_low": polars.Float64(),
        "flagged_high": polars.Float64(),
        "abuse": polars.UInt32(),
        "conspiracy": polars.UInt32(),
        "mean_toxicity": polars.Float64(),
        "max_toxicity": polars.Float64(),
        "mean_link_confidence": polars.Float64(),
        "doubtful_links": polars.UInt32(),
        "first_flagged": polars.UInt32(),
        "hottest_branch": polars.String(),
        "hottest_branch_flagged": polars.UInt32(),
        "languages": polars.List(polars.String()),
        "notes": polars.List(polars.String()),
    }
)


def report(cases: Iterable[Case], *, first_number: int = 1) -> polars.DataFrame:
    """The table above; ``first_number`` is the ``thread_number`` of the first case."""
    found = [{"thread_number": number, **_row(case)} for number, case in enumerate(cases, first_number)]
    return polars.DataFrame(found, schema=SCHEMA)


def _row(case: Case) -> dict[str, Any]:
    thread = case.thread
    spoken = Counter(case.languages[comment.id].code for comment in thread.comments if comment.id in case.languages)
    return {
        **{name: encodable(getattr(thread, name)) for name in ("id", "source", "title", "url", "platform")},
        "layout": thread.layout,
        "order": thread.order,
        "declared_count": None if thread.declared_count is None else min(thread.declared_count, 2**63 - 1),
        "comments": len(thread.comments),
        "roots": len(thread.replies.get(None, ())),
        "max_depth": max(thread.depth_of.values(), default=None),
        "authors": len({comment.author for comment in thread.comments if comment.author is not None}),
        "languages": [code for code, _ in spoken.most_common() if code is not None],
        "notes": [encodable(note) for note in thread.notes],
        **_judgement(case),
        **_turn(case),
    }


def _judgement(case: Case) -> dict[str, Any]:
    total = len(case.thread.comments)
    flagged = len(case.flags_of)
    low, high = wilson(flagged, total) if total else (None, None)
    values = [found for scores in toxicity_of(case).values() if (found := scores.get("toxicity")) is not None]
    beliefs = [link.confidence for link in case.thread.links]
    return {
        "scored": len(values),
        "flagged": flagged,
        "flagged_share": flagged / total if total else None,
        "flagged_low": low,
        "flagged_high": high,
        "abuse": _with_kind(case, "abuse"),
        "conspiracy": _with_kind(case, "conspiracy"),
        "mean_toxicity": sum(values) / len(values) if values else None,
        "max_toxicity": max(values, default=None),
        "mean_link_confidence": sum(beliefs) / len(beliefs) if beliefs else None,
        "doubtful_links": sum(belief < DOUBTFUL for belief in beliefs),
    }


def _with_kind(case: Case, kind: str) -> int:
    return sum(any(flag.kind == kind for flag in flags) for flags in case.flags_of.values())


def _turn(case: Case) -> dict[str, Any]:
    """Where the first flag stands, and the branch that holds most of them (the earliest of equals)."""
    positions = [n for n, comment in enumerate(case.thread.comments, 1) if comment.id in case.flags_of]
    root_of = _roots(case.thread)
    branches = Counter(root_of[comment.id] for comment in case.thread.comments if comment.id in case.flags_of)
    hottest, flagged = branches.most_common(1)[0] if branches else (None, None)
    return {
        "first_flagged": positions[0] if positions else None,
        "hottest_branch": encodable(hottest),
        "hottest_branch_flagged": flagged,
    }


def _roots(thread: Thread) -> dict[str, str]:
    """By comment id, the comment that starts its branch."""
    found: dict[str, str] = {}
    for comment, _ in thread.walk():
        parent_id = thread.link_of[comment.id].parent_id
        found[comment.id] = comment.id if parent_id is None else found[parent_id]
    return found
