"""Three panes, one line of state, one line of keys: what the desk holds, handed down to the widgets."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer

from tui import cards, plain
from tui.desk import Desk
from tui.loading import Loading
from tui.sheet import Sheet
from tui.widgets.comment_card import CommentCard
from tui.widgets.find_bar import FindBar
from tui.widgets.thread_list import ThreadList
from tui.widgets.thread_tree import ThreadTree
from tui.widgets.verdict_bar import State, VerdictBar

NARROW_CELLS = 100
"""Below this width threads are hidden until asked for."""

BROAD_CELLS = 150
"""From this width on the comment stands beside the replies, else below them."""


class PanesScreen(Screen[None]):
    """What is seen; what keys do is the review screen's."""

    CSS_PATH = "panes.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW_CELLS, "-wide"), (BROAD_CELLS, "-broad")]  # noqa: RUF012 - typed by Screen
    AUTO_FOCUS = "#tree"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.progress = Loading(desk, self.loaded)
        self._said = ""  # what the last key did
        self._drawn: object = None  # what the panes last showed, but for cursors

    def compose(self) -> ComposeResult:
        """The panes and the lines below."""
        with Container(id="panes"):
            yield ThreadList(id="threads")
            with Container(id="talk"):
                yield ThreadTree(id="tree")
                yield CommentCard(id="card")
        yield FindBar(id="find")
        yield VerdictBar()
        yield Footer(compact=True, show_command_palette=False)

    def loaded(self, places: set[int]) -> None:
        """Threads came in, or the scores of the threads at these places: show them without moving a cursor."""
        if self.is_attached:
            self.refresh_panes(card=not places or self.desk.at in places, hold=True)

    def refresh_panes(self, *, moved: bool = False, card: bool = True, hold: bool = False) -> None:
        """Hand down what the desk holds now.

        Args:
            moved: only a cursor did, so two rows are drawn anew and no more.
            card: the comment's card may have changed.
            hold: rows may have come in above the cursor; what it is on keeps its height on the screen.
        """
        desk, sheet = self.desk, self.desk.sheet
        drawn = (desk.at, desk.filter, desk.search, len(sheet.shown) if sheet else None)
        anew = not moved or drawn != self._drawn
        self._drawn = drawn
        self._show_threads(anew=anew)
        self._show_tree(sheet, anew=anew, hold=hold)
        if card:
            self._show_card(sheet, top=not hold)
        self._show_state()

    def say(self, told: str) -> None:
        """Tell what a key did, in the line of state, and show what came of it."""
        self._said = told
        self.refresh_panes()

    def complain(self, told: str) -> None:
        """Tell what went wrong, above everything else."""
        self.notify(plain.line(told).plain, severity="error", timeout=8, markup=False)

    def list_threads(self, wanted: bool) -> None:
        """Show the list of threads, in a narrow terminal alone; or put it away where it would be in the way."""
        narrow = self.app.size.width < NARROW_CELLS
        threads, tree, _ = self._panes
        threads.display = wanted or not narrow
        self.query_one("#talk").display = not (wanted and narrow)
        self.set_focus(threads if wanted else tree)

    def turn_pane(self, by: int) -> None:
        """The focus to the next pane seen."""
        threads, *talk = self._panes
        seen = [*([threads] if threads.display else []), *(talk if self.query_one("#talk").display else [])]
        at = seen.index(self.focused) if self.focused in seen else -by
        self.set_focus(seen[(at + by) % len(seen)])

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that grows or shrinks shows or hides the list of threads."""
        threads = self.query_one("#threads")
        narrow = event.size.width < NARROW_CELLS
        listing = narrow and self.focused is threads
        threads.display = listing or not narrow
        self.query_one("#talk").display = not listing

    @property
    def _panes(self) -> tuple[ThreadList, ThreadTree, CommentCard]:
        query = self.query_one
        return query("#threads", ThreadList), query("#tree", ThreadTree), query("#card", CommentCard)

    def _show_threads(self, *, anew: bool) -> None:
        sheets = self.desk.sheets
        pane = self.query_one("#threads", ThreadList)
        _entitle(pane, f"Threads {self.desk.at + 1}/{len(sheets)}" if sheets else "Threads")
        pane.show(len(sheets), self.desk.at, lambda place: cards.thread_line(sheets[place]))
        if anew:
            pane.refresh()

    def _show_tree(self, sheet: Sheet | None, *, anew: bool, hold: bool) -> None:
        pane = self.query_one("#tree", ThreadTree)
        if sheet is None:
            _entitle(pane, "Reading …" if self.progress.reading else "Nothing to read")
            return
        shown = sheet.shown
        _entitle(pane, cards.name_of(sheet.thread) if shown else f"no comments found: {cards.name_of(sheet.thread)}")
        pane.show(
            len(shown),
            sheet.position,
            lambda place: cards.tree_line(sheet, shown[place]),
            guided=self.desk.filter == "all",
            hold=hold,
        )
        if anew:
            pane.refresh()

    def _show_card(self, sheet: Sheet | None, *, top: bool) -> None:
        pane = self.query_one("#card", CommentCard)
        _entitle(pane, f"Comment {sheet.position + 1}/{len(sheet.shown)}" if sheet and sheet.shown else "Comment")
        pane.show(self.desk.card, wanted=self.desk.search.pattern if self.desk.search else None, top=top)

    def _show_state(self) -> None:
        desk, progress = self.desk, self.progress
        state = State(
            tally=desk.tally,
            said=self._said,
            filter=desk.filter,
            reading=progress.reading,
            scoring=progress.scoring,
            paused=progress.paused,
            wanted=desk.search.text if desk.search else "",
            found=desk.found,
        )
        self.query_one(VerdictBar).show(state)


def _entitle(pane: Widget, told: str) -> None:
    """Write a title on a pane's border; a new one draws all of the pane anew, so only when it is new."""
    title = plain.title(told)
    if pane.border_title != title.markup:
        pane.border_title = title
