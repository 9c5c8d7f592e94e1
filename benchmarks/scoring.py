"""How well comments are scored: toxicity and its kinds on labelled sets, false alarms, other languages, calibration.

python -m benchmarks.scoring --data ../shared/data                    # the embedded model, some quarter of an hour
python -m benchmarks.scoring --data ../shared/data --sample 500       # about 500 texts a question: a first look
python -m benchmarks.scoring --data ../shared/data --check            # fails where a figure falls below its floor
python -m benchmarks.scoring --data ../shared/data --engine onnx --precision int8 --json int8.json

A sample takes toxic and clean texts apart and weighs them back, so that precision and calibration keep the set's mix.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import floors
from benchmarks import scoring_measures as measures
from benchmarks import scoring_probes as probes
from benchmarks import scoring_sets as sets
from benchmarks.scoring_measures import Bin
from benchmarks.scoring_sets import Examples, Floats, Question
from threads import checkpoints, policy

TABLE = "scoring"
HALF = probes.HALF
_CHUNK = 2_000
_A_LANGUAGE = 200
FLOORED = (
    "mean_auc",
    "mean_main_auc",
    *(f"auc_{name}" for name in sets.MAIN),
    "auc_civil_threat",
    "auc_olid_insult",
    "auc_hatecheck_identity_attack",
    "parent_gain",
    "hatecheck",
    "hatecheck_hateful",
    "hatecheck_not_hateful",
    "ident_neutral_flagged",
    "ident_pos_flagged",
    "madlibs_clean_flagged",
    "templates_clean_flagged",
    "english_abstained",
    "foreign_scored",
    "calibration_error",
)
"""The figures that get a floor (or a ceiling, see `floors.CEILINGS`) once a model is settled."""


class Asked:
    """A model, asked once a text."""

    def __init__(self, name: str, *, engine: str, precision: str) -> None:
        from threads import network

        self.checkpoint = checkpoints.get(name)
        self._model = network.load(self.checkpoint, engine=engine, precision=precision)
        self._known: dict[str, list[float]] = {}

    def scores(self, texts: Sequence[str], head: str) -> Floats:
        """One share in [0, 1] a text, of the head of that name."""
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        for start in range(0, len(new), _CHUNK):
            chunk = new[start : start + _CHUNK]
            self._known |= dict(zip(chunk, self._model.probabilities(chunk), strict=True))
            if len(new) > _CHUNK:
                print(f"\r{start + len(chunk)} of {len(new)} texts", end="", file=sys.stderr, flush=True)
        if len(new) > _CHUNK:
            print(file=sys.stderr)
        column = self._model.labels.index(head)
        return np.array([self._known[text][column] for text in texts])


def mark_of(head: str) -> float | None:
    """From which score on the default policy flags a head; ``None`` where it does not."""
    return policy.default_policy().threshold("toxicity", head)


def row(examples: Examples, scores: Floats) -> dict[str, Any]:
    """The figures of one question; ``auc_draws`` and ``bins`` are not for the table."""
    truths, weights = examples.truths, examples.weights
    clean = truths == 0
    mark = mark_of(examples.question.head)
    drawn = measures.draws(truths, scores)
    bins = measures.reliability(truths, scores, weights)
    precision, recall = measures.at(HALF, truths, scores, weights)
    return {
        "n": len(truths),
        "toxic": int(truths.sum()),
        "auc": measures.auc(truths, scores),
        "interval": measures.interval(drawn),
        "average_precision": measures.average_precision(truths, scores, weights),
        "precision": precision,
        "recall": recall,
        "clean_flagged": measures.flagged(HALF, scores[clean]),
        "clean_flagged_at_mark": None if mark is None else measures.flagged(mark, scores[clean]),
        "mark": mark,
        "calibration_error": measures.calibration_error(bins),
        "auc_draws": drawn,
        "bins": bins,
    }


_HEADS = ("n", "toxic", "AUC", "95 %", "AP", "P .5", "R .5", "cl>.5", "mark", "cl>m", "ECE")


def table(rows: dict[str, dict[str, Any]]) -> str:
    """One row a question. cl: share of clean texts flagged at 0.5 and at the policy's mark; ECE: calibration error."""
    width = max(map(len, rows))
    lines = [" " * width + "".join(f"{head:>{14 if head == '95 %' else 7}}" for head in _HEADS)]
    for name, found in rows.items():
        low_high = found["interval"]
        cells = [
            f"{found['n']:>7}{found['toxic']:>7}{_cell(found['auc'])}",
            f"{'-' if low_high is None else f'{low_high[0]:.3f}-{low_high[1]:.3f}':>14}",
            *(_cell(found[key]) for key in ("average_precision", "precision", "recall", "clean_flagged")),
            *(_cell(found[key]) for key in ("mark", "clean_flagged_at_mark", "calibration_error")),
        ]
        lines.append(f"{name:<{width}}{''.join(cells)}")
    return "\n".join(lines)


def _cell(figure: float | None) -> str:
    return f"{'-' if figure is None else f'{figure:.3f}':>7}"


def mean(rows: dict[str, dict[str, Any]], names: Sequence[str]) -> tuple[float, tuple[float, float] | None] | None:
    """The mean AUC of some questions, each counting alike, with its 95 % interval; ``None`` where one is missing."""
    if not names or any(name not in rows or rows[name]["auc"] is None for name in names):
        return None
    drawn = np.mean([rows[name]["auc_draws"] for name in names], axis=0)
    return float(np.mean([rows[name]["auc"] for name in names])), measures.interval(drawn)


def answers(questions: Sequence[Question], folder: Path, sample: int | None) -> dict[str, Examples]:
    """By name what answers each question; a set that is not there is told and left out."""
    found = {}
    for question in questions:
        try:
            found[question.name] = sets.examples(question, folder, sample=sample)
        except FileNotFoundError:
            print(f"{question.name}: skipped, {folder / question.file}.parquet is not there", file=sys.stderr)
    return found


class Run:
    """One run over the folder: prints section after section and keeps the figures."""

    def __init__(self, asked: Asked, folder: Path, *, sample: int | None) -> None:
        self.asked, self.folder, self.sample = asked, folder, sample
        self.figures: dict[str, float | None] = {}
        self.rows: dict[str, dict[str, Any]] = {}
        self._examples: dict[str, Examples] = {}

    def questions(self, title: str, questions: Sequence[Question]) -> None:
        """The table of some questions."""
        found = answers(questions, self.folder, self.sample)
        self._examples |= found
        rows = {name: row(one, self.asked.scores(one.texts, one.question.head)) for name, one in found.items()}
        self.rows |= rows
        self.figures |= {f"auc_{name}": one["auc"] for name, one in rows.items()}
        if rows:
            print(f"{title}\n{table(rows)}")
        print()

    def means(self) -> None:
        """The mean AUC of all toxicity sets that are here, and of the main ones."""
        all_names = [question.name for question in sets.TOXICITY if question.name in self.rows]
        for key, names in (("mean_auc", all_names), ("mean_main_auc", list(sets.MAIN))):
            found = mean(self.rows, names)
            self.figures[key] = None if found is None else found[0]
            if found is not None and found[1] is not None:
                low, high = found[1]
                print(f"{key} of {len(names)} sets: {found[0]:.4f} ({low:.4f} to {high:.4f})")
        print()

    def probe(self, title: str, needs: Sequence[str], work: Any) -> None:
        """One probe's lines, where the sets that it needs are there."""
        missing = [name for name in needs if not (self.folder / f"{name}.parquet").is_file()]
        if missing:
            print(f"{title}: skipped, {', '.join(missing)} not there\n")
            return
        lines, figures = work()
        self.figures |= figures
        print("\n".join([title, *lines, ""]))

    def probes(self) -> None:
        """HateCheck, groups, the parent, other languages."""
        ask, known = self.asked.scores, self._examples
        a_language = _A_LANGUAGE if self.sample is None else min(_A_LANGUAGE, self.sample)
        mark = mark_of("toxicity") or HALF
        self.probe("the parent as a second signal (cat_gc)", ["cat_large"], lambda: probes.parent(known["cat_gc"], ask))
        self.probe(
            "HateCheck, accuracy at 0.5 in percent",
            ["hatecheck"],
            lambda: probes.hatecheck(self.folder, ask, sample=self.sample),
        )
        self.probe(
            "words about groups",
            ["bias_madlibs", "bias_sentence_templates"],
            lambda: probes.identity(known["madlibs"], known["templates"], ask, mark=mark),
        )
        self.probe(
            "other languages",
            ["hatecheck", "hatecheck_multilingual"],
            lambda: probes.languages(self.folder, ask, self.asked.checkpoint, most=a_language),
        )

    def calibration(self, *, held_out: bool) -> None:
        """How often it is so at each score: of texts held out from training, then a strip for each set."""
        from training import calibration, toxicity

        if held_out:
            try:
                rows = sets.sampled(toxicity.table(self.folder)[1], self.sample)
            except FileNotFoundError as problem:
                print(f"held out: skipped, {problem}")
            else:
                weights = calibration.weights(rows)
                for place, head in enumerate(checkpoints.SIX):
                    known = [number for number, one in enumerate(rows) if one.targets[place] == one.targets[place]]
                    truths = np.array([rows[number].targets[place] for number in known])
                    scores = self.asked.scores([rows[number].text for number in known], head)
                    bins = measures.reliability(truths, scores, weights[known])
                    error = measures.calibration_error(bins)
                    self.figures["calibration_error" if place == 0 else f"calibration_error_{head}"] = error
                    print(f"held out, {head}: {len(known)} texts, calibration error {_cell(error).strip()}")
                    if place == 0:
                        print(measures.diagram(bins))
        width = max(map(len, self.rows), default=0)
        steps = " ".join(f"{100 * (step + 0.5) / measures.BINS:>3.0f}" for step in range(measures.BINS))
        print(f"\nscores in percent: how often it is so\n{'':<{width}} {steps}")
        for name, found in self.rows.items():
            print(f"{name:<{width}} {measures.strip(found['bins'])}")
        print()

    def as_json(self, **told: Any) -> str:
        """All figures; rows without their draws."""
        rows = {
            name: {key: value for key, value in found.items() if key not in ("auc_draws", "bins")}
            | {"reliability": [_listed(one) for one in found["bins"]]}
            for name, found in self.rows.items()
        }
        return json.dumps(told | {"sample": self.sample, "figures": self.figures, "rows": rows}, indent=1) + "\n"


def _listed(one: Bin) -> list[float]:
    return [round(value, 4) for value in (one.low, one.high, one.weight, one.said, one.true)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; exit status 1 where a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=sets.DATA, help="the folder of labelled sets")
    parser.add_argument("--model", default=checkpoints.EMBEDDED.name, help="as `threads score --model` calls it")
    parser.add_argument("--engine", default="onnx")
    parser.add_argument("--precision", default="fp32")
    parser.add_argument("--sample", type=int, metavar="N", help="about N texts a question")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there too")
    parser.add_argument("--no-held-out", action="store_true", help="leave out the texts held out from training")
    parser.add_argument("--check", action="store_true", help="compare with floors.toml")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is measured")
    options = parser.parse_args(arguments)
    if options.sample is not None and (options.check or options.lift or options.sample < 10):
        parser.error("floors stand for whole sets, and a sample holds at least 10 texts")
    if not options.data.is_dir():
        print(f"scoring: skipped, there is no folder {options.data}")
        return 0
    asked = Asked(options.model, engine=options.engine, precision=options.precision)
    run = Run(asked, options.data, sample=options.sample)
    run.questions(f"toxicity, {options.model} model, {options.engine} {options.precision}", sets.TOXICITY)
    run.means()
    run.questions("kinds, each asked of its head", sets.SUBLABELS)
    run.probes()
    run.calibration(held_out=not options.no_held_out)
    if options.json:
        told = {"model": options.model, "engine": options.engine, "precision": options.precision}
        options.json.write_text(run.as_json(**told), encoding="utf-8")
    return floors.settle(TABLE, run.figures, check=options.check, lift=options.lift, first=FLOORED)


if __name__ == "__main__":
    sys.exit(main())
