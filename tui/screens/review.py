"""The review screen: keys become the desk's verbs, and what comes of them is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Protocol

from textual import work
from textual.binding import BindingType

from threads import Case, Decision, LedgerError, ThreadsError
from tui import commands
from tui.desk import Desk
from tui.messages import CommentChosen, FindChanged, FindEnded, NoteGiven, ThreadChosen
from tui.screens.help import HelpScreen
from tui.screens.panes import PanesScreen
from tui.widgets.find_bar import FindBar
from tui.widgets.rows import Rows
from tui.words import DONE, Mark

PROBLEMS_SHOWN = 3
"""Inputs that could not be read are told one by one up to this many; all are listed after quitting."""


class Reading(Protocol):
    """Cases one by one, and what went wrong on the way."""

    @property
    def problems(self) -> Sequence[ThreadsError]:
        """The inputs that could not be read so far."""

    def __iter__(self) -> Iterator[Case]:
        """The cases; read while they are asked for."""


class ReviewScreen(PanesScreen):
    """The panes, with keys."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings()

    def __init__(self, desk: Desk, source: Reading) -> None:
        super().__init__(desk)
        self.trouble: ThreadsError | None = None
        """What ended reading or scoring early."""
        self._source = source
        self._told = 0  # how many problems were told
        self._origin = (0, 0)  # where a search or a note began

    def on_mount(self) -> None:
        """Reading and scoring begin; both end with the screen."""
        self.refresh_panes()
        self.read_pages()
        self.score_comments()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While somebody types, letters are only letters."""
        return not (isinstance(self.focused, FindBar) and action in commands.actions())

    # Slow work

    @work(group="reading")
    async def read_pages(self) -> None:
        """Pages become threads on the desk; where none does, there is nothing to stay for."""
        self.trouble = await self.progress.read(iter(self._source)) or self.trouble
        if not self.desk.sheets:
            self.call_after_refresh(self.app.exit)
        elif self.trouble is not None:
            self.complain(str(self.trouble))

    @work(group="scoring")
    async def score_comments(self) -> None:
        """Comments become scores and flags on the desk."""
        trouble = await self.progress.score()
        if trouble is not None:
            self.trouble = trouble
            self.complain(f"Scoring stopped: {trouble}")

    def loaded(self, places: set[int]) -> None:
        """Show what came in, and tell which inputs could not be read."""
        super().loaded(places)
        problems = [*self._source.problems, *self.desk.problems]
        for problem in problems[self._told : PROBLEMS_SHOWN]:
            self.complain(str(problem))
        if len(problems) > PROBLEMS_SHOWN >= self._told:
            self.complain("More inputs could not be read or scored; all are listed after you quit")
        self._told = len(problems)

    def action_pause(self) -> None:
        """Stop scoring, or go on."""
        self.say("scoring paused, p goes on" if self.progress.pause() else "scoring goes on")

    # Deciding

    def action_decide(self, mark: Mark, stay: bool = False) -> None:
        """Decide about the comment under the cursor."""
        before, whose = self.desk.place, self._author()
        try:
            decided = self.desk.decide(mark, stay=stay)
        except LedgerError as error:
            self.complain(f"Not decided: {error}")
            return
        if decided is not None:
            at_end = not stay and self.desk.place == before
            self.say(f"{DONE[mark]} {whose}" + ("; no open flag follows" if at_end else ""))

    def action_undo(self) -> None:
        """Take back the latest decision of this session."""
        if not self.desk.undoable:
            self.say("nothing to undo in this session")
            return
        try:
            now = self.desk.undo()
        except LedgerError as error:
            self.complain(f"Not undone: {error}")
            return
        holds = f"{DONE[now.action]} again" if now is not None and now.action != "undo" else "undecided again"
        self.say(f"undone: {self._author()} is {holds}")

    def action_note(self) -> None:
        """Ask for a note on the decision about this comment, or where there is none on the one just made."""
        self._origin = self.desk.place
        if self._decision() is None and self.desk.return_to_decided():
            self.refresh_panes()
        decision = self._decision()
        if decision is None or decision.action == "undo":
            self.say("decide first, then add a note")
            return
        asked = f"a note on this comment, {DONE[decision.action]}; Enter keeps it"
        self.query_one(FindBar).ask("note", asked, decision.note)

    def on_note_given(self, message: NoteGiven) -> None:
        """The same decision again, with the note; then back to where it was asked for."""
        self.set_focus(self.query_one("#tree"))
        said = ""
        try:
            if message.text:
                self.desk.annotate(message.text)
                said = f"noted on {self._author()}"
        except LedgerError as error:
            self.complain(f"Not noted: {error}")
        self.desk.go(*self._origin)
        self.say(said)

    def _decision(self) -> Decision | None:
        return self.desk.card.decision if self.desk.card is not None else None

    def _author(self) -> str:
        comment = self.desk.comment
        return f"{comment.author or '(no name)'}’s comment" if comment is not None else "nothing"

    # Moving about

    def action_move(self, by: int) -> None:
        """Up or down in the pane that has the focus."""
        if self.focused is not None and self.focused.id == "card":
            self.focused.scroll_relative(y=by, animate=False)
        elif self.focused is not None and self.focused.id == "threads":
            self.desk.choose_thread(min(max(self.desk.at + by, 0), len(self.desk.sheets) - 1))
            self.refresh_panes()
        else:
            self.desk.move(by)
            self.refresh_panes(moved=True)

    def action_page(self, by: int) -> None:
        """A screenful up or down."""
        pane = self.focused
        self.action_move(
            by * max(1, pane.page_rows - 1 if isinstance(pane, Rows) else self.query_one("#card").size.height - 1)
        )

    def action_end(self, by: int) -> None:
        """To the first or the last."""
        self.action_move(by * 10**9)

    def action_flag(self, step: int) -> None:
        """To the next or previous flagged comment."""
        if self.desk.next_flag(step):
            self.say("")
        else:
            unsure = " so far" if self.progress.reading or self.progress.scoring else ""
            self.say(f"no flag {'after' if step > 0 else 'before'} this one{unsure}")

    def action_parent(self) -> None:
        """Up to the comment this one answers."""
        card = self.desk.card
        if card is not None and card.parent is not None:
            self.desk.choose_comment(card.parent.id)
            self.refresh_panes()

    def action_pane(self, by: int) -> None:
        """The focus to the next pane."""
        self.turn_pane(by)

    def action_threads(self) -> None:
        """To the list of threads, and back."""
        self.list_threads(self.focused is None or self.focused.id != "threads")

    def action_enter(self) -> None:
        """From the threads to the replies, from there to the comment."""
        if self.focused is not None and self.focused.id == "threads":
            self.list_threads(False)
        elif self.focused is not None and self.focused.id == "tree":
            self.set_focus(self.query_one("#card"))

    def on_thread_chosen(self, message: ThreadChosen) -> None:
        """A click on a thread."""
        self.desk.choose_thread(message.place)
        self.refresh_panes()

    def on_comment_chosen(self, message: CommentChosen) -> None:
        """A click on a comment."""
        sheet = self.desk.sheet
        if sheet is not None:
            self.desk.move(message.place - sheet.position)
            self.refresh_panes(moved=True)

    # Looking for words

    def action_find(self) -> None:
        """Ask what to look for."""
        self._origin = self.desk.place
        self.list_threads(False)
        self.query_one(FindBar).ask("find", "find in authors, texts and flags; Enter stays there, Esc goes back")

    def on_find_changed(self, message: FindChanged) -> None:
        """Go to the first match while it is being typed."""
        found = self.desk.find(message.text, origin=self._origin)
        self.say("" if found or not message.text else "not found")

    def on_find_ended(self, message: FindEnded) -> None:
        """Stay, or go back to where the search began."""
        if not message.kept:
            self.desk.find("", origin=self._origin)
        self.set_focus(self.query_one("#tree"))
        self.say("")

    def action_found(self, step: int) -> None:
        """To the next or previous match."""
        if self.desk.search is None:
            self.say("nothing to look for yet: press /")
        else:
            self.say("" if self.desk.find_next(step) else "not found")

    def action_filter(self) -> None:
        """Which comments are shown: the next in turn."""
        self.say(f"showing {self.desk.show()}")

    def action_leave(self) -> None:
        """Leave the list, else the search, else the filter."""
        if self.focused is not None and self.focused.id != "tree":
            self.list_threads(False)
        elif self.desk.search is not None:
            self.desk.find("", origin=self.desk.place)
            self.say("")
        elif self.desk.filter != "all":
            self.desk.show("all")
            self.say("showing all")

    def action_palette(self) -> None:
        """Everything by name."""
        self.app.action_command_palette()

    def action_quit(self) -> None:
        """Leave; there is nothing to save."""
        self.app.exit()

    def action_help(self) -> None:
        """Every key."""
        self.app.push_screen(HelpScreen())
