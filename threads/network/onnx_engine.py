"""ONNX Runtime on the processor: one session of one thread, a caller a core; neither torch nor transformers is needed.

In single precision scores are the same bit for bit whatever the batch (a test holds it to that), so they may be kept.
int8 takes the scale of a whole call for its activations: one text a call keeps its scores as repeatable, at an eighth
of its speed. Measured figures: docs/scoring.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from threads.network import graphs
from threads.network.engine import cores, unfit
from threads.network.tokens import Tokens

if TYPE_CHECKING:
    from threads.checkpoints import Checkpoint
    from threads.network import Precision

TOKENS_A_CALL = 512
"""CPU time a comment (embedded model, 700 talk-page comments, November 2026): 6.6 ms one a call, 4.6 at 256 or 512
tokens a call, 4.9 at 1024: more no longer fits the second-level cache."""
MOST_CALLERS = 16


def start(checkpoint: Checkpoint, precision: Precision) -> OnnxEngine:
    """An engine for the checkpoint; a published one is exported to ONNX first, once, which needs torch.

    Raises:
        ModelError: the checkpoint cannot be used, or there is no room for its graph.
    """
    graph = graphs.ready(checkpoint, precision)
    return OnnxEngine(checkpoint, graph, precision)


class OnnxEngine:
    """See `threads.network.engine.Engine`."""

    def __init__(self, checkpoint: Checkpoint, graph: graphs.Graph, precision: Precision) -> None:
        import onnxruntime

        self.labels = graph.labels
        self.tokens = Tokens(checkpoint, graph.settings)
        self.recipe = f"onnxruntime {onnxruntime.__version__} {precision} cpu"
        self.repeatable = True
        self.tokens_a_call = 1 if precision == "int8" else TOKENS_A_CALL
        self.callers = min(cores(), MOST_CALLERS)
        self._session = _session(checkpoint, graph.file, graph.weights)
        self._checkpoint = checkpoint

    def ask(self, batch: Sequence[Sequence[int]]) -> np.ndarray:
        """Log-odds, axes ``(texts, outputs)``."""
        longest = max(map(len, batch))
        ids = np.full((len(batch), longest), self.tokens.padding, dtype=np.int64)
        mask = np.zeros((len(batch), longest), dtype=np.int64)
        for place, row in enumerate(batch):
            ids[place, : len(row)] = row
            mask[place, : len(row)] = 1
        found: np.ndarray = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return found


def _session(checkpoint: Checkpoint, file: Path, weights: dict[str, np.ndarray]) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Two threads on one small product cost half the speed where a neighbour keeps one of the cores busy.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what goes wrong is raised; no second copy on standard error
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(value.astype(np.float32)) for value in weights.values()]
    if values:
        options.add_external_initializers(list(weights), values)
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as problem:  # the library has no common error of its own
        raise unfit(checkpoint, f"cannot be built: {str(problem).splitlines()[0][:200]}") from problem
