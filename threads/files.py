"""Output files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from threads.errors import UsageError


class NotWrittenError(Exception):
    """Raised in a block of `output`: what stood there, or nothing, is worth more than what there is to write."""


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A binary file that takes the place of ``path`` when the block ends, and leaves no trace when the block fails.

    Raises:
        UsageError: ``path`` is a folder, lies in no folder, or cannot be written.
    """
    shown = os.fspath(path)
    if not shown or "\0" in shown:
        raise UsageError(f"{shown!r} is no file name", hint="name a file, or - for standard output")
    target = Path(path).resolve()  # a link stays a link, what it points to is replaced
    _refuse(target, shown=shown)
    if target.exists() and not target.is_file():
        # /dev/null or a named pipe: there is nothing to replace.
        with _named(path), target.open("wb") as file:
            yield file
        return
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    try:
        number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    except OSError as problem:
        raise UsageError(f"cannot be written ({problem.strerror})", where=os.fspath(path)) from problem
    temporary = Path(name)
    try:
        with _named(path), os.fdopen(number, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def to_terminal(path: str | None) -> bool:
    """Whether `output` would write to a terminal."""
    return path in (None, "-") and sys.stdout is not None and sys.stdout.isatty()


@contextmanager
def output(path: str | None) -> Iterator[BinaryIO]:
    """Standard output as a binary file for ``None`` and ``-``, else `replacing` the file of that name."""
    if path is not None and path != "-":
        with replacing(path) as file:
            yield file
        return
    if sys.stdout is None:
        raise UsageError("standard output is closed", hint="name a file with -o")
    sys.stdout.flush()
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


@contextmanager
def _named(path: str | os.PathLike[str]) -> Iterator[None]:
    """A full disk, which Python reports without a name, gets the name of the file."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as problem:
        if problem.filename is not None:
            raise
        raise UsageError(f"cannot be written ({problem.strerror or problem})", where=os.fspath(path)) from problem


def _refuse(target: Path, *, shown: str) -> None:
    if target.is_dir():
        raise UsageError("is a folder", where=shown, hint="name a file in it")
    if not target.parent.is_dir():
        raise UsageError("its folder does not exist", where=shown, hint=f"make {target.parent} first")


def _umask() -> int:
    """The rights that new files of this process lack (asking for it means setting it)."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
