"""Words for the traits that a link rests on beside its clues: which sentence stands for which, and under which clue."""

from __future__ import annotations

from threads.model import Comment

SAID: dict[str, tuple[str, str]] = {
    "right above": ("adjacency", "stands right after {parent}"),
    "2 above": ("adjacency", "stands two after {parent}"),
    "3 above": ("adjacency", "stands three after {parent}"),
    "up 1": ("turn", "goes on under {parent}, as the comment above does"),
    "up 2": ("turn", "goes back two steps in the talk that {parent} is part of"),
    "up 3": ("turn", "goes back three steps in the talk that {parent} is part of"),
    "up far": ("turn", "goes back to {parent}, where the talk above began"),
    "opens a thread": ("turn", "{parent} starts a conversation"),
    "has replies": ("turn", "{parent} has been answered before"),
    "first on the page": ("turn", "{parent} stands first on the page"),
    "nearest that is older": ("adjacency", "{parent} is the nearest comment above that is older"),
    "gap of a few minutes": ("adjacency", "written within ten minutes of {parent}"),
    "gap of minutes": ("adjacency", "written within an hour of {parent}"),
    "gap of hours": ("adjacency", "written within a day of {parent}"),
    "gap of days": ("adjacency", "written within a week of {parent}"),
    "gap of weeks": ("adjacency", "written weeks after {parent}"),
    "same author": ("turn", "goes on where the same author stopped"),
    "asks": ("turn", "{parent} asks a question"),
    "answers an answer to its author": ("turn", "{parent} had answered its author"),
    "was addressed": ("turn", "{parent} had addressed its author by name"),
    "page author answers": ("turn", "the page's author answers"),
    "page author answers a question": ("turn", "the page's author answers a question"),
    "answers the page author": ("turn", "{parent} is the page's author"),
    "topic": ("topic", "takes up words of {parent}"),
    "alone: first": ("adjacency", "is the first comment on the page"),
    "alone: long": ("adjacency", "longer than most answers are"),
    "alone: author is new": ("turn", "the first comment by its author"),
    "alone: author is known": ("turn", "its author has spoken before"),
    "alone: page author": ("turn", "written by the page's author"),
    "alone: asks": ("turn", "asks a question"),
    "alone: oldest so far": ("adjacency", "older than everything above it"),
    "alone: newest so far": ("adjacency", "newer than everything above it"),
    "alone: gap negative": ("adjacency", "older than the comment above it"),
    "alone: gap of hours": ("adjacency", "written hours after the comment above it"),
    "alone: gap of days": ("adjacency", "written days after the comment above it"),
    "alone: gap of weeks": ("adjacency", "written weeks after the comment above it"),
}
UNTIED = "nothing on the page ties it to another comment"
_BARELY_TIED = "little on the page ties it to another comment"
_UNQUOTING = "quotes nobody, on a forum whose posts answer by quoting"


def said_of(trait: str, parent: Comment | None) -> tuple[str, str] | None:
    """``(clue, sentence)`` for a trait, or ``None`` where it has no words of its own."""
    found = SAID.get(trait)
    if found is None:
        return None
    clue, sentence = found
    return clue, sentence if parent is None else sentence.format(parent=parent.author or parent.id)


def untied(*, is_tied: bool, is_forum: bool) -> str:
    """Why a comment is taken for the start of a conversation, whatever else is known of it."""
    if is_forum and not is_tied:
        return _UNQUOTING
    return _BARELY_TIED if is_tied else UNTIED
