"""Why a comment stands where it stands in the tree: what speaks for its parent, and who else it might answer."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from threads import Evidence
from tui import plain
from tui.cards import Card

RUNNERS_UP = 3


class EvidenceList(Static):
    """The evidence for one link."""

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(markup=False, classes=classes)

    def show(self, card: Card) -> None:
        """Show what a comment's place rests on."""
        self.update(plain.join(_lines(card)))


def _lines(card: Card) -> list[Content]:
    link = card.link
    found = [plain.line(f"Place: {_answer(card, link.parent_id)}, {link.confidence:.0%} sure", "bold")]
    found += [_because(evidence) for evidence in link.evidence]
    for other in link.runners_up[:RUNNERS_UP]:
        found.append(plain.line(f"Or: {_answer(card, other.parent_id)}, {other.confidence:.0%}"))
        found += [_because(evidence) for evidence in other.evidence]
    return found


def _answer(card: Card, parent_id: str | None) -> str:
    return "starts its own thread" if parent_id is None else f"answers {card.author_of(parent_id) or '(no name)'}"


def _because(evidence: Evidence) -> Content:
    where = f", line {evidence.line}" if evidence.line is not None else ""
    quote = f" “{evidence.quote}”" if evidence.quote else ""
    told = plain.line(f"{evidence.sentence}{quote}")
    return Content.assemble("  ", told, " ", plain.line(f"({evidence.clue} {evidence.weight:.2f}{where})", "dim"))
