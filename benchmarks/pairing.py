"""Pairs of found and gold comments: one to one, by the words they share, ties decided by author, order and parent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

from benchmarks.cases import GoldComment

LEAST_SHARED = 0.8
"""F1 of the two texts' sets of words from which a found comment counts as the gold one."""
_BULLETS = re.compile("[\u2022\u25e6\u25aa\u2023]")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\ufeff\u00ad]")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")


@dataclass(frozen=True, slots=True)
class Found:
    """One comment as the program read it."""

    id: str
    parent: str | None
    author: str | None
    time: str | None
    text: str
    confidence: float = 1.0
    """Of its link."""


def plain(text: str | None) -> str:
    """The text without bullets, invisible characters and runs of blanks; case is kept."""
    whole = unicodedata.normalize("NFKC", text or "")
    return " ".join(_INVISIBLE.sub("", _BULLETS.sub(" ", whole)).split())


@lru_cache(maxsize=65_536)
def words(text: str) -> frozenset[str]:
    """The set of a text's words; single characters in Chinese, Japanese and Korean, and where there is no word."""
    return frozenset(_WORD.findall(text.casefold())) or frozenset(text.replace(" ", ""))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """F1 of two sets of words, a share in [0, 1]."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def same_author(found: str | None, gold: str | None) -> bool:
    """Whether two names are the same but for signs, case and a slip."""
    one, other = (re.sub(r"[\W_]+", "", plain(name).casefold()) or plain(name).casefold() for name in (found, gold))
    return bool(one) and (one == other or fuzz.ratio(one, other) >= 95)


def pair(found: Sequence[Found], gold: Sequence[GoldComment]) -> dict[int, int]:
    """``{place in found: place in gold}`` for all pairs that share enough words; the total of likeness is greatest."""
    if not found or not gold:
        return {}
    likeness = _likeness(found, gold)
    pairs = _assigned(likeness, likeness)
    unsure = [place for place in range(len(gold)) if (likeness[:, place] > 0).sum() > 1]
    for _ in range(3 if unsure else 0):
        again = _assigned(likeness + _fitting_parents(found, gold, likeness, pairs, unsure), likeness)
        if again == pairs:
            break
        pairs = again
    return pairs


def _assigned(wanted: np.ndarray, likeness: np.ndarray) -> dict[int, int]:
    rows, columns = linear_sum_assignment(wanted, maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if likeness[row, column] > 0}


def _likeness(found: Sequence[Found], gold: Sequence[GoldComment]) -> np.ndarray:
    """``(found, gold)``: shared words and small bonuses, 0 where the two cannot be the same."""
    table = np.zeros((len(found), len(gold)))
    readings = [[(words(plain(text)), plain(text)) for text in comment.texts] for comment in gold]
    for row, comment in enumerate(found):
        text = plain(comment.text)
        own = words(text)
        for column, other in enumerate(gold):
            nearness = 1 - abs(row / max(1, len(found) - 1) - column / max(1, len(gold) - 1))
            if not text:
                both_unnamed = comment.author is None and other.author is None
                if not readings[column][0][1] and (both_unnamed or same_author(comment.author, other.author)):
                    table[row, column] = 0.99 + 0.005 * nearness
                continue
            best = max((_alike(own, text, *reading) for reading in readings[column]), default=0.0)
            if best:
                best += 0.01 * (other.author is not None and same_author(comment.author, other.author))
                best += 0.01 * (other.time is not None and plain(comment.time) == plain(other.time))
                table[row, column] = best + 0.005 * nearness
    return table


def _alike(own: frozenset[str], text: str, other: frozenset[str], other_text: str) -> float:
    if 2 * min(len(own), len(other)) < LEAST_SHARED * (len(own) + len(other)):
        return 0.0
    share = shared(own, other)
    return share + 0.05 * fuzz.ratio(text, other_text) / 100 if share >= LEAST_SHARED else 0.0


def _fitting_parents(
    found: Sequence[Found],
    gold: Sequence[GoldComment],
    likeness: np.ndarray,
    pairs: dict[int, int],
    unsure: Sequence[int],
) -> np.ndarray:
    """A bonus for pairs whose parents are a pair too: of two comments with the same words, that one is meant."""
    bonus = np.zeros_like(likeness)
    place_of = {comment.id: place for place, comment in enumerate(found)}
    gold_place = {comment.id: place for place, comment in enumerate(gold)}
    for column in unsure:
        wanted = gold[column].parents[0]
        for row in np.nonzero(likeness[:, column] > 0)[0]:
            parent = found[int(row)].parent
            above = None if parent is None else pairs.get(place_of.get(parent, -1), -1)
            bonus[row, column] = 0.008 * (above == (None if wanted is None else gold_place.get(wanted, -1)))
    return bonus
