"""Files, folders, globs and standard input, found and read into pages; what cannot be is told, the rest goes on."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from threads.errors import InputError, ThreadsError, unforeseen

if TYPE_CHECKING:
    from threads.model import Page
    from threads.opening import Opened

MOST_BYTES = 1 << 30
"""Of one input that is read whole, unpacked: a stream that never ends, or unpacks to one, must not fill the memory."""
_MOST_DATA = 1 << 26
"""Of a JSON file that no source knows: whether it is broken is not looked at where it is larger."""
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
    """The pages in one file or in standard input (``-``), packed or not; those of a corpus as they come."""
    from threads import opening

    # Bytes of a file's name that are no letters become U+FFFD, so that every format can hold it.
    shown = re.sub("[\ud800-\udfff]", "\ufffd", source)
    try:
        with opening.opened(_corpus_file(source, input_format) or source) as opened:
            reading = _reading(opened, shown, input_format)
            silent = True
            while True:
                try:
                    page = next(reading, None)
                except InputError as problem:  # this page; the next may be whole
                    silent = False
                    on_problem(_placed(problem, shown))
                    continue
                finally:
                    for damage in _damages(opened, shown):
                        on_problem(damage)
                if page is None:
                    if silent:
                        on_problem(InputError("holds no comments", where=shown, hint="check that it is complete"))
                    return
                silent = False
                yield page
    except InputError as problem:
        on_problem(_placed(problem, shown))
    except OSError as problem:
        on_problem(_unreadable(problem, source))
    except ThreadsError:
        raise  # of the options
    except Exception as fault:  # of ours
        on_problem(unforeseen(fault, shown, "could not be read"))


def _reading(opened: Opened, source: str, input_format: str | None) -> Iterator[Page]:
    from threads import opening, sources

    if not opened.head:
        raise next(_damages(opened, source), InputError("is empty", where=source))
    name = input_format or sources.recognise(opened.head, opened.name)[0]
    if name is not None and sources.streams(name, opened.head):
        return sources.stream(opened.file, source, input_format=name)
    data = opening.whole(opened.file, source, most_bytes=MOST_BYTES)
    for problem in _damages(opened, source):
        raise problem  # half a document is none
    return sources.read(data, source, input_format=name)


def _damages(opened: Opened, source: str) -> Iterator[InputError]:
    while opened.problems:
        yield InputError(opened.problems.pop(0), where=source, hint="fetch it again")


def _placed(problem: InputError, source: str) -> InputError:
    """The problem with a place, at least the input."""
    return problem if problem.where else InputError(problem.message, where=source, hint=problem.hint)


def _unreadable(problem: OSError, source: str) -> InputError:
    return InputError(f"cannot be read ({problem.strerror})", where=source, hint="check the file and its rights")


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
    """All bytes of a file as they are, or of standard input (``-``).

    Raises:
        InputError: it cannot be read, is a device, or has no end.
    """
    from threads import opening

    try:
        with opening.unopened(source) as file:
            return opening.whole(file, source, most_bytes=MOST_BYTES)
    except OSError as problem:
        raise _unreadable(problem, source) from problem


def _looks_like_input(path: str) -> bool:
    """Whether a file that a folder search found is taken: a page by its name, or an export or corpus by its content."""
    from threads import opening, sources, unpacking

    suffix = PurePath(unpacking.bare_name(path)).suffix.lower()
    if suffix in _PAGES:
        return True
    try:
        with opening.opened(path) as opened:
            if sources.recognise(opened.head, opened.name)[1] >= sources.SURE:
                return True
            if suffix not in _DATA:
                return False
            # Broken JSON may have been an export: it is taken, and reading it tells what is wrong.
            data = opened.file.read(_MOST_DATA)
            return len(data) < _MOST_DATA and (not data or sources.fault_in_json(data) is not None)
    except Exception:
        return suffix in _DATA  # taken, so that reading it tells why it cannot be
