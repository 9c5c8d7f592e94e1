from __future__ import annotations

import pytest

from threads.reporting import plots
from threads.reporting.plots import PLOT_PIXELS, TOP_PIXELS, Moment


def test_bars_are_as_long_as_their_counts() -> None:
    first, second = plots.bars([("insult", "abuse", 8, "l1"), ("threat", "abuse", 2, "l2")])
    assert first.width == 4 * second.width
    assert first.width < 100, "the number needs room behind the bar"
    assert plots.bars([]) == ()


def test_a_histogram_counts_every_value_once() -> None:
    found = plots.histogram([0.0, 0.05, 0.1, 0.3, 0.7, 0.95, 1.0], [False, False, True, True, False, True, True])
    assert [column.count for column in found] == [2, 1, 0, 1, 0, 0, 0, 1, 0, 2]
    assert [column.flagged for column in found] == [0, 1, 0, 1, 0, 0, 0, 0, 0, 2]
    assert found[0].height == PLOT_PIXELS
    assert found[2].height == 0
    assert found[9].flagged_height == found[9].height
    assert all(column.x >= 0 and column.x + column.width <= 100 for column in found)


def test_a_rare_value_can_be_seen() -> None:
    found = plots.histogram([0.0] * 100_000 + [0.95], [False] * 100_001)
    assert found[9].height >= 2


def test_a_timeline_keeps_reading_order_and_shows_what_has_no_score() -> None:
    moments = [Moment(0.2, None, 0, ""), Moment(None, None, 0, ""), Moment(0.9, "abuse", 3, "#3")]
    found = plots.timeline(moments)
    assert [stem.x for stem in found.stems] == pytest.approx([16.67, 83.33])
    assert found.unscored == (50.0,)
    assert [(mark.x, mark.number, mark.shape) for mark in found.marks] == [(83.33, 3, "abuse")]
    assert found.stems[1].y < found.stems[0].y, "more toxic stands higher"
    assert found.marks[0].y == found.stems[1].y == plots.height_of(0.9)


def test_a_long_thread_loses_no_peak_and_no_flag() -> None:
    moments = [Moment(0.1, None, 0, "")] * 5_000
    moments[2_345] = Moment(0.99, "both", 1, "#1")
    found = plots.timeline(moments)
    assert len(found.stems) <= 300
    assert min(stem.y for stem in found.stems) == plots.height_of(0.99)
    assert len(found.marks) == 1
    assert found.per_stem == 17


def test_an_empty_thread_is_an_empty_plot() -> None:
    assert plots.timeline([]).stems == ()


def test_heights_fill_the_plane() -> None:
    assert plots.height_of(1) == TOP_PIXELS
    assert plots.height_of(0) == TOP_PIXELS + PLOT_PIXELS


def test_a_whisker_holds_its_dot() -> None:
    (found,) = plots.whiskers([("Al", 1, 4, 0.05, 0.7, "a1")])
    assert found.low < found.x == 25 < found.high
