"""Which words carry a score: those that raise it where they stand alone, and without which it falls.

A network gives one number for a whole text. It is asked again, first about each sentence alone, then, of the sentences
that score, about short runs of words alone and about the sentence less each word. Both are needed: of two insults side
by side neither is missed when it is taken out, and words that say something only together say nothing in pieces. All
is measured in log-odds.
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
RUN = 4
"""Words that are asked about together. This and the shares below were chosen with benchmarks/spans.py on one half of
its phrases (November 2026). On the other half 85 % of the marked words belong to the planted phrase and 86 % of its
words are marked; of the highest sentence as a whole it is 30 % and 99 %."""
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
_WORD_SHARE = 0.15
"""A word carries from this share of the weight of its sentence's heaviest word on."""
_EDGE_SHARE = 0.1
_EDGE_ALONE_SHARE = 0.05
"""A word at the edge goes where it adds less than the first to its neighbours and moves less than the second by itself,
as shares of the heaviest word. Without this a lone "idiot" drags three words along on both sides; with larger shares
"I would gladly strangle you" shrinks to "strangle"."""
_SURE = 1e-6  # shares closer to 0 or 1 than this are taken for it: the model gives six decimals

_LETTERS = re.compile(r"""[^\s,;:!?…"“”„«»()\[\]{}<>/\\|—–¿¡。！？、，؟،]+""")
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
    then, of at most five sentences a label, each of n <= 40 words, n times the sentence less a word and about 3 n runs
    of at most four words.

    Args:
        probabilities: the model.
        texts: any, of any length; the first 100,000 characters are read.
        columns: for each text, the labels to explain, as columns of the model's rows. Ask only about labels that score.

    >>> model = lambda texts: [[0.9 if "fool" in text else 0.01] for text in texts]
    >>> [found] = carriers(model, ["A good loaf. Only a fool, my friend, would slice it hot."], columns=[[0]])
    >>> found[0][0].span
    (20, 24)
    """
    cut = [_sentences(text) if wanted else [] for text, wanted in zip(texts, columns, strict=True)]
    answers = _Answers(probabilities)
    if any(cut):
        answers.ask(["", *(sentence.text for sentences in cut for sentence in sentences)])
    picked = [_picked(answers, sentences, wanted) for sentences, wanted in zip(cut, columns, strict=True)]
    answers.ask(part for chosen in picked for sentences in chosen.values() for one in sentences for part in one.parts())
    return [
        {
            column: _heaviest(carrier for one in sentences for carrier in _carriers(_Weighing(one, answers, column)))
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

    def runs(self) -> list[Span]:
        """All runs of ``RUN`` words, or of all there are, as half-open places in ``words``."""
        size = min(RUN, len(self.words))
        return [(first, first + size) for first in range(len(self.words) - size + 1)]

    def edges(self, first: int, last: int) -> tuple[tuple[Span, Span], tuple[Span, Span]]:
        """Where a run begins, with and without its first word, and where it ends, with and without its last."""
        end, start = min(first + RUN, len(self.words)), max(last - RUN, 0)
        return ((first, end), (first + 1, end)), ((start, last), (start, last - 1))

    def alone(self, run: Span) -> str:
        """The words of a run; the empty text where it has none."""
        first, last = run
        return _plain(self.source[self.words[first][0] : self.words[last - 1][1]]) if first < last else ""

    def without(self, place: int) -> str:
        """The sentence less a word."""
        start, end = self.words[place]
        return _plain(self.source[self.words[0][0] : start] + self.source[end : self.end])

    def parts(self) -> Iterator[str]:
        """All that has to be known of it."""
        places = range(len(self.words))
        runs = {
            *self.runs(),
            *((place, place + 1) for place in places),
            *(run for place in places for edge in self.edges(place, place + 1) for run in edge),
        }
        yield from map(self.alone, sorted(runs))
        yield from map(self.without, places)


class _Answers:
    """Log-odds of texts, each text asked about once."""

    def __init__(self, probabilities: Probabilities) -> None:
        self._probabilities = probabilities
        self._rows: dict[str, Sequence[float]] = {}

    def ask(self, texts: Iterable[str]) -> None:
        """Ask about those that are not known yet."""
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if new:
            self._rows.update(zip(new, self._probabilities(new), strict=True))

    def of(self, text: str, column: int) -> float:
        """The log-odds of a label."""
        share = min(max(self._rows[text][column], _SURE), 1.0 - _SURE)
        return math.log(share / (1.0 - share))


@dataclass(frozen=True, slots=True)
class _Weighing:
    """What the words of one sentence weigh under one label."""

    sentence: _Sentence
    answers: _Answers
    column: int

    def rise(self, run: Span) -> float:
        """What a run of words adds to nothing."""
        return self._of(self.sentence.alone(run)) - self._of("")

    def single(self, place: int) -> float:
        """What a word moves by itself, added to nothing or taken from the whole."""
        return max(self.rise((place, place + 1)), self._fall(place))

    def weights(self) -> list[float]:
        """Of each word, what the runs that hold it add to nothing on average, or what it takes away if that is more."""
        found: list[list[float]] = [[] for _ in self.sentence.words]
        for run in self.sentence.runs():
            rise = self.rise(run)
            for place in range(*run):
                found[place].append(rise)
        return [max(sum(rises) / len(rises), self._fall(place)) for place, rises in enumerate(found)]

    def trimmed(self, run: Span, heaviest: float) -> Span:
        """A run of words less those at its edges that do nothing; one word stays."""
        first, last = run
        while last - first > 1:
            (left, less_left), (right, less_right) = self.sentence.edges(first, last)
            ends = (
                (self.rise(left) - self.rise(less_left), self.single(first), (first + 1, last)),
                (self.rise(right) - self.rise(less_right), self.single(last - 1), (first, last - 1)),
            )
            idle = [
                (adds, shorter)
                for adds, single, shorter in ends
                if adds < _EDGE_SHARE * heaviest and single < _EDGE_ALONE_SHARE * heaviest
            ]
            if not idle:
                break
            first, last = min(idle)[1]
        return first, last

    def _fall(self, place: int) -> float:
        return self._of(self.sentence.text) - self._of(self.sentence.without(place))

    def _of(self, text: str) -> float:
        return self.answers.of(text, self.column)


def _picked(answers: _Answers, sentences: Sequence[_Sentence], wanted: Collection[int]) -> dict[int, list[_Sentence]]:
    """By column, the sentences that raise it, in order of place."""
    picked: dict[int, list[_Sentence]] = {column: [] for column in sorted(wanted)}
    for column in picked if sentences else ():
        nothing = answers.of("", column)
        rises = [answers.of(sentence.text, column) - nothing for sentence in sentences]
        least = max(_LEAST_RISE, _SENTENCE_SHARE * max(rises))
        highest = sorted(range(len(rises)), key=lambda place: -rises[place])[:_MOST_SENTENCES]
        picked[column] = [sentences[place] for place in sorted(highest) if rises[place] >= least]
    return picked


def _carriers(weighing: _Weighing) -> Iterator[Carrier]:
    """The words of one sentence that weigh most, neighbours together."""
    weights, words = weighing.weights(), weighing.sentence.words
    heaviest = max(weights)
    if heaviest <= 0.0:
        return
    heavy = [place for place, weight in enumerate(weights) if weight >= _WORD_SHARE * heaviest]
    borders = [0, *(at for at, (one, other) in enumerate(pairwise(heavy), 1) if other > one + 1), len(heavy)]
    for start, end in pairwise(borders):
        first, last = weighing.trimmed((heavy[start], heavy[end - 1] + 1), heaviest)
        yield Carrier((words[first][0], words[last - 1][1]), round(max(weights[first:last]), 3))


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
    for run in _LETTERS.finditer(text):
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
