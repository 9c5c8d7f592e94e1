"""Rebuild who said what to whom from messy comment sections, and flag what needs a human eye.

>>> import threads
>>> threads.__version__
'0.1.0'

The public names, listed once; each is loaded on first use, so that ``import threads`` stays light.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "threads.model": (
        "Candidate", "Case", "Comment", "Decision", "Evidence", "Finding", "Flag", "Language", "Link", "Page", "Quote",
        "Score", "Section", "Thread",
    ),
    "threads.errors": ("InputError", "LedgerError", "ModelError", "ThreadsError", "UsageError"),
    "threads.pipeline": ("judge", "reconstruct"),
    "threads.ledger": ("Ledger",),
    "threads.policy": ("Policy", "default_policy", "load_policy"),
    "threads.hostile": ("for_cell", "for_line", "for_terminal"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["__version__", *_HOME_OF]  # noqa: PLE0604

if TYPE_CHECKING:
    from threads.errors import InputError, LedgerError, ModelError, ThreadsError, UsageError
    from threads.hostile import for_cell, for_line, for_terminal
    from threads.ledger import Ledger
    from threads.model import (
        Candidate, Case, Comment, Decision, Evidence, Finding, Flag, Language, Link, Page, Quote, Score, Section, Thread,
    )  # fmt: skip
    from threads.pipeline import judge, reconstruct
    from threads.policy import Policy, default_policy, load_policy


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'threads' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)
