"""What a cache of scores gives back, how it stays small, and that nothing about its file reaches the scoring."""

from __future__ import annotations

import math
import os
import random
import sqlite3
import struct
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threads.errors import UsageError
from threads.network import cache
from threads.network.cache import ScoreCache

ROW = [0.1, 1 / 3, 5e-324, 1.0, 0.0, 0.999999]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "scores.sqlite3"


def raw(file: Path, statement: str) -> list[tuple[object, ...]]:
    found = sqlite3.connect(file, isolation_level=None)
    try:
        return found.execute(statement).fetchall()
    finally:
        found.close()


def works(file: Path) -> bool:
    with ScoreCache("works", path=file) as scores:
        scores.put({"works": ROW})
        return scores.get(["works"]) == {"works": ROW} and scores.trouble is None


def run(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finished(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


# What is given back


def test_gives_back_what_was_put_in_bit_for_bit(file: Path) -> None:
    with ScoreCache("r", path=file) as scores:
        scores.put({"a": ROW, "b": [-0.0, math.inf, 2**-1074]})
        found = scores.get(["a", "b", "c", "a"])
    assert found.keys() == {"a", "b"}
    assert struct.pack("<6d", *found["a"]) == struct.pack("<6d", *ROW)
    assert str(found["b"]) == "[-0.0, inf, 5e-324]"
    with ScoreCache("r", path=file) as again:
        assert again.get(["a"]) == {"a": ROW}


def test_another_recipe_finds_nothing(file: Path) -> None:
    with ScoreCache("model 1 | onnx | fp32", path=file) as one, ScoreCache("model 1 | onnx | int8", path=file) as other:
        one.put({"a": ROW})
        assert other.get(["a"]) == {}
        other.put({"a": [0.5]})
        assert one.get(["a"]) == {"a": ROW}
        assert other.get(["a"]) == {"a": [0.5]}


def test_the_last_scores_hold_and_empty_ones_are_not_kept(file: Path) -> None:
    with ScoreCache("r", path=file) as scores:
        scores.put({"a": ROW, "nothing": []})
        scores.put({"a": [0.5]})
        scores.put({})
        assert scores.get(["a", "nothing"]) == {"a": [0.5]}
        assert scores.get([]) == {}


@pytest.mark.parametrize("other", ["a b", "a\nb", "a\r\nb", "a\rb", "A B", "a  b", " a b", "a b ", "a\u00a0b", "a\0b"])
def test_texts_that_a_tokenizer_may_tell_apart_are_told_apart(file: Path, other: str) -> None:
    with ScoreCache("r", path=file) as scores:
        scores.put({"a\tb": ROW})
        assert scores.get([other]) == {}


def test_lone_surrogates_are_one_as_for_the_tokenizer(file: Path) -> None:
    with ScoreCache("r", path=file) as scores:
        scores.put(dict.fromkeys(["a \ud800", "a \udfff"], ROW))
        asked = ["a \udc00", "a \ufffd"]
        assert scores.get(asked) == dict.fromkeys(asked, ROW)


def test_more_texts_than_a_query_holds(file: Path) -> None:
    texts = [f"text {number}" for number in range(3 * cache.KEYS_A_QUERY + 7)]
    with ScoreCache("r", path=file) as scores:
        scores.put({text: [float(place)] for place, text in enumerate(texts)})
        found = scores.get([*texts, "unseen"])
    assert found == {text: [float(place)] for place, text in enumerate(texts)}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=()), max_size=20),
        st.lists(st.floats(allow_nan=False), min_size=1, max_size=7),
        max_size=8,
    )
)
def test_any_text_and_any_numbers(tmp_path_factory: pytest.TempPathFactory, rows: dict[str, list[float]]) -> None:
    clean = {
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"): scores for text, scores in rows.items()
    }
    with ScoreCache("r", path=tmp_path_factory.mktemp("any") / "s.sqlite3") as scores:
        scores.put(clean)
        assert scores.get(list(clean)) == clean


def test_holds_no_text(file: Path) -> None:
    with ScoreCache("secret recipe", path=file) as scores:
        scores.put({"a sentence that nobody should find": ROW})
        held = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert b"sentence" not in held and b"recipe" not in held
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0


def test_lies_in_the_cache_folder_and_makes_nothing_before_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THREADS_CACHE", str(tmp_path / "mine"))
    scores = ScoreCache("r")
    assert scores.path == tmp_path / "mine" / "scores.sqlite3"
    assert not scores.path.parent.exists()
    scores.put({"a": ROW})
    scores.close()
    assert scores.path.is_file()
    assert scores.get(["a"]) == {"a": ROW}  # opened again
    scores.close()


# How it stays small


def test_the_least_recently_used_go_and_the_file_stays_below_its_size(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_UNIT_BYTES", 1_000)
    favourites = [f"favourite {number}" for number in range(50)]
    with ScoreCache("r", path=file, megabytes=0.5) as scores:
        scores.put(dict.fromkeys(favourites, ROW))
        scores.put({"passed over": ROW})
        for start in range(0, 30_000, 250):
            scores.put({f"text {number}": ROW for number in range(start, start + 250)})
            assert len(scores.get(favourites)) == 50
        assert scores.get(["passed over", "text 0"]) == {}
        assert len(scores.get([f"text {number}" for number in range(29_000, 30_000)])) == 1_000
    assert 0.25e6 < file.stat().st_size < 0.5e6
    [(rows, held)] = raw(file, "SELECT count(*), (SELECT held FROM tally) FROM scores")
    assert held == rows * (cache._ROW_BYTES + 52)


def test_a_single_put_larger_than_the_cache_leaves_what_fits(file: Path) -> None:
    with ScoreCache("r", path=file, megabytes=0.1) as scores:
        scores.put({f"text {number}": ROW for number in range(5_000)})
        assert 500 < len(scores.get([f"text {number}" for number in range(5_000)])) < 1_000


def test_rows_put_twice_drive_nothing_out(file: Path) -> None:
    rows = {f"text {number}": ROW for number in range(100)}
    with ScoreCache("r", path=file, megabytes=0.015) as scores:
        for _ in range(20):
            scores.put(rows)
        assert len(scores.get(list(rows))) == 100


def test_a_lookup_does_not_write(file: Path) -> None:
    with ScoreCache("r", path=file) as scores:
        scores.put({"a": ROW})
        before = raw(file, "PRAGMA data_version"), Path(f"{file}-wal").stat().st_size
        for _ in range(5):
            assert scores.get(["a"])
        assert (raw(file, "PRAGMA data_version"), Path(f"{file}-wal").stat().st_size) == before


def test_zero_turns_it_off(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THREADS_SCORE_CACHE_MB", "0")
    with ScoreCache("r", path=file) as scores:
        scores.put({"a": ROW})
        assert scores.get(["a"]) == {}
        assert scores.trouble == "turned off"
    assert not file.parent.exists()


@pytest.mark.parametrize("stated", ["lots", "-1", "nan", "inf", "1,5"])
def test_a_size_that_is_none_is_told_at_once(file: Path, monkeypatch: pytest.MonkeyPatch, stated: str) -> None:
    monkeypatch.setenv("THREADS_SCORE_CACHE_MB", stated)
    with pytest.raises(UsageError, match=r"THREADS_SCORE_CACHE_MB.*no size in megabytes.*256"):
        ScoreCache("r", path=file)


@pytest.mark.parametrize(("stated", "expected"), [("", 256_000_000), (" 12 ", 12_000_000), ("0.5", 500_000)])
def test_a_size(file: Path, monkeypatch: pytest.MonkeyPatch, stated: str, expected: int) -> None:
    monkeypatch.setenv("THREADS_SCORE_CACHE_MB", stated)
    assert ScoreCache("r", path=file).most_bytes == expected


# Files that are of no use


@pytest.mark.parametrize("damage", ["text", "zeros", "cut", "middle", "pages"])
def test_a_damaged_file_is_set_aside_once(file: Path, damage: str) -> None:
    with ScoreCache("r", path=file) as scores:
        scores.put({f"text {number}": ROW for number in range(2_000)})
    whole = file.read_bytes()
    file.write_bytes(
        {
            "text": b"not a database at all, but long enough to look at " * 100,
            "zeros": bytes(len(whole)),
            "cut": whole[: len(whole) // 3],
            "middle": whole[:4096] + os.urandom(len(whole) - 4096),
            "pages": whole[:4096] + b"\xff" * 8192 + whole[12288:],
        }[damage]
    )
    texts = [f"text {number}" for number in range(2_000)]
    with ScoreCache("r", path=file) as scores:
        assert set(map(tuple, scores.get(texts).values())) <= {tuple(ROW)}
        scores.put(dict.fromkeys(texts, ROW))
        scores.put(dict.fromkeys(texts, ROW))
        assert len(scores.get(texts)) == 2_000
        assert scores.trouble is None
    assert works(file)
    assert file.with_name("scores.sqlite3.damaged").exists()


def test_damage_in_a_row_makes_it_unknown_not_wrong(file: Path) -> None:
    with ScoreCache("r", path=file) as scores:
        scores.put({"a": ROW, "b": [0.25] * 6})
        raw(file, "UPDATE scores SET scores = X'00' || substr(scores, 2)")
        assert scores.get(["a", "b"]).get("a") is None
        raw(file, "UPDATE scores SET scores = CAST(scores AS BLOB)")
        assert scores.get(["a"]) == {}
        raw(file, "UPDATE scores SET scores = 'no blob'")
        assert scores.get(["a", "b"]) == {}
        scores.put({"a": ROW})
        assert scores.get(["a"]) == {"a": ROW}


def test_a_file_of_a_later_version_is_left_alone(file: Path) -> None:
    assert works(file)
    raw(file, "PRAGMA user_version = 2")
    before = file.read_bytes()
    with ScoreCache("r", path=file) as scores:
        scores.put({"a": ROW})
        assert scores.get(["a"]) == {}
        assert scores.trouble == "is of a later version"
    assert file.read_bytes() == before


def test_another_programs_file_is_left_alone(file: Path) -> None:
    file.parent.mkdir()
    raw(file, "CREATE TABLE theirs (a)")
    before = file.read_bytes()
    with ScoreCache("r", path=file) as scores:
        scores.put({"a": ROW})
        assert scores.get(["a"]) == {}
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["scores.sqlite3"]


def test_a_locked_file_is_waited_for_a_little_and_then_left_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert works(file)
    monkeypatch.setattr(cache, "BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with ScoreCache("works", path=file) as scores:
        scores.put({"a": ROW})
        assert scores.get(["works", "a"]) == {"works": ROW}  # readers do not wait for a writer
        scores.put({"a": ROW})
        scores.put({"a": ROW})
        assert scores.trouble == "is locked by another process"
        scores.put({"a": ROW})
        assert scores.get(["works"]) == {}
    holder.execute("ROLLBACK")
    holder.close()
    assert works(file)


def test_a_file_locked_while_it_is_opened_is_opened_later(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "BUSY_SECONDS", 0.05)
    file.parent.mkdir()
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with ScoreCache("r", path=file) as scores:
        scores.put({"a": ROW})
        assert scores.get(["a"]) == {}
        holder.execute("ROLLBACK")
        holder.close()
        scores.put({"a": ROW})
        assert scores.get(["a"]) == {"a": ROW}
        assert scores.trouble is None


@pytest.mark.parametrize("where", ["a file for a folder", "a folder for a file", "a closed folder", "/proc"])
def test_a_place_that_cannot_be_written(tmp_path: Path, where: str) -> None:
    place = tmp_path / "place"
    if where == "a file for a folder":
        place.write_text("")
        path = place / "scores.sqlite3"
    elif where == "a folder for a file":
        path = place
        path.mkdir()
    elif where == "/proc":
        if not sys.platform.startswith("linux"):
            pytest.skip("Linux has a folder that nobody may write to")
        path = Path("/proc/threads/scores.sqlite3")
    else:
        if os.name != "posix" or os.geteuid() == 0:
            pytest.skip("root may write everywhere")
        place.mkdir(mode=0o500)
        path = place / "scores.sqlite3"
    with ScoreCache("r", path=path) as scores:
        scores.put({"a": ROW})
        assert scores.get(["a"]) == {}
        assert scores.trouble is not None
    if where == "a folder for a file":
        assert list(path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="file sizes are limited otherwise here")
def test_a_full_disk_keeps_what_is_there() -> None:
    code = """
import resource, signal, sys, tempfile
from pathlib import Path
from threads.network.cache import ScoreCache
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with tempfile.TemporaryDirectory() as folder:
    with ScoreCache("r", path=Path(folder) / "s.sqlite3") as scores:
        scores.put({"early": [0.5]})
        assert scores.get(["early"]) == {"early": [0.5]}
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
        for start in range(0, 20_000, 1_000):
            scores.put({f"text {number}": [0.1] * 6 for number in range(start, start + 1_000)})
        assert scores.get(["early"]) == {"early": [0.5]}, scores.trouble
        assert scores.get(["text 19999"]) == {}
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with ScoreCache("r", path=Path(folder) / "s.sqlite3") as scores:
        assert scores.get(["early"]) == {"early": [0.5]}, scores.trouble
        scores.put({"late": [0.25]})
        assert scores.get(["late"]) == {"late": [0.25]}, scores.trouble
"""
    finished(run(code))


def test_a_python_without_sqlite(file: Path) -> None:
    code = """
import sys
sys.modules["sqlite3"] = None
from threads.network.cache import ScoreCache
scores = ScoreCache("r", path=sys.argv[1])
scores.put({"a": [0.5]})
assert scores.get(["a"]) == {} and "SQLite" in scores.trouble
"""
    finished(run(code, file))


def test_sqlite_is_loaded_when_it_is_asked(file: Path) -> None:
    code = """
import sys
from threads.network.cache import ScoreCache
scores = ScoreCache("r", path=sys.argv[1])
assert "sqlite3" not in sys.modules
scores.get(["a"])
assert "sqlite3" in sys.modules
"""
    finished(run(code, file))


# Several at once

WRITER = """
import random, sys
from threads.network.cache import ScoreCache
path, number, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
order = list(range(count))
random.Random(number).shuffle(order)
with ScoreCache("r", path=path) as scores:
    for start in range(0, count, 50):
        texts = {f"text {place}": [place / 7, 1.0] for place in order[start : start + 50]}
        for text, row in scores.get(list(texts)).items():
            assert row == texts[text]
        scores.put(texts | {f"only {number} {start}": [float(number)]})
        assert scores.trouble is None, scores.trouble
"""


def test_processes_that_write_at_once_lose_nothing(file: Path) -> None:
    writers = [run(WRITER, file, number, 1_000) for number in range(4)]
    for writer in writers:
        finished(writer)
    with ScoreCache("r", path=file) as scores:
        found = scores.get([f"text {place}" for place in range(1_000)])
        assert found == {f"text {place}": [place / 7, 1.0] for place in range(1_000)}
        own = {f"only {number} {start}": [float(number)] for number in range(4) for start in range(0, 1_000, 50)}
        assert scores.get(list(own)) == own
    assert raw(file, "PRAGMA integrity_check") == [("ok",)]


def test_processes_that_meet_a_damaged_file_at_once(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"not a database at all " * 1_000)
    code = WRITER.replace("assert scores.trouble is None, scores.trouble", "pass")
    for writer in [run(code, file, number, 200) for number in range(4)]:
        finished(writer)
    assert works(file)
    assert raw(file, "PRAGMA integrity_check") == [("ok",)]


def test_a_process_killed_while_it_writes_costs_only_its_rows(file: Path) -> None:
    assert works(file)
    writer = run(WRITER.replace("with ScoreCache", "print('ready', flush=True)\nwith ScoreCache"), file, 1, 200_000)
    assert writer.stdout is not None
    writer.stdout.readline()
    threading.Event().wait(0.3)
    writer.kill()
    writer.communicate()
    with ScoreCache("works", path=file) as scores:
        assert scores.get(["works"]) == {"works": ROW}
    assert works(file)
    assert raw(file, "PRAGMA integrity_check") == [("ok",)]


def test_threads_share_one(file: Path) -> None:
    with ScoreCache("r", path=file) as scores:

        def work(number: int) -> None:
            chance = random.Random(number)
            for _ in range(30):
                texts = {f"text {place}": [float(place)] for place in chance.sample(range(300), 20)}
                scores.put(texts)
                assert scores.get(list(texts)) == texts

        workers = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert scores.trouble is None
        assert len(scores.get([f"text {place}" for place in range(300)])) > 250


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_opens_its_own(file: Path) -> None:
    code = """
import os, sys
from threads.network.cache import ScoreCache
scores = ScoreCache("r", path=sys.argv[1])
scores.put({"a": [0.5]})
child = os.fork()
if not child:
    scores.put({"child": [0.25]})
    os._exit(scores.get(["a", "child"]) != {"a": [0.5], "child": [0.25]})
assert os.waitpid(child, 0)[1] == 0
scores.put({"b": [1.0]})
assert scores.get(["a", "b", "child"]) == {"a": [0.5], "b": [1.0], "child": [0.25]}
scores.close()
"""
    finished(run(code, file))
    assert raw(file, "PRAGMA integrity_check") == [("ok",)]
