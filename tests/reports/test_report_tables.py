from __future__ import annotations

from threads.model import Case
from threads.reporting.report_tables import Gathering, gather


def test_many_cases_give_one_table_each_numbered_through(quarrel: Case, quiet: Case) -> None:
    tables = gather([quarrel, quiet] * 100)
    assert tables.threads["thread_number"].to_list() == list(range(1, 201))
    assert tables.comments.height == 700
    assert tables.comments["thread_number"].is_sorted()
    assert tables.flags["thread_number"].unique().to_list() == list(range(1, 201, 2))


def test_tables_can_be_taken_in_between(quarrel: Case, quiet: Case) -> None:
    gathering = Gathering()
    gathering.add(quarrel)
    assert gathering.tables().comments.height == 5
    gathering.add(quiet)
    assert gathering.tables().comments.height == 7
    assert gathering.tables().threads["thread_number"].to_list() == [1, 2]


def test_nothing_gives_empty_tables() -> None:
    tables = gather([])
    assert tables.comments.height == tables.threads.height == tables.flags.height == tables.authors.height == 0
