import io

import pytest

from threads.errors import InputError
from threads.sources import _warc_records
from threads.sources._warc_records import Record, records


def record(block, *, length=None, **headers):
    lines = [b"WARC/1.0", b"WARC-Type: " + headers.pop("kind", b"conversion")]
    lines += [b"%s: %s" % (name.replace("_", "-").encode(), value) for name, value in headers.items()]
    lines += [b"Content-Length: %d" % (len(block) if length is None else length)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + block + b"\r\n\r\n"


def read(data):
    found = list(records(io.BytesIO(data), "in"))
    return [r.block for r in found if isinstance(r, Record)], [str(r) for r in found if isinstance(r, InputError)]


A, B, C = (record(b"words of %s" % name) for name in (b"a", b"b", b"c"))
WORDS = [b"words of a", b"words of b", b"words of c"]


def test_records_one_behind_the_other_with_offsets_and_headers():
    found = list(records(io.BytesIO(A + B), "in"))
    assert [(r.offset, r.block, r.header("warc-TYPE")) for r in found] == [
        (0, WORDS[0], "conversion"),
        (len(A), WORDS[1], "conversion"),
    ]


def test_folded_headers_bare_line_feeds_and_missing_blank_lines_are_read():
    assert read(A.replace(b"\r\n", b"\n") + B.rstrip() + C) == (WORDS, [])
    (found,) = records(io.BytesIO(record(b"x", X=b"one\r\n  two")), "in")
    assert found.header("x") == "one two" and found.header("none") == ""


@pytest.mark.parametrize(
    ("data", "kept", "message"),
    [
        (A + B[:-9], [0], "in: byte {a}: the record that begins here is broken: it breaks off; all others are read"),
        (A + record(b"short", length=50) + C, [0, 2], "in: byte {a}: the record that begins here is broken: it breaks off"),
        (A + record(b"short", length=9999) + C, [0, 2], "in: byte {a}: the record that begins here is broken: it breaks"),
        (A + record(b"longer", length=3) + C, [0, 2], "in: byte {a}: the record that begins here is broken: it is longer"),
        (A + b"WARC/1.0\r\nno length\r\n\r\nxyz\r\n\r\n" + C, [0, 2], "in: byte {a}: the record that begins here is broken: its head states"),
        (A + b"WARC/1.0\r\nContent-Length: -5\r\n\r\nxyz" + C, [0, 2], "in: byte {a}: the record that begins here is broken: its head states"),
        (A + b"WARC/1.0\r\n" + b"x" * 200_000 + C, [0, 2], "in: byte {a}: the record that begins here is broken: its head has no end"),
        (A + b"garbage \x00\xff" * 9 + C, [0, 2], "in: byte {a}: what stands here belongs to no record"),
        (b"garbage" + A, [0], "in: byte 0: what stands here belongs to no record"),
        (A + b"rest", [0], "in: byte {a}: what stands here belongs to no record"),
        (A + B[:20], [0], "in: byte {a}: the record that begins here is broken: its head has no end"),
    ],
    ids=range(11),
)  # fmt: skip
def test_a_broken_record_is_one_line_with_its_place_and_the_others_are_read(data, kept, message):
    blocks, problems = read(data)
    assert blocks == [WORDS[number] for number in kept]
    assert len(problems) == 1 and problems[0].startswith(message.format(a=len(A))), problems


def test_a_huge_record_is_not_held(monkeypatch):
    monkeypatch.setattr(_warc_records, "MOST_BYTES", 1 << 17)
    data = A + record(b"HTTP/1.1 " + b"x" * (1 << 20)) + C
    found = list(records(io.BytesIO(data), "in"))
    assert [(r.is_whole, len(r.block)) for r in found] == [(True, 10), (False, 1 << 16), (True, 10)]
    blocks, problems = read(A + record(b"x" * (1 << 18), length=10**17))
    assert blocks == WORDS[:1] and len(problems) == 1 and "breaks off" in problems[0]
