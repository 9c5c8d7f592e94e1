"""Measures: what was found of each case, counted up to the figures of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from benchmarks.cases import Case, GoldComment
from benchmarks.pairing import LEAST_SHARED, Found, pair, plain, same_author, shared, words

COLUMNS = {
    "cases": "cases",
    "gold": "gold",
    "found": "found",
    "precision": "P",
    "recall": "R",
    "comment_f1": "F1",
    "clean": "clean",
    "author": "auth",
    "author_false": "auth!",
    "time": "time",
    "time_false": "time!",
    "parent": "parent",
    "reply": "reply",
    "edge_f1": "e2eF1",
    "tree": "tree",
}
"""Figures and their heads: comments found; own words clean; authors and times right, and given where the page shows
none (!); parents right of the comments found, and of the replies alone; edges end to end, missing and invented comments
counted; whole trees right."""
_CLEAN = 97.0
_PLACEHOLDER = re.compile(
    r"\W*(\[?(deleted|removed)\]?|comment (deleted|removed)( by (user|moderator|author))?)\W*", re.IGNORECASE
)
Tally = Counter[str]
ReliabilityPoint = tuple[float, bool]
"""``(confidence of a link, whether it is right)``."""


def tally(case: Case, found: Sequence[Found]) -> tuple[Tally, list[ReliabilityPoint]]:
    """The counts of one case, and for each linked comment how sure and whether right."""
    counts: Tally = Counter()
    pairs = pair(found, case.comments)
    neutral = {place for place in range(len(found)) if place not in pairs and _is_neutral(found[place], case)}
    shown = len(found) - len(neutral)
    if case.kind == "negative":
        counts.update(negatives=1, alarmed=int(shown > 0), invented=shown)
        return counts, []
    counts.update(cases=1, gold=len(case.comments), found=shown, matched=len(pairs))
    for place, other in pairs.items():
        _count_words(counts, found[place], case.comments[other])
    points: list[ReliabilityPoint] = []
    if case.parents_known:
        points = _count_parents(counts, case, found, pairs, neutral)
        whole = len(pairs) == len(case.comments) == shown and counts["parent_right"] == len(pairs)
        counts.update(trees=1, tree_right=int(whole), edges_gold=len(case.comments), edges_found=shown)
    return counts, points


def _is_neutral(comment: Found, case: Case) -> bool:
    """Whether it neither helps nor hurts: no words, a mark of deletion, or a text that gold leaves open."""
    text = plain(comment.text)
    return (
        not text
        or _PLACEHOLDER.fullmatch(text) is not None
        or any(shared(words(text), words(plain(other))) >= LEAST_SHARED for other in case.ignored)
    )


def _count_words(counts: Tally, found: Found, gold: GoldComment) -> None:
    likeness = max(fuzz.ratio(plain(found.text), plain(text)) for text in gold.texts)
    counts["clean_right"] += likeness >= _CLEAN
    for field, given, wanted, right in (
        ("author", found.author, gold.author, same_author(found.author, gold.author)),
        ("time", found.time, gold.time, _same_time(found.time, gold.time)),
    ):
        if wanted is not None:
            counts[f"{field}_shown"] += 1
            counts[f"{field}_right"] += bool(given) and right
        else:
            counts[f"{field}_hidden"] += 1
            counts[f"{field}_invented"] += bool(given)


def _same_time(found: str | None, gold: str | None) -> bool:
    one, other = (re.sub(r"\s+", "", plain(text)).casefold() for text in (found, gold))
    return bool(one and other) and (one == other or (min(len(one), len(other)) >= 4 and (one in other or other in one)))


def _count_parents(
    counts: Tally, case: Case, found: Sequence[Found], pairs: dict[int, int], neutral: set[int]
) -> list[ReliabilityPoint]:
    place_of = {comment.id: place for place, comment in enumerate(found)}
    gold_place = {comment.id: place for place, comment in enumerate(case.comments)}
    points = []
    for place, other in pairs.items():
        gold = case.comments[other]
        parent = _parent_shown(place, found, place_of, neutral)
        linked = None if parent is None else pairs.get(parent, -1)
        right = linked in {None if wanted is None else gold_place.get(wanted) for wanted in gold.parents}
        counts.update(parents=1, parent_right=int(right), edges_right=int(right))
        if gold.parents[0] is not None:
            counts.update(replies=1, reply_right=int(right))
        points.append((found[place].confidence, right))
    return points


def _parent_shown(place: int, found: Sequence[Found], place_of: dict[str, int], neutral: set[int]) -> int | None:
    """The parent's place, past comments that gold leaves open; ``None`` for a root, -1 for one that is not there."""
    seen = {place}
    while (parent := found[place].parent) is not None:
        above = place_of.get(parent, -1)
        if above < 0 or above in seen:
            return -1
        if above not in neutral:
            return above
        seen.add(above)
        place = above
    return None


def figures(counts: Tally) -> dict[str, float | None]:
    """Counts as shares in [0, 1], ``None`` where nothing can be divided; three of them stay counts."""
    precision, recall = _share(counts, "matched", "found"), _share(counts, "matched", "gold")
    edge_precision, edge_recall = (
        _share(counts, "edges_right", "edges_found"),
        _share(counts, "edges_right", "edges_gold"),
    )
    return {
        "cases": counts["cases"],
        "gold": counts["gold"],
        "found": counts["found"],
        "precision": precision,
        "recall": recall,
        "comment_f1": _f1(precision, recall),
        "clean": _share(counts, "clean_right", "matched"),
        "author": _share(counts, "author_right", "author_shown"),
        "author_false": _share(counts, "author_invented", "author_hidden"),
        "time": _share(counts, "time_right", "time_shown"),
        "time_false": _share(counts, "time_invented", "time_hidden"),
        "parent": _share(counts, "parent_right", "parents"),
        "reply": _share(counts, "reply_right", "replies"),
        "edge_f1": _f1(edge_precision, edge_recall),
        "tree": _share(counts, "tree_right", "trees"),
        "alarmed": _share(counts, "alarmed", "negatives"),
    }


def _share(counts: Tally, part: str, whole: str) -> float | None:
    return counts[part] / counts[whole] if counts[whole] else None


def _f1(precision: float | None, recall: float | None) -> float | None:
    if recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def calibration_error(points: Iterable[ReliabilityPoint], bins: int = 10) -> float | None:
    """Expected calibration error: the mean gap of confidence and accuracy over equal bins, weighted by their sizes."""
    filled: dict[int, list[ReliabilityPoint]] = {}
    for confidence, right in points:
        filled.setdefault(min(bins - 1, int(confidence * bins)), []).append((confidence, right))
    total = sum(map(len, filled.values()))
    if not total:
        return None
    return sum(abs(sum(sure - right for sure, right in members)) for members in filled.values()) / total


def table(rows: Sequence[tuple[str, dict[str, float | None]]]) -> str:
    """The figures in percent, one row a name."""
    width = max(len(name) for name, _ in rows)
    lines = [" " * width + "".join(f" {head:>6}" for head in COLUMNS.values())]
    for name, row in rows:
        lines.append(f"{name:<{width}}" + "".join(f" {_cell(key, row[key]):>6}" for key in COLUMNS))
    return "\n".join(lines)


def _cell(key: str, figure: float | None) -> str:
    if figure is None:
        return "-"
    return f"{figure:.0f}" if key in ("cases", "gold", "found") else f"{100 * figure:.1f}"
