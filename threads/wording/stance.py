"""What a comment does with a conspiracy claim: promote it, ask, report, counter, joke, or none of these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from threads.wording import lexicon, spelling
from threads.wording.lexicon import Hit, Lexicon

Stance = Literal["promotes", "asks", "reports", "counters", "jokes", "criticises", "none"]

ENOUGH = 1.0
"""Points from which a claim counts as told: about two independent signs, or one that names the claim itself."""
WINDOW = 4
"""Sentences over which points may add up; long comments gather chance hits."""
LONGEST = 20_000
"""Characters of a comment that are read; what is longer is no comment, and time stays bounded."""
LONGEST_AGREEMENT = 30
"""Words; who writes more says more than that he agrees."""
GENERIC = "hidden-plot"
"""The family of claims that name no known one."""

FEWEST = 0.5
"""Points of signs below which nothing further is asked, for speed."""
SHARED = 0.5
"""What a sign counts that rests on the same words as another."""

_TOPIC_POINTS = 0.35
_SENTENCE = re.compile(r"[^.!?\n\u2026]+[.!?\u2026]*")
_CONDITION = re.compile(r"\b(?:if|unless|once|until|because) (?:\w+ )?$")
"""Before a "not" that denies nothing: "if we don't stop them"."""
_HERE = ("negation", "reports", "asks", "counters")
_AROUND = ("fiction", "law", "history", "jokes", "former", "private", "meta", "critical", "counters")
_SHOWN: dict[str, Stance] = {
    "negation": "counters", "counters": "counters", "reports": "reports", "asks": "asks", "jokes": "jokes",
    "fiction": "none", "law": "reports", "history": "reports", "former": "none", "private": "none", "meta": "none",
    "critical": "criticises",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the constructions need, compiled once."""

    plot: Lexicon
    stance: Lexicon
    topics: Lexicon
    vocabulary: spelling.Vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """One text read for claims."""

    stance: Stance
    points: float
    """Signs of a claim less what speaks against its being one."""
    families: tuple[tuple[str, float], ...] = ()
    """Claim families with their own points, strongest first; empty where no known family shows."""
    spans: tuple[tuple[int, int], ...] = ()
    """The telling words in the text."""
    sentence: str = ""
    """The same for a moderator."""


NOTHING = Reading("none", 0.0)


@cache
def words() -> Words:
    """The lexicons under ``scorers/_lexicons``, compiled on first use."""
    plot, stance = lexicon.read("plot"), lexicon.read("stance")
    families = [(name, lexicon.read(name)) for name in lexicon.names("claims")]
    classes = {**plot["classes"], **stance["classes"]}
    compiled = lexicon.compiled([("plot", plot), ("argument", lexicon.read("argument")), *families], classes)
    topics = [
        (name, {"entry": [{"name": name, "label": data["label"], "phrases": [_joined(data["topic"])]}]})
        for name, data in families
    ]
    named = lexicon.compiled(topics, {})
    known = lexicon.vocabulary({}, [compiled, named])
    return Words(
        compiled,
        lexicon.compiled([("stance", stance)], classes),
        named,
        spelling.Vocabulary.of(known, whole=lexicon.short_words()),
    )


@cache
def families() -> tuple[str, ...]:
    """All labels a claim can have, the generic one last."""
    return (*sorted(lexicon.read(name)["label"] for name in lexicon.names("claims")), GENERIC)


def _joined(terms: Iterable[str]) -> str:
    return "|".join(term.replace(" ", "_") for term in terms)


def read(text: str) -> Reading:
    """What the text, free of quotations, does with a claim."""
    known = words()
    plain = spelling.plain(text[:LONGEST], known.vocabulary)
    distinct = lexicon.words_of(plain.text)
    hits = known.plot.find(plain.text, distinct)
    if not hits or sum({hit.entry.name: hit.entry.points for hit in hits}.values()) < FEWEST:
        return NOTHING
    against = known.stance.find(plain.text, distinct)
    topics = known.topics.find(plain.text, distinct)
    sentences = [match.span() for match in _SENTENCE.finditer(plain.text)]
    kept, silenced = _standing(plain.text, sentences, hits, against)
    window, points = _best_window(sentences, kept)
    if topics and points:
        points += _TOPIC_POINTS
    taken = _taken(against, kept)
    points -= sum(taken.values())
    stance = _stance(points, taken, silenced)
    spans = tuple(sorted({plain.span(hit.start, hit.end) for hit in _strongest(window or hits)}))
    return Reading(stance, points, _families(window or kept, topics), spans, _sentence(text, plain, window or hits))


def agrees(text: str) -> bool | None:
    """Whether a short text only agrees with what it answers; ``False``: it disagrees; ``None``: neither."""
    known = words()
    plain = spelling.plain(text[:LONGEST], known.vocabulary)
    if len(plain.text.split()) > LONGEST_AGREEMENT:
        return None
    labels = {hit.entry.label for hit in known.stance.find(plain.text.strip(), lexicon.words_of(plain.text))}
    if labels & {"counters", "asks", "jokes", "reports", "fiction"}:
        return False if "counters" in labels else None
    return True if "agrees" in labels else None


def _standing(
    text: str, sentences: list[tuple[int, int]], hits: list[Hit], against: list[Hit]
) -> tuple[list[Hit], set[str]]:
    """The hits that no word of their own sentence takes back, and the stances of those words that did."""
    here = [hit for hit in against if hit.entry.label in _HERE]
    kept, silenced = [], set()
    for hit in hits:
        start, end = next((span for span in sentences if span[0] <= hit.start < span[1]), (0, len(text)))
        rivals = [
            other
            for other in here
            if start <= other.start < end
            and not _inside(other, hits)
            and not _CONDITION.search(text, max(start, other.start - 15), other.start)
        ]
        blocking = next(
            (
                other.entry.label
                for other in rivals
                if (other.entry.label in ("negation", "reports") and other.start <= hit.start)
                or (other.entry.label == "asks" and text[end - 1 : end] == "?")
                or other.entry.label == "counters"
            ),
            None,
        )
        if blocking:
            silenced.add(blocking)
        else:
            kept.append(hit)
    return kept, silenced


def _inside(stance: Hit, hits: list[Hit]) -> bool:
    """Whether the words of a stance are part of an argument for the claim: the "no" of "no coincidence"."""
    return any(
        hit.start <= stance.start and stance.end <= hit.end + 2
        for hit in hits
        if hit.entry.label in ("proof", "secrecy", "goal") or hit.entry.source.startswith("claims/")
    )


def _best_window(sentences: list[tuple[int, int]], hits: list[Hit]) -> tuple[list[Hit], float]:
    """The hits of the few neighbouring sentences that say most, and their points, each entry counted once."""
    if not hits:
        return [], 0.0
    of_sentence: dict[int, list[Hit]] = {}
    for hit in hits:
        number = next((n for n, (start, end) in enumerate(sentences) if start <= hit.start < end), 0)
        of_sentence.setdefault(number, []).append(hit)
    best: tuple[list[Hit], float] = ([], 0.0)
    for first in of_sentence:
        window = [hit for number in range(first, first + WINDOW) for hit in of_sentence.get(number, ())]
        points = _summed(window)
        if points > best[1]:
            best = (window, points)
    return best


def _summed(hits: list[Hit]) -> float:
    """Points of different signs: each entry once, and less where it reads the same words as a stronger one."""
    counted: dict[str, Hit] = {}
    points = 0.0
    for hit in sorted(hits, key=lambda hit: (-hit.entry.points, hit.start)):
        if hit.entry.name in counted:
            continue
        shared = any(hit.start < other.end and other.start < hit.end for other in counted.values())
        counted[hit.entry.name] = hit
        points += hit.entry.points * (SHARED if shared else 1.0)
    return points


def _taken(against: list[Hit], hits: list[Hit]) -> dict[str, float]:
    taken: dict[str, float] = {}
    for hit in against:
        if hit.entry.label in _AROUND and not _inside(hit, hits):
            taken[hit.entry.label] = max(taken.get(hit.entry.label, 0.0), hit.entry.points)
    return taken


def _stance(points: float, taken: dict[str, float], silenced: set[str]) -> Stance:
    if points >= ENOUGH:
        return "promotes"
    if taken:
        return _SHOWN[max(taken, key=lambda label: taken[label])]
    for label in ("counters", "negation", "asks", "reports"):
        if label in silenced:
            return _SHOWN[label]
    return "none"


def _strongest(hits: list[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.entry.points, hit.start))[:4]


def _families(hits: list[Hit], topics: list[Hit]) -> tuple[tuple[str, float], ...]:
    points: dict[str, float] = {}
    for hit in hits:
        if hit.entry.source.startswith("claims/"):
            points[hit.entry.label] = max(points.get(hit.entry.label, 0.0), hit.entry.points)
    for hit in topics:
        points[hit.entry.label] = points.get(hit.entry.label, 0.0) + 0.1
    return tuple(sorted(points.items(), key=lambda found: (-found[1], found[0])))


def _sentence(text: str, plain: spelling.Plain, hits: list[Hit]) -> str:
    strongest = _strongest(hits)
    first = strongest[0]
    start, end = plain.span(first.start, first.end)
    quote = " ".join(text[start:end].split())
    second = next((hit.entry.says for hit in strongest[1:] if hit.entry.says != first.entry.says), "")
    return f'{first.entry.says}: "{quote[:80]}"' + (f"; {second}" if second else "")
