import bz2
import gzip
import io
import lzma
import tracemalloc

import pytest
import zstandard

from threads.unpacking import Unpacked, bare_name, scheme_of

ZST = zstandard.ZstdCompressor()
PACK = {"gzip": gzip.compress, "Zstandard": ZST.compress, "bzip2": bz2.compress, "xz": lzma.compress}
WORDS = b"".join(b"line %d of words that are not all the same\n" % (number * 7919) for number in range(20_000))
each_scheme = pytest.mark.parametrize("scheme", PACK)


class Trickle(io.RawIOBase):
    """A pipe that gives few bytes at a time."""

    def __init__(self, data):
        self._file = io.BytesIO(data)

    def read(self, size=-1):
        return self._file.read(min(size, 7))


def unpacked(data, scheme, file=None):
    inner = Unpacked(file or io.BytesIO(data), scheme)
    return io.BufferedReader(inner).read(), inner.problems


@each_scheme
def test_each_is_told_by_its_first_bytes_and_undone(scheme):
    packed = PACK[scheme](WORDS)
    assert scheme_of(packed) == scheme
    assert unpacked(packed, scheme) == (WORDS, [])


@pytest.mark.parametrize("data", [b"", b"words", b"BZh is a name", b"{}", b"\x1f\x8b", b"PK\x03\x04"])
def test_what_is_not_packed_is_left_alone(data):
    assert scheme_of(data) is None


@each_scheme
def test_members_one_behind_the_other_are_one_file(scheme):
    parts = [WORDS[:100], b"", WORDS[100:300_000], WORDS[300_000:]]
    packed = b"".join(map(PACK[scheme], parts))
    assert unpacked(packed, scheme) == (WORDS, [])
    assert unpacked(packed + bytes(512), scheme) == (WORDS, []), "zeros behind it are padding, as on tapes"


@each_scheme
def test_it_may_come_in_small_pieces(scheme):
    packed = PACK[scheme](WORDS[:5000]) + PACK[scheme](WORDS[5000:9000])
    assert unpacked(packed, scheme, Trickle(packed)) == (WORDS[:9000], [])


@each_scheme
def test_a_file_that_breaks_off_gives_what_is_there_and_says_so(scheme):
    packed = PACK[scheme](WORDS)
    found, problems = unpacked(packed[: len(packed) // 2], scheme)
    assert WORDS.startswith(found) and (found or scheme in ("xz", "bzip2"))
    assert problems == [f"breaks off within its {scheme} data (byte {len(packed) // 2} of the packed file)"]


@each_scheme
def test_what_stands_behind_it_is_told(scheme):
    found, problems = unpacked(PACK[scheme](WORDS) + b"something else altogether", scheme)
    assert found == WORDS
    assert len(problems) == 1 and problems[0].startswith(f"holds something else behind its {scheme} data (byte ")


@pytest.mark.parametrize("scheme", ["gzip", "Zstandard"])
def test_a_damaged_member_costs_itself_alone(scheme):
    first, last = PACK[scheme](WORDS[:9000]), PACK[scheme](WORDS[9000:18_000])
    damaged = bytearray(PACK[scheme](WORDS))
    damaged[len(damaged) // 2 : len(damaged) // 2 + 64] = b"\xff" * 64
    found, problems = unpacked(first + damaged + last, scheme)
    assert found.startswith(WORDS[:9000]) and found.endswith(WORDS[9000:18_000])
    assert len(problems) == 1 and "is damaged" in problems[0]


def test_frames_without_data_are_passed_over():
    empty = (0x184D2A53).to_bytes(4, "little") + (5).to_bytes(4, "little") + b"12345"
    packed = empty + ZST.compress(WORDS[:500]) + empty + ZST.compress(WORDS[500:900])
    assert scheme_of(packed) == "Zstandard"
    assert unpacked(packed, "Zstandard") == (WORDS[:900], [])


def test_the_window_of_large_dumps_is_allowed():
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=28, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    packed = packer.compress(WORDS) + packer.flush()
    assert unpacked(packed, "Zstandard") == (WORDS, [])


@pytest.mark.parametrize("scheme", ["gzip", "Zstandard", "xz"])
def test_a_bomb_is_unpacked_a_piece_at_a_time(scheme):
    bomb = PACK[scheme](bytes(1 << 28))
    file = Unpacked(io.BytesIO(bomb), scheme)
    tracemalloc.start()
    try:
        size = 0
        while (count := file.readinto(memoryview(bytearray(1 << 16)))) and size < 1 << 26:
            size += count
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size >= 1 << 26 and peak < 1 << 27


@pytest.mark.parametrize(
    ("path", "bare"),
    [("a/b.txt.gz", "a/b.txt"), ("RC_2019-01.ZST", "RC_2019-01"), ("x.txt", "x.txt"), ("gz", "gz"), ("y.xz", "y")],
)
def test_the_ending_of_the_packing_is_no_part_of_the_name(path, bare):
    assert bare_name(path) == bare
