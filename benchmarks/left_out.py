"""How well text pages are read by models that have not seen their site: the score table with every site left out.

python -m benchmarks.left_out --cases ../shared/bench/dev --first-pages ../shared/seeds

The choice among layouts is fitted in twelve folds of sites, the model of links without each site in turn, and each page
is read with the pair that knows nothing of its site. It takes some minutes. Cues, patterns and hand-set points stay:
they were written with these pages at hand, which no figure here can take back.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from benchmarks import cases, measures, reconstruction
from benchmarks.cases import Case
from benchmarks.measures import ReliabilityPoint, Tally
from threads.clues import _model
from threads.clues._model import Model
from threads.reading import choice, trees
from threads.reading.trees import Forest
from training import layout_choice, link_examples, links


def choices(folder: Path) -> Callable[[Case], Forest]:
    """What gives for a case the trees fitted without its site."""
    with patch.object(choice, "belief", choice.by_hand):  # as in training: no model sees its own work
        samples = [
            *layout_choice.samples(folder),
            *layout_choice.samples(cases.SEEDS, own=True),
            *layout_choice.invented_samples(),
        ]
    fold_of = layout_choice.folds(samples)
    fitted = {
        fold: trees.read(
            layout_choice.as_json(layout_choice.fit([sample for sample in samples if fold_of[sample.site] != fold]))
        )
        for fold in sorted(set(fold_of.values()))
    }
    # A page on which no layout sees anything has no samples, and any trees will do.
    return lambda case: fitted[fold_of.get(layout_choice.site_of(case), 0)]


def link_models(folder: Path, first_pages: Path | None) -> Callable[[Case], Model]:
    """What gives for a case the model of links fitted and calibrated without its site."""
    pages = link_examples.load(folder, first_pages)
    models = links.leave_sites_out(pages)
    calibrated = links.calibrate_apart(pages, [links.judge(page, models[page.site]) for page in pages])
    told = {
        site: Model(model.weights, temperature=calibrated[site][0], lapse=calibrated[site][1])
        for site, model in models.items()
    }
    return lambda case: told.get(link_examples.site_of(case.name), _model.default())


@contextmanager
def reading_with(forest: Forest, model: Model) -> Iterator[None]:
    """Pages are read with these two models."""
    with patch.object(choice, "_forest", lambda: forest), patch.object(_model, "default", lambda: model):
        yield


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=cases.BENCH)
    parser.add_argument("--first-pages", type=Path, help="a folder of pages with their gold beside them")
    parser.add_argument("--per-case", action="store_true", help="one row a case")
    options = parser.parse_args(arguments)
    if not options.cases.is_dir():
        print(f"{options.cases} is not there: give --cases FOLDER", file=sys.stderr)
        return 2
    forest_of = choices(options.cases)
    model_of = link_models(options.cases, options.first_pages)
    counted: list[tuple[Case, Tally]] = []
    points: list[ReliabilityPoint] = []
    for case in cases.load(options.cases, "text"):
        with reading_with(forest_of(case), model_of(case)):
            counts, certain = measures.tally(case, reconstruction.read(case))
        counted.append((case, counts))
        points.extend(certain)
    whole = reconstruction.total(counted)
    shown = [(case.name, measures.figures(counts)) for case, counts in counted]
    print(measures.table(shown if options.per_case else reconstruction.rows(counted)))
    print(f"pages without comments where some were found: {whole['alarmed']} of {whole['negatives']}")
    print(f"expected calibration error of links: {measures.calibration_error(points):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
