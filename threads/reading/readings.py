"""What one layout makes of a page, before it is written out: comments are made only of the reading that wins."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property

from threads.model import Section

_COUNT_BONUS = 0.02


class Reading:
    """A hypothesis about a page's comments with all that is needed to weigh it against others.

    Args:
        hypothesis: the layout that made it, a file name on the layouts shelf.
        fit: how well the page bears it out, a share in [0, 1].
        count: how many comments it finds.
        write: makes the comments; called when they are asked for, at most once.
        traits: what the fit rests on, in the order of `traits.NAMES`.
    """

    def __init__(
        self,
        hypothesis: str,
        *,
        fit: float,
        count: int,
        write: Callable[[], Section],
        traits: tuple[float, ...] = (),
    ) -> None:
        self.hypothesis = hypothesis
        self.fit = fit
        self.count = count
        self.traits = traits
        self._write = write

    @property
    def rank(self) -> tuple[float, int]:
        """How readings are compared: by fit, with a little more belief in those that find more."""
        return self.fit + _COUNT_BONUS * math.log1p(self.count), self.count

    @cached_property
    def section(self) -> Section:
        """The comments, written out."""
        return self._write()
