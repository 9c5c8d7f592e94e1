"""Reads and scores beside the session: slow work in threads, every change to the desk between two keys."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator

from threads import Case, ThreadsError
from tui.desk import Desk

BATCH_SECONDS = 0.1
"""How long reading gathers threads before it shows them."""

TURN_SECONDS = 2.0
"""How long reading goes on before a piece is scored: side by side they would slow each other, and the keys."""


class Loading:
    """How far reading and scoring have come.

    Args:
        desk: what is read and scored goes there.
        changed: called whenever it did; with the places of the threads whose scores came in, none when threads came in.
    """

    def __init__(self, desk: Desk, changed: Callable[[set[int]], None]) -> None:
        self._desk = desk
        self._changed = changed
        self.reading = True
        self.scoring = False
        self.paused = False
        self._turn = asyncio.Lock()  # fair: whoever waits comes next
        self._news = asyncio.Event()  # there may be something new to score, or nothing more will come

    async def read(self, cases: Iterator[Case]) -> ThreadsError | None:
        """Lay down all cases as they come; return the error that ended it early, if one did."""
        trouble: ThreadsError | None = None
        try:
            while self.reading:
                async with self._turn:
                    await self._read_for_a_turn(cases)
        except ThreadsError as error:
            trouble = error
        self.reading = False
        self._tell(set())
        return trouble

    async def _read_for_a_turn(self, cases: Iterator[Case]) -> None:
        until = time.monotonic() + TURN_SECONDS
        while self.reading and time.monotonic() < until:
            batch, self.reading = await asyncio.to_thread(_batch, cases)
            for case in batch:
                self._desk.add(case)
            self._tell(set())

    async def score(self) -> ThreadsError | None:
        """Score piece by piece until all is read and scored; return the error that ended it early, if one did."""
        while True:
            self._news.clear()
            wanted = [] if self.paused else self._desk.unscored()
            if not wanted:
                self.scoring = False
                if not self.reading and not self.paused:
                    self._changed(set())
                    return None
                await self._news.wait()
                continue
            self.scoring = True
            try:
                async with self._turn:
                    found = await asyncio.to_thread(self._desk.score, wanted)
            except ThreadsError as error:
                self.scoring = False
                self._changed(set())
                return error
            self._desk.take(wanted, found)
            self._changed({place for place, _ in wanted})

    def pause(self) -> bool:
        """Stop scoring after the piece at hand, or go on; return whether it is now paused."""
        self.paused = not self.paused
        self._news.set()
        return self.paused

    def _tell(self, places: set[int]) -> None:
        self._news.set()
        self._changed(places)


def _batch(cases: Iterator[Case]) -> tuple[list[Case], bool]:
    """The cases that come within a moment, and whether there may be more."""
    found: list[Case] = []
    deadline = time.monotonic() + BATCH_SECONDS
    for case in cases:
        found.append(case)
        if time.monotonic() > deadline:
            return found, True
    return found, False
