from hypothesis import given
from hypothesis import strategies as st

from threads.sources._grouping import grouped

RECORDS = st.lists(st.tuples(st.sampled_from(["a", "b", "ü", "", "c" * 40]), st.binary(max_size=20)), max_size=30)


@given(RECORDS)
def test_temporary_files_change_nothing_but_the_order_of_keys(records):
    assert dict(grouped(records, most_bytes=200)) == dict(grouped(records))


def test_keys_come_in_order_of_appearance_and_records_in_theirs():
    records = [("b", b"1"), ("a", b"2"), ("b", b"3")]
    assert list(grouped(records)) == [("b", [b"1", b"3"]), ("a", [b"2"])]
