"""The command itself: what it refuses, and a session in a real pseudo-terminal."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

import pytest

from threads.commands import moderate
from threads.ledger import Ledger

pty = pytest.importorskip("pty", reason="pseudo-terminals are a Unix thing")

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "threads", "moderate"]


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "PYTHONPATH")}
    homes = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    return {
        **kept,
        **homes,
        "TERM": "xterm-256color",
        "LINES": "24",
        "COLUMNS": "80",
        "LOGNAME": "ann",
        "PYTHONUTF8": "1",
    }


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "page.txt"],
        cwd=ROOT,
        env=environment(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("threads: moderate needs a terminal, and standard input is none; ")
    assert done.stderr.count("\n") == 1


def test_its_options_and_their_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parser = ArgumentParser()
    moderate.add_arguments(parser)
    given = parser.parse_args(["--ledger", "d.ledger", "--moderator", "bob"])
    assert (given.ledger, given.moderator) == (Path("d.ledger"), "bob")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOGNAME", "ann")
    assert moderate._default_ledger().name == "decisions.ledger"
    assert moderate._default_ledger().parent.name == "comment-threads"
    assert moderate._login_name() == "ann"


class Terminal:
    """A pseudo-terminal with the command in it."""

    def __init__(self, *arguments: str, folder: Path) -> None:
        self.written = ""
        self.pid, self.file = pty.fork()
        if self.pid == 0:  # the child
            os.chdir(ROOT)
            os.execve(sys.executable, [*COMMAND, *arguments], environment(folder))

    def until(self, words: str, seconds: float = 60.0) -> None:
        """Wait until it has written these words."""
        deadline = time.monotonic() + seconds
        while words not in self.written:
            assert time.monotonic() < deadline, self.written[-2000:]
            self._read()

    def end(self, seconds: float = 60.0) -> int:
        """Wait until it ends, and return its exit status."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._read()
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self._read()
                os.close(self.file)
                return os.waitstatus_to_exitcode(status)
        os.kill(self.pid, signal.SIGKILL)
        raise AssertionError(self.written[-2000:])

    def _read(self) -> None:
        if select.select([self.file], [], [], 0.1)[0]:
            try:
                self.written += os.read(self.file, 65536).decode("utf-8", "replace")
            except OSError:  # the other side is closed
                time.sleep(0.05)


def test_a_session_in_a_terminal(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("An ordinary paragraph about tides, with no comment below it.\n")
    terminal = Terminal(str(page), str(tmp_path / "lost.txt"), folder=tmp_path)
    terminal.until("no comments found")
    os.write(terminal.file, b"q")
    assert terminal.end() == 1
    left = terminal.written.rpartition("\x1b[?1049l")[2]
    assert "threads: " in left and "lost.txt" in left, "problems are named once the terminal is free again"
    with Ledger(tmp_path / "comment-threads" / "decisions.ledger") as ledger:
        assert ledger.decisions() == []


def test_a_file_that_is_no_ledger_is_refused_before_the_screen_opens(tmp_path: Path) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("not a ledger " * 100)
    terminal = Terminal("page.txt", "--ledger", str(wrong), folder=tmp_path)
    assert terminal.end() == 2
    assert "is not a decision ledger" in terminal.written and "\x1b[?1049h" not in terminal.written
