"""How well links are guessed on sites the model has not seen, and how well its confidence keeps its word.

python -m benchmarks.links --cases ../shared/bench/dev --first-pages ../shared/seeds

Every site is left out in turn, from the weights and from the calibration; beside the model stand the weights set by
hand that it replaced, on the same comments. Only comments whose parent has to be guessed are counted. The last table
reads the pages of the folder as a whole, again each by a model that has not seen its site. It takes about a minute.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
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
    """``(comments, mean confidence, accuracy)`` of each bin that holds any."""
    bins: dict[int, list[measures.ReliabilityPoint]] = defaultdict(list)
    for point in points:
        bins[min(_BINS - 1, int(point[0] * _BINS))].append(point)
    return [
        (len(held), sum(sure for sure, _ in held) / len(held), sum(right for _, right in held) / len(held))
        for _, held in sorted(bins.items())
    ]


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


def _shown(value: float | None, *, share: bool = True) -> str:
    return "-".rjust(7) if value is None else f"{100 * value:7.1f}" if share else f"{value:7.3f}"


def main() -> None:
    """Print three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=cases.BENCH)
    parser.add_argument("--first-pages", type=Path, default=None)
    options = parser.parse_args()
    pages = link_examples.load(options.cases, options.first_pages)
    models = links.leave_sites_out(pages)
    judged = [links.judge(page, models[page.site]) for page in pages]
    calibrated = links.calibrate_apart(pages, judged)
    groups: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        groups[page.way].append(number)
        groups[f"{page.way}, {page.kinds[0]}"].append(number)
        if page.kinds[0] != "wiki":
            groups[f"{page.way}, all but wiki"].append(number)
    print(
        f"{'pages left out by site':24} {'comments':>8}  accuracy hand model   on replies hand model  "
        " log loss hand model   calib. error hand model"
    )
    for group, numbers in sorted(groups.items()):
        new = [(one, one.probabilities(*calibrated[pages[n].site])) for n in numbers for one in judged[n]]
        old = [(one, one.scores) for n in numbers for one in by_hand(pages[n])]
        if new:
            after, before = figures(new), figures(old)
            row = (
                f"{_shown(before[key], share=key != 'log loss')} {_shown(after[key], share=key != 'log loss')}"
                for key in after
            )
            print(f"{group:24} {len(new):8}       " + "         ".join(row))
    read = [(one, one.probabilities(*calibrated[pages[n].site])) for n in groups["read"] for one in judged[n]]
    print("\nreliability of links on pages as read\ncomments  confidence  accuracy")
    for count, sure, right in reliability(points_of(read)):
        print(f"{count:8} {100 * sure:11.1f} {100 * right:9.1f}")
    models = {
        site: Model(model.weights, temperature=calibrated[site][0], lapse=calibrated[site][1])
        for site, model in models.items()
    }
    every, flat = whole_pages(options.cases, {**models, "": _model.default()})
    print("\nwhole pages, each by a model that has not seen its site")
    for label, counts in (("all", every), ("flat, with replies", flat)):
        found = measures.figures(counts)
        print(f"{label:20} " + "  ".join(f"{name} {_shown(value).strip()}" for name, value in found.items()))


if __name__ == "__main__":
    main()
