"""Scores as bars, each with the threshold at which the policy flags it, and the scorers that did not judge."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui import plain
from tui.cards import Bar, Card
from tui.words import counted

BAR_CELLS = 12
LITTLE_SHARE = 0.05
"""Scores below this are summed up in one line: scorers give dozens of them for a harmless comment."""


class ScoreBars(Static):
    """The scores of one comment."""

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(markup=False, classes=classes)

    def show(self, card: Card) -> None:
        """Show a comment's scores, labels that say something first."""
        self.display = card.scored
        self.update(plain.join(_lines(card)))


def _lines(card: Card) -> list[Content]:
    telling = [bar for bar in card.bars if (bar.score.value or 0.0) >= LITTLE_SHARE]
    name_cells = max((len(bar.score.label) for bar in telling), default=0)
    found = [_bar(bar, name_cells) for bar in telling]
    if rest := len(card.bars) - len(telling):
        found.append(plain.line(f"{counted(rest, 'other label')} below {LITTLE_SHARE:.2f}", "dim"))
    for scorer, reason in card.abstentions:
        found.append(plain.line(f"{scorer} did not judge it: {reason}", "italic"))
    return found or [plain.line("no scores", "dim")]


def _bar(bar: Bar, name_cells: int) -> Content:
    """``toxicity ██████████▌     ┃   0.93 flagged from 0.60``: told apart by words, not by colour."""
    value = bar.score.value or 0.0
    over = bar.threshold is not None and value >= bar.threshold
    cells = "".join("█" if cell < round(value * BAR_CELLS) else "·" for cell in range(BAR_CELLS))
    content = Content.styled(cells, "$warning" if over else "dim")
    if bar.threshold is not None:
        at = min(BAR_CELLS - 1, int(bar.threshold * BAR_CELLS))
        content = Content.assemble(content[:at], ("┃", "bold"), content[at + 1 :])
    limit = "" if bar.threshold is None else f"{' ≥' if over else ' <'} {bar.threshold:.2f}"
    name = plain.line(bar.score.label.ljust(name_cells), "bold" if over else "")
    return Content.assemble(name, " ", content, f" {value:.2f}", (limit, "bold" if over else "dim"))
