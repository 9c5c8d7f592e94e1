"""threads moderate, as far as it goes without a terminal: what it refuses before any page is read."""

from __future__ import annotations

import io
import sys

import pytest

from threads.cli import main


class Terminal(io.StringIO):
    """Something that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_without_a_terminal_it_names_the_stream_and_another_way(pages, capsys, monkeypatch, name):
    for stream in {"stdin", "stdout"} - {name}:
        monkeypatch.setattr(sys, stream, Terminal())
    if name != "stderr":
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["moderate", str(pages), "--ledger", "d.ledger"]) == 2
    error = capsys.readouterr().err
    spoken = {"stdin": "standard input", "stdout": "standard output", "stderr": "standard error"}[name]
    assert error.startswith(f"threads: moderate needs a terminal, and {spoken} is none; ")
    assert "threads report" in error and error.count("\n") == 1
    assert [path.name for path in pages.parent.iterdir()] == ["pages"], "nothing is written"


def test_a_file_that_is_no_ledger_is_refused_and_left_as_it_is(pages, capsys, monkeypatch):
    wrong = pages.parent / "notes.txt"
    wrong.write_text("no ledger at all\n" * 50)
    monkeypatch.setattr("threads.commands.moderate._need_terminal", lambda: None)
    assert main(["moderate", str(pages), "--ledger", str(wrong)]) == 2
    error = capsys.readouterr().err
    assert "notes.txt" in error and "is not a decision ledger" in error and error.count("\n") == 1
    assert wrong.read_text() == "no ledger at all\n" * 50


def test_a_policy_that_is_not_there_is_refused(pages, capsys, monkeypatch):
    monkeypatch.setattr("threads.commands.moderate._need_terminal", lambda: None)
    assert main(["moderate", str(pages), "--policy", "lost.toml", "--ledger", "d.ledger"]) == 2
    assert "lost.toml" in capsys.readouterr().err
    assert not (pages.parent / "d.ledger").exists()
