"""Fits the model of links, threads/clues/_model.json, on conversations whose trees are known.

python -m training.links --cases ../shared/bench/dev --first-pages ../shared/seeds

A conditional logit: the score of each possible parent is a weighted sum of its traits, and the weights make the right
parents as likely as they can, drawn towards what is believed beforehand. Where several parents are right, their joint
probability counts. Nothing is drawn at random, and nothing of the pages is kept but the weights. How well it holds on
sites it has not seen is measured by benchmarks/links.py, in the same folds from which the calibration is taken.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from threads import clues
from threads.clues._model import Model
from threads.clues._traits import NAMING, Option, Reader
from training import link_examples
from training.link_examples import Example

MODEL = Path(clues.__file__).parent / "_model.json"
PRIOR = {
    "alone|wiki": -2.0,
    "alone|threaded": -0.7,
    "turn opening": 3.0,
    "turn following": 0.8,
    "quotation block": 4.5,
    "quotation inline": 3.8,
    "quotation further": 1.5,
    "numbering reference": 3.5,
    "mention header": 5.0,
    "mention at": 3.5,
    "mention opening": 2.6,
    "mention vocative": 2.2,
    "mention further": 1.5,
    "mention shared": 1.5,
    "mention spoken": 1.2,
    "opener agreement": 0.8,
    "opener disagreement": 0.8,
    "opener answer": 0.6,
    "opener address": 0.4,
}
"""What is believed before any page is seen: weights are drawn towards these, all others towards 0. They are the weights
set by hand before there was a model, as differences to "starts its own thread"."""
SHARED_PENALTY, KIND_PENALTY = 0.5, 2.0
"""How strongly; weights that hold on pages of one kind alone more so. Of nine pairs tried on 2026-11-25 with sites left
out, all within half a point of each other; smaller ones made the model too sure of itself."""
_ROUNDS = 2
"""In the first the right parents of the comments above are known, then the model's own choices are, as in use."""
_LEAST_KEPT = 0.02
_LEAST_LIKELY = 1e-4
_GRID = [(0.8 + 0.1 * step, 0.01 * lapse) for step in range(18) for lapse in range(9)]
"""Temperatures and lapses tried."""


@dataclass(frozen=True)
class Judgement:
    """What the model said of one comment."""

    scores: tuple[float, ...]
    """Of each possible parent."""
    right: tuple[bool, ...]
    """Which of them are right."""
    is_reply: bool
    """Whether no right parent is "starts its own thread"."""

    def probabilities(self, temperature: float = 1.0, lapse: float = 0.0) -> list[float]:
        """Of each possible parent."""
        return Model({}, temperature=temperature, lapse=lapse).on(()).probabilities(self.scores)


@dataclass
class Design:
    """The possible parents of many comments as one sparse matrix, one row a parent, one column a weight."""

    matrix: csr_matrix
    columns: list[str]
    groups: np.ndarray
    """By row, the number of the comment."""
    right: np.ndarray
    """By row, whether the parent is right."""
    weights: np.ndarray
    """By comment."""
    sites: np.ndarray = field(default_factory=lambda: np.array([]))
    """By comment."""


def gone_through(page: Example, model: Model | None) -> Iterator[tuple[int, list[Option]]]:
    """Each place with its options. Whom the comments above answer is the model's choice, or right without a model."""
    reader = Reader(page.conversation, page.claims)
    weights = model.on(reader.setting.kinds) if model is not None else None
    for place, right in enumerate(page.right):
        options = reader.options()
        yield place, options
        settling = [claim for claim in page.claims[place] if claim.settles]
        if settling:
            reader.settle(max(settling, key=lambda claim: claim.evidence.weight).parent)
        elif weights is not None:
            reader.settle(max(options, key=lambda option: weights.score(option.traits)).parent)
        else:
            above = [parent for parent in right or () if parent is not None and 0 <= parent < place]
            reader.settle(max(above) if above and None not in (right or ()) else None)


def design(pages: Sequence[Example], model: Model | None) -> Design:
    """All open comments of which a right parent is among the options."""
    index: dict[str, int] = {}
    values, columns, starts = [], [], [0]
    groups: list[int] = []
    right: list[bool] = []
    weights: list[float] = []
    sites: list[str] = []
    for page in pages:
        kinds = page.kinds
        for place, options in gone_through(page, model):
            allowed = page.right[place]
            if allowed is None or not page.is_open(place) or not any(one.parent in allowed for one in options):
                continue
            allowed = _named(page, place, allowed)
            for option in options:
                for trait, value in option.traits:
                    for key in (trait, *(f"{trait}|{kind}" for kind in kinds)):
                        columns.append(index.setdefault(key, len(index)))
                        values.append(value)
                starts.append(len(columns))
                groups.append(len(weights))
                right.append(option.parent in allowed)
            weights.append(page.weight)
            sites.append(page.site)
    for name in PRIOR:
        index.setdefault(name, len(index))
    matrix = csr_matrix((values, columns, starts), shape=(len(groups), len(index)))
    return Design(matrix, list(index), np.array(groups), np.array(right), np.array(weights), np.array(sites))


def _named(page: Example, place: int, allowed: frozenset[int | None]) -> frozenset[int | None]:
    """Of several right parents those that the comment names or quotes, if it does: they are what a reader wants."""
    named = {claim.parent for claim in page.claims[place] if claim.sign.partition(" ")[0] in NAMING}
    return frozenset(allowed & named - {None}) or allowed


def without(whole: Design, site: str) -> Design:
    """The design with one site left out."""
    kept = whole.sites != site
    rows = kept[whole.groups]
    numbers = np.cumsum(kept) - 1
    return Design(
        whole.matrix[rows],
        whole.columns,
        numbers[whole.groups[rows]],
        whole.right[rows],
        whole.weights[kept],
        whole.sites[kept],
    )


def fit(given: Design, start: np.ndarray | None = None) -> np.ndarray:
    """The weights, one a column."""
    prior = np.array([PRIOR.get(name, 0.0) for name in given.columns])
    penalty = np.array([KIND_PENALTY if "|" in name else SHARED_PENALTY for name in given.columns])
    firsts = np.flatnonzero(np.r_[True, np.diff(given.groups) > 0])
    across = given.matrix.T.tocsr()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = given.matrix @ weights
        parts = np.exp(scores - np.maximum.reduceat(scores, firsts)[given.groups])
        likely = parts / np.add.reduceat(parts, firsts)[given.groups]
        good = np.where(given.right, likely, 0.0)
        joint = np.maximum(np.add.reduceat(good, firsts), 1e-12)
        value = -(given.weights * np.log(joint)).sum() + 0.5 * (penalty * (weights - prior) ** 2).sum()
        slope = across @ (given.weights[given.groups] * (likely - good / joint[given.groups]))
        return value, slope + penalty * (weights - prior)

    begin = prior if start is None else start
    best: np.ndarray = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-7}).x
    return best


def train(pages: Sequence[Example]) -> tuple[Model, Design, np.ndarray]:
    """The model fitted on all pages, and the last design and weights, from which a site can be left out."""
    model: Model | None = None
    for _ in range(_ROUNDS):
        whole = design(pages, model)
        weights = fit(whole)
        model = _model(whole, weights)
    assert model is not None
    return model, whole, weights


def _model(given: Design, weights: np.ndarray) -> Model:
    return Model(dict(zip(given.columns, map(float, weights), strict=True)))


def judge(page: Example, model: Model) -> list[Judgement]:
    """What a model says of the open comments of a page."""
    weights = model.on(page.kinds)
    found = []
    for place, options in gone_through(page, model):
        allowed = page.right[place]
        if allowed is not None and page.is_open(place):
            scores = tuple(weights.score(option.traits) for option in options)
            right = tuple(option.parent in allowed for option in options)
            found.append(Judgement(scores, right, None not in allowed))
    return found


def leave_sites_out(pages: Sequence[Example]) -> dict[str, Model]:
    """For each site a model that has seen no page of it."""
    _, whole, weights = train(pages)
    return {site: _model(whole, fit(without(whole, site), weights)) for site in sorted({page.site for page in pages})}


def log_loss_of(judged: Iterable[tuple[Judgement, Sequence[float]]]) -> float:
    """The sum over comments of minus the logarithm of what was given to right parents."""
    total = 0.0
    for one, likely in judged:
        total -= math.log(
            max(_LEAST_LIKELY, sum(share for share, right in zip(likely, one.right, strict=True) if right))
        )
    return total


def calibrate_apart(pages: Sequence[Example], judged: Sequence[Sequence[Judgement]]) -> dict[str, tuple[float, float]]:
    """For each site the temperature and the lapse that suit all others best.

    They rest on pages as this project reads them, each counting as in training; not on the only talk page, which is of
    a kind that the model does not know once its site is left out. The key ``""`` holds what suits all.
    """
    losses: dict[str, np.ndarray] = {page.site: np.zeros(len(_GRID)) for page in pages}
    for page, found in zip(pages, judged, strict=True):
        if page.way == "read" and page.kinds[0] != "wiki":
            for number, pair in enumerate(_GRID):
                losses[page.site][number] += page.weight * log_loss_of((one, one.probabilities(*pair)) for one in found)
    whole = sum(losses.values(), np.zeros(len(_GRID)))
    best = {site: _GRID[int(np.argmin(whole - loss))] for site, loss in losses.items()}
    return {**best, "": _GRID[int(np.argmin(whole))]}


def main() -> None:
    """Fit, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, required=True, help="a folder of cases with gold")
    parser.add_argument("--first-pages", type=Path, help="a folder of pages with their gold beside them")
    parser.add_argument("--quick", action="store_true", help="keep the calibration that stands in the model")
    options = parser.parse_args()
    pages = link_examples.load(options.cases, options.first_pages)
    model, _, _ = train(pages)
    if options.quick:
        temperature, lapse = (json.loads(MODEL.read_text("utf-8"))[name] for name in ("temperature", "lapse"))
    else:
        apart = leave_sites_out(pages)
        temperature, lapse = calibrate_apart(pages, [judge(page, apart[page.site]) for page in pages])[""]
    kept = {name: round(weight, 3) for name, weight in sorted(model.weights.items()) if abs(weight) >= _LEAST_KEPT}
    card = {
        "card": "Made by training/links.py, measured by benchmarks/links.py; see docs/links.md.",
        "temperature": round(temperature, 2),
        "lapse": round(lapse, 3),
        "weights": kept,
    }
    MODEL.write_text(json.dumps(card, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(kept)} weights from {sum(map(len, (page.right for page in pages)))} comments on {len(pages)} pages")


if __name__ == "__main__":
    main()
