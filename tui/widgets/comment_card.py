"""The comment under the cursor: who, when, their words with quotes set apart, and everything known about it."""

from __future__ import annotations

import re

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from threads import Comment, Quote
from tui import plain
from tui.cards import Card, time_of
from tui.widgets.evidence_list import EvidenceList
from tui.widgets.flag_list import FlagList
from tui.widgets.score_bars import ScoreBars
from tui.words import DONE, SIGNS, counted

PARENT_CHARACTERS = 160
QUOTE_CHARACTERS = 400


class CommentCard(VerticalScroll, can_focus=True):
    """The card, in parts from top to bottom; what matters for a decision comes first."""

    DEFAULT_CSS = """
    CommentCard {
        scrollbar-size-vertical: 1;
        padding: 0 1;
        & > Static { height: auto; }
        & > .-gap { margin-top: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The parts, empty."""
        yield Static(id="words", markup=False)
        yield FlagList(classes="-gap")
        yield ScoreBars(classes="-gap")
        yield EvidenceList(classes="-gap")

    def show(self, card: Card | None, *, wanted: re.Pattern[str] | None = None, top: bool = True) -> None:
        """Show a comment, or that there is none; `top` starts at its first line."""
        words = self.query_one("#words", Static)
        for part in (FlagList, ScoreBars, EvidenceList):
            self.query_one(part).display = card is not None
        if card is None:
            words.update(plain.line("No comment here.", "dim"))
            return
        words.update(_words(card, wanted))
        self.query_one(FlagList).show(card)
        self.query_one(ScoreBars).show(card)
        self.query_one(EvidenceList).show(card)
        if top:
            self.scroll_home(animate=False)


def _words(card: Card, wanted: re.Pattern[str] | None) -> Content:
    comment = card.comment
    parts = [_byline(card)]
    if card.decision is not None and card.decision.action != "undo":
        sign, done = SIGNS[card.decision.action], DONE[card.decision.action]
        told = f"{sign} {done} by {card.decision.moderator}, {card.decision.at:%Y-%m-%d %H:%M} UTC"
        parts.append(plain.line(f"{told}: {card.decision.note}" if card.decision.note else told, "bold"))
    if card.parent is not None:
        told = f"↳ {card.parent.author or '(no name)'}: {card.parent.text[: PARENT_CHARACTERS * 2]}"
        parts.append(plain.line(_short(told, PARENT_CHARACTERS), "dim"))
    parts.append(Content(""))
    for quote in comment.quotes:
        if quote.span is None:
            parts.append(plain.line(_quoted(card, quote), "dim italic"))
    if comment.status != "visible":
        parts.append(plain.line(f"[this comment is {comment.status}]", "dim italic"))
    parts.append(_text(card, wanted))
    for quote in comment.quotes:
        if quote.span is not None:
            parts.append(plain.line(f"in it, {_quoted(card, quote)}", "dim italic"))
    return plain.join(parts)


def _byline(card: Card) -> Content:
    comment = card.comment
    more = [time_of(comment), counted(card.replies, "reply", "replies") if card.replies else ""]
    if card.language is not None:
        sure = f" {card.language.confidence:.0%}" if card.language.code else ""
        more.append(f"language: {card.language.code or 'unknown'}{sure}")
    told = " · ".join(part for part in more if part)
    return Content.assemble(plain.line(comment.author or "(no name)", "bold"), "  ", plain.line(told, "dim"))


def _text(card: Card, wanted: re.Pattern[str] | None) -> Content:
    """The comment's words: flagged ones underlined, those of others dimmed, found ones reversed."""
    comment: Comment = card.comment
    found = plain.words(comment.text)
    for quote in comment.quotes:
        if quote.span is not None:
            found = found.stylize("dim italic", *quote.span)
    for flag in card.flags:
        for start, end in flag.spans:
            found = found.stylize("bold underline $warning", start, end)
    if wanted is not None:
        for hit in wanted.finditer(comment.text):
            found = found.stylize("reverse", hit.start(), hit.end())
    return found


def _quoted(card: Card, quote: Quote) -> str:
    """Who said the quoted words, as far as this page tells."""
    whose = card.author_of(quote.comment_id) if quote.comment_id else None
    said = f"{whose or '(no name)'} is quoted" if quote.comment_id else "quoted, from no comment on this page"
    return f"{said}: “{_short(quote.text, QUOTE_CHARACTERS)}”"


def _short(text: str, characters: int) -> str:
    return text if len(text) <= characters else f"{text[: characters - 1]}…"
