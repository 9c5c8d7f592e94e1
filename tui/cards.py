"""What the screen is handed to show: frozen values, made by the desk, that know nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from threads import Comment, Decision, Flag, Language, Link, Score, Thread
from tui.sheet import Sheet
from tui.words import Mark

SNIPPET_CHARACTERS = 300
"""More of a comment than any row of a terminal shows."""

DOUBTFUL_SHARE = 0.6
"""Links believed less than this are marked in the tree: two in five such parents may be wrong."""


class Limits(Protocol):
    """What the desk asks of a `threads.Policy`."""

    def threshold(self, scorer: str, label: str) -> float | None:
        """The value from which this label is flagged; ``None``: it never is."""

    def reason(self, scorer: str, label: str) -> str | None:
        """Why it stands there."""


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One comment as a row of the tree."""

    author: str | None
    snippet: str
    """Its first words."""
    depth: int
    guides: tuple[bool, ...]
    """See `Sheet.guides`."""
    kinds: tuple[str, ...]
    """The kinds of its flags, as often as they occur."""
    mark: Mark | None
    scored: bool
    doubtful: bool
    """Whether its parent is unsure."""
    status: str


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One thread as an entry of the list."""

    name: str
    comments: int
    open_flags: int
    """Comments with flags that nobody has settled."""
    decided: int
    unscored: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One score beside the threshold at which the policy flags it."""

    score: Score
    threshold: float | None
    """``None``: the policy never flags this label."""
    reason: str | None
    """Why the threshold stands where it stands."""


@dataclass(frozen=True, slots=True)
class Card:
    """One comment with all that is known about it."""

    comment: Comment
    parent: Comment | None
    link: Link
    language: Language | None
    flags: tuple[Flag, ...]
    bars: tuple[Bar, ...]
    abstentions: tuple[tuple[str, str], ...]
    """Scorers that did not judge it, and why."""
    scored: bool
    decision: Decision | None
    replies: int
    author_of: Callable[[str], str | None]
    """The author of another comment in the thread, by its id."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The whole desk in numbers."""

    threads: int
    comments: int
    scored: int
    open_flags: int
    decided: int


def name_of(thread: Thread) -> str:
    """What to call a thread: its title, else where it came from."""
    return thread.title or thread.source


def time_of(comment: Comment) -> str:
    """When a comment was posted, to the minute, or as the page words it; empty where it does not say."""
    moment: datetime | None = comment.posted_at
    return moment.strftime("%Y-%m-%d %H:%M") if moment is not None else comment.time_text or ""


def tree_line(sheet: Sheet, row: int) -> TreeLine:
    """A row of the tree."""
    entry = sheet.rows[row]
    comment = entry.comment
    return TreeLine(
        author=comment.author,
        snippet=comment.text[:SNIPPET_CHARACTERS],
        depth=entry.depth,
        guides=sheet.guides(row),
        kinds=tuple(flag.kind for flag in sheet.flags.get(comment.id, ())),
        mark=sheet.mark(comment.id),
        scored=comment.id in sheet.scored,
        doubtful=sheet.thread.link_of[comment.id].confidence < DOUBTFUL_SHARE,
        status=comment.status,
    )


def thread_line(sheet: Sheet) -> ThreadLine:
    """An entry of the list of threads."""
    return ThreadLine(
        name=name_of(sheet.thread),
        comments=len(sheet.rows),
        open_flags=len(sheet.open),
        decided=sheet.decided_count,
        unscored=len(sheet.rows) - len(sheet.scored),
    )


def card(sheet: Sheet, policy: Limits | None) -> Card | None:
    """The comment under the cursor; ``None`` where the thread has none."""
    comment = sheet.comment
    if comment is None:
        return None
    thread = sheet.thread
    scores = sheet.scores.get(comment.id, ())
    bars = tuple(
        Bar(
            score=score,
            threshold=policy.threshold(score.scorer, score.label) if policy else None,
            reason=policy.reason(score.scorer, score.label) if policy else None,
        )
        for score in scores
        if score.value is not None
    )
    silent = {(score.scorer, score.reason or "it gives no reason"): None for score in scores if score.value is None}

    def author_of(comment_id: str) -> str | None:
        found = thread.by_id.get(comment_id)
        return found.author if found else None

    return Card(
        comment=comment,
        parent=thread.parent(comment),
        link=thread.link_of[comment.id],
        language=sheet.languages.get(comment.id),
        flags=sheet.flags.get(comment.id, ()),
        bars=bars,
        abstentions=tuple(silent),
        scored=comment.id in sheet.scored,
        decision=sheet.decisions.get(comment.id),
        replies=len(thread.replies.get(comment.id, ())),
        author_of=author_of,
    )
