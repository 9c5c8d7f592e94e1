"""The weights of our own models, from a safetensors file: numbers and names, nothing that could run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from threads import checkpoints
from threads.network.engine import unfit

if TYPE_CHECKING:
    import numpy as np

    from threads.checkpoints import Checkpoint


@dataclass(frozen=True, slots=True)
class Stored:
    """What the file holds."""

    tensors: dict[str, np.ndarray]
    """By the names of the network's state; half precision."""
    config: dict[str, Any]
    """What Detoxify calls ``config`` in its own checkpoints."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What the outputs mean."""
        return tuple(self.config["dataset"]["args"]["classes"])


def read(checkpoint: Checkpoint) -> Stored:
    """The weights of a checkpoint that is part of this package.

    Raises:
        ModelError: the file is no safetensors file, or lacks Detoxify's configuration.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(checkpoints.path(checkpoint), framework="numpy") as file:
            config = json.loads(file.metadata()["detoxify"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        stored = Stored(tensors, config)
        if set(stored.labels) != set(checkpoint.labels):
            raise unfit(checkpoint, f"scores {', '.join(stored.labels)} and not {', '.join(checkpoint.labels)}")
    except (SafetensorError, OSError, ValueError, KeyError, TypeError) as problem:
        raise unfit(checkpoint, f"is not a safetensors checkpoint ({str(problem)[:200]})") from problem
    return stored
