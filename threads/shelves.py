"""Lists and loads what stands on a shelf: a folder in which each file is one more of the same kind.

A file's name is the name people type; names that begin with an underscore are data or helpers of the shelf itself.
"""

from __future__ import annotations

import importlib
import pkgutil
from difflib import get_close_matches
from functools import cache
from types import ModuleType

from threads.errors import UsageError

SHELVES = ("sources", "layouts", "clues", "scorers", "reports", "exports", "commands")


@cache
def names(shelf: str) -> tuple[str, ...]:
    """Names of all that stands on ``threads/<shelf>/``, in alphabetical order.

    >>> "json" in names("exports")
    True
    """
    package = importlib.import_module(f"threads.{shelf}")
    return tuple(
        sorted(found.name for found in pkgutil.iter_modules(package.__path__) if not found.name.startswith("_"))
    )


def load(shelf: str, name: str) -> ModuleType:
    """The module ``threads/<shelf>/<name>.py``.

    Raises:
        UsageError: nothing of that name stands there; the message names what does.
    """
    if name not in names(shelf):
        near = get_close_matches(name, names(shelf), n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        raise UsageError(
            f'no {shelf.rstrip("s")} is called "{name}"', hint=f"{guess}(known: {', '.join(names(shelf))})"
        )
    return importlib.import_module(f"threads.{shelf}.{name}")


def all_of(shelf: str) -> tuple[ModuleType, ...]:
    """Every module on the shelf, in alphabetical order of names."""
    return tuple(load(shelf, name) for name in names(shelf))
