"""Print the JSON Schema (draft 2020-12) of what ``threads export`` writes.

Examples:
  threads schema              of the document of -f json
  threads schema -f ndjson    of one line of -f ndjson
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

SUMMARY = "print the JSON Schema of the export"
TAKES_INPUTS = False


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of ``threads schema``."""
    parser.add_argument(
        "-f", "--format", choices=("json", "ndjson"), default="json", help="which export (default: json)"
    )


def run(options: Namespace) -> int:
    """Print the schema."""
    import json

    from threads.document import json_schema
    from threads.exit_status import ExitStatus

    print(json.dumps(json_schema(options.format), indent=2, ensure_ascii=False))
    return ExitStatus.DONE
