"""Why a comment was flagged: each flag with its sentence and its source."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from threads import Flag
from tui import plain
from tui.cards import Card


class FlagList(Static):
    """The flags of one comment."""

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(markup=False, classes=classes)

    def show(self, card: Card) -> None:
        """Show a comment's flags, or that there are none, or that nobody knows yet."""
        self.update(plain.join(_flags(card)))


def _flags(card: Card) -> list[Content]:
    if not card.flags:
        told = "no flags" if card.scored else "… not scored yet"
        return [plain.line(told, "dim")]
    # One sentence may have raised several labels; it is told once.
    together: dict[tuple[str, str], list[Flag]] = {}
    for flag in card.flags:
        together.setdefault((flag.kind, flag.reason), []).append(flag)
    found: list[Content] = []
    for (kind, reason), flags in together.items():
        labels = ", ".join(f"{flag.label} {flag.score:.2f}" for flag in flags)
        sources = ", ".join(dict.fromkeys(flag.source for flag in flags))
        named = plain.line(f"{kind[:1].upper()} {kind}: {labels}", "bold $warning")
        found.append(Content.assemble(named, "  ", plain.line(sources, "dim")))
        found.append(Content.assemble("  ", plain.line(reason)))
    return found
