"""Page lines: what each line is, told once for all layouts."""

from __future__ import annotations

import pytest

from threads.reading.lines import split
from threads.reading.page_lines import PageLines


def kinds(text: str) -> set[str]:
    lines = PageLines(split(text))
    names = ("buttons", "inner_buttons", "droppable", "rules")
    return {name for name in names if 0 in getattr(lines, name)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reply", {"buttons", "inner_buttons", "droppable"}),
        ("Like", {"buttons", "droppable"}),
        ("12", {"droppable"}),
        ("", {"droppable"}),
        ("Last edited: March 3, 2014", {"droppable"}),
        ("_______", {"rules"}),
        ("The sluice leaks.", set()),
        ("Reply to that, if you can", set()),
    ],
)
def test_lines_are_told_by_their_words(text: str, expected: set[str]) -> None:
    assert kinds(text) == expected


def test_words_are_counted_and_shapes_blot_numbers_out() -> None:
    lines = PageLines(split("Posts: 1,204\nIt leaks at noon."))
    assert lines.word_counts == [2, 4]
    assert lines.shape(0) == "posts: #"
