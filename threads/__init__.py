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
    "threads.plain_texts": ("score",),
    "threads.ledger": ("Ledger",),
    "threads.policy": ("Policy", "default_policy", "load_policy"),
    "threads.hostile": ("for_cell", "for_line", "for_terminal"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["__version__", *_HOME_OF]

if TYPE_CHECKING:
    from threads.errors import InputError as InputError
    from threads.errors import LedgerError as LedgerError
    from threads.errors import ModelError as ModelError
    from threads.errors import ThreadsError as ThreadsError
    from threads.errors import UsageError as UsageError
    from threads.hostile import for_cell as for_cell
    from threads.hostile import for_line as for_line
    from threads.hostile import for_terminal as for_terminal
    from threads.ledger import Ledger as Ledger
    from threads.model import Candidate as Candidate
    from threads.model import Case as Case
    from threads.model import Comment as Comment
    from threads.model import Decision as Decision
    from threads.model import Evidence as Evidence
    from threads.model import Finding as Finding
    from threads.model import Flag as Flag
    from threads.model import Language as Language
    from threads.model import Link as Link
    from threads.model import Page as Page
    from threads.model import Quote as Quote
    from threads.model import Score as Score
    from threads.model import Section as Section
    from threads.model import Thread as Thread
    from threads.pipeline import judge as judge
    from threads.pipeline import reconstruct as reconstruct
    from threads.plain_texts import score as score
    from threads.policy import Policy as Policy
    from threads.policy import default_policy as default_policy
    from threads.policy import load_policy as load_policy


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'threads' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)
