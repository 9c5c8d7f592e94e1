"""One line to type in: what to look for, or a note on a decision."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.widgets import Input

from tui.messages import FindChanged, FindEnded, NoteGiven

Purpose = Literal["find", "note"]


class FindBar(Input):
    """Hidden until it is asked for; Enter keeps, Esc leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "keep"),
        Binding("escape", "leave", "go back"),
    ]
    DEFAULT_CSS = """
    FindBar { height: 1; border: none; padding: 0 1; display: none; background: $boost; &:focus { border: none; } }
    """

    purpose: Purpose = "find"

    def ask(self, purpose: Purpose, placeholder: str, value: str = "") -> None:
        """Show the line, for one purpose, and take the keys."""
        self.purpose = purpose
        self.placeholder = placeholder
        with self.prevent(Input.Changed):
            self.value = value
        self.display = True
        self.screen.set_focus(self)  # at once: the next letter must not be taken for a command
        self.cursor_position = len(value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Looking for words starts with the first letter."""
        event.stop()
        if self.purpose == "find" and self.display:
            self.post_message(FindChanged(self.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps."""
        event.stop()
        self._end(kept=True)

    def action_leave(self) -> None:
        """Esc leaves."""
        self._end(kept=False)

    def _end(self, *, kept: bool) -> None:
        self.display = False
        self.post_message(FindEnded(kept) if self.purpose == "find" else NoteGiven(self.value if kept else ""))
