"""User cards: the short lines that a forum prints about a member beside each post ("Posts: 12", "Moderator").

What a forum calls its fields is known only in part (``_languages/``); what comes again and again among known ones is
one too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from threads.reading import cues, times
from threads.reading.folding import folded
from threads.reading.lines import Line

_DIGITS = re.compile(r"\d[\d.,]*")
_NUMBERS = re.compile(r"#(?: #){0,2}")
_SENTENCE_END = (".", "!", "?")
_LONGEST = 48
_LONGEST_LABEL = 24
_LONGEST_VALUE = 30
_OFTEN = 3
_MOST_VALUE_WORDS = 3
_VALUE_SHARE = 0.6
"""A label's next line counts as its value where this share of the label's occurrences has a short one."""


def find(lines: Sequence[Line]) -> set[int]:
    """The lines that belong to user cards, counted from 0."""
    shapes = {
        index: _DIGITS.sub("#", folded(line.body)) for index, line in enumerate(lines) if 0 < len(line.body) <= _LONGEST
    }
    labels = _labels(shapes)
    labels |= _fields_among(labels, shapes)
    labels |= _fields_among(labels, shapes)
    return labels | _values(labels, shapes, lines)


def _labels(shapes: dict[int, str]) -> set[int]:
    """Lines that a known word makes a field or a rank, and bare counters that come often."""
    known = frozenset(cues.words("card"))
    counts = Counter(shapes.values())
    cards = {
        shape
        for shape in counts
        if _is_field(shape, known)
        or (counts[shape] >= _OFTEN and (_NUMBERS.fullmatch(shape) or _is_known(shape, known)))
    }
    return {index for index, shape in shapes.items() if shape in cards} | _unsigned_fields(shapes, known)


def _unsigned_fields(shapes: dict[int, str], known: frozenset[str]) -> set[int]:
    """Known labels with a figure and no colon ("Katılım 12 Nisan 2019", "Beiträge 1.158"), where they come again."""
    found: dict[int, str] = {}
    for index, shape in shapes.items():
        if "#" in shape and ":" not in shape:
            words = shape.split()
            label = next((label for size in (3, 2, 1) if (label := " ".join(words[:size])) in known), None)
            if label is not None and 1 <= len(words) - label.count(" ") - 1 <= _MOST_VALUE_WORDS:
                found[index] = label
    counts = Counter(found.values())
    return {index for index, label in found.items() if counts[label] >= _OFTEN}


def _is_known(shape: str, known: Iterable[str]) -> bool:
    bare = shape.strip(" :•#./-")
    return bare in known or bare.partition(":")[0] in known


def _is_field(shape: str, known: Iterable[str]) -> bool:
    """Whether a line is a labelled value: "posts: #", "joined: wed may #"."""
    label, colon, value = shape.partition(":")
    return bool(colon) and label.strip(" •") in known and len(value) <= 36


def _fields_among(labels: set[int], shapes: dict[int, str]) -> set[int]:
    """Labelled values that this forum alone has ("Operating System: ..."), right beside known ones."""
    names = {index: shape.partition(":")[0] for index, shape in shapes.items() if ":" in shape}
    counts = Counter(names.values())
    return {
        index
        for index, name in names.items()
        if counts[name] >= _OFTEN and len(name) <= _LONGEST_LABEL and (index - 1 in labels or index + 1 in labels)
    }


def _values(labels: set[int], shapes: dict[int, str], lines: Sequence[Line]) -> set[int]:
    """Short lines under a label: between two labels always, else where that label mostly has one."""
    total = Counter(shapes[index] for index in labels)
    followed = Counter(
        shapes[index]
        for index in labels
        if _is_short(index + 1, shapes) and index + 1 not in labels and not shapes[index + 1].endswith(_SENTENCE_END)
    )
    found = set()
    for index in labels:
        label, below = shapes[index], index + 1
        if below not in shapes or below in labels:
            continue
        usual = label != "#" and ":" not in label and followed[label] >= _VALUE_SHARE * total[label]
        if below + 1 in labels or (usual and _is_short(below, shapes) and times.find(lines[below].body) is None):
            found.add(below)
    return found


def _is_short(index: int, shapes: dict[int, str]) -> bool:
    return index in shapes and len(shapes[index]) <= _LONGEST_VALUE
