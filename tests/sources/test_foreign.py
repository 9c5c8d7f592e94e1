import pytest

from threads import sources
from threads.errors import InputError
from threads.sources._foreign import fault_in_json


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"%PDF-1.7", "page.pdf", "is a PDF; save its text"),
        (b"pages/a.txt".ljust(257, b"\0") + b"ustar\x0000", "pages.tar", "packed archive; unpack"),
        (b"PK\x03\x04...", "pages.zip", "packed archive; unpack"),
        (b'<?xml version="1.0"?><rss>', "feed.xml", "is XML of a kind that is not read here; known formats: "),
        (b'{"kind": "Listing"}', "x.json", "is JSON of a kind that is not read here; known formats: "),
        (b'{"kind": "Listing', "x.json", r"is not valid JSON \(Unterminated string"),
        (b"PAR1\x15\x04 and no end", "x.parquet", "cannot be read as Parquet; check that it is complete"),
        (b"PAR1" + b"\0" * 40 + b"PAR1", "x.parquet", "cannot be read as Parquet; check"),
        (b"\x00\x01\x02\x03" * 50, "blob", "looks like a binary file"),
        (b"a,b\n1,2\n", "table.csv", "is of no known format; known formats: .*text"),
    ],
)
def test_says_what_it_is_and_what_would_work(data, name, message):
    with pytest.raises(InputError, match=message) as caught:
        sources.read(data, name)
    assert caught.value.where == name


@pytest.mark.parametrize("data", [b"{}", b'{"a": 1}\n{"b": 2}\n', b"\xef\xbb\xbf[]", b"[1]\n"])
def test_whole_json_has_no_fault(data):
    assert fault_in_json(data) is None


@pytest.mark.parametrize("data", [b"{", b'{"a": 1} x', b"[" * 100_000, b'{"a": "\xff"}', b"9" * 5000, b"nothing"])
def test_broken_json_has_one(data):
    assert fault_in_json(data)
