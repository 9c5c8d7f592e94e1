"""The report folder: written beside its place, then put there in one step; what stood there stays until then."""

from __future__ import annotations

import ctypes
import io
import json
import os
import shutil
import stat
import tempfile
from pathlib import Path

import polars

from threads.errors import UsageError
from threads.reporting import report_page, report_summary
from threads.reporting.receipt import Receipt
from threads.reporting.report_tables import Tables
from threads.reports import flags

FILES = ("report.html", "summary.json", "comments.parquet", "threads.parquet", "flags.csv")


def check(folder: str | os.PathLike[str]) -> None:
    """Make sure that a report can be put there: nothing is there, or an empty folder, or an earlier report.

    Raises:
        UsageError: a file is there, or a folder with anything in it that no report wrote.
    """
    shown, target = os.fspath(folder), _target(folder)
    if not target.exists():
        _check_parent(target, shown)
        return
    if not target.is_dir():
        raise UsageError("is a file, and a report is a folder", where=shown, hint="name a folder")
    if target == Path.cwd() or target in Path.cwd().parents:
        raise UsageError("is the folder you are in, or one above", where=shown, hint="name another, such as report")
    try:
        found = sorted(entry.name for entry in target.iterdir())
    except OSError as problem:
        raise UsageError(f"cannot be looked into ({problem.strerror})", where=shown) from problem
    foreign = [name for name in found if name not in FILES or not (target / name).is_file()]
    if foreign:
        raise UsageError(f'holds "{foreign[0]}", which no report wrote', where=shown, hint="name a new folder")
    if found and not _is_ours(target):
        raise UsageError("holds files that no report of this program wrote", where=shown, hint="name a new folder")


def exists(folder: str | os.PathLike[str]) -> bool:
    """Whether a report stands there already."""
    return _is_ours(_target(folder))


def holds(folder: str | os.PathLike[str], source: str) -> bool:
    """Whether a source is a file of the folder: an earlier report is no input of the next one.

    >>> holds("report", "report/report.html"), holds("report", "pages/report.html")
    (True, False)
    """
    try:
        return Path(source).name in FILES and Path(source).resolve().parent == _target(folder)
    except (OSError, ValueError):
        return False


def write(folder: str | os.PathLike[str], tables: Tables, receipt: Receipt) -> None:
    """Write the report; a failure, at whatever moment, leaves what was there before.

    Raises:
        UsageError: see `check`; or the folder cannot be written.
    """
    check(folder)
    shown, target = os.fspath(folder), _target(folder)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent))
    except OSError as problem:
        raise UsageError(f"cannot be written ({problem.strerror})", where=shown) from problem
    try:
        for name, content in contents(tables, receipt).items():
            _write(building / name, content)
        building.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o777 & ~_umask())
        _put(building, target)
    except OSError as problem:
        raise UsageError(f"cannot be written ({problem.strerror})", where=shown) from problem
    finally:
        shutil.rmtree(building, ignore_errors=True)


def contents(tables: Tables, receipt: Receipt) -> dict[str, bytes]:
    """What each file of the folder holds; the same bytes for the same tables and receipt."""
    return {
        "report.html": report_page.render(tables, receipt).encode(),
        "summary.json": report_summary.text(tables, receipt).encode(),
        "comments.parquet": _parquet(tables.comments),
        "threads.parquet": _parquet(tables.threads),
        "flags.csv": flags.safe_for_spreadsheets(tables.flags).write_csv().encode(),
    }


def _put(building: Path, target: Path) -> None:
    """Swap the finished folder with the old one; where the system cannot, the old one steps aside first."""
    if not target.exists():
        try:
            building.rename(target)
            return
        except OSError:
            if not _is_ours(target):  # if it is, another run was faster: the later one stays
                raise
    if _swap(building, target):
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".old", dir=target.parent))
    try:
        target.rename(aside / "report")
        try:
            building.rename(target)
        except BaseException:
            (aside / "report").rename(target)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _swap(one: Path, other: Path) -> bool:
    """Swap two folders in one step, so that no crash finds the place empty; ``False`` where the system cannot."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of Linux
        return bool(libc.renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
    except (OSError, AttributeError, TypeError):
        return False


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _parquet(table: polars.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.write_parquet(buffer)
    return buffer.getvalue()


def _is_ours(folder: Path) -> bool:
    try:
        made = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        return bool(made["generator"]["name"] == "comment-threads")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _target(folder: str | os.PathLike[str]) -> Path:
    """Where the folder really is: a link stays a link, what it points to is replaced."""
    name = os.fspath(folder)
    if not name or "\0" in name:
        raise UsageError(f"{name!r} is no folder name", hint="name a folder with -o")
    return Path(name).resolve()


def _check_parent(target: Path, shown: str) -> None:
    above = next(place for place in target.parents if place.exists())
    if not above.is_dir():
        raise UsageError(f"{above} is a file, and no folder can be made in it", where=shown, hint="name another folder")
    if not os.access(above, os.W_OK | os.X_OK):
        raise UsageError(f"{above} may not be written to", where=shown, hint="name another folder")


def _umask() -> int:
    """The rights that new files of this process lack (asking for it means setting it)."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
