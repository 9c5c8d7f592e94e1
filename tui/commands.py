"""Every key, palette entry and help line, in one table."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Command:
    """Something a moderator can do."""

    keys: str
    """The keys that do it, with commas between."""
    shown_keys: str
    """The same as people write them."""
    action: str
    """The review screen's action, with its parameters."""
    label: str
    """A word or two, for the palette and the line of keys below."""
    help: str
    """One sentence, for the help."""
    footer: bool = False
    """Whether it stands in the line of keys below."""
    palette: bool = True
    """Whether the palette offers it."""


COMMANDS: dict[str, tuple[Command, ...]] = {
    "Decide": (
        Command("f", "f", "decide('approve')", "keep", "Keep the comment and go to the next open flag.", footer=True),
        Command(
            "d", "d", "decide('remove')", "remove", "Remove the comment and go to the next open flag.", footer=True
        ),
        Command(
            "e", "e", "decide('escalate')", "escalate", "Hand it to somebody else to decide, and go on.", footer=True
        ),
        Command("s", "s", "decide('skip')", "skip", "Leave it open and go to the next open flag.", footer=True),
        Command("F", "F", "decide('approve', True)", "keep, stay", "Keep the comment; the cursor stays."),
        Command("D", "D", "decide('remove', True)", "remove, stay", "Remove the comment; the cursor stays."),
        Command("E", "E", "decide('escalate', True)", "escalate, stay", "Escalate the comment; the cursor stays."),
        Command(
            "z",
            "z",
            "undo",
            "undo",
            "Take back your latest decision of this session, then the one before.",
            footer=True,
        ),
        Command("a", "a", "note", "add a note", "Write a note on the decision about this comment."),
    ),
    "Move": (
        Command("j,down", "j ↓", "move(1)", "down", "One down, in the pane that has the focus.", palette=False),
        Command("k,up", "k ↑", "move(-1)", "up", "One up, in the pane that has the focus.", palette=False),
        Command("]", "]", "flag(1)", "flag", "Next flagged comment, and over to the next thread.", footer=True),
        Command("[", "[", "flag(-1)", "previous flag", "Previous flagged comment, and back to the thread before."),
        Command("u", "u", "parent", "parent", "Up to the comment this one answers."),
        Command("pagedown,space", "PgDn Space", "page(1)", "page down", "A screenful down.", palette=False),
        Command("pageup", "PgUp", "page(-1)", "page up", "A screenful up.", palette=False),
        Command("g,home", "g Home", "end(-1)", "first", "To the first."),
        Command("G,end", "G End", "end(1)", "last", "To the last."),
        Command("tab", "Tab", "pane(1)", "next pane", "On to the next pane: threads, replies, comment.", palette=False),
        Command("shift+tab", "Shift+Tab", "pane(-1)", "pane before", "Back to the pane before.", palette=False),
        Command("t", "t", "threads", "threads", "To the list of threads, and back.", footer=True),
        Command(
            "enter",
            "Enter",
            "enter",
            "open",
            "From the threads to the replies, from there to the comment.",
            palette=False,
        ),
    ),
    "Find": (
        Command("/", "/", "find", "find", "Look for words in authors, texts and flags, as you type.", footer=True),
        Command("n", "n", "found(1)", "next match", "Next comment that matches."),
        Command("N", "N", "found(-1)", "previous match", "Previous comment that matches."),
        Command("v", "v", "filter", "filter", "Show all comments, flagged, open, abuse, conspiracy; and all again."),
        Command("escape", "Esc", "leave", "leave", "Leave the search, the list or the filter.", palette=False),
    ),
    "More": (
        Command("p", "p", "pause", "pause scoring", "Stop scoring after the comments at hand; again: go on."),
        Command("?", "?", "help", "help", "These keys.", footer=True),
        Command("ctrl+p", "Ctrl+P", "palette", "palette", "Everything by name, and themes.", palette=False),
        Command("q", "q", "quit", "quit", "Quit; every decision is already on disk.", footer=True),
    ),
}


def all_commands() -> list[Command]:
    """Every command, in the order of the help."""
    return [command for group in COMMANDS.values() for command in group]


def bindings() -> list[BindingType]:
    """The table as the review screen's bindings.

    They have priority, so that a key is done with before the next one is looked at: a letter typed fast after ``/``
    must find the line to type in. The screen takes no commands while somebody types there.
    """
    return [
        Binding(key.keys, key.action, key.label, show=key.footer, key_display=key.shown_keys, priority=True)
        for key in all_commands()
    ]


def actions() -> frozenset[str]:
    """The names of the review screen's actions, without parameters."""
    return frozenset(command.action.partition("(")[0] for command in all_commands())
