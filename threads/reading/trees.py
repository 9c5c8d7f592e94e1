"""Boosted regression trees, as scikit-learn fits them, evaluated without it: weights are a small JSON file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree; nodes count from 0, the root; a leaf has no trait."""

    traits: tuple[int, ...]
    """Which trait a node asks for, -1 at a leaf."""
    thresholds: tuple[float, ...]
    """Where it parts: smaller or equal goes left."""
    left: tuple[int, ...]
    right: tuple[int, ...]
    values: tuple[float, ...]
    """What a leaf adds."""

    def value(self, measured: Sequence[float]) -> float:
        """What the tree adds for these traits."""
        node = 0
        while (trait := self.traits[node]) >= 0:
            node = self.left[node] if measured[trait] <= self.thresholds[node] else self.right[node]
        return self.values[node]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees that are summed up."""

    names: tuple[str, ...]
    """The traits asked for, in the order in which they are given."""
    base: float
    trees: tuple[Tree, ...]

    def value(self, measured: Sequence[float]) -> float:
        """The sum for these traits."""
        return self.base + sum(tree.value(measured) for tree in self.trees)


def load(package: str, name: str) -> Forest:
    """The forest in a JSON file beside the code of a package."""
    return read(json.loads(files(package).joinpath(name).read_text(encoding="utf-8")))


def read(data: dict[str, Any]) -> Forest:
    """A forest from its JSON form."""
    trees = tuple(
        Tree(
            traits=tuple(tree["traits"]),
            thresholds=tuple(tree["thresholds"]),
            left=tuple(tree["left"]),
            right=tuple(tree["right"]),
            values=tuple(tree["values"]),
        )
        for tree in data["trees"]
    )
    return Forest(names=tuple(data["traits"]), base=data["base"], trees=trees)
