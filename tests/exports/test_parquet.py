import io
from datetime import UTC, datetime

import polars

from threads.exports import parquet


def exported(cases):
    file = io.BytesIO()
    parquet.export(cases, file)
    return polars.read_parquet(io.BytesIO(file.getvalue()))


def test_one_typed_row_a_comment(case, empty_case):
    table = exported([case, empty_case])
    assert table["comment_id"].to_list() == ["c1", "c2"]
    assert table["posted_at"].to_list() == [datetime(2021, 5, 3, 8, 15, tzinfo=UTC), None]
    assert table["depth"].to_list() == [0, 1]
    assert table["toxicity"].to_list() == [None, 0.1235]
    assert table["text"][1] == case.thread.comments[1].text


def test_types_do_not_depend_on_what_is_there(case, empty_case):
    assert exported([empty_case]).schema == exported([case]).schema
