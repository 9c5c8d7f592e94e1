"""The terminal application: theme, palette, first screen; nothing about moderation."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.theme import Theme

from threads import ThreadsError
from tui.commands import all_commands
from tui.desk import Desk
from tui.preferences import Preferences
from tui.screens.review import Reading, ReviewScreen


class ModerateApp(App[None]):
    """One desk, one review screen.

    Args:
        desk: the session.
        reading: gives the cases and, while it does, the inputs that could not be read.
        preferences: what to remember between runs.
    """

    TITLE = "threads moderate"
    DEFAULT_MODE = "review"

    def __init__(self, desk: Desk, reading: Reading, *, preferences: Preferences | None = None) -> None:
        super().__init__()
        self.preferences = preferences or Preferences()
        self.review = ReviewScreen(desk, reading)
        self.add_mode("review", lambda: self.review)
        if self.preferences.theme in self.available_themes:
            self.theme = self.preferences.theme

    @property
    def trouble(self) -> ThreadsError | None:
        """What ended reading or scoring early, to be told once the terminal is free again."""
        return self.review.trouble

    def on_mount(self) -> None:
        """The theme is remembered whenever it changes."""
        self.theme_changed_signal.subscribe(self, self._remember)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the table in commands.py, and the themes."""
        if isinstance(screen, ReviewScreen):
            for command in all_commands():
                if command.palette:
                    act = partial(screen.run_action, command.action)
                    yield SystemCommand(command.label.capitalize(), f"{command.help} ({command.shown_keys})", act)
        yield SystemCommand("Theme", "Change the colours.", self.action_change_theme)

    def _remember(self, theme: Theme) -> None:
        self.preferences.remember_theme(theme.name)
