"""The keys, made from the one table in commands.py."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import COMMANDS, all_commands

LEGEND = (
    ("A C", "flagged for abuse, for a conspiracy claim"),
    ("…", "not scored yet"),
    ("✓ ✗ ↑ ~", "kept, removed, escalated, skipped"),
    ("?", "before a name: it is not sure whom this comment answers"),
    ("3⋯", "three more levels to the left"),
)


class HelpScreen(ModalScreen[None]):
    """Every key with its sentence, and the signs in the tree."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "dismiss(None)", "close"),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        with VerticalScroll(id="help") as page:
            page.border_title = "Keys"
            page.border_subtitle = "Esc closes"
            yield Static(_page(), markup=False)

    def action_scroll(self, by: int) -> None:
        """A line up or down."""
        self.query_one("#help").scroll_relative(y=by, animate=False)


def _page() -> Content:
    cells = max(len(command.shown_keys) for command in all_commands()) + 2
    found: list[Content] = []
    for group, commands in COMMANDS.items():
        found.append(Content.styled(group, "bold $accent"))
        found += [
            Content.assemble((f"{command.shown_keys:>{cells}}", "bold"), "  ", command.help) for command in commands
        ]
        found.append(Content(""))
    found.append(Content.styled("Signs in the tree", "bold $accent"))
    found += [Content.assemble((f"{sign:>{cells}}", "bold"), "  ", meaning) for sign, meaning in LEGEND]
    return Content("\n").join(found)
