"""A progress bar on a terminal's standard error, and nothing where that is no terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from threads.hostile import for_line

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID


_SHOWN_EVERY = 20


class Progress:
    """Shows how far long work has come; a context manager.

    Args:
        what: what is counted, as in "pages".
        total: how many there are, or ``None`` where nobody knows yet.
        quiet: show no bar even on a terminal.
    """

    def __init__(self, what: str, *, total: int | None = None, quiet: bool = False) -> None:
        self._what = what
        self._total = total
        self._shown = not quiet and sys.stderr.isatty()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Progress:
        if self._shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
            self._task = self._bar.add_task(self._what, total=self._total)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, count: float = 1) -> None:
        """``count`` more are done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, count)

    def count(self, number: int, what: str) -> None:
        """Show a number that has no whole beside the bar: "1,200 documents"."""
        if self._bar is not None and self._task is not None and number % _SHOWN_EVERY == 0:
            self._bar.update(self._task, description=f"{self._what}, {number:,} {what}")

    def say(self, line: str) -> None:
        """Print ``threads: <line>`` on standard error, above the bar where there is one."""
        text = f"threads: {for_line(line)}"
        if self._bar is None:
            print(text, file=sys.stderr)
        else:
            self._bar.console.print(text, markup=False, highlight=False, emoji=False, soft_wrap=True)
