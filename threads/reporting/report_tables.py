"""The tables of a run, gathered case by case so that the cases themselves need not be kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars

from threads.model import Case
from threads.reports import authors, comments, flags, overview
from threads.reports import threads as threads_report

_BATCH_CASES = 64


@dataclass(frozen=True, slots=True)
class Tables:
    """What the reports shelf makes of a run; each table is explained in the file of its name there."""

    overview: polars.DataFrame
    threads: polars.DataFrame
    comments: polars.DataFrame
    flags: polars.DataFrame
    authors: polars.DataFrame


@dataclass(slots=True)
class Gathering:
    """Takes cases one by one and gives their tables; some cases wait to be turned into rows together."""

    _waiting: list[Case] = field(default_factory=list)
    _parts: list[tuple[polars.DataFrame, polars.DataFrame, polars.DataFrame]] = field(default_factory=list)
    count: int = 0
    """Cases taken so far."""

    def add(self, case: Case) -> None:
        """Take one more case."""
        self._waiting.append(case)
        self.count += 1
        if len(self._waiting) >= _BATCH_CASES:
            self._settle()

    def tables(self) -> Tables:
        """The tables of all cases taken so far."""
        if self._waiting or not self._parts:
            self._settle()
        said, met, raised = (polars.concat(parts) for parts in zip(*self._parts, strict=True))
        return Tables(
            overview=overview.from_comments(said, threads=met.height),
            threads=met,
            comments=said,
            flags=raised,
            authors=authors.from_comments(said),
        )

    def _settle(self) -> None:
        cases, first = self._waiting, self.count - len(self._waiting) + 1
        self._parts.append(
            (
                comments.report(cases, first_number=first),
                threads_report.report(cases, first_number=first),
                flags.report(cases, first_number=first),
            )
        )
        self._waiting = []


def gather(cases: Iterable[Case]) -> Tables:
    """The tables of the cases, which are read once."""
    gathering = Gathering()
    for case in cases:
        gathering.add(case)
    return gathering.tables()
