"""Which flagged comments a moderator should see first.

Threats, incitement and hate come before insults and claims, and those before coarse language; within a level the higher
score comes first, then the comment with more answers below it, for it does more harm while it waits. Scores of two
scorers are not calibrated against each other, which is why the label decides before the number does.
"""

from __future__ import annotations

_FIRST = frozenset(
    ("threat", "incitement", "dehumanisation", "slur", "identity_attack", "severe_toxicity", "holocaust-distortion",
     "antisemitic-trope")
)  # fmt: skip
_LAST = frozenset(("profanity", "obscene", "sexual_explicit"))

LEVELS = ("at once", "soon", "when there is time")
"""In words, from most to least urgent."""


def level(label: str) -> int:
    """The index into `LEVELS` of a flag's label; labels not known here are ``soon``.

    >>> LEVELS[level("threat")]
    'at once'
    """
    return 0 if label in _FIRST else 2 if label in _LAST else 1
