import csv
import io

import pytest

from threads.exports import csv as export_csv


def exported(cases):
    file = io.BytesIO()
    export_csv.export(cases, file)
    assert not file.closed
    return file.getvalue()


def test_one_row_a_comment(case, empty_case):
    text = exported([case, empty_case]).decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["comment_id"] for row in rows] == ["c1", "c2"]
    assert rows[0]["posted_at"] == "2021-05-03T08:15:00+00:00"
    assert rows[0]["parent_id"] == "" and rows[1]["parent_id"] == "c1"
    assert rows[1]["link_evidence"] == "indentation;quotation"
    assert rows[1]["toxicity"] == "0.1235" and rows[1]["insult"] == ""
    assert rows[1]["flags"] == "abuse:insult" and rows[1]["flag_reasons"] == "calls names"
    assert (rows[1]["decision"], rows[1]["moderator"], rows[1]["decision_note"]) == ("escalate", "Ida", "see me")


def test_no_cell_is_a_formula_or_steers_a_terminal(case):
    data = exported([case])
    row = list(csv.DictReader(io.StringIO(data.decode("utf-8"))))[1]
    assert row["author"] == "'+Ömer"
    assert row["text"].startswith("'=cmd()␛[31m")
    assert "second line" in row["text"]
    assert b"\x1b" not in data and b"\x00" not in data and b"\r" not in data


def test_begins_with_the_first_column_and_not_with_a_mark(case):
    assert exported([case]).startswith(b"thread_id,source,")


def test_a_failing_case_leaves_the_file_open():
    def cases():
        raise RuntimeError("broken")
        yield

    file = io.BytesIO()
    with pytest.raises(RuntimeError, match="broken"):
        export_csv.export(cases(), file)
    assert not file.closed
