"""What ``threads`` tells the shell when it ends."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """The exit status of every command; scripts rely on the numbers."""

    DONE = 0
    """All inputs were processed."""
    SOME_FAILED = 1
    """Some input could not be processed; each was named on standard error, all others were processed and written."""
    WRONG_USAGE = 2
    """A wrong option, policy or configuration; nothing was written."""
    INTERRUPTED = 130
    """Stopped by the user; what was finished is kept."""
