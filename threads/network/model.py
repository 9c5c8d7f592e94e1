"""A loaded model asked quickly: texts in, probabilities out.

Detoxify.predict pads every text to the longest of its list, cuts off what is too long and fails on some texts. Here
texts go through the network sorted by length, long ones in pieces, and no text fails; the numbers are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from threads.network import pieces
from threads.network.engine import unfit

if TYPE_CHECKING:
    import numpy as np

    from threads.checkpoints import Checkpoint
    from threads.network.cache import ScoreCache
    from threads.network.calibration import Calibration
    from threads.network.engine import Engine

INSULT = "You are a stupid idiot."
THANKS = "Thank you, that was very helpful."
DECIMALS = 6


class Model:
    """A loaded checkpoint. `probabilities` gives one row a text, columns as in ``labels``."""

    def __init__(self, engine: Engine, checkpoint: Checkpoint) -> None:
        from threads.network import calibration

        self.checkpoint = checkpoint
        self.labels: tuple[str, ...] = engine.labels
        self.engine = engine
        self._calibration: Calibration = calibration.of(checkpoint)
        self.most_tokens: int = min(engine.tokens.most, checkpoint.group_tokens or engine.tokens.most)
        """The longest text it reads at once, the marks at its ends not counted."""

    def probabilities(self, texts: Sequence[str], *, cache: ScoreCache | None = None) -> list[list[float]]:
        """Shares in [0, 1], axes ``(texts, labels)``, six decimals.

        A text longer than ``most_tokens`` is cut into groups of whole sentences, and each label takes its highest value
        among them: one threat in a long comment is still a threat. Any text is accepted, the empty one too.

        Args:
            texts: in any order and length.
            cache: where scores are looked up and kept; only of engines whose scores do not depend on their neighbours.
        """
        known = cache.get(list(dict.fromkeys(texts))) if cache is not None else {}
        asked = list(dict.fromkeys(text for text in texts if text not in known))
        found = dict(zip(asked, self._pooled(asked), strict=True))
        if cache is not None and found:
            cache.put(found)
        return [list(known.get(text) or found[text]) for text in texts]

    def cache_recipe(self) -> str | None:
        """All that a score depends on beside the text; ``None`` where scores are not worth keeping."""
        if not self.engine.repeatable:
            return None
        from threads.network import calibration, fingerprints

        parts = (
            fingerprints.of(self.checkpoint),
            self.engine.recipe,
            ",".join(self.labels),
            str(self.most_tokens),
            calibration.written(self._calibration),
        )
        return " | ".join(parts)

    def prove(self) -> None:
        """Score two known sentences: weights that were not where the network looks for them would show here.

        Raises:
            ModelError: it takes an insult for kinder than a thank-you, or for harmless.
        """
        rude, kind = (row[self.labels.index("toxicity")] for row in self.probabilities([INSULT, THANKS]))
        if not rude > 0.5 > kind:
            raise unfit(self.checkpoint, f"scores an insult {rude:.2f} and a thank-you {kind:.2f}")

    def pieces(self, texts: Sequence[str]) -> list[list[str]]:
        """Each text in parts of at most ``most_tokens`` tokens, cut between sentences where it can be.

        Nothing is lost: joined, the parts give the text again (lone surrogates, which no tokenizer takes, as U+FFFD).
        """
        return pieces.cut(texts, self.engine.tokens, self.most_tokens)

    def log_odds(self, texts: Sequence[str]) -> np.ndarray:
        """Of texts that are scored whole or as the best of their pieces, axes ``(texts, labels)``, not calibrated."""
        import numpy as np

        places: dict[str, list[int]] = {}  # equal pieces are scored once
        for index, parts in enumerate(self.pieces(texts)):
            for piece in parts:
                places.setdefault(piece, []).append(index)
        rows = np.full((len(texts), len(self.labels)), -np.inf)
        for indices, values in zip(places.values(), self._ask(list(places)), strict=True):
            rows[indices] = np.maximum(rows[indices], values)
        return rows

    def _pooled(self, texts: Sequence[str]) -> list[list[float]]:
        if not texts:
            return []
        import numpy as np

        shares = 1 / (1 + np.exp(-self._calibration.applied(self.log_odds(texts), self.labels)))
        return [[round(value, DECIMALS) for value in row] for row in shares.tolist()]

    def _ask(self, texts: list[str]) -> np.ndarray:
        """Log-odds of texts that are short enough, axes ``(texts, labels)``."""
        import numpy as np

        tokens = self.engine.tokens.encode(texts)
        batches = list(_batches([len(ids) for ids in tokens], self.engine.tokens_a_call))
        results = np.empty((len(texts), len(self.labels)))

        def call(batch: list[int]) -> None:
            # A head may be wider than its labels (the published "unbiased" one holds 16 outputs, 7 of them labels).
            results[batch] = self.engine.ask([tokens[index] for index in batch])[:, : len(self.labels)]

        if self.engine.callers == 1 or len(batches) == 1:
            for batch in batches:
                call(batch)
        else:
            with ThreadPoolExecutor(self.engine.callers) as pool:
                for _ in pool.map(call, batches):
                    pass
        if not np.isfinite(results).all():
            raise unfit(self.checkpoint, "gives no numbers")
        return results


def _batches(lengths: Sequence[int], tokens_a_call: int) -> Iterator[list[int]]:
    """Indices in groups of like length, longest first, each at most ``tokens_a_call`` tokens with its padding."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: (-lengths[index], index)):
        if batch and (len(batch) + 1) * lengths[batch[0]] > tokens_a_call:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
