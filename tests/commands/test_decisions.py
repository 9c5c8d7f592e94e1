"""Decisions travel: what is decided at the desk stands in the exports and reports that name its ledger."""

import json
import sqlite3
from argparse import Namespace
from datetime import UTC, datetime

import polars
import pytest

from threads.casework import Casework
from threads.cli import main
from threads.ledger import Ledger
from tui.app import ModerateApp
from tui.desk import Desk

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def casework(*inputs):
    return Casework(Namespace(inputs=list(inputs), quiet=True), score=False)


async def moderate(*inputs, keys, ledger="team.ledger"):
    """A session with these keys, as `threads moderate` holds it but for the screen."""
    with Ledger(ledger) as opened:
        app = ModerateApp(Desk(opened, moderator="ann", clock=lambda: NOON), casework(*inputs))
        async with app.run_test(size=(100, 30)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            await pilot.press(*keys, "q")


def exported(capsys, *arguments, status=0):
    assert main(["export", "--no-score", *arguments]) == status
    out, err = capsys.readouterr()
    assert err == ""
    return json.loads(out)["threads"][0]["comments"]


async def test_what_is_decided_at_the_desk_stands_in_the_export(pages, capsys):
    await moderate("pages", keys=["j", "D", "a", *"rude", "enter", "j", "F", "z"])
    lena, oskar, mia = exported(capsys, "pages", "--ledger", "team.ledger")
    assert oskar["decision"] == {"action": "remove", "moderator": "ann", "at": "2026-03-01T12:00:00Z", "note": "rude"}
    assert lena["decision"] is None
    assert mia["decision"] is None, "an undone decision is none"
    assert exported(capsys, "pages")[1]["decision"] is None, "a ledger is read only on request"


async def test_the_desk_and_a_reread_export_know_the_same_threads(pages, capsys):
    assert main(["export", "--no-score", "pages", "-o", "once.json"]) == 0
    await moderate("once.json", keys=["D"])
    assert exported(capsys, "pages", "--ledger", "team.ledger")[0]["decision"]["action"] == "remove"
    await moderate("pages", keys=["j", "E"])
    again = exported(capsys, "once.json", "--ledger", "team.ledger")
    assert [comment["decision"] and comment["decision"]["action"] for comment in again] == ["remove", "escalate", None]


def test_the_table_formats_and_the_report_show_decisions(pages, capsys, monkeypatch):
    (case, *_) = casework("pages")
    from threads.model import Decision

    with Ledger("team.ledger") as ledger:
        comment = case.thread.comments[1]
        ledger.record(
            Decision(thread_id=case.thread.id, comment_id=comment.id, action="remove", moderator="ann", at=NOON)
        )
    assert main(["export", "--no-score", "pages", "-f", "csv", "--ledger", "team.ledger"]) == 0
    assert ",remove,ann,2026-03-01T12:00:00+00:00," in capsys.readouterr().out

    from threads import pipeline
    from threads.model import Case

    monkeypatch.setattr(pipeline, "judge", lambda threads, **_: [Case(thread=thread) for thread in threads])
    assert main(["report", "pages", "-o", "report", "--ledger", "team.ledger"]) == 0
    assert "1 is decided" in " ".join(capsys.readouterr().out.split())
    assert polars.read_parquet("report/comments.parquet")["decision"].to_list() == [None, "remove", None]
    summary = json.loads((pages.parent / "report/summary.json").read_text())
    assert (summary["ledger"], summary["counts"]["decided"]) == ("team.ledger", 1)
    page = (pages.parent / "report/report.html").read_text()
    assert "decided by a moderator" in page and "team.ledger" in page


@pytest.mark.parametrize("command", ["export", "report"])
@pytest.mark.parametrize(
    ("name", "message"),
    [("no.ledger", "no.ledger: no such file"), ("pages", "no such file"), ("notes.txt", "is not a decision ledger")],
)
def test_a_ledger_that_is_none_is_wrong_usage_and_nothing_is_written(pages, capsys, command, name, message):
    (pages.parent / "notes.txt").write_text("not a ledger " * 100)
    before = sorted(path.name for path in pages.parent.iterdir())
    assert main([command, "pages", "-o", "out", "--ledger", name]) == 2
    out, err = capsys.readouterr()
    assert out == "" and message in err and err.count("\n") == 1
    assert sorted(path.name for path in pages.parent.iterdir()) == before


def test_other_programs_databases_are_no_ledgers(pages, capsys):
    with sqlite3.connect("other.db") as file:
        file.execute("CREATE TABLE t (x)")
    file.close()
    assert main(["export", "--no-score", "pages", "--ledger", "other.db"]) == 2
    assert "another program" in capsys.readouterr().err
