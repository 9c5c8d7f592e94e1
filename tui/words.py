"""The words that code, screens and documentation share: actions, their marks and verbs, and the filters."""

from __future__ import annotations

from typing import Literal

Mark = Literal["approve", "remove", "escalate", "skip"]
"""What a moderator can decide."""

Filter = Literal["all", "flagged", "open", "abuse", "conspiracy"]
"""Which comments the tree shows: all, those with flags, those with flags nobody has settled, those with one kind."""

SIGNS: dict[Mark, str] = {"approve": "✓", "remove": "✗", "escalate": "↑", "skip": "~"}
"""One cell each, told apart without colour."""

DONE: dict[Mark, str] = {"approve": "kept", "remove": "removed", "escalate": "escalated", "skip": "skipped"}
"""What has been done, for sentences."""


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "reply", "replies"), counted(1200, "comment")
    ('1 reply', '1,200 comments')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def badge(kinds: list[str]) -> str:
    """Two cells that name kinds of flags by their first letters, told apart without colour.

    >>> badge(["conspiracy", "abuse"]), badge(["abuse"]), badge([])
    ('AC', 'A ', '  ')
    """
    return "".join(sorted({kind[:1].upper() for kind in kinds}))[:2].ljust(2)
