"""Rebuild every thread, score every comment, and write the batch toxicity report, with a summary in the terminal.

threads report page.txt -o report              one page
threads report pages/ export.xml -o report     folders and exports, mixed

The folder holds report.html (one self-contained file with plots), summary.json, comments.parquet (one row a comment),
threads.parquet (one row a thread) and flags.csv (one row a flag). It is written whole or not at all; an earlier report
in its place is replaced, a folder with anything else in it is refused.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threads.casework import Casework
    from threads.reporting.receipt import Receipt
    from threads.reporting.report_tables import Tables

SUMMARY = "the batch toxicity report: threads, scores, flags and plots in one folder"
TAKES_INPUTS = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of ``threads report``."""
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help="the folder to write the report to")
    parser.add_argument(
        "--ledger", metavar="FILE", help="add the decisions in force in this ledger of threads moderate"
    )


def run(options: Namespace) -> int:
    """Write the report; 1 where some input could not be processed."""
    from threads.casework import Casework
    from threads.errors import InputError
    from threads.hostile import for_line
    from threads.reporting import report_folder
    from threads.reporting.report_tables import Gathering

    report_folder.check(options.output)  # before an hour of scoring, not after it
    casework = Casework(options, ledger=options.ledger)
    gathering = Gathering()
    for case in casework:
        if not report_folder.holds(options.output, case.thread.source):
            gathering.add(case)
    if casework.interrupted and (not gathering.count or report_folder.exists(options.output)):
        # Half a report must not take the place of a whole one.
        print(f"threads: {for_line(options.output)}: interrupted, no report was written", file=sys.stderr)
        return casework.exit_status
    if not gathering.count and casework.problems:
        raise InputError("not written, as no input could be processed", where=options.output)
    tables = gathering.tables()
    receipt = _receipt(options, casework, tables)
    report_folder.write(options.output, tables, receipt)
    if not options.quiet:
        from threads.reporting import terminal_summary

        terminal_summary.show(tables, receipt, options.output)
    return casework.exit_status


def _receipt(options: Namespace, casework: Casework, tables: Tables) -> Receipt:
    from datetime import UTC, datetime

    from threads.hostile import for_line
    from threads.reporting.receipt import Receipt, digests

    return Receipt(
        generated_at=datetime.now(UTC),
        model=options.model,
        policy=str(options.policy or "default"),
        ledger=options.ledger,
        digests=digests(tables.threads["source"]),
        problems=tuple(for_line(str(problem)) for problem in casework.problems),
        interrupted=casework.interrupted,
    )
