"""`threads score`: every row kept, in every format, with scores and flags; broken rows told, nothing half written."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars
import pytest

from threads import checkpoints, cli, network, pipeline, tables
from threads.commands import score
from threads.model import Case, Flag

ADDED = [*checkpoints.SIX, "abuse", "hate", "conspiracy", "reasons"]


class StandIn:
    """In place of the model: 0.9 under every label where a text is shouted, 0.1 elsewhere."""

    labels = checkpoints.SIX

    def cache_recipe(self) -> None:
        return None

    def probabilities(self, texts: Sequence[str], *, cache: object = None) -> list[list[float]]:
        return [[0.9 if text.isupper() else 0.1] * len(self.labels) for text in texts]


@pytest.fixture(autouse=True)
def stand_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "weights" not in request.keywords:
        monkeypatch.setattr(network, "load", lambda checkpoint, **_: StandIn())


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = cli.main(["score", *map(str, arguments)])
    output, problems = capsys.readouterr()
    return status, output, problems


def rows_of(output: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(output)))


def test_a_csv_keeps_its_columns_and_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.csv"
    page.write_text('id,text,note\n007,"Two\nlines, and a comma.",-1.5\n008,GO AWAY,\n009,,kept\n')
    status, output, problems = run(capsys, page)
    assert (status, problems) == (0, "")
    first, second, third = rows_of(output)
    assert list(first) == ["id", "text", "note", *ADDED]
    assert (first["id"], first["text"], first["note"]) == ("007", "Two\nlines, and a comma.", "-1.5")
    assert (first["toxicity"], second["toxicity"]) == ("0.1", "0.9")
    assert [third[label] for label in checkpoints.SIX] == [""] * 6
    assert third["note"] == "kept" and "no words of its own" in third["reasons"]
    assert first["reasons"] == ""


def test_flags_become_columns_and_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.txt"
    page.write_text(
        "You are a worthless idiot.\n"
        "\n"
        "These people are vermin and should all be shot.\n"
        "The shooting was a false flag, they were all crisis actors.\n"
        "The library opens at nine.\n"
    )
    status, output, _ = run(capsys, page)
    assert status == 0
    found = rows_of(output)
    assert [tuple(int(row[name]) for name in ("abuse", "hate", "conspiracy")) for row in found] == [
        (1, 0, 0),
        (1, 1, 0),
        (0, 0, 1),
        (0, 0, 0),
    ]
    assert [bool(row["reasons"]) for row in found] == [True, True, True, False]


def tables_of(*arguments: str, **more: str) -> tuple[list[str], list[str]]:
    problems: list[str] = []
    found = tables.find(arguments, on_problem=lambda problem: problems.append(str(problem)), **more)
    return found, problems


def test_an_earlier_output_is_no_input_of_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "scored.csv"):
        (tmp_path / name).write_text("text\nhello\n")
    assert tables_of(".", output="scored.csv") == (["a.csv"], [])
    assert tables_of("*.csv", output="./scored.csv") == (["a.csv"], [])
    assert tables_of("scored.csv", output="scored.csv") == (["scored.csv"], [])


def test_links_that_lead_nowhere_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    assert cli.main(["score", str(tmp_path / "loop.txt")]) == 1
    err = capsys.readouterr().err
    assert "loop.txt: " in err and err.count("\n") == 1


def test_binary_data_is_no_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.txt").write_bytes(bytes(range(256)) * 16)
    assert cli.main(["score", str(tmp_path / "x.txt"), "-o", str(tmp_path / "out.csv")]) == 1
    assert "x.txt: looks like a binary file" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    import threading

    if not hasattr(os, "mkfifo"):
        pytest.skip("named pipes of Unix")
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=lambda: (tmp_path / "pipe").write_text("text\nhello\n"))
    writer.start()
    table = tables.survey(str(tmp_path / "pipe"), text_column="text")
    writer.join()
    assert [row.values for row in tables.read(table, on_problem=pytest.fail)] == [{"text": "hello"}]


@pytest.mark.parametrize("label", sorted(score.HATE))
def test_hate_is_what_strikes_at_a_group(label: str) -> None:
    row = tables.Row("here", {"text": "words"})
    thread = score.thread(row, text_column="text", parent_column="parent_text")
    flag = Flag(comment_id="comment", kind="abuse", label=label, score=0.9, reason="Because.", source="policy:x")
    other = flag.model_copy(update={"label": "insult"})
    assert score.joined(Case(thread=thread, flags=(flag,)))["hate"] == 1
    assert score.joined(Case(thread=thread, flags=(other,))) == {
        "abuse": 1,
        "hate": 0,
        "conspiracy": 0,
        "reasons": "Because.",
    }


def test_only_the_rows_own_comment_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.csv"
    page.write_text("text,parent_text\nI saw it too.,You are a worthless idiot.\n")
    [row] = rows_of(run(capsys, page)[1])
    assert (row["abuse"], row["reasons"], row["parent_text"]) == ("0", "", "You are a worthless idiot.")


def test_the_parent_is_context_for_scorers_and_policy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, str | None]] = []

    def judge(threads: Sequence[Any], **_: object) -> list[Case]:
        for thread in threads:
            comment = thread.by_id["comment"]
            parent = thread.parent(comment)
            assert thread.link_of["comment"].evidence[0].clue == "stated"
            seen.append((comment.text, parent.text if parent else None))
        return [Case(thread=thread) for thread in threads]

    monkeypatch.setattr(pipeline, "judge", judge)
    page = tmp_path / "a.csv"
    page.write_text("body,above,parent_text\nyes,really?,no\nno,,no\n")
    assert run(capsys, page, "--text-column", "body", "--parent-column", "above")[0] == 0
    assert seen == [("yes", "really?"), ("no", None)]


def test_ndjson_keeps_types_and_missing_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.jsonl"
    lines = [
        {"text": "Fine.", "n": 1, "deep": {"a": [1, None]}},
        {"text": None, "ok": True},
        {"text": "\ud800 alone", "n": 2.5},
    ]
    page.write_text("\n".join(map(json.dumps, lines)))
    status, output, problems = run(capsys, page, "-f", "ndjson")
    assert (status, problems) == (0, "")
    found = [json.loads(line) for line in output.splitlines()]
    assert [list(row) for row in found] == [["text", "n", "deep", "ok", *ADDED]] * 3
    assert [row["text"] for row in found] == ["Fine.", None, "\ud800 alone"]
    assert found[0]["n"] == 1 and found[0]["deep"] == {"a": [1, None]} and found[0]["toxicity"] == 0.1
    assert found[1]["ok"] is True and found[1]["toxicity"] is None and found[1]["abuse"] == 0


def test_parquet_in_and_out_keeps_types(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, scored = tmp_path / "a.parquet", tmp_path / "scored.parquet"
    table = polars.DataFrame({"n": [1, 2, 3], "text": ["Fine.", None, "GO"], "tags": [["a"], [], None]})
    table.write_parquet(page)
    assert run(capsys, page, "-f", "parquet", "-o", scored) == (0, "", "")
    found = polars.read_parquet(scored)
    assert found.columns == ["n", "text", "tags", *ADDED]
    assert found.select("n", "text", "tags").equals(table)
    assert found["toxicity"].to_list() == [0.1, None, 0.9]
    assert (found.schema["toxicity"], found.schema["abuse"]) == (polars.Float64, polars.Int64)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "scored.parquet"]


def test_many_rows_stream_into_one_parquet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from threads import scoresheets

    monkeypatch.setattr(scoresheets, "_PART_ROWS", 100)
    monkeypatch.setattr(tables, "_SLICE_ROWS", 70)
    page, scored = tmp_path / "a.parquet", tmp_path / "b.parquet"
    polars.DataFrame({"text": [f"Row {number}." for number in range(601)]}).write_parquet(page)
    assert run(capsys, page, "-f", "parquet", "-o", scored)[0] == 0
    assert polars.read_parquet(scored)["text"].to_list() == [f"Row {number}." for number in range(601)]


def test_several_inputs_make_one_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("text;id\nOne;1\n")
    (tmp_path / "b.txt").write_bytes("\ufeffTwo\r\nDrei Äpfel\r\n".encode())
    (tmp_path / "c.json").write_text('[{"id": 4, "text": "Four"}]')
    (tmp_path / "notes.md").write_text("not a table")
    (tmp_path / ".hidden.csv").write_text("text\nno")
    expected = [("One", "1"), ("Two", ""), ("Drei Äpfel", ""), ("Four", "4")]
    for arguments in ([tmp_path], sorted(tmp_path.glob("[abc].*")), [tmp_path / "?.*"]):
        status, output, problems = run(capsys, *arguments)
        assert (status, problems) == (0, "")
        assert [(row["text"], row["id"]) for row in rows_of(output)] == expected


def test_broken_rows_are_told_with_their_line_and_the_rest_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, lines, plain = tmp_path / "a.csv", tmp_path / "b.ndjson", tmp_path / "c.txt"
    sheet.write_bytes(b'id,text\n1,fine\n2,too,many\n\n3,"two\nlines"\n4,\xff\n5,"bad"quote\n6,fine\n7,"never closed\n')
    lines.write_text(
        '{"text": "fine"}\n{"text": 5}\n\nnot json\n{"other": 1}\n[1]\n{"text": NaN}\n' + "[" * 9000 + "\n"
    )
    plain.write_bytes(b"fine\n\xff\xfe\xfa\n")
    out = tmp_path / "out.csv"
    status, output, problems = run(capsys, sheet, lines, plain, tmp_path / "gone.csv", "-o", out)
    assert (status, output) == (1, "")
    assert [row["text"] for row in rows_of(out.read_text())] == ["fine", "two\nlines", "fine", "fine", "fine"]
    told = sorted(line.removeprefix(f"threads: {tmp_path}/").split(": ")[0] for line in problems.splitlines())
    assert told == sorted(
        ["a.csv:3", "a.csv:7", "a.csv:8", "a.csv:10"]
        + [f"b.ndjson:{line}" for line in (2, 4, 5, 6, 7, 8)]
        + ["c.txt:2", "gone.csv"]
    )


def test_many_problems_are_counted_and_not_all_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.csv"
    page.write_text("id,text\n" + "1,2,3\n" * 500 + "1,fine\n")
    status, output, problems = run(capsys, page)
    assert status == 1 and len(rows_of(output)) == 1
    assert len(problems.splitlines()) == 21
    assert "500 problems in all" in problems


def test_a_fault_in_one_row_spares_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.judge

    def judge(threads: Sequence[Any], **options: Any) -> list[Case]:
        if any("tripwire" in comment.text for thread in threads for comment in thread.comments):
            raise ZeroDivisionError("oops")
        return real(threads, **options)

    monkeypatch.setattr(pipeline, "judge", judge)
    page = tmp_path / "a.txt"
    page.write_text("one\ntripwire\nthree\n")
    status, output, problems = run(capsys, page)
    assert status == 1
    assert [row["text"] for row in rows_of(output)] == ["one", "three"]
    assert f"{page}:2: could not be scored (ZeroDivisionError: oops)" in problems


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"id,body\n1,x\n"),
        ("a.jsonl", b'{"id": 1, "body": "x"}\n'),
        ("a.json", b'[{"id": 1, "body": "x"}]'),
        ("a.parquet", None),
    ],
)
def test_a_missing_column_names_those_there_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None
) -> None:
    page, out = tmp_path / name, tmp_path / "out.csv"
    if content is None:
        polars.DataFrame({"id": [1], "body": ["x"]}).write_parquet(page)
    else:
        page.write_bytes(content)
    (tmp_path / "good.txt").write_text("fine\n")
    status, output, problems = run(capsys, tmp_path / "good.txt", page, "-o", out)
    assert (status, output) == (2, "") and not out.exists()
    assert f'{page}: has no column "text"' in problems and "id, body" in problems
    assert run(capsys, page, "--text-column", "body")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-f", "xlsx"], "known: csv, ndjson, parquet"),
        (["--input-format", "html"], "known: text, csv, ndjson, json, parquet"),
        (["--model", "orginal"], "did you mean original?"),
        (["--parent-column", "above"], "the columns there are: text"),
        (["-o", "no/such/folder/x.csv"], "folder"),
        (["--policy", "no-such-policy.toml"], "no-such-policy.toml"),
    ],
)
def test_wrong_usage_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    page = tmp_path / "a.txt"
    page.write_text("fine\n")
    status, output, problems = run(capsys, page, *arguments)
    assert (status, output) == (2, "")
    assert message in problems and problems.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"id,text,id\n1,x,2\n", "names a column twice"),
        ("a.json", b"[1, 2]", "holds no JSON objects"),
        ("a.json", b'[{"text": "x"', "is not valid JSON"),
        ("a.parquet", b"PAR1 and nothing else", "cannot be read as Parquet"),
        ("a.jsonl", b"words\nwords\n", "holds no JSON objects"),
    ],
)
def test_an_input_that_is_no_table_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, message: str
) -> None:
    page, out = tmp_path / name, tmp_path / "out.csv"
    page.write_bytes(content)
    status, output, problems = run(capsys, page, "-o", out)
    assert (status, output) == (1, "") and not out.exists()
    assert message in problems and problems.count("\n") == 1


def test_columns_called_like_ours_are_kept_under_another_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "a.csv"
    page.write_text("text,toxicity,input_toxicity,hate\nfine,gold,older,yes\n")
    [row] = rows_of(run(capsys, page)[1])
    assert list(row)[:4] == ["text", "input_input_toxicity", "input_toxicity", "input_hate"]
    assert list(row.values())[:4] == ["fine", "gold", "older", "yes"]
    assert (row["toxicity"], row["hate"]) == ("0.1", "0")


def test_no_cell_is_a_formula(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.jsonl"
    lines = [
        {"text": '=HYPERLINK("http://evil.example")', "=1+1": "@SUM(A1)"},
        {"text": "fine", "=1+1": "-12,5"},
        {"text": "+49 is a prefix", "=1+1": -7},
    ]
    page.write_text("\n".join(map(json.dumps, lines)))
    header, *found = csv.reader(io.StringIO(run(capsys, page)[1]))
    assert header[:2] == ["text", "'=1+1"]
    assert [row[:2] for row in found] == [
        ['\'=HYPERLINK("http://evil.example")', "'@SUM(A1)"],
        ["fine", "-12,5"],
        ["'+49 is a prefix", "-7"],
    ]


def test_a_very_long_cell_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.csv"
    page.write_text("text\n" + "word " * 60_000 + "\n")
    limit = csv.field_size_limit()
    csv.field_size_limit(1 << 30)
    try:
        [row] = rows_of(run(capsys, page)[1])
    finally:
        csv.field_size_limit(limit)
    assert len(row["text"]) == 300_000


def test_standard_input(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    give(b"one\ntwo, three\n")
    assert [row["text"] for row in rows_of(run(capsys, "-")[1])] == ["one", "two, three"]
    give(b"id,text\n1,one\n")
    assert [row["text"] for row in rows_of(run(capsys, "-")[1])] == ["one"]
    give(b'{"text": "one"}\n')
    assert [row["text"] for row in rows_of(run(capsys, "-")[1])] == ["one"]
    give(b'{"text": "one"}\n')
    assert [row["text"] for row in rows_of(run(capsys, "-", "--input-format", "text")[1])] == ['{"text": "one"}']


def test_an_interrupt_keeps_what_was_finished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = pipeline.judge, []

    def judge(threads: Sequence[Any], **options: Any) -> list[Case]:
        calls.append(len(threads))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(threads, **options)

    monkeypatch.setattr(pipeline, "judge", judge)
    monkeypatch.setattr(score, "_BATCH_ROWS", 2)
    page, out = tmp_path / "a.txt", tmp_path / "out.csv"
    page.write_text("one\ntwo\nthree\nfour\n")
    status, _, err = run(capsys, page, "-o", out)
    assert (status, err) == (130, "threads: interrupted; what was finished is kept\n")
    assert [row["text"] for row in rows_of(out.read_text())] == ["one", "two"]
    before = out.read_bytes()
    calls.clear()
    status, _, err = run(capsys, page, "-o", out)
    assert (status, err) == (130, f"threads: {out}: interrupted, not written\n")
    assert out.read_bytes() == before, "half a table takes no other's place"
    calls[:] = [1]
    assert run(capsys, page, "-o", tmp_path / "none.csv")[0] == 130
    assert not (tmp_path / "none.csv").exists(), "nothing was finished"


@pytest.mark.weights
def test_the_command_with_the_embedded_model(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("You stupid moron, nobody wants you here.\nThank you, that was kind.\n")
    run = subprocess.run(
        [sys.executable, "-m", "threads", "score", str(page)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "THREADS_CACHE": str(tmp_path / "cache")},
    )
    rude, kind = rows_of(run.stdout)
    assert float(rude["toxicity"]) > 0.8 > 0.2 > float(kind["toxicity"])
    assert (rude["abuse"], kind["abuse"]) == ("1", "0")
    assert run.stderr == ""
    assert [file.name for file in (tmp_path / "cache").iterdir()] == ["scores.sqlite3"]
