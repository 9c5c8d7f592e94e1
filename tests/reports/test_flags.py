from __future__ import annotations

import csv
import io

from threads.model import Case
from threads.reports import flags


def test_a_row_a_flag(quarrel: Case, quiet: Case) -> None:
    table = flags.report([quiet, quarrel])
    assert table.select("comment_id", "kind", "label").rows() == [
        ("c2", "abuse", "insult"),
        ("c3", "conspiracy", "staged-event"),
        ("c3", "abuse", "profanity"),
        ("c4", "abuse", "threat"),
    ]
    assert table["thread_number"].to_list() == [2] * 4
    first = table.row(0, named=True)
    assert (first["author"], first["words"], first["spans"], first["excerpt"]) == ("Al", "fool", "4-8", "You fool.")
    assert (first["reason"], first["flagged_by"], first["score"]) == ("shows insult", "lexicon:insult", 0.9)


def test_a_flag_on_the_whole_comment_quotes_nothing(quarrel: Case) -> None:
    row = flags.report([quarrel]).row(3, named=True)
    assert row["words"] is None
    assert row["spans"] is None


def test_nothing_gives_the_same_columns(bare: Case, quarrel: Case) -> None:
    assert flags.report([]).schema == flags.report([bare]).schema == flags.report([quarrel]).schema == flags.SCHEMA


def test_no_cell_is_a_formula_or_a_control_code(hostile: Case) -> None:
    text = flags.safe_for_spreadsheets(flags.report([hostile])).write_csv()
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 3
    for row in rows:
        for cell in row:
            assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
            assert not any(ord(letter) < 32 or ord(letter) == 127 for letter in cell)
    assert rows[1][rows[0].index("author")] == "'=cmd|' /C calc'!A0"
    assert rows[2][rows[0].index("excerpt")].startswith("'@SUM")


def test_long_comments_are_cut(make, quarrel: Case) -> None:
    long = quarrel.thread.comments[1].model_copy(update={"text": "You fool. " * 200})
    thread = quarrel.thread.model_copy(update={"comments": (long,), "links": quarrel.thread.links[1:2]})
    excerpt = flags.report([quarrel.model_copy(update={"thread": thread})])["excerpt"][0]
    assert len(excerpt) <= flags.EXCERPT_LETTERS
    assert excerpt.endswith("…")
