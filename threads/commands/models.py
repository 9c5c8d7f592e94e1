"""List, fetch and verify the Detoxify checkpoints.

    threads models                 every model: whether it is here, its size, languages and labels
    threads models fetch NAME      fetch a published one into the cache folder ($THREADS_CACHE, or the user's own)
    threads models verify [NAME]   compare the checkpoints that are here, or one of them, with their SHA-256

The embedded model is part of the package and always there. Others are also fetched when --model first names them.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from threads.errors import ModelError, UsageError
from threads.exit_status import ExitStatus

if TYPE_CHECKING:
    from threads.checkpoints import Checkpoint

SUMMARY = "list, fetch and verify the Detoxify checkpoints"
TAKES_INPUTS = False
ACTIONS = ("list", "fetch", "verify")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the action and the model it is for."""
    parser.add_argument(
        "action", nargs="?", metavar="ACTION", default="list", help=f"{', '.join(ACTIONS)} (default: list)"
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="a model, as the list names it")


def run(options: Namespace) -> int:
    """Print one line a model on standard output.

    Raises:
        UsageError: no such action or model.
        ModelError: a model cannot be fetched, or one that was to be verified is damaged or missing.
    """
    from threads import checkpoints

    if options.action == "list" and options.name is None:
        print(_table())
    elif options.action == "fetch" and options.name is not None:
        print(_fetch(checkpoints.get(options.name), quiet=options.quiet))
    elif options.action == "verify":
        _verify(options.name)
    elif options.action == "fetch":
        raise UsageError("name the model to fetch", hint=f"known: {', '.join(checkpoints.KNOWN)}")
    else:
        what = options.name if options.action == "list" else options.action
        raise UsageError(f'threads models does not know "{what}"', hint=f"known: {', '.join(ACTIONS)}")
    return ExitStatus.DONE


def _table() -> str:
    from threads import checkpoints

    rows = [("NAME", "STATE", "MB", "LANGUAGES", "LABELS")]
    for checkpoint in checkpoints.KNOWN.values():
        size = str(checkpoint.megabytes)
        languages, labels = ",".join(checkpoint.languages), ",".join(checkpoint.labels)
        rows.append((checkpoint.name, checkpoints.state(checkpoint), size, languages, labels))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _fetch(checkpoint: Checkpoint, *, quiet: bool) -> str:
    from threads import checkpoints
    from threads.network import detoxify_model

    path = checkpoints.fetch(checkpoint, quiet=quiet)
    # Its settings too, so that it works without a network from now on.
    detoxify_model.fetch_settings(checkpoint)
    return f"{checkpoint.name}  {path}"


def _verify(name: str | None) -> None:
    from threads import checkpoints

    here = [checkpoint for checkpoint in checkpoints.KNOWN.values() if checkpoints.state(checkpoint) != "absent"]
    damaged = []
    for checkpoint in here if name is None else [checkpoints.get(name)]:
        try:
            print(f"{checkpoint.name}  whole  {checkpoints.verify(checkpoint)}")
        except ModelError as problem:
            damaged.append(problem)
            print(f"{checkpoint.name}  {'damaged' if checkpoint in here else 'absent'}  {checkpoints.path(checkpoint)}")
    if damaged:
        raise damaged[0]
