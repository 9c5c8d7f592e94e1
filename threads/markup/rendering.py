"""Words of a page as text: blocks on lines of their own, lists indented with bullets and numbers."""

from __future__ import annotations

from collections.abc import Iterable

from threads.markup.elements import GLUED, LINE, PARAGRAPH, SPACED, Elements

_INDENT = "  "
_DEEPEST = 40
"""Lists inside each other that are still shown one deeper than the last."""


def whole(elements: Elements) -> tuple[str, list[int]]:
    """The page's text, and for each chunk where it begins in it."""
    parts: list[str] = []
    places: list[int] = []
    position = 0
    markers = elements.marker
    for place, (chunk, gap, depth) in enumerate(zip(elements.chunks, elements.gap, elements.depth, strict=True)):
        if gap == GLUED:
            lead = ""
        elif gap == SPACED:
            lead = " "
        else:
            lead = "\n" if gap == LINE else "\n\n"
            if not position:
                lead = ""
            if depth:
                lead += _INDENT * min(depth, _DEEPEST)
        if place in markers:
            lead = (lead if gap >= LINE else "\n" + _INDENT * min(depth, _DEEPEST)) + markers[place] + " "
        parts.append(lead)
        parts.append(chunk)
        places.append(position + len(lead))
        position += len(lead) + len(chunk)
    return "".join(parts), places


def lines(ranges: Iterable[tuple[int, int]], elements: Elements) -> list[str]:
    """The lines of some chunks; empty ones between paragraphs; inner lists keep their bullets."""
    made: list[str] = []
    current: list[str] = []
    chunks, gaps, depths, markers = elements.chunks, elements.gap, elements.depth, elements.marker
    base: int | None = None
    last_end = None
    for start, stop in ranges:
        for place in range(start, stop):
            gap = gaps[place] if last_end is None or place == last_end else max(gaps[place], SPACED)
            last_end = place + 1
            if base is None:
                base = depths[place]
            if gap >= LINE or place in markers:
                if current:
                    made.append("".join(current))
                    current = []
                if gap == PARAGRAPH and made and made[-1]:
                    made.append("")
                if place in markers and depths[place] > base:
                    current.append(_INDENT * (min(depths[place] - base, _DEEPEST) - 1) + markers[place] + " ")
            elif gap == SPACED and current:
                current.append(" ")
            current.append(chunks[place])
    if current:
        made.append("".join(current))
    return made


def without(ranges: Iterable[tuple[int, int]], removed: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of chunks less some others; both in order, neither overlapping itself."""
    kept: list[tuple[int, int]] = []
    cuts = sorted(removed)
    for start, stop in ranges:
        position = start
        for low, high in cuts:
            if high <= position or low >= stop:
                continue
            if low > position:
                kept.append((position, low))
            position = max(position, high)
        if position < stop:
            kept.append((position, stop))
    return kept
