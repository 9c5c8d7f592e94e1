"""Files, folders, globs and standard input, found and read into pages; what cannot be is told, the rest goes on."""

from __future__ import annotations

import glob
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO

from threads.errors import InputError

if TYPE_CHECKING:
    from threads.model import Page

MOST_BYTES = 1 << 30
"""Of one input: a page is a few KB, and a stream that never ends must not fill the memory."""
_PART_BYTES = 1 << 24
OnProblem = Callable[[InputError], None]
_PAGES = frozenset((".txt", ".text", ".html", ".htm", ".xhtml"))
"""A file so called in a folder is a page: one that cannot be read is a problem, where other files are passed over."""
_DATA = frozenset((".json", ".ndjson", ".jsonl"))
"""A file so called may be an export, or anything else; only one that is broken is a problem."""
_REPORT = frozenset(("report.html", "summary.json", "comments.parquet", "threads.parquet", "flags.csv"))
"""A folder with all of these holds a report of ours: they are passed over, so that the next report is not about it."""
_UTTERANCES = ("utterances.jsonl", "utterances.json")
"""A folder with one of these is a ConvoKit corpus: one input, read from that file."""
_ADDRESS = ("http://", "https://", "file://", "ftp://")


def pages(arguments: Iterable[str], *, input_format: str | None = None, on_problem: OnProblem) -> Iterator[Page]:
    """Every page in the given files, folders, globs and standard input, in order, one at a time.

    Args:
        arguments: paths, globs, or ``-``.
        input_format: a name on the sources shelf that overrides recognition.
        on_problem: is called with each input that cannot be read; the others are read all the same.
    """
    for source in find(arguments, input_format=input_format, on_problem=on_problem):
        yield from read(source, input_format=input_format, on_problem=on_problem)


def find(
    arguments: Iterable[str], *, input_format: str | None = None, output: str | None = None, on_problem: OnProblem
) -> list[str]:
    """The files that the arguments stand for, each once, as given (``-`` is standard input).

    Folders are searched in alphabetical order. Of their files those are taken that look like inputs; hidden ones,
    Python code, or JSON of another kind are passed over, and so are earlier reports and the file ``output``. A file
    named by itself is always taken.
    """
    found: dict[str, str] = {}
    written = None if output is None else os.path.realpath(output)

    def is_written(path: str) -> bool:
        return path != "-" and os.path.realpath(path) == written

    def take(source: str) -> None:
        found.setdefault(source if source == "-" else os.path.realpath(source), source)

    for argument in dict.fromkeys(arguments):
        try:
            places = _expand(argument)
        except InputError as problem:
            on_problem(problem)
            continue
        for place in places:
            if place != argument and is_written(place):
                continue
            if place == "-" or not Path(place).is_dir() or _corpus_file(place, input_format) is not None:
                take(place)
                continue
            complaints: list[InputError] = []
            inside = [
                path
                for path in _walk(place, complaints.append)
                if not is_written(path) and (input_format or _looks_like_input(path))
            ]
            if not inside and not complaints:
                hint = f"pages are files called {', '.join(sorted(_PAGES))}, and exports"
                complaints.append(InputError("holds no pages", where=place, hint=hint))
            for complaint in complaints:
                on_problem(complaint)
            for path in inside:
                take(path)
    return list(found.values())


def read(source: str, *, input_format: str | None = None, on_problem: OnProblem) -> Iterator[Page]:
    """The pages in one file or in standard input (``-``)."""
    from threads import sources

    try:
        data = whole(_corpus_file(source, input_format) or source)
        if not data:
            raise InputError("is empty", where=source)
        # Bytes of a file's name that are no letters become U+FFFD, so that every format can hold it.
        reading = sources.read(data, re.sub("[\ud800-\udfff]", "\ufffd", source), input_format=input_format)
    except InputError as problem:
        on_problem(problem)
        return
    del data
    while True:
        try:
            page = next(reading)
        except StopIteration:
            return
        except InputError as problem:  # this page; the next may be whole
            on_problem(problem)
        else:
            yield page


def _expand(argument: str) -> list[str]:
    """The paths an argument stands for: itself, or what a glob matches that the shell left alone."""
    if argument == "-":
        return [argument]
    if not argument or "\0" in argument:
        raise InputError("is no file name", where=repr(argument), hint="name a file, a folder, a glob, or -")
    if Path(argument).exists():
        return [argument]
    if os.path.lexists(argument):
        raise InputError("is a link to a file that is not there", where=argument)
    if glob.has_magic(argument):
        matched = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 (keeps paths as given, takes absolute ones)
        if matched:
            return matched
        raise InputError("no file matches", where=argument, hint="check the pattern and the folder")
    if argument.lower().startswith(_ADDRESS):
        raise InputError(
            "is an address, and nothing is fetched", where=argument, hint="save the page and name the file"
        )
    raise InputError("no such file or folder", where=argument)


def _corpus_file(place: str, input_format: str | None) -> str | None:
    """The utterances of a ConvoKit corpus folder; ``None`` for everything else."""
    if place == "-" or input_format not in (None, "convokit") or not Path(place).is_dir():
        return None
    return next((str(path) for name in _UTTERANCES if (path := Path(place) / name).is_file()), None)


def _walk(folder: str, complain: OnProblem) -> Iterator[str]:
    """Regular files below a folder, without hidden ones, and without going round where links lead back."""

    def refused(problem: OSError) -> None:
        complain(InputError(f"cannot be searched ({problem.strerror})", where=os.fsdecode(problem.filename or folder)))

    visited: set[str] = set()
    for place, folders, files in os.walk(folder, followlinks=True, onerror=refused):
        real = os.path.realpath(place)
        if real in visited:
            folders.clear()
            continue
        visited.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        reported = _REPORT if _REPORT.issubset(files) else frozenset()
        for name in sorted(set(files) - reported):
            path = os.path.join(place, name)  # noqa: PTH118 (keeps the path as the user began it: "./pages/a.txt")
            if not name.startswith(".") and Path(path).is_file():
                yield path


def whole(source: str) -> bytes:
    """All bytes of a file, or of standard input (``-``).

    Raises:
        InputError: it cannot be read, is a device, or has no end.
    """
    if source == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed", hint="name a file, a folder or a glob")
        return _bounded(sys.stdin.buffer, source)
    try:
        with Path(source).open("rb") as file:
            kind = os.fstat(file.fileno()).st_mode
            if stat.S_ISBLK(kind) or (stat.S_ISCHR(kind) and not file.isatty()):
                raise InputError("is a device and no page", where=source, hint="name a file, a folder, a glob, or -")
            return _bounded(file, source)
    except OSError as problem:
        raise InputError(
            f"cannot be read ({problem.strerror})", where=source, hint="check the file and its rights"
        ) from problem


def _bounded(file: BinaryIO, source: str) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := file.read(_PART_BYTES):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise InputError(f"is larger than {MOST_BYTES >> 20:,} MB", where=source, hint="split it")
    return b"".join(parts)


def _looks_like_input(path: str) -> bool:
    """Whether a file that a folder search found is taken: a page by its name, or an export by its content."""
    from threads import sources

    suffix = PurePath(path).suffix.lower()
    if suffix in _PAGES:
        return True
    try:
        with Path(path).open("rb") as file:
            head = file.read(sources.HEAD_BYTES)
            if sources.recognise(head, path)[1] >= sources.SURE:
                return True
            # Broken JSON may have been an export: it is taken, and reading it tells what is wrong.
            return suffix in _DATA and sources.fault_in_json(head + file.read()) is not None
    except OSError:
        return suffix in _DATA  # taken, so that reading it tells why it cannot be
