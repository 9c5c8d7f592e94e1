"""A trained toxicity model that says what it means: a slope and a shift for each label, folded into its head.

python -m training.calibration --data ../shared/data --model FOLDER            # measures only
python -m training.calibration --data ../shared/data --model FOLDER --write    # and writes the model and its figures

A network that learned from a table rich in toxic texts overstates how often comments are toxic. Platt's map, a straight
line in log-odds, is fitted on the texts that `training.toxicity` held out, each weighted as often as its like occurs
among Wikipedia's comments. The line becomes part of the last layer's weights, so that whoever loads the checkpoint,
Detoxify itself too, gets calibrated probabilities. ``calibration.json`` beside the model tells what was fitted and
gained.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import scoring_measures as measures
from threads.checkpoints import SIX
from training import toxicity, toxicity_table, trained_model
from training.toxicity_table import Labelled
from training.trained_model import Line

Floats = NDArray[np.float64]
FOLDS = 5
DECIMALS = 5
SEED = 4
JIGSAW = "jigsaw_train_binary"
NATURAL_TOXIC_SHARE = 0.096
"""Of the comments of the Jigsaw challenge as they came; the training table holds three times as many."""
NATURAL_TELLING_SHARE = 0.18
"""Of Jigsaw's clean comments those with a word that a word list would stumble over (3,000 counted, November 2026); the
table holds twice as many."""
MARKS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
PRECISIONS = (0.8, 0.9, 0.95)
LEAST_FLAGGED = 20
"""A threshold that fewer texts than this reach says little about precision."""
LEAST_OF_A_KIND = 10
"""A label with fewer true, or fewer false, texts held out is left as it is."""
_LEAST_SLOPE, _MOST_SLOPE = 1e-2, 1e2


def fit(logits: Floats, truths: Floats, weights: Floats | None = None) -> Line:
    """The slope, above 0, and the shift under which log-odds say how often it is so.

    Args:
        logits: axis ``(texts,)``, log-odds as a model gives them.
        truths: axis ``(texts,)``, labels or shares in [0, 1].
        weights: axis ``(texts,)``, how many texts each stands for; ``None``: one each.

    Truths are moved in a little from 0 and 1, the less the more there are, as Platt (1999) does: two kinds that do not
    overlap would otherwise ask for an endless slope.

    Raises:
        ValueError: a kind is missing, or a value is not a number.

    >>> slope, shift = fit(np.array([-2.0, -1.0, 1.0, 2.0] * 50), np.array([0.0, 0.0, 1.0, 1.0] * 50))
    >>> slope > 1, abs(shift) < 0.01
    (True, True)
    """
    from scipy.optimize import minimize

    logits, truths = np.asarray(logits, dtype=np.float64), np.asarray(truths, dtype=np.float64)
    weights = np.ones_like(truths) if weights is None else np.asarray(weights, dtype=np.float64)
    if not all(np.isfinite(values).all() for values in (logits, truths, weights)):
        raise ValueError("a value is not a number")
    toxic, clean = float((weights * truths).sum()), float((weights * (1 - truths)).sum())
    if toxic <= 0 or clean <= 0:
        raise ValueError("only one kind: nothing to tell apart")
    wanted = truths * (toxic + 1) / (toxic + 2) + (1 - truths) / (clean + 2)

    def loss(line: Floats) -> tuple[float, Floats]:
        moved = logits * line[0] + line[1]
        gap = weights * (1 / (1 + np.exp(-np.clip(moved, -60, 60))) - wanted)
        value = (weights * (np.logaddexp(0.0, moved) - wanted * moved)).sum() / weights.sum()
        return float(value), np.array([(gap * logits).sum(), gap.sum()]) / weights.sum()

    start = np.array([1.0, math.log(toxic / clean)])
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=[(_LEAST_SLOPE, _MOST_SLOPE), (None, None)],
        options={"ftol": 1e-13, "gtol": 1e-9, "maxiter": 500},
    )  # fmt: skip
    return float(found.x[0]), float(found.x[1])


def apart(logits: Floats, truths: Floats, weights: Floats, *, folds: int = FOLDS) -> Floats:
    """Calibrated shares, each text by a line that was fitted without it.

    Raises:
        ValueError: as `fit` does.
    """
    fold_of = np.random.default_rng(SEED).permutation(len(logits)) % folds
    shares = np.empty(len(logits))
    for fold in range(folds):
        inside = fold_of == fold
        shares[inside] = moved(logits[inside], fit(logits[~inside], truths[~inside], weights[~inside]))
    return shares


def moved(logits: Floats, line: Line) -> Floats:
    """Log-odds as shares in [0, 1], by a line."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits * line[0] + line[1], -60, 60))))


def weights(rows: Sequence[Labelled]) -> Floats:
    """How much each text counts: Jigsaw's as often as its like occurs there, other sets' once.

    Toxic comments of Jigsaw count once; the clean ones, of which those with telling words were chosen first, so much
    that either sort and both together have their natural shares.
    """
    found = np.ones(len(rows))
    jigsaw = np.array([row.source == JIGSAW for row in rows], dtype=bool)
    toxic = jigsaw & np.array([row.targets[0] >= 0.5 for row in rows], dtype=bool)
    clean = jigsaw & ~toxic
    if not toxic.any() or not clean.any():
        return found
    telling = clean & np.array(
        [one and _is_telling(row.text) for one, row in zip(clean, rows, strict=True)], dtype=bool
    )
    wanted = float(toxic.sum()) * (1 - NATURAL_TOXIC_SHARE) / NATURAL_TOXIC_SHARE
    parts = [(telling, NATURAL_TELLING_SHARE), (clean & ~telling, 1 - NATURAL_TELLING_SHARE)]
    parts = [(part, share) for part, share in parts if part.any()]
    for part, share in parts:
        found[part] = wanted * share / sum(share for _, share in parts) / part.sum()
    return found


def _is_telling(text: str) -> bool:
    words = toxicity_table.told(text)
    return words.strong or words.group or words.violence or words.insult


def threshold(precision: float, truths: Floats, scores: Floats, weights: Floats) -> float | None:
    """The lowest hundredth at which precision reaches ``precision``; ``None`` where none does."""
    for hundredth in range(1, 100):
        mark = hundredth / 100
        if (scores >= mark).sum() < LEAST_FLAGGED:
            return None
        reached, _ = measures.at(mark, truths, scores, weights)
        if reached is not None and reached >= precision:
            return mark
    return None


def judge(logits: Floats, truths: Floats, weights: Floats) -> dict[str, Any]:
    """What is known of one label, all but slope and shift measured on lines that had not seen the text."""
    said: dict[str, Any] = {"n": len(truths), "positives": int((truths >= 0.5).sum())}
    before = measures.reliability(truths, moved(logits, (1.0, 0.0)), weights)
    said["ece_before"] = measures.calibration_error(before)
    if min(said["positives"], len(truths) - said["positives"]) < LEAST_OF_A_KIND:
        return said | {"slope": 1.0, "shift": 0.0, "left": f"fewer than {LEAST_OF_A_KIND} texts of a kind"}
    slope, shift = (round(value, DECIMALS) for value in fit(logits, truths, weights))
    shares = apart(logits, truths, weights)
    bins = measures.reliability(truths, shares, weights)
    marks = {}
    for mark in MARKS:
        precision, recall = measures.at(mark, (truths >= 0.5).astype(float), shares, weights)
        marks[str(mark)] = {"precision": precision, "recall": recall, "flagged": int((shares >= mark).sum())}
    return said | {
        "slope": slope,
        "shift": shift,
        "ece_after": measures.calibration_error(bins),
        "at": marks,
        "threshold_for_precision": {
            str(wanted): threshold(wanted, (truths >= 0.5).astype(float), shares, weights) for wanted in PRECISIONS
        },
        "reliability": [
            {"low": one.low, "high": one.high, "weight": one.weight, "said": one.said, "true": one.true} for one in bins
        ],
    }


def figures(rows: Sequence[Labelled], logits: Floats, labels: Sequence[str]) -> dict[str, dict[str, Any]]:
    """`judge` of each label on the texts where it is known; ``logits`` has the axes ``(texts, labels)``."""
    counted = weights(rows)
    jigsaw = np.array([row.source == JIGSAW for row in rows], dtype=bool)
    found = {}
    for place, label in enumerate(labels):
        target = SIX.index(label)
        truths = np.array([row.targets[target] for row in rows])
        known = ~np.isnan(truths)
        found[label] = judge(logits[known, place], truths[known], counted[known])
        if label == "toxicity" and (known & jigsaw).any():  # the one part whose mix is natural
            part = known & jigsaw
            line = (found[label]["slope"], found[label]["shift"])
            found[label]["jigsaw_alone"] = _alone(truths[part], moved(logits[part, place], line), counted[part])
    return found


def _alone(truths: Floats, shares: Floats, weights: Floats) -> dict[str, Any]:
    bins = measures.reliability(truths, shares, weights)
    marks = {str(mark): measures.at(mark, truths, shares, weights) for mark in MARKS}
    return {
        "n": len(truths),
        "toxic_share": float((truths * weights).sum() / weights.sum()),
        "ece": measures.calibration_error(bins),
        "at": {mark: {"precision": precision, "recall": recall} for mark, (precision, recall) in marks.items()},
        "threshold_for_precision": {str(wanted): threshold(wanted, truths, shares, weights) for wanted in PRECISIONS},
    }


def _rounded(told: Any) -> Any:
    """The same with every number cut to ``DECIMALS``."""
    if isinstance(told, dict):
        return {key: _rounded(value) for key, value in told.items()}
    if isinstance(told, (list, tuple)):
        return [_rounded(value) for value in told]
    return round(told, DECIMALS) if isinstance(told, float) else told


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, tell, and with ``--write`` fold; exit status 1 where the model is calibrated already."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of labelled sets")
    parser.add_argument(
        "--model", type=Path, required=True, help="the folder with model.safetensors, config.json, tokenizer.json"
    )
    parser.add_argument("--write", action="store_true", help="fold the lines into the model and write calibration.json")
    options = parser.parse_args(arguments)
    file = options.model / "model.safetensors"
    if (lines := trained_model.folded(file)) is not None:
        print(f"{file} is calibrated already: {json.dumps(lines)}", file=sys.stderr)
        return 1
    rows = toxicity.table(options.data)[1]
    labels, logits = trained_model.ask(options.model, [row.text for row in rows])
    found = figures(rows, logits, labels)
    for label, one in found.items():
        after = one.get("ece_after")
        print(
            f"{label}: slope {one['slope']:.3f}, shift {one['shift']:+.3f}, {one['positives']} of {one['n']}, "
            f"ECE {one['ece_before']:.3f} to {'-' if after is None else f'{after:.3f}'}, "
            f"thresholds {json.dumps(one.get('threshold_for_precision'))}"
        )
    if alone := found["toxicity"].get("jigsaw_alone"):
        marks = json.dumps(alone["threshold_for_precision"])
        print(f"toxicity on Jigsaw alone: ECE {alone['ece']:.3f}, thresholds {marks}")
    if options.write:
        trained_model.fold(file, labels, {label: (one["slope"], one["shift"]) for label, one in found.items()})
        told = _rounded({"held_out": len(rows), "folds": FOLDS, "labels": found})
        (options.model / "calibration.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
