from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from threads.reporting import reply_trees
from threads.reporting.reply_trees import Leaf


def leaf(id: str, parent: str | None = None, *, flagged: bool = False, doubtful: bool = False) -> Leaf:
    return Leaf(id, parent, f"name of {id}", flagged, doubtful)


def test_a_small_thread_is_drawn_whole_parents_above_their_replies() -> None:
    found = reply_trees.tree([leaf("a"), leaf("b", "a"), leaf("c"), leaf("d", "a", doubtful=True)])
    assert [node.id for node in found.nodes] == ["a", "b", "d", "c"]
    assert found.nodes[0].x == found.nodes[3].x < found.nodes[1].x == found.nodes[2].x
    assert [bool(node.path) for node in found.nodes] == [False, True, True, False]
    assert found.nodes[2].doubtful
    assert (found.other_branches, found.other_comments) == (0, 0)


def test_flagged_comments_and_what_led_to_them_come_first() -> None:
    quiet = [leaf(f"q{n}") for n in range(100)]
    heated = [leaf("a"), leaf("b", "a"), leaf("c", "b", flagged=True), leaf("d", "c")]
    found = reply_trees.tree([*quiet, *heated], rows=6)
    drawn = [node.id for node in found.nodes]
    assert drawn[-4:] == ["a", "b", "c", "d"]
    assert len(drawn) == 6
    assert (found.other_branches, found.other_comments) == (98, 98)


def test_the_most_heated_branch_is_drawn_before_others() -> None:
    once = [leaf("a"), leaf("b", "a", flagged=True)]
    often = [leaf("x"), leaf("y", "x", flagged=True), leaf("z", "y", flagged=True)]
    assert [node.id for node in reply_trees.tree([*once, *often], rows=3).nodes] == ["x", "y", "z"]


def test_answers_left_out_are_counted_where_they_hang() -> None:
    found = reply_trees.tree([leaf("a", flagged=True), *(leaf(f"b{n}", "a") for n in range(20))], rows=5)
    assert found.nodes[0].hidden == 16
    assert sum(node.hidden for node in found.nodes) + len(found.nodes) == 21


def test_a_very_deep_chain_is_bounded() -> None:
    chain = [leaf("0")] + [leaf(str(n), str(n - 1), flagged=True) for n in range(1, 3_000)]
    found = reply_trees.tree(chain)
    assert len(found.nodes) == 30
    assert max(node.x for node in found.nodes) < 200


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=40), st.integers(1, 12))
def test_every_comment_is_drawn_or_counted(shape: list[tuple[int, bool]], rows: int) -> None:
    leaves = [
        leaf(str(place), None if above >= place else str(above), flagged=flagged)
        for place, (above, flagged) in enumerate(shape)
    ]
    found = reply_trees.tree(leaves, rows=rows)
    drawn = {node.id for node in found.nodes}
    assert len(drawn) == len(found.nodes) <= rows
    assert len(drawn) + sum(node.hidden for node in found.nodes) + found.other_comments == len(leaves)
    parents = {one.id: one.parent_id for one in leaves}
    assert all(parents[id] is None or parents[id] in drawn for id in drawn)
    assert [node.y for node in found.nodes] == sorted({node.y for node in found.nodes})
