"""How comments longer than a network reads at once are best scored: how large their groups, and how they are pooled.

python -m benchmarks.long_comments [--data ../shared/data] [--model NAME] [--least 130] [--most 2000]

Long comments of the Jigsaw test and of CAT, cut into groups of whole sentences of at most 128, 256 or 510 tokens; the
area under the ROC curve of toxicity by the highest group, the mean, the mean of the two highest, and "noisy or" (one
minus the chance that no group is toxic). ``first`` is what a network that cuts off silently would say.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks import scoring_sets
from benchmarks.scoring_measures import auc
from benchmarks.scoring_sets import DATA, TOXICITY, Floats
from threads import checkpoints, network
from threads.network import pieces

SETS = ("jigsaw_test", "cat_gn", "cat_gc", "wiki_nonfuzzed_testset", "unhealthy")
SIZES = (126, 254, 510)
POOLS: dict[str, Callable[[Floats], float]] = {
    "first": lambda shares: float(shares[0]),
    "highest": lambda shares: float(shares.max()),
    "mean": lambda shares: float(shares.mean()),
    "two highest": lambda shares: float(np.sort(shares)[-2:].mean()),
    "noisy or": lambda shares: float(1 - np.prod(1 - shares)),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--model", default="embedded")
    parser.add_argument("--least", type=int, default=130, help="tokens of the shortest comment asked about")
    parser.add_argument("--most", type=int, default=100_000, help="tokens of the longest")
    chosen = parser.parse_args(arguments)
    if not chosen.data.is_dir():
        print(f"skipped: {chosen.data} is not there")
        return 0
    model = network.load(checkpoints.get(chosen.model))
    column = model.labels.index("toxicity")
    texts: list[str] = []
    truths: list[float] = []
    for question in TOXICITY:
        if question.name in SETS:
            examples = scoring_sets.examples(question, chosen.data)
            lengths = model.engine.tokens.lengths(examples.texts)
            for text, truth, length in zip(examples.texts, examples.truths, lengths, strict=True):
                if chosen.least <= length <= chosen.most:
                    texts.append(text)
                    truths.append(float(truth))
    if not texts:
        print("no comment is that long")
        return 0
    print(f"{len(texts)} comments of {chosen.least} tokens or more, {sum(truths):.0f} of them toxic")
    print(f"{'tokens':>8} " + " ".join(f"{name:>12}" for name in POOLS))
    for size in SIZES:
        groups = pieces.cut(texts, model.engine.tokens, size)
        flat = [piece for parts in groups for piece in parts]
        shares = np.array(model.probabilities(flat))[:, column]
        ends = np.cumsum([len(parts) for parts in groups])
        each = np.split(shares, ends[:-1])
        figures = [auc(np.array(truths), np.array([pool(one) for one in each])) or 0.0 for pool in POOLS.values()]
        print(f"{size:8} " + " ".join(f"{figure:12.4f}" for figure in figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
