"""Fits the choice among layouts (threads/reading/_choice.json): how good a reading of a page is, from its traits.

python -m training.layout_choice --cases ../shared/bench/dev            # prints how well it holds on sites left out
python -m training.layout_choice --cases ../shared/bench/dev --write    # fits on all sites and writes the weights

Each page is read in several renderings by every layout in every window; a reading's worth is what the benchmark would
say of it. Pages without comments are read too, and each page once more with its comment section cut out: what is found
there is worth nothing. Sites are left out whole, all renderings of all their pages together.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor

from benchmarks import cases, measures
from benchmarks.cases import SEEDS, Case
from benchmarks.pairing import Found
from threads import clues, shelves
from threads.model import Page, Section, Thread
from threads.reading import choice, quotations, traits
from threads.reading.conversation import order_of
from threads.reading.readings import Reading
from threads.reading.sheet import Sheet
from training import invented, renderings

WEIGHTS = Path(choice.__file__).with_name("_choice.json")
_FOLDS = 12
_SEED = 0
_LONGEST = 120_000
"""Letters; of longer pages only the readings that fit best by hand are weighed, and none is linked."""
_MOST_ON_LONG = 6
_CUT_FROM = 0.85
"""F1 from which a reading is good enough to cut the comments out of a page by it."""
_INVENTED = 120
"""Invented pages."""
_SHORT = 3
"""Comments left on a page that is cut short."""
_OTHER_WEIGHT = 0.5
"""What renderings without indentation count, as they are rarer than the others."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One reading of one rendering of one page."""

    site: str
    page: str
    """Case and rendering: readings of the same page are rivals."""
    hypothesis: str
    by_hand: float
    """The belief that hand-set points give it."""
    measured: tuple[float, ...]
    f1: float
    worth: float
    negative: bool
    own: bool
    """Whether the page is one of our sample pages: they are learned from and not reported on."""


def samples(folder: Path, *, own: bool = False) -> Iterator[Sample]:
    """The readings of all cases of a folder in all renderings."""
    for case in cases.load(folder, "text"):
        seen = set()
        for rendering, text, left in renderings.of(case):
            if text.strip() and text not in seen:
                seen.add(text)
                yield from _of_page(case, rendering, text, left, own=own)


def invented_samples() -> Iterator[Sample]:
    """The readings of invented pages."""
    for case, text in invented.pages(_INVENTED):
        yield from _of_page(case, "page", text, case, own=True)


def _of_page(case: Case, rendering: str, text: str, left: Case, *, own: bool) -> Iterator[Sample]:
    best: tuple[float, Section | None] = (0.0, None)
    for reading in _readings(case.name, text):
        found = _sample(case, rendering, left, reading, long=len(text) > _LONGEST, own=own)
        best = max(best, (found.f1, reading.section), key=lambda pair: pair[0])
        yield found
    if left.kind == "negative" or best[0] < _CUT_FROM or best[1] is None or len(text) > _LONGEST:
        return
    lines = text.split("\n")
    yield from _of_short_page(case, rendering, lines, left, best[1], own=own)
    rest = lines[: best[1].start_line] + lines[best[1].end_line :]
    if len(rest) >= 0.1 * len(lines):
        without = replace(left, kind="negative", comments=())
        for reading in _readings(case.name, "\n".join(rest)):
            yield _sample(case, f"cut {rendering}", without, reading, long=False, own=own)


def _of_short_page(
    case: Case, rendering: str, lines: list[str], left: Case, section: Section, *, own: bool
) -> Iterator[Sample]:
    """The page with its first comments alone and without the section's title, as pages with few comments are."""
    if len(section.comments) < _SHORT + 2 or not rendering.startswith(("page", "main", "full")):
        return
    first, next_one = section.comments[0].line, section.comments[_SHORT].line
    above = [line for number, line in enumerate(lines[: first - 1], start=1) if number != section.start_line]
    text = "\n".join(above + lines[first - 1 : next_one - 1] + lines[section.end_line :])
    shorter = renderings.surviving(left, text, least_share=0.0)
    if shorter is not None and len(shorter.comments) <= _SHORT:
        for reading in _readings(case.name, text):
            yield _sample(case, f"short {rendering}", shorter, reading, long=False, own=own)


def _readings(name: str, text: str) -> list[Reading]:
    """What every layout makes of a text, in every window; the same comments count once."""
    sheet = Sheet(Page(source=name, text=text, format="text"))
    found: dict[tuple[object, ...], Reading] = {}
    for module in shelves.all_of("layouts"):
        readings = list(module.readings(sheet)) if hasattr(module, "readings") else []
        best = module.segment(sheet)
        for reading in (*readings, *([best] if best is not None else [])):
            section = reading.section
            if reading.traits:
                key = (section.hypothesis, section.start_line, *(comment.id for comment in section.comments))
                found.setdefault(key, reading)
    ranked = sorted(found.values(), key=lambda reading: -choice.by_hand(reading.traits))
    return ranked if len(text) <= _LONGEST else ranked[:_MOST_ON_LONG]


def _sample(case: Case, rendering: str, left: Case, reading: Reading, *, long: bool, own: bool) -> Sample:
    comments = quotations.attribute(
        reading.section.comments, newest_first=order_of(reading.section.comments) == "newest"
    )
    section = reading.section.model_copy(update={"comments": comments})
    page = Page(source=case.name, text="", format="text")
    f1 = worth = 0.0
    if left.kind != "negative":
        figures = measures.figures(measures.tally(left, _found(section))[0])
        f1 = figures["comment_f1"] or 0.0
        if f1 > 0.3:
            edges = 0.8 * f1
            if not long:
                linked = measures.figures(measures.tally(left, _found(section, clues.link(page, section)))[0])
                edges = linked["edge_f1"] or 0.0
            author = figures["author"]
            worth = 0.55 * f1 + 0.3 * edges + 0.15 * f1 * (1.0 if author is None else author)
        else:
            worth = 0.8 * f1
    return Sample(
        site=site_of(case),
        page=f"{case.name} {rendering}",
        hypothesis=reading.hypothesis,
        by_hand=choice.by_hand(reading.traits),
        measured=reading.traits,
        f1=f1,
        worth=worth,
        negative=left.kind == "negative",
        own=own,
    )


def site_of(case: Case) -> str:
    """The site by which a case is left out."""
    return case.site.partition("--")[2] or case.name


def _found(section: Section, thread: Thread | None = None) -> list[Found]:
    return [
        Found(
            comment.id,
            None if thread is None else thread.link_of[comment.id].parent_id,
            comment.author,
            comment.time_text,
            comment.text,
        )
        for comment in section.comments
    ]


def fit(chosen: Sequence[Sample]) -> HistGradientBoostingRegressor:
    """Trees that tell a reading's worth from its traits."""
    model = HistGradientBoostingRegressor(
        max_iter=250,
        max_leaf_nodes=8,
        learning_rate=0.05,
        l2_regularization=5.0,
        min_samples_leaf=40,
        random_state=_SEED,
    )
    rivals: dict[str, int] = defaultdict(int)
    for sample in chosen:
        rivals[sample.page] += 1
    weights = [_weight(sample) / rivals[sample.page] ** 0.5 for sample in chosen]
    return model.fit(
        np.array([sample.measured for sample in chosen]),
        np.array([sample.worth for sample in chosen]),
        sample_weight=np.array(weights),
    )


def _weight(sample: Sample) -> float:
    usual = sample.page.endswith((" page", " main", " full"))
    return 1.0 if usual else _OTHER_WEIGHT


def folds(chosen: Iterable[Sample]) -> dict[str, int]:
    """The fold in which each site is left out."""
    sites = sorted({sample.site for sample in chosen})
    np.random.RandomState(_SEED).shuffle(sites)
    return {site: place % _FOLDS for place, site in enumerate(sites)}


def left_out(chosen: Sequence[Sample]) -> list[float]:
    """What models that never saw a sample's site say of it."""
    fold = folds(chosen)
    told = np.zeros(len(chosen))
    for number in range(_FOLDS):
        train = [sample for sample in chosen if fold[sample.site] != number]
        places = [place for place, sample in enumerate(chosen) if fold[sample.site] == number]
        told[places] = fit(train).predict(np.array([chosen[place].measured for place in places]))
    return [float(value) for value in told]


def report(chosen: Sequence[Sample], beliefs: Sequence[float], name: str, *, accepted: float) -> None:
    """What the choice by these beliefs is worth: mean F1 and worth over pages, pages alarmed that hold no comments."""
    pages: dict[str, list[int]] = defaultdict(list)
    for place, sample in enumerate(chosen):
        if not sample.own:
            pages[sample.page].append(place)
    groups: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    alarms: dict[str, list[bool]] = defaultdict(list)
    for places in pages.values():
        best = max(places, key=lambda place: beliefs[place])
        taken = beliefs[best] >= accepted
        for group in _groups(chosen[best]):
            if chosen[best].negative:
                alarms[group].append(taken)
            else:
                ideal = max(chosen[place].f1 for place in places)
                groups[group].append((chosen[best].f1 * taken, chosen[best].worth * taken, ideal))
    for group in sorted({*groups, *alarms}):
        figures = [100 * float(np.mean(column)) for column in zip(*groups[group], strict=True)] or [0.0, 0.0, 0.0]
        print(
            f"{name:18} {group:22} F1 {figures[0]:5.1f}  worth {figures[1]:5.1f}  best possible F1 {figures[2]:5.1f}"
            f"  alarmed {sum(alarms[group])} of {len(alarms[group])}"
        )


def _groups(sample: Sample) -> Iterable[str]:
    rendering = sample.page.partition(" ")[2]
    if rendering.startswith(("cut ", "short ")):
        return ("section cut out",) if rendering.startswith("cut ") else ("cut short, no title",)
    return ("as it came",) if rendering == "page" else ("otherwise indented",) if _weight(sample) == 1 else ("flat",)


def as_json(model: HistGradientBoostingRegressor) -> dict[str, object]:
    """The model in the form that `threads.reading.trees` reads."""
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        trees.append(
            {
                "traits": [-1 if end else int(at) for end, at in zip(leaf, nodes["feature_idx"], strict=True)],
                "thresholds": [
                    0.0 if end else _short(at) for end, at in zip(leaf, nodes["num_threshold"], strict=True)
                ],
                "left": [int(at) for at in nodes["left"]],
                "right": [int(at) for at in nodes["right"]],
                "values": [_short(at) if end else 0.0 for end, at in zip(leaf, nodes["value"], strict=True)],
            }
        )
    return {"traits": list(traits.NAMES), "base": _short(float(model._baseline_prediction.ravel()[0])), "trees": trees}


def _short(value: float) -> float:
    return float(f"{value:.6g}")


def _kept(place: Path | None) -> list[Sample]:
    """The readings kept in a file of this machine, none where there is no such file."""
    found: list[Sample] = pickle.loads(place.read_bytes()) if place is not None and place.exists() else []
    return found


def main() -> None:
    """Collect, report on sites left out, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, required=True, help="folder of cases with page.txt, page.html, gold.json")
    parser.add_argument("--keep", type=Path, help="keep the readings in this file, or take them from it")
    parser.add_argument("--write", action="store_true", help="fit on all sites and write the weights")
    options = parser.parse_args()
    choice.belief = choice.by_hand  # lists are joined as points alone would: no model sees its own work
    chosen = _kept(options.keep) or [*samples(options.cases), *samples(SEEDS, own=True), *invented_samples()]
    if options.keep is not None and not options.keep.exists():
        options.keep.write_bytes(pickle.dumps(chosen))
    print(f"{len(chosen)} readings of {len({sample.page for sample in chosen})} pages")
    by_hand = [sample.by_hand for sample in chosen]
    report(chosen, by_hand, "by hand", accepted=choice.ACCEPTED)
    told = left_out(chosen)
    blended = [
        sample.by_hand if sample.hypothesis in choice.BY_HAND else choice.blend(value, sample.by_hand)
        for value, sample in zip(told, chosen, strict=True)
    ]
    report(chosen, blended, "left out", accepted=choice.ACCEPTED)
    if options.write:
        WEIGHTS.write_text(json.dumps(as_json(fit(chosen)), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
