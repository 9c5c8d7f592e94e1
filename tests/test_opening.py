import gzip
import io
import os
import sys

import pytest

from threads import opening
from threads.errors import InputError


def test_a_line_without_end_is_cut_and_the_next_one_follows(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "MOST_LINE_BYTES", 100)
    (tmp_path / "a").write_bytes(b"short\n" + b"x" * 5000 + b"\n" + b"last")
    with opening.opened(str(tmp_path / "a")) as opened:
        assert list(opened.file) == [b"short\n", b"x" * 100, b"last"]


def test_what_has_no_line_ends_at_all_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "MOST_LINE_BYTES", 100)
    monkeypatch.setattr(opening, "_MOST_PASSED_OVER", 1 << 21)
    (tmp_path / "a.gz").write_bytes(gzip.compress(bytes(1 << 24)))
    with opening.opened(str(tmp_path / "a.gz")) as opened, pytest.raises(InputError, match="a line without end"):
        list(opened.file)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_first_bytes_are_seen_and_not_lost(tmp_path, pack):
    data = os.urandom(200_000)
    (tmp_path / "a.bin.gz").write_bytes(pack(data))
    with opening.opened(str(tmp_path / "a.bin.gz")) as opened:
        assert opened.head == data[: opening.HEAD_BYTES] and opened.file.read() == data
        assert opened.name.endswith("a.bin") or pack is bytes


def test_standard_input_is_opened_like_a_file(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(b"words"))))
    with opening.opened("-") as opened:
        assert (opened.head, opened.file.read(), opened.name) == (b"words", b"words", "-")


def test_parquet_that_is_no_file_is_put_into_one_and_taken_away(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"PAR1....PAR1")))
    with opening.opened("-") as opened:
        name = opened.name
        assert os.path.exists(name) and opened.file.read() == b"PAR1....PAR1"  # noqa: PTH110
    assert not os.path.exists(name)  # noqa: PTH110
