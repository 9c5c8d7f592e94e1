"""Turns: comments under one heading of a talk page answer one another in order."""

from __future__ import annotations

from threads.clues import turn
from threads.model import Comment, Section
from threads.reading.conversation import Conversation


def conversation(*openings: bool) -> Conversation:
    comments = tuple(
        Comment(
            id=f"c{place}",
            author=f"Member {place}",
            text="Words.",
            source_span=(0, 0),
            line=place + 1,
            header_cues=("opens topic",) if opens else (),
        )
        for place, opens in enumerate(openings)
    )
    return Conversation(comments, Section(hypothesis="signed", comments=comments), "oldest")


def test_the_first_under_a_heading_starts_a_thread_and_the_others_follow_on() -> None:
    claims = list(turn.find(conversation(True, False, False, True, False)))
    assert [(claim.child, claim.parent) for claim in claims] == [(0, None), (1, 0), (2, 1), (3, None), (4, 3)]
    assert claims[1].evidence.sentence == "follows Member 0 under the same heading"


def test_pages_without_headings_are_left_alone() -> None:
    assert list(turn.find(conversation(False, False, False))) == []
