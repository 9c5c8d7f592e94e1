"""What can go wrong, as one family: every error says what was found, where, and what would work.

ThreadsError
├── InputError        a file, folder or standard input that cannot be read as pages   (exit status 1)
├── UsageError        an option, policy or configuration that makes no sense           (exit status 2)
├── ModelError        a checkpoint that is missing, damaged or cannot be fetched       (exit status 2)
└── LedgerError       a decision file that cannot be opened, read or written           (exit status 2)
"""

from __future__ import annotations


class ThreadsError(Exception):
    """One line for a person: ``where: message; hint``.

    Args:
        message: what was found, in plain words.
        where: the file, and the line or byte if known, or ``None`` where no place applies.
        hint: what would work instead, or ``None``.
    """

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.message = message
        self.where = where
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"; {self.hint}" if self.hint else ""
        return f"{place}{self.message}{advice}"


class InputError(ThreadsError):
    """An input that cannot be read as pages; the other inputs are still processed."""


class UsageError(ThreadsError):
    """An option, policy or configuration that makes no sense; nothing is written."""


class ModelError(ThreadsError):
    """A checkpoint that is missing, damaged or cannot be fetched; nothing is written."""


class LedgerError(ThreadsError):
    """A decision file that cannot be opened, read or written; nothing confirmed is lost."""


def unforeseen(fault: Exception, source: str, what: str) -> InputError:
    """A fault of ours met on one page, told like a problem of that page: the others must not suffer for it."""
    frame = fault.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f" at {frame.tb_frame.f_globals.get('__name__')}:{frame.tb_lineno}" if frame is not None else ""
    return InputError(
        f"{what} ({type(fault).__name__}: {str(fault)[:200]}{place})", where=source, hint="please report this page"
    )
