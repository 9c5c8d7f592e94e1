"""Short conversations for the clues: comments made from a few words, on a page of a given kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from threads.model import Comment, Layout, Order, Section
from threads.reading.conversation import Conversation


def comment(place: int, text: str = "Words.", author: str | None = None, **fields: object) -> Comment:
    values = {"id": f"c{place}", "author": author, "text": text, "source_span": (0, 0), "line": place + 1, **fields}
    return Comment.model_validate(values)


def conversation(*comments: dict[str, object], layout: Layout = "flat", order: Order = "oldest") -> Conversation:
    depth = {"indent_columns": 0} if layout == "nested" else {}
    made = tuple(comment(place, **{**depth, **fields}) for place, fields in enumerate(comments))  # type: ignore[arg-type]
    return Conversation(made, Section(hypothesis="headed", comments=made, layout=layout), order)


@pytest.fixture
def talk() -> Callable[..., Conversation]:
    """Makes a conversation from one dictionary of fields a comment."""
    return conversation


@pytest.fixture
def links() -> Callable[..., list[tuple[int, int | None]]]:
    """``(child, parent)`` of every claim that a clue makes."""

    def found(clue: object, made: Conversation) -> list[tuple[int, int | None]]:
        return [(claim.child, claim.parent) for claim in clue.find(made)]  # type: ignore[attr-defined]

    return found
