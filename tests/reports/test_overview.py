from __future__ import annotations

import pytest

from threads.model import Case
from threads.reports import overview


def figures(cases: list[Case]) -> dict[str, float | None]:
    return {name: value for name, value, _ in overview.report(cases).iter_rows()}


def test_key_figures(quarrel: Case, quiet: Case, bare: Case) -> None:
    found = figures([quarrel, quiet, bare])
    assert found["threads"] == 3
    assert found["threads_without_comments"] == 1
    assert (found["comments"], found["authors"], found["roots"], found["max_depth"]) == (7, 3, 3, 3)
    assert (found["flagged"], found["flags"], found["abuse"], found["conspiracy"]) == (3, 4, 3, 1)
    assert found["flagged_share"] == pytest.approx(3 / 7)
    assert (found["unscored"], found["doubtful_links"], found["decided"]) == (1, 1, 1)


def test_shares_of_nothing_are_unknown() -> None:
    found = figures([])
    assert found["threads"] == found["comments"] == found["flagged"] == 0
    for name in ("flagged_share", "flagged_low", "mean_toxicity", "mean_link_confidence", "max_depth"):
        assert found[name] is None


def test_every_figure_says_what_it_counts(quarrel: Case) -> None:
    table = overview.report([quarrel])
    assert table.schema == overview.SCHEMA
    assert all(table["sentence"].to_list())
    assert overview.report([]).schema == overview.SCHEMA
