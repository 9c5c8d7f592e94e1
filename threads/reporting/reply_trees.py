"""A thread's reply tree, small enough to look at: flagged comments, what led to them, and a little of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ROW_PIXELS = 22
_LEFT_PIXELS = 10
_INDENT_PIXELS = 16
_DEEPEST_PIXELS = 150
"""Deeper trees take smaller steps, so that names keep their room."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a tree needs to know of one comment."""

    id: str
    parent_id: str | None
    name: str
    flagged: bool
    doubtful: bool
    """Whether its link is."""


@dataclass(frozen=True, slots=True)
class Node:
    """One comment, where it is drawn."""

    id: str
    name: str
    x: int
    y: int
    """Pixels, both."""
    path: str
    """From its parent to it, as SVG path data; empty for a root."""
    doubtful: bool
    hidden: int
    """Answers below it that are not drawn."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The drawn part of a thread."""

    nodes: tuple[Node, ...]
    height: int
    """Pixels."""
    other_branches: int
    """Branches not drawn."""
    other_comments: int
    """Comments in them."""


def tree(leaves: Sequence[Leaf], *, rows: int = 30) -> Tree:
    """The part of a thread worth ``rows`` rows: all branches with flagged comments first, in reading order.

    Args:
        leaves: all comments of the thread, parents before their replies or not.
        rows: how many comments to draw; a flagged comment deeper than that is left out with its ancestors.
    """
    children: dict[str | None, list[Leaf]] = {}
    for leaf in leaves:
        children.setdefault(leaf.parent_id, []).append(leaf)
    order = _walked(children)
    parents = {leaf.id: leaf.parent_id for leaf in leaves}
    kept = _kept(order, parents, rows)
    hidden = {leaf.id: 0 for leaf in order}
    roots_left_out = comments_left_out = 0
    for leaf in order:
        if leaf.id in kept:
            continue
        above = parents[leaf.id]
        while above is not None and above not in kept:
            above = parents[above]
        if above is None:
            comments_left_out += 1
            roots_left_out += parents[leaf.id] is None
        else:
            hidden[above] += 1
    nodes = _nodes([leaf for leaf in order if leaf.id in kept], hidden)
    return Tree(nodes, len(nodes) * ROW_PIXELS, roots_left_out, comments_left_out)


def _walked(children: Mapping[str | None, list[Leaf]]) -> list[Leaf]:
    """Every leaf, parents before their replies, replies in reading order."""
    found: list[Leaf] = []
    stack = list(reversed(children.get(None, ())))
    while stack:
        leaf = stack.pop()
        found.append(leaf)
        stack.extend(reversed(children.get(leaf.id, ())))
    return found


def _kept(order: Sequence[Leaf], parents: Mapping[str, str | None], rows: int) -> set[str]:
    kept: set[str] = set()

    def keep(leaf: Leaf) -> None:
        line: list[str] = []
        place: str | None = leaf.id
        while place is not None and place not in kept and len(line) <= rows:
            line.append(place)
            place = parents[place]
        if len(kept) + len(line) <= rows:
            kept.update(line)

    roots = _roots(order)
    heat = Counter(roots[leaf.id] for leaf in order if leaf.flagged)
    for leaf in sorted(order, key=lambda leaf: -heat[roots[leaf.id]]):  # the most heated branch first, whole if it fits
        if leaf.flagged:
            keep(leaf)
    heated = set(kept)
    # What answers them, then what stands in the same branches, then the rest.
    for near in (heated, kept, {*parents.values()}):
        for leaf in order:
            if len(kept) >= rows:
                return kept
            if leaf.parent_id in near:
                keep(leaf)
    return kept


def _roots(order: Sequence[Leaf]) -> dict[str, str]:
    """By id, the comment that starts its branch."""
    found: dict[str, str] = {}
    for leaf in order:
        found[leaf.id] = leaf.id if leaf.parent_id is None else found[leaf.parent_id]
    return found


def _nodes(leaves: Sequence[Leaf], hidden: Mapping[str, int]) -> tuple[Node, ...]:
    depths: dict[str | None, int] = {None: -1}
    for leaf in leaves:
        depths[leaf.id] = depths[leaf.parent_id] + 1
    deepest = max((depths[leaf.id] for leaf in leaves), default=0)
    step = min(_INDENT_PIXELS, max(4, _DEEPEST_PIXELS // max(deepest, 1)))
    places: dict[str | None, tuple[int, int]] = {}
    found: list[Node] = []
    for row, leaf in enumerate(leaves):
        x, y = _LEFT_PIXELS + step * depths[leaf.id], row * ROW_PIXELS + ROW_PIXELS // 2
        places[leaf.id] = x, y
        path = ""
        if leaf.parent_id is not None:
            from_x, from_y = places[leaf.parent_id]
            path = f"M{from_x} {from_y + 6}V{y}H{max(x - 6, from_x)}"
        found.append(Node(leaf.id, leaf.name, x, y, path, leaf.doubtful, hidden[leaf.id]))
    return tuple(found)
