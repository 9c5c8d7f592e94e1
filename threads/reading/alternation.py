"""Many words as one regular expression that fails quickly: a tree of letters instead of a list of words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby


def any_of(words: Iterable[str]) -> str:
    """A pattern for the longest of the words that stands at a place; what a list sorted by length would match.

    The first letter is looked up before any word is tried: at most places of a text none begins.

    >>> any_of(["march", "mars", "may"])
    '(?=[m])(?:ma(?:r(?:ch|s)|y))'
    """
    listed = sorted({word for word in words if word})
    letters = "".join(re.escape(letter) for letter in dict.fromkeys(word[0] for word in listed))
    return f"(?=[{letters}]){_tree(listed)}"


def _tree(words: list[str]) -> str:
    """The words, sorted, with what several begin with written once; longer ones before the shorter they begin with."""
    branches: list[str] = []
    for _, group in groupby((word for word in words if word), key=lambda word: word[0]):
        alike = list(group)
        shared = _shared(alike[0], alike[-1])
        rest = [word[len(shared) :] for word in alike]
        branches.append(re.escape(shared) + (_tree(rest) if rest != [""] else ""))
    if "" in words:
        branches.append("")
    return f"(?:{'|'.join(branches)})"


def _shared(first: str, last: str) -> str:
    """What two words begin with; of sorted words the first and the last share what all do."""
    count = 0
    for one, other in zip(first, last, strict=False):
        if one != other:
            break
        count += 1
    return first[:count]
