"""PyTorch on CUDA, MPS or the processor: for those with a GPU, and the yardstick of the other engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import numpy as np

from threads.errors import UsageError
from threads.network import detoxify_model
from threads.network.engine import cores
from threads.network.tokens import Tokens

if TYPE_CHECKING:
    from threads.checkpoints import Checkpoint
    from threads.network import Precision

TOKENS_A_CALL = {"cpu": 512, "cuda": 32_768, "mps": 8_192}
MOST_CALLERS = 8


def start(checkpoint: Checkpoint, precision: Precision) -> TorchEngine:
    """An engine on the best device there is.

    Raises:
        ModelError: the checkpoint cannot be used.
        UsageError: the device has no bfloat16.
    """
    settings = detoxify_model.fetch_settings(checkpoint)
    device = _device()
    if precision == "bf16" and not _has_bf16(device):
        raise UsageError(
            f"this {device} has no bfloat16", hint="use --precision fp32, or --engine onnx --precision int8"
        )
    return TorchEngine(detoxify_model.detoxify(checkpoint), Tokens(checkpoint, settings), precision, device)


class TorchEngine:
    """See `threads.network.engine.Engine`."""

    def __init__(self, detoxify: Any, tokens: Tokens, precision: Precision, device: str) -> None:
        import torch

        self.labels = tuple(detoxify.class_names)
        self.tokens = tokens
        self.recipe = f"torch {torch.__version__} {precision} {device}"
        # Sums in another order differ in the seventh digit: such scores are not kept.
        self.repeatable = False
        self.tokens_a_call = 1 if precision == "bf16" and device == "cpu" else TOKENS_A_CALL[device]
        self.callers = min(cores(), MOST_CALLERS, torch.get_num_threads()) if device == "cpu" else 1
        self._device = device
        self._network = detoxify.model.to(device, torch.bfloat16 if precision == "bf16" else torch.float32)

    def ask(self, batch: Sequence[Sequence[int]]) -> np.ndarray:
        """Log-odds, axes ``(texts, outputs)``."""
        import torch

        longest = max(map(len, batch))
        padding = self.tokens.padding
        ids = torch.tensor([[*row, *[padding] * (longest - len(row))] for row in batch], device=self._device)
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in batch], device=self._device)
        with torch.inference_mode(), _one_thread() if self._device == "cpu" else nullcontext():
            found: np.ndarray = self._network(input_ids=ids, attention_mask=mask)[0].float().cpu().numpy()
        return found


@contextmanager
def _one_thread() -> Iterator[None]:
    """One thread a call: splitting one small product over threads that others keep busy costs more than it gains (a
    sixth of the speed was measured on two busy cores).
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _device() -> str:
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _has_bf16(device: str) -> bool:
    import torch

    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    if device == "cpu":
        supported = getattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", None)
        return bool(supported is not None and supported())
    return False
