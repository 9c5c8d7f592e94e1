"""Place words: counts of replies, and links to parents and neighbours."""

from __future__ import annotations

import pytest

from threads.clues import navigation


@pytest.mark.parametrize(
    ("counts", "parents"),
    [
        ((3, 1, 0, 0, 0), (None, 0, 1, 0, None)),
        ((0, 0, 0), (None, None, None)),
        ((2, 1, 0), (None, 0, 1)),
        ((99, 0, 0), (None, 0, 0)),
    ],
)
def test_counts_of_replies_give_the_tree_back(talk, counts, parents):
    claims = list(navigation.find(talk(*({"header_cues": (f"{count} children",)} for count in counts))))
    assert tuple(claim.parent for claim in claims) == parents


@pytest.mark.parametrize(
    ("words", "parents"),
    [
        # root with a first reply that has a sibling, then the next root
        ((("next",), ("parent", "next"), ("parent", "prev"), ("prev",)), (None, 0, 0, None)),
        # a chain, and back up to the level where a later sibling was announced
        (
            (("next",), ("parent", "next"), ("root", "parent"), ("root", "parent", "prev"), ("prev",)),
            (None, 0, 1, 0, None),
        ),
    ],
)
def test_links_to_neighbours_give_the_tree_back(talk, words, parents):
    claims = list(navigation.find(talk(*({"header_cues": cues} for cues in words))))
    assert tuple(claim.parent for claim in claims) == parents


def test_few_such_words_are_not_believed(talk, links):
    assert links(navigation, talk({"header_cues": ("2 children",)}, {}, {}, {})) == []
    assert links(navigation, talk({"header_cues": ("parent",)}, {}, {}, {})) == []
    assert links(navigation, talk({}, {})) == []
    assert links(navigation, talk()) == []
