"""Tables of texts, one row a text: plain lines, CSV, JSON lines, a JSON array or Parquet, read row by row.

find(arguments, on_problem=...)            ->  the files they stand for
survey(source, text_column="text")         ->  Table: its kind, columns and number of rows
read(table, on_problem=...)                ->  Row, Row, ...
"""

from __future__ import annotations

import glob
import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import IO, Any

from threads import inputs, rows
from threads.errors import InputError, UsageError
from threads.sources.text import is_binary

OnProblem = Callable[[InputError], None]
KINDS = ("text", "csv", "ndjson", "json", "parquet")
_KIND_OF_SUFFIX = {".txt": "text", ".text": "text", ".csv": "csv", ".tsv": "csv", ".json": "ndjson", ".jsonl": "ndjson"}
_KIND_OF_SUFFIX |= {".ndjson": "ndjson", ".parquet": "parquet"}
_DELIMITERS = (",", ";", "\t", "|")
_HEAD_BYTES = 1 << 16
_SLICE_ROWS = 20_000


@dataclass(frozen=True)
class Table:
    """One input as a table."""

    source: str
    """The path as given, or ``-``."""
    kind: str
    """One of ``KINDS``."""
    text_column: str
    """The column that holds the texts."""
    data: bytes | None = None
    """Its bytes where it is standard input; ``None`` where ``source`` is read."""
    delimiter: str = ","
    """Between the cells of a CSV."""
    columns: dict[str, Any] = field(default_factory=dict)
    """Its columns in order, each with the name of a polars type, or the type itself where it is Parquet."""
    rows: int = 0
    """How many rows it has, broken ones included."""


@dataclass(frozen=True)
class Row:
    """One row."""

    place: str
    """Where it stands, for messages: ``comments.csv:12``."""
    values: dict[str, Any]
    """Its cells by column; columns that it lacks are missing."""


def find(arguments: Iterable[str], *, output: str | None = None, on_problem: OnProblem) -> list[str]:
    """The files that the arguments stand for, in order: folders searched for tables, globs expanded, ``-`` as it is.

    Searches and globs pass over the file ``output``, so that the same command can be given twice.
    """
    found: dict[str, None] = {}
    written = None if output is None else os.path.realpath(output)
    for argument in arguments:
        if argument == "-" or Path(argument).is_file():
            found[argument] = None
            continue
        names = [argument] if Path(argument).exists() else sorted(glob.glob(argument, recursive=True))  # noqa: PTH207
        inside = [path for name in names for path in (_walk(Path(name)) if Path(name).is_dir() else [name])]
        inside = [path for path in inside if os.path.realpath(path) != written]
        if not inside:
            known = f"its files would be called {', '.join(_KIND_OF_SUFFIX)}" if names else None
            on_problem(InputError("holds no tables" if names else "no such file", where=argument, hint=known))
        found |= dict.fromkeys(inside)
    return list(found)


def survey(source: str, *, text_column: str, kind: str | None = None) -> Table:
    """What kind of table an input is, its columns and how many rows it has; reads it once.

    Raises:
        InputError: it cannot be read, is empty, or is no table.
        UsageError: it has no column of that name; the message names those it has.
    """
    try:
        data = None
        if source == "-" or not Path(source).is_file():  # a stream, which can be read only once
            data = inputs.whole(source)
        table = Table(source, "text", text_column, data)
        with _binary(table) as file:
            head = file.read(_HEAD_BYTES)
        if not head.strip():
            raise InputError("is empty", where=source)
        if not head.startswith(b"PAR1") and is_binary(head):
            raise InputError("looks like a binary file", where=source, hint="give text, CSV, JSON lines or Parquet")
        table = replace(table, kind=kind or recognise(head, source, text_column))
        return {"parquet": _survey_parquet, "csv": _survey_csv}.get(table.kind, _survey_lines)(table)
    except OSError as problem:
        raise InputError(f"cannot be read ({problem.strerror or problem})", where=source) from problem


def recognise(head: bytes, name: str, text_column: str) -> str:
    """The kind of a table by its first bytes, and where they leave it open by its name."""
    if head.startswith(b"PAR1"):
        return "parquet"
    by_name = _KIND_OF_SUFFIX.get(PurePath(name).suffix.lower())
    first = head.decode("utf-8-sig", "replace").lstrip().partition("\n")[0].strip()
    if first == "[" or first.startswith("[{"):
        return "json"
    if first.startswith("{") and (by_name == "ndjson" or rows.json_object(first) is not None):
        return "ndjson"
    if by_name is not None:
        return by_name
    split = any(text_column in first.replace('"', "").split(delimiter) for delimiter in _DELIMITERS)
    return "csv" if split else "text"


def read(table: Table, *, on_problem: OnProblem) -> Iterator[Row]:
    """Every row in order, one at a time; broken ones are told, each with its line, and left out."""
    try:
        if table.kind == "parquet":
            yield from _read_parquet(table)
            return
        for line, values in _cells(table):
            place = f"{table.source}:{line}"
            problem = values if isinstance(values, str) else _problem_with(values.get(table.text_column, ...), table)
            if problem is None and isinstance(values, dict):
                yield Row(place, values)
            else:
                on_problem(InputError(f"left out: {problem}", where=place))
    except InputError as problem:
        on_problem(problem)
    except OSError as problem:
        on_problem(InputError(f"cannot be read further ({problem.strerror or problem})", where=table.source))


def _problem_with(text: object, table: Table) -> str | None:
    if isinstance(text, str | None):
        return None
    return f'it has no "{table.text_column}"' if text is ... else f'its "{table.text_column}" is no text'


def _cells(table: Table) -> Iterator[rows.Cells]:
    with _lines(table) as lines:
        if table.kind == "csv":
            yield from rows.from_csv(lines, list(table.columns), delimiter=table.delimiter)
        elif table.kind == "ndjson":
            yield from rows.from_ndjson(lines)
        elif table.kind == "text":
            yield from rows.from_text(lines, table.text_column)
        else:
            try:
                yield from rows.from_json(lines)
            except ValueError as problem:
                raise InputError(f"is not valid JSON ({problem})", where=table.source) from problem


def _survey_lines(table: Table) -> Table:
    columns: dict[str, str | None] = {table.text_column: "String"} if table.kind == "text" else {}
    count, whole = 0, 0
    for _, values in _cells(table):
        count += 1
        if isinstance(values, dict):
            whole += 1
            for name, value in values.items():
                columns[name] = _joint(columns.get(name), value)
    if not whole and table.kind != "text":
        raise InputError("holds no JSON objects, one a line or in an array", where=table.source)
    _require(table, list(columns))
    return replace(table, columns={name: kind or "String" for name, kind in columns.items()}, rows=count)


def _survey_csv(table: Table) -> Table:
    headers = []
    for delimiter in _DELIMITERS:
        with _lines(table) as lines:
            headers.append((rows.csv_header(lines, delimiter=delimiter), delimiter))
    names, delimiter = next((found for found in headers if table.text_column in found[0]), max(headers, key=_width))
    _require(table, names)
    if len(set(names)) < len(names):
        raise InputError("names a column twice", where=f"{table.source}:1", hint="give each its own name")
    table = replace(table, delimiter=delimiter, columns=dict.fromkeys(names, "String"))
    return replace(table, rows=sum(1 for _ in _cells(table)))


def _width(header: tuple[list[str], str]) -> int:
    return len(header[0])


def _survey_parquet(table: Table) -> Table:
    import polars

    with _parquet(table) as file:
        frame = polars.scan_parquet(file)
        columns = dict(frame.collect_schema())
        count = int(frame.select(polars.len()).collect().item())
    _require(table, list(columns))
    kind = columns[table.text_column]
    if kind not in (polars.String, polars.Categorical, polars.Null):
        raise UsageError(f'its column "{table.text_column}" holds {kind} and no text', where=table.source)
    return replace(table, columns=columns, rows=count)


def _read_parquet(table: Table) -> Iterator[Row]:
    import polars

    for start in range(0, table.rows, _SLICE_ROWS):
        with _parquet(table) as file:
            frame = polars.scan_parquet(file).slice(start, _SLICE_ROWS).collect()
        for number, values in enumerate(frame.iter_rows(named=True), start + 1):
            yield Row(f"{table.source}:{number}", values)


@contextmanager
def _parquet(table: Table) -> Iterator[Path | io.BytesIO]:
    from polars.exceptions import PanicException, PolarsError

    try:
        yield Path(table.source) if table.data is None else io.BytesIO(table.data)
    except (PolarsError, PanicException) as problem:
        reason = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise InputError(f"cannot be read as Parquet ({reason})", where=table.source) from problem


def _require(table: Table, columns: list[str]) -> None:
    if table.text_column not in columns:
        known = ", ".join(columns) or "none"
        raise UsageError(
            f'has no column "{table.text_column}"', where=table.source, hint=f"--text-column names one of: {known}"
        )


@contextmanager
def _binary(table: Table) -> Iterator[IO[bytes]]:
    with Path(table.source).open("rb") if table.data is None else io.BytesIO(table.data) as file:
        yield file


@contextmanager
def _lines(table: Table) -> Iterator[IO[str]]:
    """Its decoded lines: UTF-8, or UTF-16 where it says so; bytes that are neither become lone surrogates."""
    with _binary(table) as file:
        mark = file.read(2)
        file.seek(0)
        encoding = "utf-16" if mark in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        errors = "replace" if encoding == "utf-16" else "surrogateescape"
        # The csv module wants line ends as they are; only "\n" ends a line of the others.
        yield io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="" if table.kind == "csv" else "\n")


def _walk(folder: Path) -> list[str]:
    return [
        str(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix.lower() in _KIND_OF_SUFFIX
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def _joint(known: str | None, value: Any) -> str | None:
    """The type of a column that held ``known`` so far and now holds ``value``; ``String`` holds anything."""
    if value is None:
        return known
    mine = {bool: "Boolean", int: "Int64", float: "Float64"}.get(type(value), "String")
    if mine == "Int64" and not -(2**63) <= value < 2**63:
        mine = "String"
    if known in (None, mine):
        return mine
    return "Float64" if {known, mine} == {"Int64", "Float64"} else "String"
