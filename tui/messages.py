"""What happened, told upwards: widgets post these, the screen asks the desk."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class ThreadChosen(Message):
    """Somebody pointed at a thread in the list."""

    place: int
    """Its index in the list."""


@dataclass
class CommentChosen(Message):
    """Somebody pointed at a comment in the tree."""

    place: int
    """Its index among the rows shown."""


@dataclass
class FindChanged(Message):
    """Somebody is typing what to look for."""

    text: str


@dataclass
class FindEnded(Message):
    """Somebody is done typing what to look for."""

    kept: bool
    """Whether to stay where the search led."""


@dataclass
class NoteGiven(Message):
    """Somebody wrote a note."""

    text: str
    """Empty: changed their mind."""
