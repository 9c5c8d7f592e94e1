"""How well marked words are the words that carry a score: abusive phrases planted in harmless comments and found again.

python -m benchmarks.spans                        # the embedded model, the half of the phrases nothing was chosen on
python -m benchmarks.spans --half chosen --label insult

A phrase stands in a sentence of its own or inside another one, at the start, in the middle or at the end of comments of
1 to 20 sentences. Judged are the comments the model rates at ``FLOOR`` or more: of the others it knows nothing to
show. Beside it stands a plain rival, the whole sentence that scores highest alone. Seconds are processor time.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import process_time

from threads.model import Span
from threads.network import spans

INSULTS = (
    "you brainless moron",
    "you are a pathetic liar",
    "what a stupid old cow you are",
    "only an idiot like you would think that",
    "go and crawl back under your rock, you worm",
    "you filthy hypocrite",
    "shut your dirty mouth",
    "your mother must be ashamed of such a loser",
    "you disgust me, you fat pig",
    "nobody is as dumb as you",
)
THREATS = (
    "I will break both your legs",
    "I know where you live and I am coming for you",
    "somebody should shoot you",
    "you will be found in a ditch",
    "I hope you die slowly",
    "next time I see you I will smash your face in",
    "we will burn your house down",
    "watch your back because you are dead",
    "I would gladly strangle you",
    "you deserve to be hanged",
)
ATTACKS = (
    "Muslims should all be thrown out of this country",
    "Jews are behind every rotten thing",
    "gay people are sick and should be locked up",
    "immigrants are nothing but parasites",
    "women are too stupid to vote",
    "black people are all criminals",
    "those foreigners breed like rats",
    "Christians are brainwashed fools",
    "disabled people are a waste of money",
    "Mexicans are lazy thieves",
)
WORDS = (
    "the mayor is an [idiot] as far as I can see",
    "I have seldom met such a [bastard] in that office",
    "this [moron] parked across both of our gates",
    "my uncle was always the [scumbag] of the family",
    "some [bitch] from the bank answered the phone",
    "the man who wrote this must be a [retard] or so",
    "I asked that [asshole] for the receipt in March",
    "the referee was a [crook] from the first minute on",
    "both of the owners are [pigs] to their staff",
    "they hired another [dumbass] for the night shift",
)
"""Only the word in brackets is abusive, and only it should be marked."""
CLAUSES = (
    "the bus was twenty minutes late again",
    "my sister painted the fence last weekend",
    "the bakery on the corner closes at noon on Sundays",
    "nobody told us that the bridge was shut",
    "I put a little more salt in the dough",
    "the council meets on the second Tuesday of the month",
    "our old kettle still works after thirty years",
    "they moved the market to the other side of the river",
    "the second chapter was better than the first",
    "we planted beans along the south wall",
    "the train to the coast was nearly empty",
    "his grandmother used to keep bees behind the mill",
    "the new lamp posts are brighter than the old ones",
    "it rained for most of the afternoon",
    "the library has extended its opening hours",
    "a friend of mine repairs bicycles for a living",
    "the recipe asks for two cups of flour",
    "I read the article twice before lunch",
    "the photographs were taken from the tower",
    "somebody left a blue umbrella in the hall",
    "the choir sings in the church on Friday",
    "we had the same trouble with our boiler",
    "the map shows a footpath across the field",
    "prices have gone up a little since the spring",
    "the goalkeeper played well in the second half",
    "the update fixed the printer in our office",
    "I agree with most of what the author says",
    "the ferry runs every hour in summer",
    "my neighbour grows tomatoes on the balcony",
    "the speech was shorter than last year",
    "there is a good view from the top of the hill",
    "the school needs a new roof before winter",
    "the soup tastes better on the second day",
    "we walked home along the canal",
    "the numbers in the table are from the survey",
    "the museum is free for children under twelve",
    "I would rather take the early train",
    "the garden looks lovely after the rain",
    "the band played two songs from the first record",
    "it took them a year to finish the road",
)
FLOOR = 0.5
LENGTHS = (1, 2, 3, 5, 8, 12, 20)
"""Sentences of a comment."""
_HOSTS = (
    "{phrase}.",
    "{phrase}, and {one}.",
    "{one}, {phrase}, and {other}.",
    "{one}, {phrase}!",
    "{one} and {phrase}.",
)
_SENTENCE = re.compile(r"[^.!]+[.!]?")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Planted:
    """One comment with one abusive phrase in it."""

    text: str
    span: Span
    kind: str


@dataclass(slots=True)
class Found:
    """Counts of words over all comments judged, and what finding them took."""

    right: int = 0
    marked: int = 0
    planted: int = 0
    touched: int = 0
    comments: int = 0
    asked: int = 0
    seconds: float = 0.0
    by_kind: dict[str, list[bool]] = field(default_factory=dict)

    def add(self, case: Planted, marks: Sequence[Span]) -> None:
        """Count one comment."""
        gold, marked = _words(case.text, [case.span]), _words(case.text, marks)
        touches = bool(gold & marked)
        self.right += len(gold & marked)
        self.marked += len(marked)
        self.planted += len(gold)
        self.touched += touches
        self.comments += 1
        self.by_kind.setdefault(case.kind, []).append(touches)

    def line(self, name: str) -> str:
        """One row of the table."""
        precision, recall = self.right / max(self.marked, 1), self.right / max(self.planted, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        kinds = ", ".join(f"{kind} {sum(hits) / len(hits):.2f}" for kind, hits in sorted(self.by_kind.items()))
        each = max(self.comments, 1)
        return (
            f"{name:<10} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  touched {self.touched / each:.3f} ({kinds})"
            f"  {self.asked / each:6.1f} texts asked and {1000 * self.seconds / each:6.1f} ms a comment"
        )


def planted(half: str) -> Iterator[Planted]:
    """All comments of one half of the phrases, ``chosen`` (what numbers were chosen on) or ``kept``."""
    draw = random.Random(f"spans {half}")
    for kind, phrases in (("insult", INSULTS), ("threat", THREATS), ("attack", ATTACKS), ("word", WORDS)):
        for phrase in phrases[half == "kept" :: 2]:
            for length in LENGTHS:
                for place in sorted({0, length // 2, length - 1}):
                    yield _planted(phrase, kind, length, place, draw)


def _planted(phrase: str, kind: str, length: int, place: int, draw: random.Random) -> Planted:
    clauses = draw.sample(CLAUSES, length + 1)
    host = draw.choice(_HOSTS).replace("{one}", clauses[length]).replace("{other}", clauses[place])
    before, after = host.split("{phrase}")
    sentences = [f"{_capital(clause)}." for clause in clauses[:length]]
    lead = " ".join([*sentences[:place], ""]) + _capital(before)
    words = phrase if before else _capital(phrase)
    start, end = (words.find("["), words.find("]") - 1) if "[" in words else (0, len(words))
    words = words.replace("[", "").replace("]", "")
    text = " ".join([lead + words + after, *sentences[place + 1 :]])
    return Planted(text, (len(lead) + start, len(lead) + end), kind)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _words(text: str, marks: Sequence[Span]) -> set[int]:
    """Where the words that a mark touches begin."""
    return {word.start() for word in _WORD.finditer(text) if any(a < word.end() and word.start() < b for a, b in marks)}


class Counted:
    """A model that counts the texts it is asked about and the processor time it takes."""

    def __init__(self, model: spans.Probabilities) -> None:
        self._model = model
        self.asked = 0

    def __call__(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """The model's answer."""
        self.asked += len(texts)
        return self._model(texts)


def highest_sentence(model: spans.Probabilities, text: str, column: int) -> list[Span]:
    """The plain rival: all of the sentence that scores highest alone."""
    sentences = [(found.start(), found.end()) for found in _SENTENCE.finditer(text)]
    rows = model([text[start:end] for start, end in sentences])
    return [max(zip(sentences, rows, strict=True), key=lambda pair: pair[1][column])[0]]


def measured(model: spans.Probabilities, comments: Sequence[Planted], column: int) -> dict[str, Found]:
    """By name, what our marks and those of the rival found, each comment asked about by itself."""
    table = {"carriers": Found(), "sentence": Found()}
    for case in comments:
        for name, found in table.items():
            counted, start = Counted(model), process_time()
            if name == "carriers":
                [answer] = spans.carriers(counted, [case.text], columns=[[column]])
                marks = [carrier.span for carrier in answer[column]]
            else:
                marks = highest_sentence(counted, case.text, column)
            found.seconds += process_time() - start
            found.asked += counted.asked
            found.add(case, marks)
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("chosen", "kept"), default="kept", help="which phrases are planted")
    parser.add_argument("--label", default="toxicity")
    parser.add_argument("--model", default="embedded")
    parser.add_argument("--every", type=int, default=1, help="judge one comment of so many")
    parser.add_argument("--show", action="store_true", help="print the marked words beside the planted ones")
    options = parser.parse_args(arguments)
    from threads import checkpoints, network

    model = network.load(checkpoints.get(options.model))
    column = model.labels.index(options.label)
    everything = list(planted(options.half))
    rows = model.probabilities([case.text for case in everything])
    scoring = [case for case, row in zip(everything, rows, strict=True) if row[column] >= FLOOR][:: options.every]
    print(f"{len(everything)} comments, {len(scoring)} judged: rated at {FLOOR} or more for {options.label}")
    if not scoring:
        return 1
    for name, found in measured(model.probabilities, scoring, column).items():
        print(found.line(name))
    if options.show:
        for case in scoring:
            [answer] = spans.carriers(model.probabilities, [case.text], columns=[[column]])
            marks = " | ".join(case.text[slice(*carrier.span)] for carrier in answer[column])
            print(f"{case.text[slice(*case.span)]}  ->  {marks}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
