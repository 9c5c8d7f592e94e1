"""Disguised spellings, as people write them to get past a filter: l33t, sp aces, swapped and doubled letters."""

from __future__ import annotations

import random
import re

_WORD = re.compile(r"[^\W\d_]{4,}")
_SIGNS = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "$5", "t": "7"}


def disguised(text: str, chance: random.Random) -> str:
    """The text with some of its longer words spelt in one of five ways; others stay."""
    way = chance.choice((_leet, _spaced, _swapped, _lost, _stretched))
    share = 0.5 if len(text) < 80 else 0.25
    return _WORD.sub(lambda word: way(word[0], chance) if chance.random() < share else word[0], text)


def _leet(word: str, chance: random.Random) -> str:
    return "".join(
        chance.choice(_SIGNS[letter.lower()]) if letter.lower() in _SIGNS and chance.random() < 0.6 else letter
        for letter in word
    )


def _spaced(word: str, chance: random.Random) -> str:
    return chance.choice((" ", ".", "-", "*")).join(word) if len(word) < 9 else word


def _swapped(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 2) if len(word) > 3 else 0
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _lost(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + chance.choice(("", "*", "")) + word[place + 1 :]


def _stretched(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word))
    return word[:place] + word[place - 1] * chance.randint(1, 4) + word[place:]
