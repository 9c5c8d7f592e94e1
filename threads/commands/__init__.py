"""The commands shelf: each file is one command of ``threads``; its heavy imports wait until it runs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Protocol


class Command(Protocol):
    """What a file on this shelf offers. The module's docstring is the command's help text."""

    SUMMARY: str
    """One line for ``threads --help``."""

    TAKES_INPUTS: bool
    """Whether cli.py gives it the inputs and the options that go with them."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare its own options; the common ones are declared by cli.py."""

    def run(self, options: Namespace) -> int:
        """Do the work and return the exit status; raise `UsageError` for a wrong option."""
