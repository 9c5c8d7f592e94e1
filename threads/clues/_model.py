"""The model of links: what each trait is worth, learned by training/links.py; a probability for each possible parent.

A possible parent's score is the sum of its traits, each times its weight; probabilities are the softmax of the scores
over all parents considered, "starts its own thread" among them. A weight may differ from one kind of page to another.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

Traits = Sequence[tuple[str, float]]
UNTRAINED = "clue "
"""How traits begin that stand for a clue the model was not trained with; their value is the logit of its weight."""
_USUALLY_MORE = 1.0
"""What "starts its own thread" has on most pages beyond its weight, by other traits."""


class Model:
    """Weights by trait, and by ``trait|kind`` for what differs on pages of a kind.

    Args:
        weights: in natural logarithms of the odds.
        temperature: what scores are divided by, so that the model is as sure as it is right on sites it has not seen.
        lapse: the share of belief that is spread evenly over all parents, whatever the scores: pages may be misread.
    """

    def __init__(self, weights: Mapping[str, float], *, temperature: float = 1.0, lapse: float = 0.0) -> None:
        self.weights = weights
        self.temperature = temperature
        self.lapse = lapse

    def on(self, kinds: Sequence[str]) -> Weights:
        """The weights that hold on pages of these kinds."""
        found: dict[str, float] = {}
        for key, weight in self.weights.items():
            trait, _, kind = key.partition("|")
            if not kind or kind in kinds:
                found[trait] = found.get(trait, 0.0) + weight
        return Weights(found, self.temperature, self.lapse)


class Weights:
    """What each trait is worth on one page."""

    def __init__(self, of: dict[str, float], temperature: float, lapse: float) -> None:
        self.of = of
        self.temperature = temperature
        self.lapse = lapse

    def share(self, trait: str, value: float) -> float:
        """What one trait adds to the score, in natural logarithms of the odds."""
        if trait.startswith(UNTRAINED):
            # Alone against "starts its own thread" it shall make the link as likely as it says.
            return max(0.0, value + self.of.get("alone", 0.0) + _USUALLY_MORE)
        return self.of.get(trait, 0.0) * value

    def score(self, traits: Traits) -> float:
        """What all traits of one possible parent add up to."""
        of = self.of
        return sum([of[trait] * value if trait in of else self.share(trait, value) for trait, value in traits])

    def probabilities(self, scores: Sequence[float]) -> list[float]:
        """What each possible parent gets; together they get 1."""
        top = max(scores)
        parts = [math.exp((score - top) / self.temperature) for score in scores]
        share = (1.0 - self.lapse) / sum(parts)
        even = self.lapse / len(parts)
        return [part * share + even for part in parts]


@cache
def default() -> Model:
    """The model that the package brings along."""
    table = json.loads(files(__package__).joinpath("_model.json").read_text(encoding="utf-8"))
    return Model(table["weights"], temperature=table["temperature"], lapse=table["lapse"])
