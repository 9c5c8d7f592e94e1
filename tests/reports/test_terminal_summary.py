from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from threads.model import Case
from threads.reporting import terminal_summary
from threads.reporting.receipt import Receipt
from threads.reporting.report_tables import gather


@pytest.fixture
def shown(receipt: Receipt):
    def show(*cases: Case, colour: bool = False, **about: object) -> str:
        file = io.StringIO()
        console = Console(file=file, width=100, force_terminal=colour, highlight=False)
        terminal_summary.show(gather(cases), replace(receipt, **about), "out/r", console=console)
        return file.getvalue()

    return show


def test_says_what_an_editor_asks_first(shown, quarrel: Case, quiet: Case) -> None:
    text = shown(quarrel, quiet)
    assert "7 comments on 2 pages by 3 authors; 3 need a human eye (43%): 3 for abuse, 1 for conspiracy claims" in (
        " ".join(text.split())
    )
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "The bridge 3 5 2 0.50" in lines
    assert any(line.startswith("abuse: insult 1 █") for line in lines)
    assert "#1 threat 0.50 Al: Fool again." in lines
    assert "#3 staged-event 0.60 Bo: They staged it all, d••• it." in lines
    assert lines[-1] == "Report: out/r/report.html"


def test_says_when_there_is_nothing(shown, quiet: Case, bare: Case) -> None:
    assert "0 need a human eye" in shown(quiet)
    assert "0 comments on 1 page by 0 authors" in shown(bare)
    assert "0 comments on 0 pages" in shown()


def test_tells_problems_and_interruptions(shown, quiet: Case) -> None:
    text = shown(quiet, problems=("a", "b"), interrupted=True)
    assert "2 inputs could not be processed" in text
    assert "Interrupted" in text


def test_strangers_words_are_neither_codes_nor_markup(shown, hostile: Case, make) -> None:
    text = shown(hostile)
    assert not any(ord(letter) < 32 and letter != "\n" for letter in text)
    assert "\u202e" not in text
    first = hostile.thread.comments[0].model_copy(
        update={"author": "[bold red]x[/]", "text": "[link=http://x]you worm"}
    )
    thread = hostile.thread.model_copy(
        update={"comments": (first, hostile.thread.comments[1]), "title": "[blink]title[/blink]"}
    )
    text = shown(hostile.model_copy(update={"thread": thread}), colour=True)
    assert "[bold red]x[/]" in text
    assert "[blink]title[/blink]" in text
    assert "[link=http://x]you w" in text
