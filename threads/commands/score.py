"""Score plain texts and tables: every row is kept and joined by its scores and by what the policy flags.

    threads score comments.csv -o scored.csv
    threads score lines.txt -f ndjson
    threads score posts.jsonl --text-column body --parent-column answered -f parquet -o scored.parquet

Inputs: a .txt (one text a line, blank lines left out), CSV (comma, semicolon, tab or bar), JSON lines, a JSON array of
objects, or Parquet; all in UTF-8. --input-format overrides what content and name say.

Columns added: toxicity and the model's other labels (0 to 1, empty where the scorer abstains); abuse, hate (an identity
attack, slur, dehumanisation or incitement) and conspiracy (1 where the policy flags, else 0); reasons, why a row was
flagged or not scored. An input column called like one of these is kept as input_NAME. In a CSV, text cells that a
spreadsheet would read as formulas get an apostrophe in front, the input's own too.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threads.errors import InputError, ThreadsError, UsageError
from threads.exit_status import ExitStatus
from threads.progress import Progress

if TYPE_CHECKING:
    from threads.model import Case, Link, Thread
    from threads.policy import Policy
    from threads.tables import Row, Table

SUMMARY = "score plain texts and tables: every row kept, scores and flags joined to it"
TAKES_INPUTS = True
HATE = frozenset(("slur", "identity_attack", "dehumanisation", "incitement"))
"""The labels of flags that make a row hate: they strike at a group, not at a person."""
PARENT_COLUMN = "parent_text"
_BATCH_ROWS = 256
_FORMATS = ("csv", "ndjson", "parquet")
_PROBLEMS_SHOWN = 20


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the columns, the format and where it goes."""
    parser.add_argument("--text-column", metavar="NAME", default="text", help="the column of texts (default: text)")
    parser.add_argument(
        "--parent-column",
        metavar="NAME",
        help=f"the column of texts answered (default: {PARENT_COLUMN} where there is one)",
    )
    parser.add_argument("-f", "--format", metavar="NAME", default="csv", help=f"{', '.join(_FORMATS)} (default: csv)")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write (default: standard output)")
    # In place of the common one: tables have formats of their own.
    parser.add_argument("--input-format", metavar="NAME", help="text, csv, ndjson, json or parquet")


def run(options: Namespace) -> int:
    """Write the scored table; problems go to standard error, each with its line.

    Raises:
        UsageError: an option makes no sense, or an input lacks the column; nothing has been written by then.
        ModelError: the model cannot be loaded or fetched; nothing has been written by then.
    """
    return _Scoring(options).run()


class _Scoring:
    """One run of the command: its options, its problems."""

    def __init__(self, options: Namespace) -> None:
        from threads import checkpoints, files, scorers, tables

        self._options = options
        self._problems = 0
        self._progress = Progress("rows", quiet=True)
        _known(options.format, _FORMATS, "--format")
        if options.input_format is not None:
            _known(options.input_format, tables.KINDS, "--input-format")
        if options.format == "parquet" and files.to_terminal(options.output):
            raise UsageError("Parquet is no text for a terminal", hint="name a file with -o")
        # A bar would be drawn across rows that go to the same terminal.
        self._quiet = options.quiet or files.to_terminal(options.output)
        self._scoring = scorers.chosen(options)
        self._checkpoint = checkpoints.get(self._scoring.model)
        self._policy: Policy | None = None
        if options.policy is not None:
            from threads.policy import load_policy

            self._policy = load_policy(options.policy)

    def run(self) -> int:
        from threads import files

        found = self._tables()
        if not found:
            return ExitStatus.SOME_FAILED
        self._load_model()
        added = self._added()
        columns, names = _columns(found, added)
        try:
            interrupted = self._write(found, columns | added, names)
        except files.NotWrittenError as problem:
            interrupted = True
            self._progress.say(str(problem))
        if self._problems > _PROBLEMS_SHOWN:
            self._progress.say(f"{self._problems} problems in all, the first {_PROBLEMS_SHOWN} named above")
        if interrupted:
            return ExitStatus.INTERRUPTED
        return ExitStatus.SOME_FAILED if self._problems else ExitStatus.DONE

    def _write(self, found: list[Table], columns: dict[str, Any], names: dict[str, str]) -> bool:
        """Write the rows; return whether the user stopped it."""
        from threads import files, scoresheets

        output = self._options.output
        before = output not in (None, "-") and Path(output).exists()
        count = 0
        with (
            files.output(output) as file,
            scoresheets.writing(file, self._options.format, columns) as sheet,
            Progress("rows", total=sum(table.rows for table in found), quiet=self._quiet) as self._progress,
        ):
            try:
                for row, scored in self._scored(found):
                    sheet.write({names[name]: value for name, value in row.values.items()} | scored)
                    count += 1
            except KeyboardInterrupt:
                if output not in (None, "-") and (before or not count):
                    raise files.NotWrittenError(f"{output}: interrupted, not written") from None
                self._progress.say("interrupted; what was finished is kept")
                return True
        return False

    def _tables(self) -> list[Table]:
        from threads import tables

        options, found = self._options, []
        output = None if options.output == "-" else options.output
        for source in tables.find(options.inputs, output=output, on_problem=self._tell):
            try:
                found.append(tables.survey(source, text_column=options.text_column, kind=options.input_format))
            except InputError as problem:
                self._tell(problem)
        if options.parent_column is not None and found and not any(options.parent_column in t.columns for t in found):
            known = ", ".join(dict.fromkeys(name for table in found for name in table.columns))
            raise UsageError(f'no input has a column "{options.parent_column}"', hint=f"the columns there are: {known}")
        return found

    def _load_model(self) -> None:
        """Now rather than with the first row, so that nothing is written where it fails."""
        from threads import checkpoints, network

        if checkpoints.state(self._checkpoint) == "absent":
            checkpoints.fetch(self._checkpoint, quiet=self._options.quiet)
        network.load(self._checkpoint, engine=self._scoring.engine, precision=self._scoring.precision)

    def _added(self) -> dict[str, Any]:
        labels = dict.fromkeys(self._checkpoint.labels, "Float64")
        return labels | {"abuse": "Int64", "hate": "Int64", "conspiracy": "Int64", "reasons": "String"}

    def _scored(self, found: list[Table]) -> Iterator[tuple[Row, dict[str, Any]]]:
        from threads import tables

        rows = chain.from_iterable(tables.read(table, on_problem=self._tell) for table in found)
        while batch := list(islice(rows, _BATCH_ROWS)):
            yield from self._judged(batch)
            self._progress.advance(len(batch))

    def _judged(self, batch: list[Row]) -> Iterator[tuple[Row, dict[str, Any]]]:
        from threads import pipeline

        parent_column = self._options.parent_column or PARENT_COLUMN
        threads = [thread(row, text_column=self._options.text_column, parent_column=parent_column) for row in batch]
        try:
            cases = pipeline.judge(threads, options=self._scoring, policy=self._policy)
        except ThreadsError:
            raise  # a model or policy that fails concerns every row
        except Exception as fault:
            if len(batch) > 1:  # one row is to blame, the others are not
                for row in batch:
                    yield from self._judged([row])
            else:
                self._tell(InputError(f"could not be scored ({type(fault).__name__}: {fault})", where=batch[0].place))
            return
        for row, case in zip(batch, cases, strict=True):
            yield row, joined(case)

    def _tell(self, problem: InputError) -> None:
        self._problems += 1
        if self._problems <= _PROBLEMS_SHOWN:
            self._progress.say(str(problem))


def thread(row: Row, *, text_column: str, parent_column: str) -> Thread:
    """A row as a conversation: its comment, and the comment that it answers where the row states one."""
    from threads.model import Comment, Thread

    text = row.values.get(text_column) or ""
    comments = [Comment(id="comment", text=text, source_span=(0, len(text)), line=1, parent_stated=True)]
    links = [_link("comment", None)]
    parent = row.values.get(parent_column)
    if isinstance(parent, str) and parent.strip():
        comments.insert(0, Comment(id="parent", text=parent, source_span=(0, len(parent)), line=1, parent_stated=True))
        links = [_link("parent", None), _link("comment", "parent")]
    return Thread(id=row.place, source=row.place, comments=tuple(comments), links=tuple(links))


def joined(case: Case) -> dict[str, Any]:
    """What joins a row: the model's labels; ``abuse``, ``hate``, ``conspiracy`` as 1 or 0; ``reasons`` as one text."""
    from threads import checkpoints

    flags = case.flags_of.get("comment", ())
    known = case.scores_of.get("comment", ())
    scores = [score for score in known if score.scorer == "toxicity" and score.label in checkpoints.SEVEN]
    reasons = [flag.reason for flag in flags] + [score.reason for score in scores if score.reason is not None]
    return {
        **{score.label: score.value for score in scores},
        "abuse": int(any(flag.kind == "abuse" for flag in flags)),
        "hate": int(any(flag.label in HATE for flag in flags)),
        "conspiracy": int(any(flag.kind == "conspiracy" for flag in flags)),
        "reasons": "; ".join(dict.fromkeys(reasons)),
    }


def _link(comment_id: str, parent_id: str | None) -> Link:
    from threads.model import Evidence, Link

    sentence = "the row states no comment before it" if parent_id is None else "the row states the comment it answers"
    evidence = Evidence(clue="stated", weight=1.0, sentence=sentence)
    return Link(comment_id=comment_id, parent_id=parent_id, confidence=1.0, evidence=(evidence,))


def _columns(found: list[Table], added: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The input columns as they will be called, each with its type; and for each input name the name it gets."""
    columns: dict[str, Any] = {}
    names: dict[str, str] = {}
    for table in found:
        for name, kind in table.columns.items():
            if name not in names:
                names[name] = name
                while names[name] in added or (names[name] != name and names[name] in table.columns):
                    names[name] = f"input_{names[name]}"
            known = columns.setdefault(names[name], kind)
            if str(known) != str(kind):
                columns[names[name]] = "String"  # tables disagree; text holds both
    return columns, names


def _known(name: str, names: tuple[str, ...], option: str) -> None:
    if name not in names:
        raise UsageError(f'{option} does not know "{name}"', hint=f"known: {', '.join(names)}")
