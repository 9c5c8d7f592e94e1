from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars
import pytest

from threads.errors import UsageError
from threads.model import Case
from threads.reporting import report_folder
from threads.reporting.receipt import Receipt, digests
from threads.reporting.report_tables import gather


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_holds_what_the_contract_names(tmp_path: Path, receipt: Receipt, quarrel: Case, quiet: Case) -> None:
    folder = tmp_path / "new" / "report"
    report_folder.write(folder, gather([quarrel, quiet]), receipt)
    assert sorted(path.name for path in folder.iterdir()) == sorted(report_folder.FILES)
    assert polars.read_parquet(folder / "comments.parquet").height == 7
    assert polars.read_parquet(folder / "threads.parquet").height == 2
    assert len(list(csv.DictReader((folder / "flags.csv").open(encoding="utf-8")))) == 4
    assert (folder / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in folder.parent.iterdir()] == ["report"], "nothing is left beside it"


def test_the_summary_counts_and_names_what_it_rests_on(tmp_path: Path, receipt: Receipt, quarrel: Case) -> None:
    page = tmp_path / "q.txt"
    page.write_bytes(b"abc")
    case = quarrel.model_copy(update={"thread": quarrel.thread.model_copy(update={"source": str(page)})})
    about = replace(receipt, digests=digests([str(page), "-"]), problems=("y.txt: is empty",))
    report_folder.write(tmp_path / "r", gather([case]), about)
    found = json.loads((tmp_path / "r" / "summary.json").read_text(encoding="utf-8"))
    assert found["schema"] == "comment-threads-report/1"
    assert found["generated_at"] == "2026-03-01T12:00:00+00:00"
    # The well-known SHA-256 of "abc", FIPS 180-2 appendix B.1.
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert found["inputs"] == [{"source": str(page), "sha256": digest, "threads": 1, "comments": 5}]
    assert found["counts"]["comments"] == 5
    assert found["counts"]["flagged_share"] == 0.6
    assert found["flags"] == {
        "abuse": {"comments": 3, "flags": 3, "labels": {"insult": 1, "profanity": 1, "threat": 1}},
        "conspiracy": {"comments": 1, "flags": 1, "labels": {"staged-event": 1}},
    }
    assert found["languages"] == {"en": 5}
    assert found["problems"] == ["y.txt: is empty"]
    assert (found["model"], found["policy"]) == ("embedded", "default")
    assert found["threads"][0]["id"] == "q"
    assert {clue["clue"]: clue["links"] for clue in found["links"]} == {
        "adjacency": 1,
        "indentation": 1,
        "mention": 1,
        "quotation": 1,
    }


def test_standard_input_has_no_hash_and_documents_that_of_their_corpus(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("{}")
    of_corpus, of_document, other = digests(
        [f"{tmp_path}/in.jsonl", f"{tmp_path}/in.jsonl:17", f"{tmp_path}/in.jsonl:x"]
    ).values()
    assert of_document == of_corpus is not None and other is None
    assert digests(["-", "no/such/file", "nul\0byte"]) == {"-": None, "no/such/file": None, "nul\0byte": None}


def test_two_runs_give_the_same_bytes(tmp_path: Path, receipt: Receipt, quarrel: Case, hostile: Case) -> None:
    later = replace(receipt, generated_at=datetime(2027, 1, 1, tzinfo=UTC))
    for name, about in (("a", receipt), ("b", receipt), ("later", later)):
        report_folder.write(tmp_path / name, gather([quarrel, hostile] * 40), about)
    first, again, after = (contents(tmp_path / name) for name in ("a", "b", "later"))
    assert first == again
    for name in ("comments.parquet", "threads.parquet", "flags.csv"):
        assert first[name] == after[name]
    html = after["report.html"].replace(later.time_text.encode(), receipt.time_text.encode())
    assert html == first["report.html"]


def test_an_earlier_report_is_replaced(tmp_path: Path, receipt: Receipt, quarrel: Case, quiet: Case) -> None:
    folder = tmp_path / "r"
    report_folder.write(folder, gather([quarrel]), receipt)
    folder.chmod(0o750)
    report_folder.write(folder, gather([quiet]), receipt)
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8"))["counts"]["comments"] == 2
    assert folder.stat().st_mode & 0o777 == 0o750
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_an_empty_folder_is_filled_and_a_link_stays_a_link(tmp_path: Path, receipt: Receipt, quiet: Case) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    report_folder.write(tmp_path / "link", gather([quiet]), receipt)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "report.html").is_file()


@pytest.mark.parametrize("foreign", ["thesis.doc", ".hidden", "report.htm"])
def test_a_foreign_file_is_never_touched(tmp_path: Path, receipt: Receipt, quiet: Case, foreign: str) -> None:
    folder = tmp_path / "r"
    report_folder.write(folder, gather([quiet]), receipt)
    (folder / foreign).write_text("mine")
    before = contents(folder)
    with pytest.raises(UsageError, match="no report wrote"):
        report_folder.write(folder, gather([]), receipt)
    assert contents(folder) == before


def test_our_file_names_alone_do_not_make_it_ours(tmp_path: Path, receipt: Receipt, quiet: Case) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    (folder / "report.html").write_text("my own page")
    with pytest.raises(UsageError, match="no report of this program"):
        report_folder.check(folder)
    (folder / "summary.json").write_text('{"generator": {"name": "other"}}')
    with pytest.raises(UsageError, match="no report of this program"):
        report_folder.write(folder, gather([quiet]), receipt)
    assert (folder / "report.html").read_text() == "my own page"


def test_files_and_the_folder_one_is_in_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is a file"):
        report_folder.check(tmp_path / "file")
    with pytest.raises(UsageError, match="is a file"):
        report_folder.check(tmp_path / "file" / "report")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(UsageError, match="folder you are in"):
        report_folder.check(".")
    with pytest.raises(UsageError, match="no folder name"):
        report_folder.check("")


@pytest.mark.parametrize("moment", ["contents", "_write", "_put", "rename"])
@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt, OSError])
def test_a_failure_leaves_the_earlier_report(
    tmp_path: Path,
    receipt: Receipt,
    quarrel: Case,
    quiet: Case,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    fault: type[BaseException],
) -> None:
    folder = tmp_path / "r"
    report_folder.write(folder, gather([quarrel]), receipt)
    before = contents(folder)
    if moment == "rename":  # the old one has stepped aside already
        monkeypatch.setattr(report_folder, "_swap", lambda one, other: False)
        rename = Path.rename

        def fails(self: Path, target: Path) -> Path:
            if self.suffix == ".part":
                raise fault("no")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", fails)
    else:
        original = getattr(report_folder, moment)
        calls = []

        def fails_the_second_time(*arguments: object) -> object:
            calls.append(arguments)
            if moment != "_write" or len(calls) == 2:
                raise fault("no")
            return original(*arguments)

        monkeypatch.setattr(report_folder, moment, fails_the_second_time)
    with pytest.raises(UsageError if fault is OSError else fault):
        report_folder.write(folder, gather([quiet]), receipt)
    monkeypatch.undo()
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["r"]
