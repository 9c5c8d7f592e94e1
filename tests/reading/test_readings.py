"""Readings: weighed by fit and number, written out once and only when asked for."""

from __future__ import annotations

from threads.model import Section
from threads.reading.readings import Reading


def test_a_reading_is_written_once_and_only_when_asked_for() -> None:
    written: list[str] = []

    def write() -> Section:
        written.append("headed")
        return Section(hypothesis="headed")

    reading = Reading("headed", fit=0.9, count=3, write=write)
    assert reading.rank > Reading("headed", fit=0.9, count=2, write=write).rank
    assert written == []
    assert reading.section is reading.section
    assert written == ["headed"]
