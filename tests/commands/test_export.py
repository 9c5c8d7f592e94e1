import csv
import io
import json
import sys
from pathlib import Path

import polars
import pytest
from jsonschema import Draft202012Validator

from threads.cli import main
from threads.document import json_schema

REAL = Path(__file__).parents[3] / "shared" / "bench" / "dev"


def out_of(arguments, capfd, status=0):
    assert main(["export", "--no-score", *arguments]) == status
    return capfd.readouterr().out


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_page_comes_out_as_a_tree(pages, capfd):
    document = json.loads(out_of(["pages/bench.txt"], capfd))
    Draft202012Validator(json_schema()).validate(document)
    (thread,) = document["threads"]
    assert thread["source"] == "pages/bench.txt" and thread["platform"] == "wordpress" and thread["declared_count"] == 3
    lena, oskar, mia = thread["comments"]
    assert [comment["author"] for comment in thread["comments"]] == ["Lena Quist", "Oskar", "Mia Brandt"]
    assert [comment["parent_id"] for comment in thread["comments"]] == [None, lena["id"], None]
    assert oskar["depth"] == 1 and mia["posted_at"] == "2021-05-04T07:40:00Z"
    assert lena["text"] == "Who would move a bench that heavy? It took four of us."
    start, end = oskar["source_span"]
    assert "with a crane" in (pages / "bench.txt").read_text(encoding="utf-8")[start:end]
    assert oskar["scores"] == {} and oskar["flags"] == []


def test_the_same_input_gives_the_same_bytes(pages, capfd):
    assert out_of(["pages"], capfd) == out_of(["pages"], capfd)


def test_formats_agree(pages, capfd):
    ids = [comment["id"] for comment in json.loads(out_of(["pages"], capfd))["threads"][0]["comments"]]
    line = json.loads(out_of(["pages", "-f", "ndjson"], capfd))
    assert [comment["id"] for comment in line["comments"]] == ids
    rows = csv.DictReader(io.StringIO(out_of(["pages", "-f", "csv"], capfd)))
    assert [row["comment_id"] for row in rows] == ids
    out_of(["pages", "-f", "parquet", "-o", "all.parquet"], capfd)
    assert polars.read_parquet("all.parquet")["comment_id"].to_list() == ids


@pytest.mark.parametrize(
    ("name", "begins"),
    [("x.csv", b"thread_id,"), ("x.ndjson", b'{"id":'), ("x.txt", b'{"schema"'), ("x.parquet", b"PAR1")],
)
def test_the_name_of_the_file_tells_the_format(pages, capfd, name, begins):
    assert out_of(["pages", "-o", name], capfd) == ""
    assert (pages.parent / name).read_bytes().startswith(begins)


def test_an_export_is_an_input(pages, capfd, monkeypatch):
    first = out_of(["pages"], capfd)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(first.encode())))
    again = json.loads(out_of(["-"], capfd))["threads"][0]
    before = json.loads(first)["threads"][0]
    assert (again["source"], again["id"]) == ("pages/bench.txt", before["id"])

    def gist(thread):
        return [
            (comment["id"], comment["parent_id"], comment["author"], comment["text"]) for comment in thread["comments"]
        ]

    assert gist(again) == gist(before)


@pytest.mark.parametrize("arguments", [["."], ["**/*.*"]])
def test_an_earlier_output_is_no_input_of_the_next(pages, arguments, capfd):
    for _ in range(2):
        out_of([*arguments, "-o", "out.json"], capfd)
        assert len(json.loads((pages.parent / "out.json").read_text())["threads"]) == 1


def test_an_output_that_is_named_as_input_is_read_and_then_replaced(pages, capfd):
    out_of(["pages", "-o", "out.json"], capfd)
    first = (pages.parent / "out.json").read_bytes()
    out_of(["out.json", "-o", "out.json"], capfd)
    again = json.loads((pages.parent / "out.json").read_bytes())["threads"][0]
    assert [comment["id"] for comment in again["comments"]] == [
        comment["id"] for comment in json.loads(first)["threads"][0]["comments"]
    ]


def test_a_problem_is_named_and_the_rest_is_written(pages, capfd):
    (pages / "empty.txt").write_text("")
    assert main(["export", "--no-score", "pages", "missing", "-o", "out.json"]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert err == "threads: missing: no such file or folder\nthreads: pages/empty.txt: is empty\n"
    assert len(json.loads((pages.parent / "out.json").read_text())["threads"]) == 1
    assert left_in(pages.parent) == ["out.json", "pages"]


def test_nothing_but_problems_leaves_the_old_file_alone(pages, capfd):
    (pages.parent / "out.json").write_text("old")
    assert main(["export", "--no-score", "missing", "-o", "out.json"]) == 1
    assert "not written, as no input could be processed" in capfd.readouterr().err
    assert (pages.parent / "out.json").read_text() == "old"
    assert left_in(pages.parent) == ["out.json", "pages"]


def test_nothing_but_problems_is_a_valid_document_on_standard_output(pages, capfd):
    document = json.loads(out_of(["missing"], capfd, status=1))
    assert document["threads"] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "no/such/out.json"], "its folder does not exist"),
        (["-o", "pages"], "is a folder"),
        (["-f", "yaml"], 'no export is called "yaml"'),
        (["--policy", "none.toml"], "none.toml"),
    ],
)
def test_wrong_usage_writes_nothing(pages, capfd, arguments, message):
    assert main(["export", "--no-score", "pages", *arguments]) == 2
    out, err = capfd.readouterr()
    assert out == "" and message in err and err.count("\n") == 1
    assert left_in(pages.parent) == ["pages"]


@pytest.mark.parametrize("format", ["json", "csv", "ndjson"])
def test_a_model_that_cannot_be_loaded_writes_nothing(pages, capfd, monkeypatch, format):
    from threads import pipeline
    from threads.errors import ModelError

    def judge(threads, **_):
        raise ModelError("is damaged")

    monkeypatch.setattr(pipeline, "judge", judge)
    assert main(["export", "pages", "-f", format]) == 2
    assert capfd.readouterr() == ("", "threads: is damaged\n")


def test_parquet_is_kept_from_a_terminal(pages, capfd, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main(["export", "--no-score", "pages", "-f", "parquet"]) == 2
    assert "name a file with -o" in capfd.readouterr().err


def test_stopped_in_the_middle_keeps_what_was_finished(pages, capfd, monkeypatch):
    from threads import pipeline

    reconstruct = pipeline.reconstruct

    def stop_at_second(page):
        if "second" in page.source:
            raise KeyboardInterrupt
        return reconstruct(page)

    (pages / "second.txt").write_text("Another page\n")
    monkeypatch.setattr(pipeline, "reconstruct", stop_at_second)
    assert main(["export", "--no-score", "pages", "-o", "out.json"]) == 130
    assert "interrupted" in capfd.readouterr().err
    assert len(json.loads((pages.parent / "out.json").read_text())["threads"]) == 1
    before = (pages.parent / "out.json").read_bytes() + b" "
    (pages.parent / "out.json").write_bytes(before)
    assert main(["export", "--no-score", "pages", "-o", "out.json"]) == 130
    assert "out.json: interrupted, not written" in capfd.readouterr().err
    assert (pages.parent / "out.json").read_bytes() == before, "half a file takes no whole one's place"


@pytest.mark.real_pages
@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/bench/dev, which holds real pages, is not there")
def test_real_pages_make_a_valid_document(capfd):
    pages = [str(path) for path in sorted(REAL.glob("*/page.txt"))[::6]]
    document = json.loads(out_of(pages, capfd))
    Draft202012Validator(json_schema()).validate(document)
    assert [thread["source"] for thread in document["threads"]] == pages
    for thread in document["threads"]:
        text = Path(thread["source"]).read_text(encoding="utf-8")
        for comment in thread["comments"]:
            start, end = comment["source_span"]
            assert 0 <= start <= end <= len(text)
