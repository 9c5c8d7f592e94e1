"""Corpora from end to end: packed, piped, in folders, broken; what is left out is counted."""

import bz2
import gzip
import io
import json
import lzma
import os
import subprocess
import sys
import threading

import polars
import pytest
import zstandard

from tests.sources.samples import SAMPLES
from threads import inputs, sources
from threads.cli import main

SECTION = """A short page

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
STORY = "A story\n\nThe sluice is open since the middle of the week, and the pond is low.\n"
PACK = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstandard.ZstdCompressor().compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(*texts):
    records = ({"text": text, "url": f"https://x.example/{number}"} for number, text in enumerate(texts, 1))
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def wet(*texts):
    head = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://x.example/{}\r\nContent-Length: {}\r\n\r\n"
    return b"".join(
        head.format(number, len(text.encode())).encode() + text.encode() + b"\r\n\r\n"
        for number, text in enumerate(texts, 1)
    )


def table(*texts):
    file = io.BytesIO()
    polars.DataFrame(
        {"text": texts, "url": [f"https://x.example/{n}" for n in range(1, len(texts) + 1)]}
    ).write_parquet(file)
    return file.getvalue()


CORPORA = {"jsonl": lines, "wet": wet, "parquet": table}
each_kind = pytest.mark.parametrize("kind", CORPORA)


def export(capsys, *arguments):
    status = main(["export", "--no-score", "-f", "ndjson", *arguments])
    out, err = capsys.readouterr()
    return status, [json.loads(line) for line in out.splitlines()], err.splitlines()


@each_kind
@pytest.mark.parametrize("ending", PACK)
def test_documents_with_comments_are_exported_and_the_others_counted(here, capsys, kind, ending):
    (here / f"in.{kind}{ending}").write_bytes(PACK[ending](CORPORA[kind](STORY, SECTION, STORY)))
    status, threads, err = export(capsys, f"in.{kind}{ending}")
    assert status == 0
    assert [(thread["url"], len(thread["comments"])) for thread in threads] == [("https://x.example/2", 2)]
    assert threads[0]["source"].startswith(f"in.{kind}{ending}:")
    (line,) = err
    assert line.startswith("threads: 3 documents: ") and line.endswith(", 1 with comments")


def test_a_thread_has_the_same_id_however_its_corpus_is_stored(here, capsys):
    ids = set()
    for kind, make in CORPORA.items():
        (here / f"in.{kind}").write_bytes(make(STORY, SECTION))
        ids |= {thread["id"] for thread in export(capsys, f"in.{kind}")[1]}
    assert len(ids) == 1


def test_documents_without_comments_may_be_kept_and_quiet_is_quiet(here, capsys):
    (here / "in.jsonl").write_bytes(lines(STORY, SECTION))
    status, threads, err = export(capsys, "in.jsonl", "--keep-empty", "--quiet")
    assert (status, [len(thread["comments"]) for thread in threads], err) == (0, [0, 2], [])


def test_a_page_named_by_itself_is_a_thread_without_comments(here, capsys):
    (here / "page.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    status, threads, err = export(capsys, "page.txt.gz")
    assert (status, err) == (0, []) and threads[0]["comments"] == [] and threads[0]["source"] == "page.txt.gz"


@each_kind
def test_standard_input_and_pipes_are_read(here, capsys, monkeypatch, kind):
    data = CORPORA[kind](STORY, SECTION)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PACK[".zst"](data))))
    assert [len(thread["comments"]) for thread in export(capsys, "-")[1]] == [2]
    os.mkfifo("pipe")
    writer = threading.Thread(target=lambda: (here / "pipe").write_bytes(data))
    writer.start()
    assert [len(thread["comments"]) for thread in export(capsys, "pipe")[1]] == [2]
    writer.join()


def test_a_folder_gives_its_corpora_and_packed_pages(here, capsys):
    (here / "pages").mkdir()
    for kind, make in CORPORA.items():
        (here / f"pages/in.{kind}.gz").write_bytes(gzip.compress(make(STORY, SECTION)))
    (here / "pages/page.txt.xz").write_bytes(lzma.compress(SECTION.encode()))
    (here / "pages/code.py.gz").write_bytes(gzip.compress(b"print(1)"))
    (here / "pages/numbers.jsonl").write_bytes(b'{"a": 1}\n')
    (here / "pages/cut.txt.gz").write_bytes(gzip.compress(SECTION.encode())[:-9])
    status, threads, err = export(capsys, "pages")
    assert sorted(thread["source"].partition(":")[0] for thread in threads) == [
        "pages/in.jsonl.gz",
        "pages/in.parquet.gz",
        "pages/in.wet.gz",
        "pages/page.txt.xz",
    ]
    assert status == 1 and err[0].startswith("threads: pages/cut.txt.gz: breaks off within its gzip data (byte ")
    assert err[1].startswith("threads: 6 documents: ") and len(err) == 2


@pytest.mark.parametrize("ending", list(PACK)[1:])
@pytest.mark.parametrize(("name", "data"), SAMPLES.values(), ids=SAMPLES)
def test_every_export_is_read_packed_as_it_is_plain(here, name, data, ending):
    (here / f"in.dat{ending}").write_bytes(PACK[ending](data))
    (here / "in.dat").write_bytes(data)
    problems = []
    packed = list(inputs.pages([f"in.dat{ending}"], on_problem=problems.append))
    plain = list(inputs.pages(["in.dat"], on_problem=problems.append))
    whole = list(sources.read(data, "in.dat"))
    assert [page.model_copy(update={"source": "in.dat"}) for page in packed] == plain == whole
    assert problems == [] and packed and not packed[0].in_corpus


def test_a_corpus_that_breaks_off_gives_what_is_there(here, capsys):
    data = gzip.compress(lines(SECTION, STORY)) + gzip.compress(lines(SECTION))
    (here / "in.jsonl.gz").write_bytes(data[:-20])
    status, threads, err = export(capsys, "in.jsonl.gz")
    assert status == 1 and [thread["source"] for thread in threads] == ["in.jsonl.gz:1"]
    assert sum("breaks off within its gzip data" in line for line in err) == 1


def test_a_damaged_member_of_an_archive_costs_itself_alone(here, capsys):
    damaged = bytearray(gzip.compress(wet(SECTION)))
    damaged[40:80] = b"\xff" * 40
    (here / "in.wet.gz").write_bytes(gzip.compress(wet(SECTION)) + damaged + gzip.compress(wet(SECTION)))
    status, threads, err = export(capsys, "in.wet.gz")
    assert status == 1 and len(threads) == 2
    assert sum("is damaged: its gzip data make no sense (byte " in line for line in err) == 1


def test_a_bomb_in_a_page_is_one_line(here, capsys, monkeypatch):
    monkeypatch.setattr(inputs, "MOST_BYTES", 1 << 22)
    (here / "bomb.txt.gz").write_bytes(gzip.compress(b"words " * (1 << 20)))
    (here / "good.txt").write_text(SECTION)
    status, threads, err = export(capsys, "bomb.txt.gz", "good.txt")
    assert (status, len(threads)) == (1, 1)
    assert err == ["threads: bomb.txt.gz: is larger than 4 MB; split it"]


def test_a_packed_file_of_nothing_is_empty(here, capsys):
    (here / "in.txt.gz").write_bytes(gzip.compress(b""))
    assert export(capsys, "in.txt.gz")[2] == ["threads: in.txt.gz: is empty"]


def test_the_format_may_be_said(here, capsys):
    (here / "in.dat").write_bytes(b"\n" + lines(STORY, SECTION))
    assert len(export(capsys, "in.dat", "--input-format", "text_lines")[1]) == 1
    (here / "in.txt").write_bytes(SECTION.encode())
    status, _, err = export(capsys, "in.txt", "--input-format", "warc")
    assert status == 1 and err[0] == "threads: in.txt: byte 0: what stands here belongs to no record"


MEASURE = """
import sys, tracemalloc
from threads.cli import main
tracemalloc.start()
main(["export", "--no-score", "--quiet", "-f", "ndjson", "-o", "out.ndjson", sys.argv[1]])
print(tracemalloc.get_traced_memory()[1])
"""


@each_kind
def test_memory_does_not_grow_with_the_corpus(here, kind):
    peaks = []
    for count in (50, 200):
        (here / "in").write_bytes(CORPORA[kind](*[STORY + "words of the pond " * 6000] * count))
        run = subprocess.run([sys.executable, "-c", MEASURE, "in"], capture_output=True, text=True, timeout=300)
        assert run.returncode == 0, run.stderr
        peaks.append(int(run.stdout) >> 20)
    # The texts are 5 and 21 MB. Parquet is read 16 MB at a time; the row groups themselves are not counted here.
    assert peaks[1] - peaks[0] < (14 if kind == "parquet" else 3), peaks
