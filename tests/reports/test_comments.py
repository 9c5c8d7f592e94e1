from __future__ import annotations

from datetime import UTC, datetime

import polars

from threads.model import Case
from threads.reporting.comment_table import SCHEMA
from threads.reports import comments


def test_a_row_a_comment_in_reading_order(quarrel: Case, quiet: Case) -> None:
    table = comments.report([quarrel, quiet])
    assert table["comment_id"].to_list() == ["c1", "c2", "c3", "c4", "c5", "d1", "d2"]
    assert table["thread_number"].to_list() == [1] * 5 + [2] * 2
    assert table["position"].to_list() == [1, 2, 3, 4, 5, 1, 2]
    assert table["depth"].to_list() == [0, 1, 2, 3, 0, 0, 1]
    assert table["descendants"].to_list() == [3, 2, 1, 0, 0, 1, 0]
    assert table["parent_id"].to_list() == [None, "c1", "c2", "c3", None, None, "d1"]


def test_what_was_found_about_a_comment(quarrel: Case) -> None:
    row = comments.report([quarrel]).row(2, named=True)
    assert row["evidence"] == ["mention", "adjacency"]
    assert row["link_confidence"] == 0.4
    assert row["flags"] == 2
    assert (row["abuse"], row["conspiracy"]) == (True, True)
    assert row["flag_labels"] == ["staged-event", "profanity"]
    assert (row["language"], row["language_confidence"]) == ("en", 0.9)
    assert row["toxicity"] == row["insult"] == 0.5
    assert row["sexual_explicit"] is None, "the model has no such label"
    assert row["decision"] is None


def test_times_are_utc_and_decisions_are_told(quarrel: Case) -> None:
    table = comments.report([quarrel])
    assert table["posted_at"][0] == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert table["posted_at"].dtype == polars.Datetime("us", "UTC")
    assert table["time_text"][0] == "noon"
    assert table["decision"].to_list() == [None, "remove", None, None, None]


def test_unknown_is_not_zero(quarrel: Case) -> None:
    row = comments.report([quarrel]).row(4, named=True)
    assert row["toxicity"] is None
    assert row["author"] is None
    assert row["status"] == "empty"
    assert (row["flags"], row["abuse"], row["conspiracy"]) == (0, False, False)


def test_nothing_gives_the_same_columns(bare: Case, quarrel: Case) -> None:
    assert comments.report([]).schema == comments.report([bare]).schema == comments.report([quarrel]).schema == SCHEMA


def test_half_letters_survive_as_replacement_characters(hostile: Case) -> None:
    text = comments.report([hostile])["text"][0]
    assert "\ufffd end" in text
    assert text.startswith("<script>"), "the table holds words as written"
