"""What a report rests on, so that it can be made again: inputs by hash, the model, the policy, what went wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import threads


@dataclass(frozen=True, slots=True)
class Receipt:
    """About one run; its report differs from that of another run on the same inputs in ``generated_at`` alone."""

    generated_at: datetime
    """UTC."""
    model: str
    """The toxicity model, as ``threads models`` lists it."""
    policy: str
    """The policy file as given, or ``default``."""
    ledger: str | None = None
    """The file that the decisions come from, as given; ``None``: none was asked for."""
    digests: dict[str, str | None] = field(default_factory=dict)
    """By source, the SHA-256 of the file's bytes in hex; ``None`` where it is no file (standard input)."""
    problems: Sequence[str] = ()
    """One line for each input that could not be processed."""
    interrupted: bool = False
    """Whether the user stopped the run: the report then holds what was finished."""
    version: str = threads.__version__

    @property
    def time_text(self) -> str:
        """``generated_at`` for people.

        >>> Receipt(datetime(2026, 3, 1, 9, 5, tzinfo=UTC), "embedded", "default").time_text
        '2026-03-01 09:05 UTC'
        """
        return self.generated_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def digests(sources: Iterable[str]) -> dict[str, str | None]:
    """The SHA-256 of each source that is a readable file, as ``sha256sum`` prints it; ``None`` for the others.

    That of a document in a corpus (``corpus.jsonl:17``) is that of the corpus.
    """
    file_of = {source: _file_of(source) for source in dict.fromkeys(sources)}
    found = {file: _digest(file) for file in dict.fromkeys(file_of.values())}
    return {source: found[file] for source, file in file_of.items()}


def _file_of(source: str) -> str:
    corpus, _, place = source.rpartition(":")
    try:
        return corpus if place.isdecimal() and not Path(source).is_file() and Path(corpus).is_file() else source
    except (OSError, ValueError):  # a name that no file can have
        return source


def _digest(source: str) -> str | None:
    try:
        if not Path(source).is_file():
            return None
        with Path(source).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):  # gone since, or a name that no file can have
        return None
