from __future__ import annotations

import pytest

from threads.model import Case
from threads.reports import threads


def test_size_shape_and_judgement(quarrel: Case) -> None:
    row = threads.report([quarrel]).row(0, named=True)
    assert (row["id"], row["title"], row["platform"], row["declared_count"]) == ("q", "The bridge", "phpbb", 6)
    assert (row["comments"], row["roots"], row["max_depth"], row["authors"]) == (5, 2, 3, 2)
    assert (row["flagged"], row["abuse"], row["conspiracy"], row["scored"]) == (3, 3, 1, 4)
    assert row["flagged_share"] == 0.6
    assert row["flagged_low"] < 0.6 < row["flagged_high"]
    assert row["mean_toxicity"] == pytest.approx((0.01 + 0.8 + 0.5 + 0.7) / 4)
    assert row["max_toxicity"] == 0.8
    assert row["mean_link_confidence"] == pytest.approx(0.8)
    assert row["doubtful_links"] == 1
    assert row["languages"] == ["en"]


def test_where_it_turned(quarrel: Case, quiet: Case) -> None:
    first, second = threads.report([quarrel, quiet]).iter_rows(named=True)
    assert (first["first_flagged"], first["hottest_branch"], first["hottest_branch_flagged"]) == (2, "c1", 3)
    assert (second["first_flagged"], second["hottest_branch"], second["hottest_branch_flagged"]) == (None, None, None)


def test_a_page_without_comments_has_no_shares(bare: Case) -> None:
    row = threads.report([bare]).row(0, named=True)
    assert row["comments"] == row["flagged"] == 0
    for name in ("max_depth", "flagged_share", "flagged_low", "mean_toxicity", "mean_link_confidence"):
        assert row[name] is None


def test_nothing_gives_the_same_columns(quarrel: Case) -> None:
    assert threads.report([]).schema == threads.report([quarrel]).schema == threads.SCHEMA


def test_an_absurd_declared_count_is_no_error(bare: Case) -> None:
    boast = bare.model_copy(update={"thread": bare.thread.model_copy(update={"declared_count": 10**30})})
    assert threads.report([boast])["declared_count"][0] == 2**63 - 1
