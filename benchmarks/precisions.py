"""What the quicker precisions cost: scores in int8 and bf16 against those in fp32, on the evaluation sets.

python -m benchmarks.precisions [--data ../shared/data] [--model NAME] [--sample 500] [--precision int8]

For each set the area under the ROC curve of toxicity in both; over all of them the differences of scores and how many
decisions at 0.5 turn. int8 and bf16 are asked one text a call, as they are in use.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks import floors, scoring_sets
from benchmarks.scoring_measures import auc
from benchmarks.scoring_sets import DATA, TOXICITY
from threads import checkpoints, network

TABLE = "precisions"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; with ``--check`` return 1 where int8 loses more than its ceiling."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--model", default="embedded")
    parser.add_argument("--precision", default="int8", choices=network.PRECISIONS[1:])
    parser.add_argument("--sample", type=int, default=500, help="texts a set, chosen by class with a fixed seed")
    parser.add_argument("--check", action="store_true", help="fail where a figure is above its ceiling")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lower the ceilings to what was measured")
    chosen = parser.parse_args(arguments)
    if not chosen.data.is_dir():
        print(f"skipped: {chosen.data} is not there")
        return 0
    checkpoint = checkpoints.get(chosen.model)
    exact, quick = network.load(checkpoint), network.load(checkpoint, precision=chosen.precision)
    column = exact.labels.index("toxicity")
    losses, differences, turned = [], [], 0
    print(f"{'set':28} {'n':>6} {'fp32':>7} {chosen.precision:>7} {'loss':>8}")
    for question in TOXICITY:
        examples = scoring_sets.examples(question, chosen.data, sample=chosen.sample)
        left, right = (np.array(model.probabilities(examples.texts))[:, column] for model in (exact, quick))
        both = auc(examples.truths, left), auc(examples.truths, right)
        differences.append(np.abs(left - right))
        turned += int(((left >= 0.5) != (right >= 0.5)).sum())
        if both[0] is not None and both[1] is not None:
            losses.append(both[0] - both[1])
            print(f"{question.name:28} {len(left):6} {both[0]:7.4f} {both[1]:7.4f} {losses[-1]:8.4f}")
    gaps = np.concatenate(differences)
    found = {
        f"{chosen.precision}_auc_loss_worst": max(losses),
        f"{chosen.precision}_auc_loss_mean": float(np.mean(losses)),
        f"{chosen.precision}_difference_mean": float(gaps.mean()),
        f"{chosen.precision}_difference_p99": float(np.quantile(gaps, 0.99)),
        f"{chosen.precision}_difference_max": float(gaps.max()),
        f"{chosen.precision}_turned": turned / len(gaps),
    }
    for name, value in found.items():
        print(f"{name:28} {value:8.4f}")
    return floors.settle(TABLE, found, check=chosen.check, lift=chosen.lift, first=("int8_auc_loss_worst",))


if __name__ == "__main__":
    sys.exit(main())
