import io

import polars
import pytest

from threads import parquet
from threads.errors import InputError


def file_of(frame, **options):
    file = io.BytesIO()
    frame.write_parquet(file, **options)
    return file.getvalue()


def test_columns_are_read_from_the_end_of_the_file_or_from_all_of_it(tmp_path):
    data = file_of(polars.DataFrame({"id": range(30_000), "words": ["x" * 20] * 30_000}), compression="uncompressed")
    path = tmp_path / "table.parquet"
    path.write_bytes(data)
    assert parquet.columns(data, "-") == ["id", "words"]
    assert parquet.columns(data[:65536], str(path)) == ["id", "words"]
    assert parquet.columns(data[:65536], "-") is None


@pytest.mark.parametrize("head", [b"", b"id,words\n", b"PAR1", b"PAR1" + b"\0" * 40 + b"PAR1"])
def test_what_is_no_parquet_has_no_columns(head):
    assert parquet.columns(head, "nowhere.parquet") is None


def test_rows_come_in_order_over_slices():
    data = file_of(polars.DataFrame({"id": range(45_000)}))
    assert [row["id"] for row in parquet.rows(data, "in")] == list(range(45_000))
    assert list(parquet.rows(file_of(polars.DataFrame({"id": []})), "in")) == []


def test_damaged_files_are_told():
    with pytest.raises(InputError, match="in: cannot be read as Parquet"):
        list(parquet.rows(b"PAR1 and no more PAR1", "in"))


def test_times_that_python_cannot_hold_are_none_and_say_nothing_on_standard_error(capfd):
    days = polars.Series([0, 10**9, -(10**9)], dtype=polars.Int32).cast(polars.Date)
    moments = polars.Series([0, 2**62, -(2**62)]).cast(polars.Datetime("ms"))
    frame = polars.DataFrame(
        {"day": days, "at": moments, "took": moments.cast(polars.Int64).cast(polars.Duration("ms"))}
    )
    first, *others = parquet.rows(file_of(frame), "in")
    assert first["day"].year == first["at"].year == 1970
    assert [set(row.values()) for row in others] == [{None}, {None}]
    assert capfd.readouterr().err == ""
