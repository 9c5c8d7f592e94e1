"""Write the reply trees of pages, with scores and flags. A file is written whole or not at all.

Examples:
  threads export page.txt                        one JSON document
  threads export pages/ -f csv -o comments.csv   one row a comment
  threads export pages/ -f ndjson --no-score     one thread a line, no model loaded
  threads export crawl.warc.gz -o comments.ndjson   the documents of a corpus that hold comments
  threads export page.txt --ledger team.ledger   with what moderators decided
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threads.casework import Casework
    from threads.model import Case

SUMMARY = "write the reply trees as JSON, NDJSON, CSV or Parquet"
TAKES_INPUTS = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of ``threads export``."""
    parser.add_argument(
        "-f",
        "--format",
        metavar="FORMAT",
        help="json, ndjson, csv or parquet (default: by the ending of -o, else json)",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write; - or none: standard output")
    parser.add_argument(
        "--no-score", action="store_true", help="reply trees only: no scores, no flags, and much faster"
    )
    parser.add_argument(
        "--keep-empty",
        action="store_true",
        help="write documents of corpora without comments too; without it they are counted and left out",
    )
    parser.add_argument(
        "--ledger", metavar="FILE", help="add the decisions in force in this ledger of threads moderate"
    )


def run(options: Namespace) -> int:
    """Write the export; 1 where some input could not be processed."""
    from threads import exports, files, shelves
    from threads.casework import Casework
    from threads.errors import UsageError
    from threads.hostile import for_line

    to_file = options.output not in (None, "-")
    format = options.format or exports.format_for(options.output if to_file else None)
    shelves.load("exports", format)
    if format == "parquet" and files.to_terminal(options.output):
        raise UsageError("parquet is binary, a terminal cannot show it", hint="name a file with -o")
    if files.to_terminal(options.output):
        options.quiet = True  # a progress bar would be drawn across the data
    casework = Casework(
        options, score=not options.no_score, ledger=options.ledger, output=options.output if to_file else None
    )
    cases = _worth_writing(casework, options.output) if to_file else casework
    try:
        with files.output(options.output) as file:
            # A model that cannot be loaded shows with the first page: nothing may have been written by then.
            waiting = iter(cases)
            first = list(islice(waiting, 1))
            exports.export(chain(first, waiting), file, format=format)
    except files.NotWrittenError as problem:
        print(f"threads: {for_line(str(problem))}", file=sys.stderr)
    return casework.exit_status


def _worth_writing(casework: Casework, output: str) -> Iterator[Case]:
    """The same cases; an empty file, or half a file in place of a whole one, is not written."""
    from threads.files import NotWrittenError

    before = Path(output).exists()
    count = 0
    for case in casework:
        count += 1
        yield case
    if casework.interrupted and (before or not count):
        raise NotWrittenError(f"{output}: interrupted, not written")
    if casework.problems and not count:
        raise NotWrittenError(f"{output}: not written, as no input could be processed")
