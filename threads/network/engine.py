"""What an engine offers: token numbers in, log-odds out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from threads import checkpoints
from threads.errors import ModelError

if TYPE_CHECKING:
    import numpy as np

    from threads.checkpoints import Checkpoint
    from threads.network.tokens import Tokens


class Engine(Protocol):
    """A network that is ready to be asked. Engines differ in speed and in the last digits, not in meaning."""

    recipe: str
    """Engine, version, precision and device: whatever a score depends on beside the checkpoint and the text."""
    repeatable: bool
    """Whether a text's score is the same bit for bit whatever stands beside it in a call, so that it may be kept."""
    labels: tuple[str, ...]
    """What the outputs mean, in order."""
    tokens: Tokens
    """Its tokenizer."""
    tokens_a_call: int
    """How many tokens, padding counted, one call should hold; 1 means one text a call."""
    callers: int
    """How many calls may run side by side."""

    def ask(self, batch: Sequence[Sequence[int]]) -> np.ndarray:
        """Log-odds, axes ``(texts, outputs)``, float32; a head may have more outputs than labels."""


def unfit(checkpoint: Checkpoint, what: str) -> ModelError:
    """The error of a checkpoint that cannot be used, and why."""
    return ModelError(f"the {checkpoint.name} model {what}", where=str(checkpoints.path(checkpoint)))


def cores() -> int:
    """How many processor cores this process may use."""
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
