"""What turns a model's log-odds into probabilities that mean what they say: a slope and a shift for each label.

The embedded model needs none: its calibration is part of its weights. A published model has a slot, a file beside its
checkpoint in the cache folder (``NAME.calibration.json``: ``{"toxicity": {"slope": 1.0, "shift": 0.0}, ...}``), empty
until somebody fits one on comments of their own site; `training.calibration.fit` does, about 200 labelled comments
suffice. Labels without an entry stay as the model gives them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import Field

from threads import checkpoints
from threads.errors import ModelError
from threads.model import Noun

if TYPE_CHECKING:
    import numpy as np

    from threads.checkpoints import Checkpoint


class Platt(Noun):
    """A straight line in log-odds."""

    slope: float = 1.0
    shift: float = 0.0


class Calibration(Noun):
    """Of one model; empty means that its numbers are taken as they are."""

    lines: dict[str, Platt] = Field(default_factory=dict)

    def applied(self, log_odds: np.ndarray, labels: Sequence[str]) -> np.ndarray:
        """The log-odds with each column on its line, axes ``(texts, labels)``."""
        if not self.lines:
            return log_odds
        import numpy as np

        lines = [self.lines.get(label, Platt()) for label in labels]
        slopes, shifts = (np.array([getattr(line, name) for line in lines]) for name in ("slope", "shift"))
        result: np.ndarray = log_odds * slopes + shifts
        return result


def of(checkpoint: Checkpoint) -> Calibration:
    """The checkpoint's own, from its slot.

    Raises:
        ModelError: the slot holds something else.
    """
    if checkpoint.hub_id is None:
        return Calibration()
    place = checkpoints.path(checkpoint).with_suffix(".calibration.json")
    try:
        read: Any = json.loads(place.read_text("utf-8"))
    except FileNotFoundError:
        return Calibration()
    except (OSError, ValueError) as problem:
        raise ModelError(f"the calibration cannot be read: {problem}", where=str(place)) from problem
    try:
        lines = {str(label): Platt(**line) for label, line in read.items()}
        unknown = set(lines) - set(checkpoint.labels)
        if unknown:
            raise ValueError(f"the model has no label {min(unknown)!r}")
        if not all(math.isfinite(line.shift) and 0 < line.slope < math.inf for line in lines.values()):
            raise ValueError("a slope must be above 0, a shift a number")
    except (AttributeError, TypeError, ValueError) as problem:
        reason = str(problem).splitlines()[0]
        hint = 'wanted: {"toxicity": {"slope": 1.0, "shift": 0.0}, ...}'
        raise ModelError(f"the calibration is not one: {reason}", where=str(place), hint=hint) from problem
    return Calibration(lines=lines)


def written(calibration: Calibration) -> str:
    """As one line, for keys."""
    return ",".join(f"{label}={line.slope!r}*x+{line.shift!r}" for label, line in sorted(calibration.lines.items()))
