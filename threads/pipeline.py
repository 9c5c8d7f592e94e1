"""The verbs joined up; read this first: page -> section -> thread -> scores -> flags, and the case that holds all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from threads import clues, layouts
from threads.model import Case, Page, Thread

if TYPE_CHECKING:
    from threads.policy import Policy
    from threads.scorers import Options


def reconstruct(page: Page) -> Thread:
    """The conversation on a page: who said what to whom, each link with its evidence.

    A page without comments gives a thread with none.
    """
    return clues.link(page, layouts.segment(page))


def judge(threads: Sequence[Thread], *, options: Options | None = None, policy: Policy | None = None) -> list[Case]:
    """One case a thread: its languages, its scores from every scorer on the shelf, and the flags the policy raises."""
    from threads import language, scorers
    from threads.policy import default_policy

    languages = [{comment.id: language.detect(comment.own_words) for comment in thread.comments} for thread in threads]
    scores = scorers.score(threads, languages=languages, options=options)
    rules = policy or default_policy()
    return [
        Case(thread=thread, languages=spoken, scores=given, flags=rules.judge(thread, given))
        for thread, spoken, given in zip(threads, languages, scores, strict=True)
    ]
