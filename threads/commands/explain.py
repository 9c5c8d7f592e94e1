"""Show how a page was understood: what each line was taken for, and every link with what speaks for it.

Examples:
  threads explain page.txt
  threads explain page.txt | less
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threads.errors import InputError

SUMMARY = "show what each line of a page was taken for, and why each link is believed"
TAKES_INPUTS = True


def add_arguments(parser: ArgumentParser) -> None:
    """``threads explain`` has the common options only."""


def run(options: Namespace) -> int:
    """Explain page after page; 1 where some input could not be read."""
    from threads import explanation, inputs, shelves
    from threads.errors import unforeseen
    from threads.exit_status import ExitStatus
    from threads.progress import Progress

    if options.input_format is not None:
        shelves.load("sources", options.input_format)
    problems: list[InputError] = []
    progress = Progress("pages", quiet=True)

    def tell(problem: InputError) -> None:
        problems.append(problem)
        sys.stdout.flush()
        progress.say(str(problem))

    width = explanation.width_of(sys.stdout)
    for page in inputs.pages(options.inputs, input_format=options.input_format, on_problem=tell):
        try:
            for line in explanation.explain(page):
                print(line if width is None else explanation.cut(line, width))
        except BrokenPipeError:
            raise
        except Exception as fault:
            tell(unforeseen(fault, page.source, "could not be explained"))
    return ExitStatus.SOME_FAILED if problems else ExitStatus.DONE
