import io

import polars
import pytest

from threads import parquet
from threads.errors import InputError
from threads.sources import text_parquet


def table(columns, **more):
    file = io.BytesIO()
    polars.DataFrame(columns).write_parquet(file, **more)
    return file.getvalue()


def test_words_and_addresses_make_documents_and_ids_with_parents_comments():
    assert text_parquet.matches(table({"text": ["a"], "url": ["b"]}), "x") == 0.8
    assert text_parquet.matches(table({"text": ["a"], "n": [1]}), "x") == 0.6
    assert text_parquet.matches(table({"id": [1], "parent_id": [0], "text": ["a"], "url": ["b"]}), "x") == 0.0
    assert text_parquet.matches(table({"n": [1]}), "x") == 0.0
    assert text_parquet.matches(b'{"text": "a", "url": "b"}', "x") == 0.0


def test_one_page_a_row_with_its_number_and_address():
    data = table({"text": ["a", None, "", "b"], "url": ["https://x/1", None, None, None], "n": [1, 2, 3, 4]})
    found = list(text_parquet.read(data, "in"))
    assert [(page.source, page.text, page.url) for page in found] == [("in:1", "a", "https://x/1"), ("in:4", "b", None)]
    assert all(page.in_corpus for page in found)


def test_a_file_is_read_some_rows_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "_FIRST_ROWS", 3)
    monkeypatch.setattr(parquet, "_FEWEST_ROWS", 2)
    monkeypatch.setattr(parquet, "_SLICE_BYTES", 50)
    path = tmp_path / "a.parquet"
    path.write_bytes(table({"text": [f"words {n}" for n in range(100)]}, row_group_size=7))
    with path.open("rb") as file:
        found = list(text_parquet.stream(file, "in"))
    assert [page.text for page in found] == [f"words {n}" for n in range(100)]
    assert found[-1].source == "in:100"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PAR1 and no more", "cannot be read as Parquet"),
        (table({"n": [1]}), "has no column of words \\(it has n\\); call it text"),
        (table({"text": [1]}), 'in:1: its "text" is no text'),
        (table({"text": polars.Series([], dtype=polars.String())}), "holds no documents"),
    ],
)
def test_what_cannot_be_read_is_one_line(data, message):
    with pytest.raises(InputError, match=message):
        list(text_parquet.read(data, "in"))
