"""What a user's disk holds on a bad day: one clear line each, the others processed, nothing half-written."""

import json
import os
import subprocess
import sys
import time

import pytest

from threads.cli import main

GOOD = """A short page

2 comments

  • Ann says:
    May 3, 2021 at 8:15 am

    The first words.

    Reply

      • Bo says:
        May 3, 2021 at 9:15 am

        The second words.

        Reply
"""


@pytest.fixture
def good(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD)
    return tmp_path


def export(*arguments):
    """A real process, as a user starts it: ``(status, threads, lines on standard error)``."""
    run = subprocess.run(
        [sys.executable, "-m", "threads", "export", "--no-score", "-f", "ndjson", *arguments],
        capture_output=True,
        timeout=120,
    )
    err = run.stderr.decode().splitlines()
    return run.returncode, [json.loads(line) for line in run.stdout.splitlines()], err


def put(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path.name


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "binary.txt": bytes(range(256)) * 4,
    "picture.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "page.html": bytes(range(256)) * 4,
    "cut.json": b'{"schema": "comment-threads/1", "threads": [{"id": "t", "comm',
    "deep.json": b"[" * 100_000,
    "other.json": b'{"kind": "Listing", "data": {}}',
    "cut.ndjson": b'{"id": "t", "source": "x", "layout": "flat", "declared_count": null, "comments": [',
    "code.py": b"print('hello')\n",
}


@pytest.mark.parametrize("name", BAD)
def test_one_line_names_the_file_and_the_good_page_is_exported(good, name):
    put(good / name, BAD[name])
    status, threads, err = export(name, "good.txt")
    assert status == 1
    assert [thread["source"] for thread in threads] == ["good.txt"] and len(threads[0]["comments"]) == 2
    assert len(err) == 1 and err[0].startswith(f"threads: {name}:"), err


def test_all_of_them_at_once(good):
    for name, data in BAD.items():
        put(good / name, data)
    (good / "folder.txt").mkdir()
    (good / "gone.txt").symlink_to("nowhere")
    status, threads, err = export(*BAD, "missing", "folder.txt", "gone.txt", "good.txt")
    assert status == 1 and len(threads) == 1
    assert len(err) == len(BAD) + 3
    for name in (*BAD, "missing", "folder.txt", "gone.txt"):
        assert sum(line.startswith(f"threads: {name}:") for line in err) == 1


def test_a_folder_with_a_bad_file_in_it(good):
    put(good / "empty.txt", b"")
    put(good / "gold.json", b'{"comments": []}')
    status, threads, err = export(".")
    assert (status, len(threads), err) == (1, 1, ["threads: ./empty.txt: is empty"])


def test_a_wrong_encoding_is_read_all_the_same(good):
    put(good / "latin.txt", GOOD.replace("first", "prêmière").encode("cp1252"))
    status, (thread,), err = export("latin.txt")
    assert (status, err) == (0, [])
    assert thread["comments"][0]["text"] == "The prêmière words."


def test_control_and_escape_characters_reach_the_data_and_no_terminal(good, capsys):
    evil = GOOD.replace("Bo says", "B\x1b[31mo\x07 says").replace("second", "se\x1b]0;title\x07c\x00ond\x9b2J\u202e")
    put(good / "evil.txt", evil)
    status, (thread,), err = export("evil.txt")
    assert (status, err) == (0, [])
    assert "se\x1b]0;title\x07c\x00ond\x9b2J\u202e" in thread["comments"][1]["text"]
    for arguments in (
        ["explain", "evil.txt"],
        ["export", "--no-score", "evil.txt"],
        ["export", "--no-score", "-f", "csv", "evil.txt"],
    ):
        assert main(arguments) == 0
        out = capsys.readouterr().out
        assert not {"\x1b", "\x07", "\x00", "\x9b"} & set(out)


def test_a_control_character_in_a_file_name_is_shown_and_not_obeyed(good):
    put(good / "a\x1b[2Jb\n.txt", b"")
    status, _, err = export("a\x1b[2Jb\n.txt")
    assert (status, err) == (1, ["threads: a␛[2Jb .txt: is empty"])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("word " * 10_000_000, id="one line of 50 MB"),
        pytest.param(
            "Comments\n\n" + "".join(f"{' ' * min(2 * n, 60)}• name {n}\n" for n in range(20_000)),
            id="20,000 bullets",
        ),
        pytest.param("2 comments\n\n" + "• " * 100_000 + "Ann says:\nhello\n", id="100,000 bullets in a line"),
        pytest.param("> " * 100_000 + "quoted\n\nAnn says:\nhello\n", id="100,000 quotation marks"),
        pytest.param("(" * 100_000 + ")" * 100_000, id="100,000 brackets"),
    ],
)
def test_huge_and_deep_pages_come_out_in_seconds(good, data):
    put(good / "huge.txt", data)
    begin = time.monotonic()
    status, threads, err = export("huge.txt")
    assert (status, err, len(threads)) == (0, [], 1)
    assert time.monotonic() - begin < 60


def test_a_chain_of_answers_has_no_deepest_level(good):
    count = 2_000
    comments = [{"id": str(n), "parent_id": str(n - 1) if n else None, "text": f"word {n}"} for n in range(count)]
    put(
        good / "chain.json",
        json.dumps({"schema": "comment-threads/1", "threads": [{"source": "x", "comments": comments}]}),
    )
    status, (thread,), err = export("chain.json")
    assert (status, err) == (0, [])
    assert thread["comments"][-1]["depth"] == count - 1


def test_parents_that_are_missing_or_go_in_circles_make_no_trouble(good):
    comments = [
        {"id": "a", "parent_id": "b", "text": "one"},
        {"id": "b", "parent_id": "a", "text": "two"},
        {"id": "c", "parent_id": "c", "text": "three"},
        {"id": "d", "parent_id": "nobody", "text": "four"},
        {"id": "d", "parent_id": "a", "text": "five"},
        {"id": "", "parent_id": "", "text": ""},
    ]
    put(
        good / "odd.json",
        json.dumps({"schema": "comment-threads/1", "threads": [{"source": "x", "comments": comments}]}),
    )
    status, (thread,), err = export("odd.json")
    assert (status, err) == (0, [])
    ids = [comment["id"] for comment in thread["comments"]]
    assert len(set(ids)) == len(comments)
    parent_of = {comment["id"]: comment["parent_id"] for comment in thread["comments"]}
    for name in ids:
        steps = 0
        while name is not None and steps <= len(ids):
            name, steps = parent_of[name], steps + 1
        assert name is None


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="needs a file whose reading fails")  # noqa: PTH110
def test_an_unreadable_file(good):
    status, threads, err = export("/proc/self/mem", "good.txt")
    assert (status, len(threads)) == (1, 1)
    assert err == ["threads: /proc/self/mem: cannot be read (Input/output error); check the file and its rights"]


def test_nothing_half_written_when_every_input_is_bad(good):
    put(good / "empty.txt", b"")
    status, threads, err = export("empty.txt", "-o", "out.ndjson")
    assert status == 1 and threads == [] and err[0] == "threads: empty.txt: is empty"
    assert sorted(path.name for path in good.iterdir()) == ["empty.txt", "good.txt"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("head.csv", "id,parent_id,text\n"),
        ("none.xml", '<disqus xmlns="http://disqus.com"><thread/></disqus>'),
        ("none.wxr", '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel/></rss>'),
    ],
)
def test_an_export_without_comments_is_not_passed_over_in_silence(good, name, data):
    put(good / name, data)
    status, threads, err = export(name, "good.txt")
    assert (status, len(threads)) == (1, 1)
    assert err == [f"threads: {name}: holds no comments; check that it is complete"]


def test_a_fault_of_a_reader_is_a_problem_of_its_input_only(good, monkeypatch, capsys):
    from threads.sources import text

    put(good / "bad.txt", GOOD)
    read = text.read

    def faulty(data, source):
        if source == "bad.txt":
            raise RecursionError("too deep\nfor us")
        return read(data, source)

    monkeypatch.setattr(text, "read", faulty)
    assert main(["export", "--no-score", "-f", "ndjson", "bad.txt", "good.txt"]) == 1
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 1 and len(shown.err.splitlines()) == 1
    assert shown.err.startswith("threads: bad.txt: could not be read (RecursionError: too deep for us at ")
