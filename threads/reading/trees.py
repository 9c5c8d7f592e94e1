"""Boosted regression trees, as scikit-learn fits them, evaluated without it: weights are a small JSON file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees that are summed up; the nodes of all of them stand in the same columns, one entry a node."""

    names: tuple[str, ...]
    """The traits asked for, in the order in which they are given."""
    base: float
    roots: tuple[int, ...]
    """The first node of each tree."""
    traits: tuple[int, ...]
    """Which trait a node asks for, -1 at a leaf."""
    thresholds: tuple[float, ...]
    """Where it parts: smaller or equal goes left."""
    left: tuple[int, ...]
    right: tuple[int, ...]
    values: tuple[float, ...]
    """What a leaf adds."""

    def value(self, measured: Sequence[float]) -> float:
        """The sum for these traits."""
        traits, thresholds, left, right, values = self.traits, self.thresholds, self.left, self.right, self.values
        total = self.base
        for node in self.roots:
            while (trait := traits[node]) >= 0:
                node = left[node] if measured[trait] <= thresholds[node] else right[node]
            total += values[node]
        return total


def load(package: str, name: str) -> Forest:
    """The forest in a JSON file beside the code of a package."""
    return read(json.loads(files(package).joinpath(name).read_text(encoding="utf-8")))


def read(data: dict[str, Any]) -> Forest:
    """A forest from its JSON form."""
    columns: dict[str, list[Any]] = {name: [] for name in ("traits", "thresholds", "left", "right", "values")}
    roots = []
    for tree in data["trees"]:
        start = len(columns["traits"])
        roots.append(start)
        for name, column in columns.items():
            column.extend(start + node if name in ("left", "right") else node for node in tree[name])
    return Forest(
        names=tuple(data["traits"]),
        base=data["base"],
        roots=tuple(roots),
        **{name: tuple(column) for name, column in columns.items()},
    )
