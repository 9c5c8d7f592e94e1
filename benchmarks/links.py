"""How well links are guessed on sites the model has not seen, and how well its confidence keeps its word.

python -m benchmarks.links --cases ../shared/bench/dev --first-pages ../shared/seeds

Every site is left out in turn, from the weights and from the calibration; beside the model stand the weights set by
hand that it replaced, on the same comments. Only comments whose parent has to be guessed are counted. The last table
reads the pages of the folder as a whole, again each by a model that has not seen its site. It takes about a minute.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from unittest.mock import patch

from benchmarks import cases, measures, reconstruction
from benchmarks.measures import Tally
from threads.clues import _model
from threads.clues._model import Model
from threads.reading.conversation import Claim
from training import link_examples, links
from training.link_examples import Example
from training.links import Judgement

_ALONE = 0.5
"""What the weights set by hand gave to "starts its own thread"."""
_BINS = 10


def by_hand(page: Example) -> list[Judgement]:
    """What the weights set by hand say: signs for one parent joined as independent witnesses."""
    found = []
    for place, claims in enumerate(page.claims):
        allowed = page.right[place]
        if allowed is None or not page.is_open(place):
            continue
        belief = _belief(claims)
        total = max(1.0, sum(belief.values()))
        found.append(
            Judgement(
                tuple(share / total for share in belief.values()),
                tuple(parent in allowed for parent in belief),
                None not in allowed,
            )
        )
    return found


def _belief(claims: Sequence[Claim]) -> dict[int | None, float]:
    doubt: dict[int | None, float] = {None: 1.0}
    for claim in claims:
        doubt[claim.parent] = doubt.get(claim.parent, 1.0) * (1.0 - claim.evidence.weight)
    strongest = max((1.0 - rest for parent, rest in doubt.items() if parent is not None), default=0.0)
    doubt[None] *= 1.0 - _ALONE * (1.0 - strongest)
    return {parent: 1.0 - rest for parent, rest in doubt.items()}


def figures(judged: Sequence[tuple[Judgement, Sequence[float]]]) -> dict[str, float | None]:
    """Accuracy, accuracy on replies, log loss and calibration error of ``(judgement, probabilities)``."""
    if not judged:
        return {}
    points = points_of(judged)
    replies = [right for (one, _), (_, right) in zip(judged, points, strict=True) if one.is_reply]
    return {
        "accuracy": sum(right for _, right in points) / len(points),
        "on replies": sum(replies) / len(replies) if replies else None,
        "log loss": links.log_loss_of(judged) / len(judged),
        "calibration error": measures.calibration_error(points, _BINS),
    }


def points_of(judged: Iterable[tuple[Judgement, Sequence[float]]]) -> list[measures.ReliabilityPoint]:
    """How sure and whether right the likeliest parent of each comment is."""
    found = []
    for one, likely in judged:
        best = max(range(len(likely)), key=lambda number: likely[number])
        found.append((likely[best], one.right[best]))
    return found


def reliability(points: Sequence[measures.ReliabilityPoint]) -> list[tuple[int, float, float]]:
    """``(comments, mean confidence, accuracy)`` of each bin, zeros where it holds none."""
    bins: dict[int, list[measures.ReliabilityPoint]] = defaultdict(list)
    for point in points:
        bins[min(_BINS - 1, int(point[0] * _BINS))].append(point)
    found = []
    for number in range(_BINS):
        held = bins[number]
        sure, right = sum(sure for sure, _ in held), sum(right for _, right in held)
        found.append((len(held), sure / max(1, len(held)), right / max(1, len(held))))
    return found


def whole_pages(folder: Path, models: dict[str, Model]) -> tuple[Tally, Tally]:
    """Counts over all pages and over flat ones with replies, each read with a model that has not seen its site."""
    every, flat = Tally(), Tally()
    for case in cases.load(folder, "text"):
        model = models.get(link_examples.site_of(case.name), models[""])
        with patch.object(_model, "default", lambda model=model: model):
            counts, _ = measures.tally(case, reconstruction.read(case))
        every.update(counts)
        if case.kind == "flat, with replies":
            flat.update(counts)
    return every, flat


GROUPS: dict[str, Callable[[Example], bool]] = {
    "as read": lambda page: page.way == "read",
    "as read, all but talk pages": lambda page: page.way == "read" and page.kinds[0] != "wiki",
    "as read, newest first": lambda page: page.way == "read" and page.kinds[0] == "newest",
    "as read, in order of time": lambda page: page.way == "read" and page.kinds[0] == "rising",
    "as read, without times": lambda page: page.way == "read" and page.kinds[0] == "timeless",
    "as read, talk page": lambda page: page.way == "read" and page.kinds[0] == "wiki",
    "as their gold cuts them": lambda page: page.way == "marked",
    "trees without indentation": lambda page: page.way == "flattened" and page.kinds[0] == "tree",
    "the same, newest first": lambda page: page.way == "flattened" and page.kinds[0] == "newest",
    "the same, in order of time": lambda page: page.way == "flattened" and page.kinds[0] == "rising",
    "sample pages": lambda page: page.way == "sample",
}
Weighed = Sequence[tuple[Judgement, Sequence[float]]]


def row(label: str, by_model: Weighed, by_hand: Weighed) -> str:
    """One line of a table: each figure by hand and by the model."""
    after, before = figures(by_model), figures(by_hand)
    cells = (
        f"{_shown(before[name], name)} → {_shown(value, name)}" if value is not None else "-"
        for name, value in after.items()
    )
    return f"| {label} | {len(by_model)} | {' | '.join(cells)} |"


def _shown(value: float | None, name: str) -> str:
    return "-" if value is None else f"{value:.2f}" if name == "log loss" else f"{100 * value:.1f}"


def main() -> None:
    """Print the tables of docs/links.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=cases.BENCH)
    parser.add_argument("--first-pages", type=Path, default=None)
    options = parser.parse_args()
    pages = link_examples.load(options.cases, options.first_pages)
    models = links.leave_sites_out(pages)
    judged = [links.judge(page, models[page.site]) for page in pages]
    calibrated = links.calibrate_apart(pages, judged)
    by_model = [
        [(one, one.probabilities(*calibrated[page.site])) for one in found]
        for page, found in zip(pages, judged, strict=True)
    ]
    before = [[(one, one.scores) for one in by_hand(page)] for page in pages]
    print("| pages | comments | accuracy | on replies | log loss | calibration error |\n|---|---|---|---|---|---|")
    for label, chosen in GROUPS.items():
        numbers = [number for number, page in enumerate(pages) if chosen(page)]
        after = [one for number in numbers for one in by_model[number]]
        if after:
            print(row(label, after, [one for number in numbers for one in before[number]]))
    print("\n| all: comments | confidence | accuracy | all but talk pages: comments | confidence | accuracy |")
    print("|---|---|---|---|---|---|")
    sets = [[number for number, page in enumerate(pages) if GROUPS[label](page)] for label in list(GROUPS)[:2]]
    tables = [reliability(points_of(one for number in chosen for one in by_model[number])) for chosen in sets]
    for rows in zip(*tables, strict=True):
        print(
            "| "
            + " | ".join(f"{n} | {100 * sure:.1f} | {100 * right:.1f}" if n else " | | " for n, sure, right in rows)
            + " |"
        )
    held_out = {
        site: Model(model.weights, temperature=calibrated[site][0], lapse=calibrated[site][1])
        for site, model in models.items()
    }
    every, flat = whole_pages(options.cases, {**held_out, "": _model.default()})
    print()
    print(measures.table([("all", measures.figures(every)), ("flat, with replies", measures.figures(flat))]))


if __name__ == "__main__":
    main()
