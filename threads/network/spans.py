"""Which words carry a score: those that raise it where they stand alone, and without which it falls.

A network gives one number for a whole text. It is asked again, first about each sentence alone, then, of the sentences
that score, about short runs of words, alone and taken out. Both are needed: of two insults side by side neither is
missed when it is taken out, and a threat made of harmless words is none in pieces. All is measured in log-odds.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from threads.model import Span

Probabilities = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""Shares in [0, 1], axes ``(texts, labels)``: ``Model.probabilities``."""

MOST_SPANS = 5
WINDOW = 4
"""Words that are taken out together."""
_LONGEST_TEXT = 100_000  # characters read; more is no comment, and time stays bounded
_LONGEST_WORD = 100  # characters; a longer run of letters is a wall, not a word
_LONGEST_SENTENCE = 40  # words
_WIDEST_SENTENCE = 1_000  # characters
_SHORTEST_SENTENCE = 4  # words: "Mr." ends none, and "You. Are. A. Fool." is one
_MOST_SENTENCES = 5
"""Sentences of a text and label whose words are asked about, the highest first."""
_LEAST_RISE = 1.5
"""Log-odds above those of no words at all from which a sentence says anything."""
_SENTENCE_SHARE = 0.5
"""A sentence is looked into from this share of the highest sentence's rise on."""
_WORD_SHARE = 0.3
"""A word carries from this share of the weight of its sentence's heaviest word on."""
_SURE = 1e-6  # shares closer to 0 or 1 than this are taken for it: the model gives six decimals

_RUN = re.compile(r"""[^\s,;:!?…"“”„«»()\[\]{}<>/\\|—–¿¡。！？、，؟،]+""")
_END = re.compile(r"[.!?…\n。！？؟]")
_CLOSING = re.compile(r"[^\w\s]{0,3}")


@dataclass(frozen=True, slots=True)
class Carrier:
    """Neighbouring words that carry a score."""

    span: Span
    """Where they stand, without the punctuation around them."""
    weight: float
    """How much the heaviest of them moves the log-odds."""


def carriers(
    probabilities: Probabilities, texts: Sequence[str], *, columns: Sequence[Collection[int]]
) -> list[dict[int, tuple[Carrier, ...]]]:
    """For each text and each label asked about, the words that carry it, in order of place; empty where none do.

    The model is called twice, whatever the number of texts. In sum it reads each text once more, sentence by sentence;
    then, of at most five sentences a label, each of m <= 40 words, about 2 m short texts.

    Args:
        probabilities: the model.
        texts: any, of any length; the first 100,000 characters are read.
        columns: for each text, the labels to explain, as columns of the model's rows. Ask only about labels that score.

    >>> model = lambda texts: [[0.9 if "fool" in text else 0.01] for text in texts]
    >>> [found] = carriers(model, ["A good loaf. Only a fool, my friend, would slice it hot."], columns=[[0]])
    >>> found[0][0].span
    (7, 35)
    """
    cut = [_sentences(text) if wanted else [] for text, wanted in zip(texts, columns, strict=True)]
    alone = _Answers(probabilities, ["", *(words.text for sentences in cut for words in sentences)])
    picked = [_picked(alone, sentences, wanted) for sentences, wanted in zip(cut, columns, strict=True)]
    inside = _Answers(
        probabilities,
        [part for chosen in picked for sentences in chosen.values() for words in sentences for part in words.parts()],
    )
    return [
        {
            column: _heaviest(carrier for words in sentences for carrier in _carriers(alone, inside, words, column))
            for column, sentences in chosen.items()
        }
        for chosen in picked
    ]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Words of one text that are asked about together."""

    source: str
    words: tuple[Span, ...]
    end: int
    """Behind the punctuation that closes it."""

    @property
    def text(self) -> str:
        return _plain(self.source[self.words[0][0] : self.end])

    def windows(self) -> Iterator[Span]:
        """Runs of words as half-open places in ``words``: all of ``WINDOW`` words, or of all there are."""
        size = min(WINDOW, len(self.words))
        for first in range(len(self.words) - size + 1):
            yield first, first + size

    def within(self, window: Span) -> str:
        """The words of a window."""
        return _plain(self.source[self.words[window[0]][0] : self.words[window[1] - 1][1]])

    def without(self, window: Span) -> str:
        """The sentence less a window."""
        before = self.source[self.words[0][0] : self.words[window[0]][0]]
        return _plain(before + self.source[self.words[window[1] - 1][1] : self.end])

    def parts(self) -> Iterator[str]:
        """All that has to be known of it."""
        for window in self.windows():
            yield self.within(window)
            yield self.without(window)


class _Answers:
    """Log-odds of texts, each asked once and all in one call."""

    def __init__(self, probabilities: Probabilities, texts: Sequence[str]) -> None:
        distinct = list(dict.fromkeys(texts))
        self._rows = dict(zip(distinct, probabilities(distinct), strict=True)) if any(distinct) else {}

    def of(self, text: str, column: int) -> float:
        share = min(max(self._rows[text][column], _SURE), 1.0 - _SURE)
        return math.log(share / (1.0 - share))


def _picked(alone: _Answers, sentences: Sequence[_Sentence], wanted: Collection[int]) -> dict[int, list[_Sentence]]:
    """By column, the sentences that raise it, in order of place."""
    picked: dict[int, list[_Sentence]] = {column: [] for column in sorted(wanted)}
    for column in picked if sentences else ():
        nothing = alone.of("", column)
        rises = [alone.of(words.text, column) - nothing for words in sentences]
        least = max(_LEAST_RISE, _SENTENCE_SHARE * max(rises))
        highest = sorted(range(len(rises)), key=lambda place: -rises[place])[:_MOST_SENTENCES]
        picked[column] = [sentences[place] for place in sorted(highest) if rises[place] >= least]
    return picked


def _carriers(alone: _Answers, inside: _Answers, words: _Sentence, column: int) -> Iterator[Carrier]:
    """The words of one sentence that weigh most, neighbours together."""
    weights = _weights(alone, inside, words, column)
    least = _WORD_SHARE * max(weights)
    if least <= 0.0:
        return
    heavy = [place for place, weight in enumerate(weights) if weight >= least]
    borders = [0, *(at for at, (one, other) in enumerate(pairwise(heavy), 1) if other > one + 1), len(heavy)]
    for first, last in pairwise(borders):
        run = heavy[first:last]
        span = (words.words[run[0]][0], words.words[run[-1]][1])
        yield Carrier(span, round(max(weights[place] for place in run), 3))


def _weights(alone: _Answers, inside: _Answers, words: _Sentence, column: int) -> list[float]:
    """Of each word, what the windows that hold it add to nothing and take from the whole, on average."""
    nothing, whole = alone.of("", column), alone.of(words.text, column)
    found: list[list[float]] = [[] for _ in words.words]
    for window in words.windows():
        rise = inside.of(words.within(window), column) - nothing
        fall = whole - inside.of(words.without(window), column)
        for place in range(*window):
            found[place].append((rise + fall) / 2)
    return [sum(values) / len(values) for values in found]


def _heaviest(found: Iterable[Carrier]) -> tuple[Carrier, ...]:
    heaviest = sorted(found, key=lambda carrier: -carrier.weight)[:MOST_SPANS]
    return tuple(sorted(heaviest, key=lambda carrier: carrier.span))


def _sentences(text: str) -> list[_Sentence]:
    """The text's words in groups that end where sentences do, none too long to be asked about."""
    text = text[:_LONGEST_TEXT]
    groups: list[list[Span]] = []
    for word in _words(text):
        if not groups or _parted(text, groups[-1], word):
            groups.append([])
        groups[-1].append(word)
    return [_Sentence(text, tuple(group), _closed(text, group[-1][1])) for group in groups]


def _parted(text: str, group: Sequence[Span], word: Span) -> bool:
    """Whether a word begins another sentence."""
    return (
        len(group) >= _LONGEST_SENTENCE
        or word[1] - group[0][0] > _WIDEST_SENTENCE
        or (len(group) >= _SHORTEST_SENTENCE and _END.search(text, group[-1][1], word[0]) is not None)
    )


def _closed(text: str, end: int) -> int:
    closing = _CLOSING.match(text, end)
    return closing.end() if closing else end


def _words(text: str) -> Iterator[Span]:
    """Runs of letters, digits and what words are disguised with, none with punctuation at its ends."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        if end - start > _LONGEST_WORD:
            continue
        while start < end and not _belongs(text[start]):
            start += 1
        while start < end and not _belongs(text[end - 1]):
            end -= 1
        while end - start > 2 and text[start] == text[end - 1] == "*":  # emphasis
            start, end = start + 1, end - 1
        if any(letter.isalnum() or unicodedata.category(letter) == "So" for letter in text[start:end]):
            yield start, end


def _belongs(letter: str) -> bool:
    """Whether a word may begin or end with it: letters, digits, accents, pictures, signs that stand for letters."""
    return (
        letter.isalnum() or letter in "*@#&%+" or unicodedata.category(letter) in ("Mn", "Mc", "Me", "So", "Sc", "Sk")
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
