"""What was decided stays decided: rows only ever come on top, and a crash loses none that was confirmed."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from threads.errors import LedgerError
from threads.ledger import Ledger
from threads.model import Decision

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def decision(comment_id: str, action: str, moderator: str = "ann", thread_id: str = "t1", **more: object) -> Decision:
    given = {"thread_id": thread_id, "comment_id": comment_id, "action": action, "moderator": moderator, "at": NOON}
    return Decision.model_validate({**given, **more})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.ledger"


@pytest.fixture
def unprivileged_folder() -> Iterator[Path]:
    """A folder whose permissions hold for this process too, even when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="ledger-"))
    root = os.geteuid() == 0
    if root:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_decisions_come_back_in_order_and_whole(path: Path) -> None:
    first = decision("c1", "remove", note="naming a private person\nand more")
    second = decision("c2", "approve", moderator="Zoë")
    with Ledger(path) as ledger:
        assert [ledger.record(first), ledger.record(second)] == [1, 2]
    with Ledger(path) as ledger:
        assert ledger.decisions() == [first, second]


def test_times_are_kept_in_utc(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record(decision("c1", "remove", at=datetime(2026, 3, 1, 14, tzinfo=timezone(timedelta(hours=2)))))
        ledger.record(decision("c2", "remove", at=datetime(2026, 3, 1, 12)))
        assert [found.at for found in ledger.decisions()] == [NOON, NOON]
    with sqlite3.connect(path) as file:
        assert file.execute("SELECT at FROM decisions").fetchone() == ("2026-03-01T12:00:00.000000+00:00",)


def test_the_last_decision_holds(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record(decision("c1", "remove"))
        ledger.record(decision("c1", "approve"))
        ledger.record(decision("c1", "escalate", thread_id="t2"))
        assert {comment: found.action for comment, found in ledger.current("t1").items()} == {"c1": "approve"}
        assert {comment: found.action for comment, found in ledger.current("t2").items()} == {"c1": "escalate"}
        assert ledger.current("t3") == {}


@pytest.mark.parametrize(
    ("actions", "in_force"),
    [
        (["remove", "undo"], None),
        (["remove", "approve", "undo"], "remove"),
        (["remove", "approve", "undo", "undo"], None),
        (["remove", "undo", "undo"], None),
        (["remove", "undo", "approve"], "approve"),
        (["remove", "undo", "approve", "undo"], None),
        (["undo", "remove"], "remove"),
    ],
)
def test_an_undo_takes_back_the_decision_before(path: Path, actions: list[str], in_force: str | None) -> None:
    with Ledger(path) as ledger:
        for action in actions:
            ledger.record(decision("c1", action))
        found = ledger.current("t1").get("c1")
        assert (found and found.action) == in_force
        assert [row.action for row in ledger.decisions()] == actions


def test_an_undo_takes_back_nobody_elses_decision(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record(decision("c1", "approve", "ann"))
        ledger.record(decision("c1", "remove", "bob"))
        ledger.record(decision("c1", "undo", "ann"))
        assert ledger.current("t1")["c1"].moderator == "bob"
        ledger.record(decision("c1", "undo", "bob"))
        assert ledger.current("t1") == {}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET action = 'approve'",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions VALUES (1, 't1', 'c1', 'approve', 'eve', '2026-03-01T12:00:00+00:00', '')",
        "INSERT INTO decisions VALUES (NULL, 't1', 'c1', 'burn', 'eve', '2026-03-01T12:00:00+00:00', '')",
    ],
)
def test_the_file_itself_refuses_to_forget(path: Path, statement: str) -> None:
    with Ledger(path) as ledger:
        ledger.record(decision("c1", "remove"))
    file = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        file.execute(statement)
    file.close()
    with Ledger(path) as ledger:
        assert ledger.decisions() == [decision("c1", "remove")]


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    with Ledger(tmp_path / "new" / "deep" / "d.ledger") as ledger:
        assert ledger.record(decision("c1", "skip")) == 1


def test_the_file_is_written_ahead_and_synced(path: Path) -> None:
    with Ledger(path) as ledger:
        assert ledger._file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert ledger._file.execute("PRAGMA synchronous").fetchone() == (2,)


def refused(path: Path, **options: float) -> str:
    """The line a user sees when the ledger cannot be opened; it names the file."""
    with pytest.raises(LedgerError) as caught:
        Ledger(path, **options)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_another_kind_of_file_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("a shopping list, long enough to be no SQLite header at all\n" * 40)
    before = path.read_bytes()
    assert "is not a decision ledger" in refused(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE bookmarks (url TEXT)")
    file.close()
    assert "another program" in refused(path)
    with sqlite3.connect(path) as file:
        assert file.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    file.close()


def test_a_newer_schema_is_refused(path: Path) -> None:
    Ledger(path).close()
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA user_version = 99")
    file.close()
    assert "newer version (schema 99" in refused(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened" in refused(tmp_path)


def test_a_file_in_the_way_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "folder cannot be made" in refused(tmp_path / "file" / "d.ledger")


def test_a_read_only_folder_is_refused(unprivileged_folder: Path) -> None:
    unprivileged_folder.chmod(0o555)
    assert "cannot be opened" in refused(unprivileged_folder / "d.ledger")


def test_a_read_only_file_is_refused_when_written(unprivileged_folder: Path) -> None:
    path = unprivileged_folder / "d.ledger"
    with Ledger(path) as ledger:
        ledger.record(decision("c1", "remove"))
    path.chmod(0o444)
    with pytest.raises(LedgerError, match="cannot be written"), Ledger(path) as ledger:
        ledger.record(decision("c2", "remove"))
    path.chmod(0o644)
    with Ledger(path) as ledger:
        assert ledger.decisions() == [decision("c1", "remove")]


def test_a_locked_file_is_named_after_the_wait(path: Path) -> None:
    Ledger(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with Ledger(path, busy_seconds=0.05) as ledger:
        with pytest.raises(LedgerError, match="locked by another program"):
            ledger.record(decision("c1", "remove"))
        other.execute("ROLLBACK")
        assert ledger.record(decision("c1", "remove")) == 1
    other.close()


def test_a_full_disk_loses_nothing_confirmed(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record(decision("c1", "remove"))
        ledger._file.execute("PRAGMA max_page_count = 1")  # raised by SQLite to what the file has already
        with pytest.raises(LedgerError, match="disk is full"):
            for _ in range(100):
                ledger.record(decision("c2", "approve", note="x" * 4000))
        kept = ledger.decisions()
        ledger._file.execute("PRAGMA max_page_count = 1000000")
        assert ledger.record(decision("c3", "approve")) == len(kept) + 1
        assert ledger.decisions() == [*kept, decision("c3", "approve")]


def test_a_damaged_file_is_named(path: Path) -> None:
    with Ledger(path) as ledger:
        for number in range(200):
            ledger.record(decision(f"c{number}", "remove", note="x" * 200))
    body = bytearray(path.read_bytes())
    body[100:] = b"\xff" * (len(body) - 100)
    path.write_bytes(bytes(body))
    assert "damaged" in refused(path)


def test_a_half_character_in_a_name_is_replaced(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record(decision("c1", "remove", moderator="ann\udcff"))
        assert ledger.decisions()[0].moderator == "ann?"


WRITER = textwrap.dedent(
    """
    import sys
    from datetime import UTC, datetime
    from threads.ledger import Ledger
    from threads.model import Decision

    path, moderator, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with Ledger(path, busy_seconds=30) as ledger:
        for number in range(count):
            at = datetime.now(UTC)
            ledger.record(Decision(thread_id="t1", comment_id=str(number), action="remove", moderator=moderator, at=at))
            print(number, flush=True)
    """
)


def writer(path: Path, moderator: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), moderator, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])


def test_several_processes_write_one_new_file(path: Path) -> None:
    writers = [writer(path, name, 20) for name in ("ann", "bob", "eve")]
    for process in writers:
        process.communicate(timeout=60)
    assert [process.returncode for process in writers] == [0, 0, 0]
    with Ledger(path) as ledger:
        found = ledger.decisions()
    assert len(found) == 60
    for name in ("ann", "bob", "eve"):
        assert [row.comment_id for row in found if row.moderator == name] == [str(number) for number in range(20)]


def test_a_killed_process_loses_nothing_it_confirmed(path: Path) -> None:
    process = writer(path, "ann", 100_000)
    assert process.stdout is not None
    confirmed = [process.stdout.readline().strip() for _ in range(25)]
    process.send_signal(signal.SIGKILL)
    confirmed += process.stdout.read().split()
    process.stdout.close()
    process.wait(timeout=30)
    with Ledger(path) as ledger:
        kept = [row.comment_id for row in ledger.decisions()]
    assert kept[: len(confirmed)] == confirmed
    assert len(kept) - len(confirmed) <= 1  # one may have been written and not yet confirmed


def test_reading_makes_and_changes_nothing(path: Path) -> None:
    with pytest.raises(LedgerError, match="no such file"):
        Ledger(path, read_only=True)
    assert not path.exists()
    with Ledger(path) as ledger:
        ledger.record(decision("c1", "remove"))
    before = path.read_bytes()
    with Ledger(path, read_only=True) as reader:
        assert reader.current("t1")["c1"].action == "remove"
        with pytest.raises(LedgerError, match="cannot be written"):
            reader.record(decision("c1", "approve"))
    assert path.read_bytes() == before


def test_reading_sees_what_a_session_at_the_desk_has_written_so_far(path: Path) -> None:
    with Ledger(path) as writer:
        writer.record(decision("c1", "remove"))
        with Ledger(path, read_only=True) as reader:
            assert reader.current("t1")["c1"].action == "remove"
            writer.record(decision("c1", "approve"))
            assert reader.current("t1")["c1"].action == "approve"


def test_a_folder_that_cannot_be_written_is_no_bar_to_reading(unprivileged_folder: Path) -> None:
    path = unprivileged_folder / "odd name?#%41.ledger"
    with Ledger(path) as ledger:
        ledger.record(decision("c1", "remove"))
    unprivileged_folder.chmod(0o555)
    with Ledger(path, read_only=True) as reader:
        assert reader.current("t1")["c1"].action == "remove"


@pytest.mark.parametrize("content", [b"", b"not a ledger " * 100])
def test_reading_what_is_no_ledger(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="is not a decision ledger"):
        Ledger(path, read_only=True)
    assert path.read_bytes() == content
