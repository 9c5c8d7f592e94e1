from __future__ import annotations

import pytest

from threads.reporting.intervals import wilson


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        # Computed independently with scipy.stats.binomtest(...).proportion_ci(method="wilson").
        (0, 10, 0.0, 0.2775),
        (1, 1, 0.2065, 1.0),
        (5, 10, 0.2366, 0.7634),
        (8, 10, 0.4902, 0.9433),
        (50, 1000, 0.0381, 0.0653),
    ],
)
def test_known_intervals(hits: int, total: int, low: float, high: float) -> None:
    assert wilson(hits, total) == pytest.approx((low, high), abs=5e-5)


def test_stays_a_share_and_holds_what_was_counted() -> None:
    for total in range(1, 60):
        for hits in range(total + 1):
            low, high = wilson(hits, total)
            assert 0 <= low <= hits / total <= high <= 1
            mirrored = wilson(total - hits, total)
            assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high))


def test_more_cases_make_it_narrower() -> None:
    widths = [high - low for low, high in (wilson(n // 4, n) for n in (4, 40, 400, 4000))]
    assert widths == sorted(widths, reverse=True)


def test_nothing_counted_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("hits", "total"), [(2, 1), (-1, 3)])
def test_impossible_counts_are_errors(hits: int, total: int) -> None:
    with pytest.raises(ValueError, match="hits in"):
        wilson(hits, total)
