"""Files, folders, globs and standard input, found and read into pages; what cannot be is told, the rest goes on."""

from __future__ import annotations

import glob
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from threads.errors import InputError

if TYPE_CHECKING:
    from threads.model import Page

OnProblem = Callable[[InputError], None]
_PAGES = frozenset((".txt", ".text", ".html", ".htm", ".xhtml"))
"""A file so called in a folder is a page: one that cannot be read is a problem, where other files are passed over."""
_TABLES = frozenset((".json", ".ndjson", ".jsonl"))
_ADDRESS = ("http://", "https://", "file://", "ftp://")


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, or standard input."""

    source: str
    """The path as given, with the way through a searched folder; ``-`` is standard input."""
    named: bool
    """Whether the user named it; ``False`` for what a folder search found."""


def pages(arguments: Iterable[str], *, input_format: str | None = None, on_problem: OnProblem) -> Iterator[Page]:
    """Every page in the given files, folders, globs and standard input, in order, one at a time.

    Args:
        arguments: paths, globs, or ``-``.
        input_format: a name on the sources shelf that overrides recognition.
        on_problem: is called with each input that cannot be read; the others are read all the same.
    """
    for found in find(arguments, on_problem=on_problem):
        yield from read(found, input_format=input_format, on_problem=on_problem)


def find(arguments: Iterable[str], *, on_problem: OnProblem) -> list[Input]:
    """The files that the arguments stand for, each once, folders searched in alphabetical order."""
    found: list[Input] = []
    seen: set[str] = set()

    def once(source: str, *, named: bool) -> None:
        place = source if source == "-" else os.path.realpath(source)
        if place not in seen:
            seen.add(place)
            found.append(Input(source, named))

    for argument in dict.fromkeys(arguments):
        problem = _problem_with(argument)
        if problem is not None:
            on_problem(problem)
            continue
        for path in (
            [argument] if argument == "-" or os.path.lexists(argument) else sorted(glob.glob(argument, recursive=True))
        ):
            if argument != "-" and Path(path).is_dir():
                before = len(found)
                complaints: list[InputError] = []
                for inside in _walk(path, complaints.append):
                    once(inside, named=False)
                for complaint in complaints:
                    on_problem(complaint)
                if len(found) == before and not complaints and not any(Path(path).iterdir()):
                    on_problem(InputError("is an empty folder", where=path, hint="name a folder with pages in it"))
            else:
                once(path, named=True)
    return found


def read(found: Input, *, input_format: str | None = None, on_problem: OnProblem) -> Iterator[Page]:
    """The pages in one file; none for what a folder search found and is no page (Python code, ``gold.json``)."""
    from threads import sources

    try:
        data = _bytes(found)
        if data is None:
            return
        if not data:
            raise InputError("is empty", where=found.source)
        if not found.named and input_format is None and not _is_page(data, found.source):
            return
        reading = sources.read(data, _shown(found.source), input_format=input_format)
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


def _problem_with(argument: str) -> InputError | None:
    """Why an argument stands for nothing, or ``None``."""
    if argument == "-":
        return None
    if not argument or "\0" in argument:
        return InputError(
            "is no file name", where=repr(argument), hint="name a file, a folder, a glob, or - for standard input"
        )
    if os.path.lexists(argument):
        return None if Path(argument).exists() else InputError("is a link to a file that is not there", where=argument)
    if glob.has_magic(argument):
        matched = next(glob.iglob(argument, recursive=True), None)
        return (
            None
            if matched is not None
            else InputError("no file matches", where=argument, hint="check the pattern and the folder")
        )
    if argument.lower().startswith(_ADDRESS):
        return InputError(
            "is an address, and nothing is fetched", where=argument, hint="save the page and name the file"
        )
    return InputError("no such file or folder", where=argument)


def _walk(folder: str, complain: OnProblem) -> Iterator[str]:
    """Regular files below a folder, hidden ones and what links lead round in circles to left out."""

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
        for name in sorted(files):
            path = os.path.join(place, name)  # noqa: PTH118 (keeps the path as the user began it: "./pages/a.txt")
            if not name.startswith(".") and Path(path).is_file():
                yield path


def _bytes(found: Input) -> bytes | None:
    """What the file holds, or ``None`` for a file of a searched folder that its name rules out."""
    if found.source == "-":
        return sys.stdin.buffer.read()
    try:
        with Path(found.source).open("rb") as file:
            return file.read()
    except OSError as problem:
        if not found.named and PurePath(found.source).suffix.lower() not in _PAGES | _TABLES:
            return None
        raise InputError(
            f"cannot be read ({problem.strerror})", where=found.source, hint="check the file and its rights"
        ) from problem


def _is_page(data: bytes, source: str) -> bool:
    """Whether a file of a searched folder is to be read. Raises `InputError` for one that claims to be and cannot."""
    from threads import sources

    _, sure = sources.recognise(data[: sources.HEAD_BYTES], source)
    suffix = PurePath(source).suffix.lower()
    if sure >= sources.SURE or suffix in _PAGES:
        return True
    if suffix == ".json":
        _refuse_broken(data, source)
    elif suffix in _TABLES:
        _refuse_broken(next((line for line in data.splitlines() if line.strip()), b""), source)
    return False


def _refuse_broken(data: bytes, source: str) -> None:
    try:
        json.loads(data)
    except ValueError as problem:
        raise InputError(f"is not valid JSON ({problem})", where=source) from problem
    except RecursionError as problem:
        raise InputError("is nested too deeply for JSON", where=source) from problem


def _shown(source: str) -> str:
    """The path as text that every format can hold: bytes of file names that are no letters become U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", source)
