"""How deep a record stands, where the markup says it: level and reply classes, attributes, margins, spacer pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from threads.markup import names
from threads.markup.elements import Elements
from threads.markup.fields import Fields

_LEVEL = re.compile(
    r'[\s"_-](?:depth|level|lvl|indent|ebene|nivel|niveau|nest|nested|indent-level|comment-level|tiefe)[-_]?(\d{1,3})(?=[\s"]|$)',
    re.IGNORECASE,
)
_LEVEL_ATTRIBUTE = re.compile(
    r' (?:aria-level|data-depth|data-level|data-indent|indent|depth|level|data-comment-depth)="(\d{1,3})"'
)
MARGIN = re.compile(r"(?:margin|padding)-left:\s*(\d{1,4})(?:\.\d+)?\s*(px|em|rem|%|pt)", re.IGNORECASE)
_WIDTH = re.compile(r' width="(\d{1,4})"')
_INDENTED = re.compile(
    r"(?:^|[\s_-])(?:indent|indented|child|nested|sub|is-reply|reply|replies|second-level|sub-?comment|answer|response|antwort)(?=$|[\s_-])"
)
_CLASS = re.compile(r' class="([^"]*)"')

Owners = list[tuple[int | None, str]]
"""For each record the place of the one it answers, and on what that rests."""


def by_depth(found: Sequence[Fields], elements: Elements) -> Owners | None:
    """Owners by stated depths, or ``None`` where none are stated."""
    depths = _depths(found, elements)
    if depths is None or len(set(depths)) == 1:
        return None
    owners: Owners = []
    stack: list[tuple[int, int]] = []
    for place, depth in enumerate(depths):
        if depth is None:
            owners.append((None, "states no level in the markup"))
            continue
        while stack and stack[-1][0] >= depth:
            stack.pop()
        owner = stack[-1][1] if stack else None
        basis = "a level deeper in the markup" if owner is not None else "at the outermost level in the markup"
        owners.append((owner, basis))
        stack.append((depth, place))
    return owners


def _depths(found: Sequence[Fields], elements: Elements) -> list[int | None] | None:
    for pattern, reach in ((_LEVEL_ATTRIBUTE, 6), (_LEVEL, 6), (MARGIN, 3), (_WIDTH, 8)):
        depths = [_depth(fields, pattern, reach, elements) for fields in found]
        told = [depth for depth in depths if depth is not None]
        if pattern is MARGIN and told:
            depths = [depth or 0 for depth in depths]
            told = [depth or 0 for depth in depths]
        if len(told) < 0.8 * len(depths) or len(set(told)) < 2:
            continue
        if pattern in (_WIDTH, MARGIN) and depths[0] != min(told):
            continue  # pictures of different sizes
        return depths
    return None


def _depth(fields: Fields, pattern: re.Pattern[str], reach: int, elements: Elements) -> int | None:
    """The first number that the record's first elements, or what is right around it, state in some way."""
    record = fields.record
    up = elements.up[record.start]
    if pattern is not _WIDTH and up > 0 and (met := pattern.search(elements.attributes[up])):
        return int(met.group(1))
    for count, index in enumerate(record.own_elements()):
        if count >= reach:
            break
        if pattern is _WIDTH and elements.tags[index] != "img":
            continue
        met = pattern.search(elements.attributes[index])
        if met is not None:
            return int(met.group(1))
    return None


def by_class(found: Sequence[Fields], elements: Elements) -> Owners | None:
    """Owners where some records are called replies: each answers the last before it that is not."""
    lower = []
    for fields in found:
        classes = " ".join(_CLASS.findall(elements.attributes[fields.record.start]))
        lower.append(_INDENTED.search(names.called(f' class="{classes}"')) is not None)
    if lower[0] or not 0.03 * len(lower) <= sum(lower) <= 0.85 * len(lower):
        return None
    if len({elements.up[fields.record.start] for fields in found}) > 0.7 * len(found):
        return None
    owners: Owners = []
    top: int | None = None
    for place, is_lower in enumerate(lower):
        if not is_lower:
            top = place
        owners.append((top, "called a reply in the markup") if is_lower else (None, "not called a reply in the markup"))
    return owners
