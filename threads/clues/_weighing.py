"""Weighs what the clues say of each comment: possible parents with their probabilities and the evidence for each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from threads.clues import _model, _reasons
from threads.clues._model import Weights
from threads.clues._traits import Option, Reader
from threads.model import Candidate, Comment, Evidence
from threads.reading.conversation import Claim, Conversation

_LEAST_CONFIDENCE = 0.02
"""Possible parents less likely than this are not named."""
_LEAST_SHARE = 0.2
"""Traits that add less to the score are not named; clues are."""
_MOST_CANDIDATES = 4
_MOST_EVIDENCE = 5
_MOST_EVIDENCE_OF_OTHERS = 2
_CONTRADICTION = 0.05
"""What is left of a guess against a parent that the page itself shows: on the development pages 26 of 27 such guesses
were wrong, read on 2026-11-25."""


def ranked(conversation: Conversation, claims: Sequence[Sequence[Claim]]) -> Iterator[list[Candidate]]:
    """For each comment in reading order the parents considered, best first; never empty."""
    reader = Reader(conversation, claims)
    weights = _model.default().on(reader.setting.kinds)
    comments = conversation.comments
    for place, found in enumerate(claims):
        settled = [claim for claim in found if claim.settles]
        if settled:
            parents, candidates = _settled(found, comments)
        else:
            parents, candidates = _weighed(reader.options(), place, conversation, weights)
        reader.settle(parents[0])
        yield candidates


def _settled(claims: Sequence[Claim], comments: Sequence[Comment]) -> tuple[list[int | None], list[Candidate]]:
    """Where the page shows the parent: its word first, guesses far behind it."""
    doubt: dict[int | None, float] = {}
    for claim in claims:
        kept = claim.evidence.weight if claim.settles else claim.evidence.weight * _CONTRADICTION
        doubt[claim.parent] = doubt.get(claim.parent, 1.0) * (1.0 - kept)
    belief = {parent: 1.0 - rest for parent, rest in doubt.items()}
    total = max(1.0, sum(belief.values()))
    parents = sorted(belief, key=lambda parent: (-belief[parent], parent is not None, parent or 0))
    candidates = []
    for parent in parents[:_MOST_CANDIDATES]:
        evidence = sorted(
            (claim.evidence for claim in claims if claim.parent == parent), key=lambda one: (-one.weight, one.clue)
        )
        candidates.append(_candidate(parent, belief[parent] / total, evidence, comments))
    return list(parents), candidates


def _weighed(
    options: Sequence[Option], place: int, conversation: Conversation, weights: Weights
) -> tuple[list[int | None], list[Candidate]]:
    """Where it has to be guessed: the model's probabilities."""
    scores = [weights.score(option.traits) for option in options]
    likely = weights.probabilities(scores)
    order = sorted(range(len(options)), key=lambda number: (-likely[number], number))
    is_tied = any(option.parent is not None and option.claims for option in options)
    candidates = []
    for rank, number in enumerate(order[:_MOST_CANDIDATES]):
        option = options[number]
        if rank and likely[number] < _LEAST_CONFIDENCE:
            break
        most = _MOST_EVIDENCE_OF_OTHERS if rank else _MOST_EVIDENCE
        evidence = _evidence(option, place, conversation, weights, is_tied=is_tied)[:most]
        candidates.append(_candidate(option.parent, likely[number], evidence, conversation.comments))
    return [options[number].parent for number in order], candidates


def _evidence(
    option: Option, place: int, conversation: Conversation, weights: Weights, *, is_tied: bool
) -> list[Evidence]:
    """What speaks for one parent, strongest first, never empty; a weight is the share by which it cuts the odds."""
    comments = conversation.comments
    parent = None if option.parent is None else comments[option.parent]
    line = comments[place].line
    found: list[Evidence] = []
    for claim, (trait, value) in zip(option.claims, option.traits, strict=False):
        weight = _weight(weights.share(trait, value))
        if weight > 0.0 or claim.evidence.clue != "adjacency":
            given = claim.evidence
            found.append(
                Evidence(clue=given.clue, weight=weight, sentence=given.sentence, line=given.line, quote=given.quote)
            )
    told = {one.sentence for one in found}
    for trait, value in option.traits[len(option.claims) :]:
        share = weights.share(trait, value)
        said = _reasons.said_of(trait, parent) if share >= _LEAST_SHARE else None
        if said is not None and said[1] not in told:
            found.append(Evidence(clue=said[0], weight=_weight(share), sentence=said[1], line=line))
    if parent is None:
        sentence = _reasons.untied(is_tied=is_tied, is_forum=conversation.is_forum)
        found.append(Evidence(clue="adjacency", weight=_weight(weights.share("alone", 1.0)), sentence=sentence))
    elif not found:
        sentence = f"nothing ties it to another comment more than to {parent.author or parent.id}"
        found.append(Evidence(clue="adjacency", weight=0.0, sentence=sentence, line=line))
    return sorted(found, key=lambda one: (-one.weight, one.clue))


def _weight(share: float) -> float:
    """How much a part of the score alone cuts the odds against a parent: 0.9 where it makes them ten times better."""
    return round(1.0 - math.exp(-share), 2) if share > 0.0 else 0.0


def _candidate(
    parent: int | None, confidence: float, evidence: Sequence[Evidence], comments: Sequence[Comment]
) -> Candidate:
    return Candidate(
        parent_id=None if parent is None else comments[parent].id,
        # Rounded down, so that the candidates of a comment never sum to more than 1.
        confidence=math.floor(confidence * 10_000) / 10_000,
        evidence=tuple(evidence),
    )
