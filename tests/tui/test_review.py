"""Stories with real keys, on a screen without a terminal."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.samples import Pages, bread, judge, thread_of, trams
from threads import Case, InputError, Ledger, LedgerError, ModelError, Thread
from tui.app import ModerateApp
from tui.commands import all_commands
from tui.desk import Desk
from tui.preferences import Preferences
from tui.screens.help import HelpScreen
from tui.widgets.find_bar import FindBar
from tui.widgets.rows import Rows

NewApp = Callable[..., ModerateApp]
WIDE, SMALL = (120, 40), (80, 24)


@asynccontextmanager
async def opened(app: ModerateApp, size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[None]]:
    """The application once everything is read and scored."""
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield pilot


def here(app: ModerateApp) -> str | None:
    comment = app.review.desk.comment
    return comment.id if comment else None


def marks(app: ModerateApp) -> dict[str, str]:
    return {
        comment: decision.action for sheet in app.review.desk.sheets for comment, decision in sheet.decisions.items()
    }


def seen(app: ModerateApp, selector: str) -> str:
    """What a pane shows, as text."""
    widget = app.review.query_one(selector)
    if isinstance(widget, Rows):
        return "\n".join(widget.render_line(y).text for y in range(widget.scrollable_content_region.height))
    return "\n".join(str(part.visual) for part in widget.query(Static) if part.display)


async def test_the_keys_decide_and_the_decisions_are_there_after_a_restart(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        await pilot.press("]", "d", "e", "f")
        assert marks(app) == {"a2": "remove", "a4": "escalate", "a7": "approve"}
        assert here(app) == "b3"
        await pilot.press("z", "q")
    again = new_app()
    async with opened(again) as pilot:
        assert marks(again) == {"a2": "remove", "a4": "escalate"}
        tree = seen(again, "#tree").splitlines()
        assert tree[1].startswith(" ✗ A ") and tree[3].startswith(" ↑ C ")
        await pilot.press("j")
        assert "removed by ann, 2026-03-01 12:00 UTC" in seen(again, "#card")


async def test_capital_letters_decide_and_stay(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        for key, action in (("F", "approve"), ("D", "remove"), ("E", "escalate")):
            await pilot.press(key)
            assert (marks(app), here(app)) == ({"a1": action}, "a1")
        await pilot.press("z", "z", "z", "z")
        assert marks(app) == {}
        assert "nothing to undo" in str(app.review.query_one("VerdictBar", Static).visual)


async def test_moving_about(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        path = []
        for key in ("j", "down", "j", "u", "k", "]", "[", "G", "g", "]", "]", "]", "]", "]", "["):
            await pilot.press(key)
            path.append(here(app))
        assert path == ["a2", "a3", "a4", "a2", "a1", "a2", "a2", "a7", "a1", "a2", "a4", "a7", "b3", "b3", "a7"]


async def test_panes_take_the_focus_in_turn_and_keys_with_them(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        order = []
        for key in ("tab", "tab", "tab", "shift+tab", "t", "t", "enter", "escape"):
            await pilot.press(key)
            order.append(app.review.focused.id if app.review.focused else None)
        assert order == ["card", "threads", "tree", "threads", "tree", "threads", "tree", "tree"]
        await pilot.press("t", "j")
        assert here(app) == "b1"
        await pilot.press("enter", "j", "t", "k", "enter")
        assert here(app) == "a1", "each thread keeps its place"


async def test_a_small_terminal_shows_threads_only_when_asked(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app, SMALL) as pilot:
        threads, tree, card = (app.review.query_one(name) for name in ("#threads", "#tree", "#card"))
        assert not threads.region and tree.region.width == card.region.width == 80
        assert tree.region.bottom <= card.region.y
        await pilot.press("t")
        assert threads.region.width == 80 and not tree.region and not card.region
        await pilot.press("j", "enter")
        assert not threads.region and tree.region.width == 80 and here(app) == "b1"
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert threads.region.right <= tree.region.x and tree.region.bottom <= card.region.y
        await pilot.resize_terminal(200, 60)
        await pilot.pause()
        assert threads.region.right <= tree.region.x and tree.region.right <= card.region.x


async def test_find_goes_along_while_typing_and_keys_are_letters_there(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        await pilot.press("/", *"fed")
        assert (app.review.query_one(FindBar).value, marks(app), here(app)) == ("fed", {}, "a1")
        await pilot.press("escape", "/", *"DEPOT")
        assert here(app) == "a4"
        await pilot.press("escape")
        assert here(app) == "a1", "Esc goes back to where the search began"
        await pilot.press("/", *"depot", "enter", "n")
        assert here(app) == "a5"
        await pilot.press("N")
        assert here(app) == "a4"
        assert "“depot”: 1 of 2 in this thread" in str(app.review.query_one("VerdictBar", Static).visual)
        await pilot.press("escape")
        assert (app.review.desk.search, here(app)) == (None, "a4")


async def test_letters_typed_faster_than_the_screen_follows_are_still_letters(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        for key, letter in (("slash", "/"), ("f", "f"), ("e", "e"), ("d", "d")):
            app.post_message(events.Key(key, letter))
        await pilot.pause()
        assert (app.review.query_one(FindBar).value, marks(app)) == ("fed", {})
        await pilot.press("escape", "q")
    assert app._exit


async def test_a_note_is_kept_with_the_decision(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        await pilot.press("a")
        assert not app.review.query_one(FindBar).display, "there is no decision to note anything on"
        await pilot.press("D", "a", *"spam, q?", "enter")
        assert "removed by ann, 2026-03-01 12:00 UTC: spam, q?" in seen(app, "#card")
        await pilot.press("a", *" x", "escape", "j", "k")
        assert "spam, q?" in seen(app, "#card") and here(app) == "a1"


async def test_a_note_right_after_deciding_goes_to_that_decision_and_never_to_the_keys(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        await pilot.press("]", "d")
        assert here(app) == "a4"
        await pilot.press("a")
        assert here(app) == "a2" and "removed" in app.review.query_one(FindBar).placeholder
        await pilot.press(*"des s", "enter")
        assert here(app) == "a4" and marks(app) == {"a2": "remove"}
        await pilot.press("a", *"xx", "escape")
        assert here(app) == "a4"
        await pilot.press("[")
        assert here(app) == "a2" and "2026-03-01 12:00 UTC: des s" in seen(app, "#card")


async def test_a_filter_leaves_flagged_comments(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        await pilot.press("]", "v")
        shown = [line.split()[2] for line in seen(app, "#tree").splitlines() if line.strip() and "old" in line]
        assert len(shown) == 2 and "hilde" not in seen(app, "#tree")
        await pilot.press("escape")
        assert "hilde" in seen(app, "#tree") and here(app) == "a2"


async def test_the_card_shows_what_is_known(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        await pilot.press("]", "]")
        card = seen(app, "#card")
        for words in (
            "nightbird  2026-03-01 12:45 · language: en 97%",
            "↳ old_stoker: Because the planners are idiots",
            "C conspiracy: false-flag 0.90  stand-in",
            "It says “on purpose to sell us buses”.",
            "0.90 ≥ 0.50",
            "1 other label below 0.05",
            "toxicity did not judge it: there is no model here",
            "Place: answers old_stoker, 92% sure",
            "indented under a2 (indentation 0.90, line 13)",
            "Or: starts its own thread, 8%",
        ):
            assert words in card
        await pilot.press("k")
        assert "in it, old_stoker is quoted: “idiots”" in seen(app, "#card")


async def test_help_and_palette_come_from_the_table(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        offered = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Keep", "Remove", "Undo", "Next match", "Theme"} <= offered
        await pilot.press("?")
        assert isinstance(app.screen, HelpScreen)
        page = str(app.screen.query_one("#help > Static", Static).visual)
        for command in all_commands():
            assert command.help in page and command.shown_keys in page
        await pilot.press("d", "escape")
        assert marks(app) == {} and app.screen is app.review


async def test_the_palette_does_what_the_keys_do(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        await pilot.press("ctrl+p")
        await pilot.press(*"remove, st")
        await app.workers.wait_for_complete()
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert marks(app) == {"a1": "remove"} and here(app) == "a1"


def test_the_keys_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "moderating.md").read_text("utf-8")
    for command in all_commands():
        assert f"| `{command.shown_keys}` | {command.help} |" in page


async def test_a_click_moves_the_cursor(new_app: NewApp) -> None:
    app = new_app()
    async with opened(app) as pilot:
        await pilot.click("#tree", offset=(10, 5))
        assert here(app) == "a5"
        await pilot.click("#threads", offset=(5, 4))
        assert here(app) == "b1"


async def test_scores_arrive_while_the_moderator_reads_on(new_desk: Callable[..., Desk]) -> None:
    gate = threading.Event()

    def slow(threads: Sequence[Thread]) -> list[Case]:
        assert gate.wait(10)
        return judge(threads)

    desk = new_desk()
    desk._queue.judge = slow
    app = ModerateApp(desk, Pages(trams(), bread()))
    async with app.run_test(size=WIDE) as pilot:
        while not desk.sheets or app.review.progress.reading:
            await pilot.pause(0.01)
        await pilot.press("j", "j", "j", "j")
        assert "not scored yet" in seen(app, "#card") and "…" in seen(app, "#tree")
        assert "scored 0/10" in str(app.review.query_one("VerdictBar", Static).visual)
        gate.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert here(app) == "a5"
        assert "no flags" in seen(app, "#card") and "…  " not in seen(app, "#tree").split("Tomas")[0]
        assert app.review.desk.tally.open_flags == 4


async def test_scoring_can_be_paused(new_desk: Callable[..., Desk]) -> None:
    desk = new_desk()
    app = ModerateApp(desk, Pages(trams()))
    app.review.progress.paused = True
    async with app.run_test(size=WIDE) as pilot:
        while not desk.sheets:
            await pilot.pause(0.01)
        await pilot.pause(0.05)
        assert desk.tally.scored == 0
        await pilot.press("p")
        await app.workers.wait_for_complete()
        assert desk.tally.scored == 7


async def test_problems_with_inputs_are_told_and_the_rest_is_shown(new_app: NewApp) -> None:
    app = new_app(problems=[InputError("is [bold]empty[/bold]\x1b[31m", where="x.html")])
    async with opened(app):
        assert [toast.message for toast in app._notifications] == ["x.html: is [bold]empty[/bold]␛[31m"]
        assert here(app) == "a1"


async def test_many_problems_do_not_cover_the_screen(new_app: NewApp) -> None:
    app = new_app(problems=[InputError("is empty", where=f"{number}.html") for number in range(50)])
    async with opened(app):
        told = [toast.message for toast in app._notifications]
    assert told[:3] == ["0.html: is empty", "1.html: is empty", "2.html: is empty"]
    assert len(told) == 4 and "listed after you quit" in told[3]


async def test_nothing_to_read_ends_at_once(new_desk: Callable[..., Desk]) -> None:
    app = ModerateApp(new_desk(), Pages(problems=[InputError("cannot be read", where="x.html")]))
    async with app.run_test() as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
    assert app._exit


async def test_a_model_that_cannot_be_used_leaves_the_pages_to_read(ledger_path: Path) -> None:
    def no_model(threads: Sequence[Thread]) -> list[Case]:
        raise ModelError("the checkpoint is damaged")

    with Ledger(ledger_path) as ledger:
        app = ModerateApp(Desk(ledger, moderator="ann", judge=no_model), Pages(trams()))
        async with opened(app) as pilot:
            await pilot.press("D")
            assert marks(app) == {"a1": "remove"}
        assert isinstance(app.trouble, ModelError)


async def test_a_ledger_that_fails_is_told_and_decides_nothing(
    new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = new_app()
    async with opened(app) as pilot:

        def fail(self: Ledger, decision: object) -> int:
            raise LedgerError("the disk is full", where="d.ledger")

        monkeypatch.setattr(Ledger, "record", fail)
        await pilot.press("d", "z")
        assert [toast.message for toast in app._notifications] == ["Not decided: d.ledger: the disk is full"]
        assert (marks(app), here(app)) == ({}, "a1")


HOSTILE = "\x1b]0;owned\x07\x1b[2J[bold red]big[/] [@click=app.quit]x[/] \u202egnp.exe\x9b31m\x00 end"
VISIBLE = "␛]0;owned␇␛[2J[bold red]big[/] [@click=app.quit]x[/] �gnp.exe�31m␀ end"


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_strangers_words_are_shown_and_never_obeyed(new_app: NewApp, size: tuple[int, int]) -> None:
    told = [("h1", None, HOSTILE, HOSTILE), ("h2", "h1", HOSTILE, f"“{HOSTILE}” idiot")]
    app = new_app(thread_of("h", told, title=HOSTILE), problems=[InputError(HOSTILE)])
    async with opened(app, size) as pilot:
        await pilot.press("]", "/", *"exe", "enter")
        card = seen(app, "#card")
        assert card.count(VISIBLE) >= 4, "author, parent, text and quote"
        assert VISIBLE[:20] in seen(app, "#tree")
        await pilot.press("t")
        assert VISIBLE[:20] in seen(app, "#threads")
        strips = app.screen._compositor.render_strips()
        written = "".join(segment.text for strip in strips for segment in strip)
        assert not [
            letter for letter in written if ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 or letter == "\u202e"
        ]


async def test_five_thousand_comments_open_and_only_what_is_seen_is_drawn(
    new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [(f"c{n}", f"c{n // 2}" if n else None, f"p{n % 50}", f"words {n}") for n in range(5000)]
    app = new_app(thread_of("long", told))
    async with opened(app) as pilot:
        drawn = 0
        tree = app.review.query_one("#tree", Rows)
        draw = tree.row

        def counted(index: int, width: int) -> object:
            nonlocal drawn
            drawn += 1
            return draw(index, width)

        monkeypatch.setattr(tree, "row", counted)
        await pilot.press(*"j" * 10)
        await pilot.pause()
        assert 0 < drawn <= 40, "two rows a step, a screenful at most now and then"
        await pilot.press("G")
        assert app.review.desk.sheet is not None and app.review.desk.sheet.position == 4999
        assert "5000/5000" in str(app.review.query_one("#card").border_title)


async def test_the_theme_is_remembered(new_desk: Callable[..., Desk], tmp_path: Path) -> None:
    path = tmp_path / "config" / "moderate.json"
    app = ModerateApp(new_desk(), Pages(trams()), preferences=Preferences(path))
    async with opened(app) as pilot:
        app.theme = "gruvbox"
        await pilot.pause()
    assert ModerateApp(new_desk(), Pages(trams()), preferences=Preferences(path)).theme == "gruvbox"
    path.write_text("no json")
    assert Preferences(path).theme is None


async def test_quitting_does_not_wait_for_all_scores(new_desk: Callable[..., Desk]) -> None:
    calls = 0

    def slow(threads: Sequence[Thread]) -> list[Case]:
        nonlocal calls
        calls += 1
        threading.Event().wait(0.05)
        return judge(threads)

    desk = new_desk()
    desk._queue.judge = slow
    app = ModerateApp(desk, Pages(thread_of("long", [(f"c{n}", None, "p", "x") for n in range(3200)])))
    async with app.run_test(size=WIDE) as pilot:
        while desk.tally.scored == 0:
            await pilot.pause(0.01)
        await pilot.press("q")
    await asyncio.sleep(0.1)
    assert calls < 50
