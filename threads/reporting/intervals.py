"""How far a share seen in few cases can be trusted."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959963984540054
"""Standard deviations that hold 95 % of a normal distribution."""


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of ``hits / total``, as shares in [0, 1]; (0, 1) where nothing was counted.

    Source: Wilson, Journal of the American Statistical Association 22 (1927). Unlike the textbook interval it stays
    inside [0, 1] and tells one in one from fifty in fifty.

    >>> [round(bound, 3) for bound in wilson(1, 1)]
    [0.207, 1.0]

    Raises:
        ValueError: ``hits`` is negative or above ``total``.
    """
    if not 0 <= hits <= total:
        raise ValueError(f"{hits} hits in {total} cases")
    if total == 0:
        return 0.0, 1.0
    share = hits / total
    spread = Z_95 * sqrt(share * (1 - share) / total + (Z_95 / (2 * total)) ** 2)
    middle = share + Z_95**2 / (2 * total)
    scale = 1 + Z_95**2 / total
    low = 0.0 if hits == 0 else (middle - spread) / scale
    high = 1.0 if hits == total else (middle + spread) / scale
    return low, high
