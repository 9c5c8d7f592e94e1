"""The nouns, frozen: a Page goes in, a Case comes out, and every step between returns a new one of these.

    Page --segment--> Section (Comments) --link--> Thread --score--> Scores --judge--> Flags      Case = these together

All spans are half-open ``(start, end)`` offsets in Unicode code points.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Span = tuple[int, int]
Status = Literal["visible", "deleted", "removed", "empty"]
Layout = Literal["nested", "flat"]
Order = Literal["oldest", "newest", "unknown"]


class Noun(BaseModel):
    """A value that never changes once made and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Quote(Noun):
    """Words inside a comment that somebody else wrote."""

    text: str
    """The quoted words."""
    comment_id: str | None = None
    """The comment on this page that holds them; ``None`` where it is not here."""
    span: Span | None = None
    """Where they stand in the quoting comment's ``text``; ``None`` where they were cut out of it (a quoted block)."""


class Block(Noun):
    """One comment as an export states it: ids and parents are given, nothing needs to be guessed."""

    id: str
    """The id the export gives."""
    parent_id: str | None = None
    """The id of the comment answered; ``None`` for a comment that starts its own thread."""
    parent_known: bool = True
    """False where the source does not say what is answered, so that the clues have to find it."""
    parent_basis: str | None = None
    """On what the parent rests ("nested in the markup"); ``None``: the source names it by its id."""
    author: str | None = None
    """The name shown; ``None`` where the export has none."""
    posted_at: datetime | None = None
    """When it was posted, with a zone; ``None`` where unknown."""
    time_text: str | None = None
    """The time as the export writes it."""
    text: str
    """The comment's words."""
    status: Status = "visible"
    """Whether its words are still there."""
    quotes: tuple[Quote, ...] = ()
    """Words of others that the export names; ``comment_id`` is a block's ``id``."""
    number: str | None = None
    """The number the source gives it ("#12"); ``None`` where it gives none."""
    addressee: str | None = None
    """The name in its header after "in reply to"; ``None`` where there is none."""
    span: Span | None = None
    """Where it stands in ``Page.text``, header included; ``None``: wherever its words are found."""


class Rival(Noun):
    """One way in which a source could have read a page, for ``threads explain``."""

    name: str
    """What it takes for comments: ``li.comment``, ``div around span.comment``, ``signatures``, ``JSON-LD``."""
    count: int
    """How many it finds."""
    fit: float = Field(ge=0.0, le=1.0)
    """How well the page bears it out, a share in [0, 1]."""
    made_of: str = ""
    """The points behind the fit, in words: ``name 4.5, author 2.0``."""


class Page(Noun):
    """One document as read: decoded text, and the comments an export states."""

    source: str
    """Path or URL as given by the user."""
    text: str
    """The decoded text, line ends as ``\\n``; every ``source_span`` points into it."""
    id: str | None = None
    """The thread's id where the source states one (an export of ours, read back)."""
    format: str = "text"
    """The source that read it, a file name on the sources shelf."""
    title: str | None = None
    """Its title where the source states one."""
    url: str | None = None
    """Its address where the source states one."""
    platform: str | None = None
    """The system that made it where the source states one."""
    blocks: tuple[Block, ...] = ()
    """Stated comments, in order; empty for plain pages."""
    blocks_fit: float = Field(default=1.0, ge=0.0, le=1.0)
    """How sure the source is that ``blocks`` are the page's comments, a share in [0, 1]; exports are."""
    rivals: tuple[Rival, ...] = ()
    """The ways of reading that the source weighed against each other, best first; empty where it had no choice."""
    declared_count: int | None = None
    """How many comments the source says there are; ``None`` where it does not."""
    article: str | None = None
    """The text that was commented on, where a source that states comments has it apart from them."""
    in_corpus: bool = False
    """Whether it is one of the many documents of a corpus, most of which hold no comments."""
    notes: tuple[str, ...] = ()
    """What had to be repaired while reading, one sentence each."""


class Comment(Noun):
    """One comment as cut from its page; its own words only, quoted blocks set apart."""

    id: str
    """Unique within the thread; made from author, absolute time and words, so that a reread page gives it again."""
    author: str | None = None
    """The name as shown; ``None`` where the page lost it."""
    posted_at: datetime | None = None
    """When it was posted, UTC; ``None`` where the page shows no absolute time."""
    time_text: str | None = None
    """The time as the page shows it."""
    text: str
    """Its own words as written, lines joined by ``\\n``; inline quotations stay in and are named in ``quotes``."""
    status: Status = "visible"
    """``empty``: an author without words (a lost picture)."""
    quotes: tuple[Quote, ...] = ()
    """Words of others, cut out (``span`` is ``None``) or inline."""
    source_span: Span
    """From its first to its last character in ``Page.text``, header lines included."""
    line: int
    """Its first line in ``Page.text``, counted from 1."""
    indent_columns: int | None = None
    """How far its marker stands from the left, in columns; ``None`` where the layout shows no indentation."""
    level: int | None = None
    """A depth the page states in words ("level 3"), counted from 0; ``None`` where it does not."""
    number: str | None = None
    """The number the page gives it ("#12", "3."); ``None`` where it gives none."""
    stated_id: str | None = None
    """The id an export or the page states."""
    stated_parent: str | None = None
    """The ``stated_id`` of the parent, where stated."""
    parent_stated: bool = False
    """True where the source states the parent, ``None`` (a root) included."""
    parent_basis: str | None = None
    """On what a stated parent rests ("nested in the markup"); ``None``: the source names it by its id."""
    header_cues: tuple[str, ...] = ()
    """What else its header says of its place: ``"7 children"``, ``"parent"``, ``"next"``."""
    addressee: str | None = None
    """The name in its header after "in reply to", "Antwort auf", "X hat gesagt:"; ``None`` where there is none."""

    @property
    def depth_shown(self) -> int | None:
        """How deep the page shows it, in levels or columns; ``None`` where it does not."""
        return self.level if self.level is not None else self.indent_columns

    @cached_property
    def own_words(self) -> str:
        """The text with inline quotations blanked out, letter for letter, so that spans into ``text`` stay true.

        >>> quote = Quote(text="Go!", span=(1, 4))
        >>> Comment(id="a", text="“Go!” No.", quotes=(quote,), source_span=(0, 9), line=1).own_words
        '“   ” No.'
        """
        spans = [quote.span for quote in self.quotes if quote.span is not None]
        if not spans:
            return self.text
        words = list(self.text)
        for start, end in spans:
            words[start:end] = [letter if letter == "\n" else " " for letter in words[start:end]]
        return "".join(words)


class Section(Noun):
    """What one layout made of a page: its comments in reading order, and how sure it is."""

    hypothesis: str
    """The layout that made it, a file name on the layouts shelf."""
    comments: tuple[Comment, ...] = ()
    """In reading order; empty where the page holds none."""
    fit: float = Field(default=0.0, ge=0.0, le=1.0)
    """How well the page bears the hypothesis out, a share in [0, 1]."""
    layout: Layout = "flat"
    """Whether indentation or stated parents show the tree."""
    platform: str | None = None
    """The system that made the page; ``None`` where unknown."""
    declared_count: int | None = None
    """How many comments the page says it has."""
    start_line: int | None = None
    """First line of the section, counted from 1."""
    end_line: int | None = None
    """Last line of the section, counted from 1."""
    labels: tuple[tuple[int, str], ...] = ()
    """``(line, what it was taken for)`` for ``threads explain``."""


class Evidence(Noun):
    """Why one comment is thought to answer another."""

    clue: str
    """The clue that found it, a file name on the clues shelf."""
    weight: float = Field(ge=0.0, le=1.0)
    """How much it alone tells: where the page shows the parent, how sure it is; where the parent is guessed, by which
    share it cuts the odds against it (0.9: ten times better)."""
    sentence: str
    """The same in words a moderator can read: "indented under c1"."""
    line: int | None = None
    """Where on the page it stands, counted from 1."""
    quote: str | None = None
    """The words it rests on."""


class Candidate(Noun):
    """A possible parent with all that speaks for it."""

    parent_id: str | None
    """``None``: the comment starts its own thread."""
    confidence: float = Field(ge=0.0, le=1.0)
    """Share of belief; the candidates of one comment sum to at most 1."""
    evidence: tuple[Evidence, ...] = ()
    """What speaks for it, strongest first."""


class Link(Noun):
    """The parent chosen for a comment, why, how surely, and who came second."""

    comment_id: str
    """The comment that answers."""
    parent_id: str | None = None
    """The comment answered; ``None``: it starts its own thread."""
    confidence: float = Field(ge=0.0, le=1.0)
    """How sure that is, a share in [0, 1]."""
    evidence: tuple[Evidence, ...] = ()
    """What it rests on, strongest first; never empty."""
    runners_up: tuple[Candidate, ...] = ()
    """Other parents considered, best first."""


class Thread(Noun):
    """A page's conversation: comments in reading order, and a link for each."""

    id: str
    """Stable, made from the page's address, title or first words."""
    source: str
    """Path or URL as given."""
    title: str | None = None
    url: str | None = None
    platform: str | None = None
    """The system that made the page; ``None`` where unknown."""
    layout: Layout = "flat"
    order: Order = "unknown"
    """Whether the oldest or the newest comment stands first among siblings."""
    declared_count: int | None = None
    """How many comments the page says it has."""
    article: str | None = None
    """The text above the comments."""
    comments: tuple[Comment, ...] = ()
    links: tuple[Link, ...] = ()
    """One a comment, in the same order."""
    notes: tuple[str, ...] = ()
    """What was repaired or remains doubtful, one sentence each."""
    hypothesis: str | None = None
    """The layout that won; ``None`` where the page holds no comments."""

    @cached_property
    def by_id(self) -> dict[str, Comment]:
        """Comments by id."""
        return {comment.id: comment for comment in self.comments}

    @cached_property
    def link_of(self) -> dict[str, Link]:
        """Links by the id of the comment that answers."""
        return {link.comment_id: link for link in self.links}

    @cached_property
    def replies(self) -> dict[str | None, tuple[Comment, ...]]:
        """Direct replies by parent id, in reading order; ``None`` holds the roots."""
        found: dict[str | None, list[Comment]] = {}
        for comment in self.comments:
            found.setdefault(self.link_of[comment.id].parent_id, []).append(comment)
        return {parent: tuple(children) for parent, children in found.items()}

    @cached_property
    def depth_of(self) -> dict[str, int]:
        """Depth by comment id, roots are 0."""
        depths: dict[str, int] = {}
        for comment, depth in self.walk():
            depths[comment.id] = depth
        return depths

    def parent(self, comment: Comment) -> Comment | None:
        """The comment answered, or ``None`` for a root."""
        parent_id = self.link_of[comment.id].parent_id
        return None if parent_id is None else self.by_id[parent_id]

    def walk(self) -> Iterator[tuple[Comment, int]]:
        """Every comment with its depth, parents before their replies; without recursion, so depth has no bound."""
        stack = [(comment, 0) for comment in reversed(self.replies.get(None, ()))]
        while stack:
            comment, depth = stack.pop()
            yield comment, depth
            stack.extend((reply, depth + 1) for reply in reversed(self.replies.get(comment.id, ())))


class Language(Noun):
    """The language of one comment's own words."""

    code: str | None = None
    """ISO 639-1, or ``None`` where the words are too few to tell."""
    confidence: float = Field(default=0.0, ge=0.0, le=1.0)


class Finding(Noun):
    """Words in a comment that a scorer points at, and why."""

    spans: tuple[Span, ...]
    """Into ``Comment.text``."""
    sentence: str
    """One sentence a moderator can read."""


class Score(Noun):
    """What one scorer says of one comment under one label."""

    comment_id: str
    scorer: str
    """A file name on the scorers shelf."""
    label: str
    """What is scored: ``toxicity``, ``insult``, ``false-flag`` ..."""
    value: float | None
    """A share in [0, 1]; ``None``: the scorer abstains, and ``reason`` says why. Unknown is not zero."""
    source: str
    """What exactly scored: ``detoxify:embedded``, ``lexicon:insults`` ..."""
    reason: str | None = None
    """Why it abstains; ``None`` where it does not."""
    findings: tuple[Finding, ...] = ()
    """Where and why; a model without spans gives none."""


class Flag(Noun):
    """A comment needs a human eye, and why."""

    comment_id: str
    kind: str
    """``abuse`` or ``conspiracy``."""
    label: str
    score: float = Field(ge=0.0, le=1.0)
    spans: tuple[Span, ...] = ()
    """Into ``Comment.text``; empty where the whole comment is meant."""
    reason: str
    """One sentence a moderator can read."""
    source: str
    """``detoxify:embedded``, ``lexicon:...`` or ``policy:...``."""


class Decision(Noun):
    """What a moderator decided about one comment; never edited, only followed by another."""

    thread_id: str
    comment_id: str
    action: Literal["approve", "remove", "escalate", "skip", "undo"]
    """``undo`` takes back the moderator's decision before it."""
    moderator: str
    at: datetime
    """UTC."""
    note: str = ""


class Case(Noun):
    """A thread with all that is known about it: languages, scores, flags, decisions."""

    thread: Thread
    languages: dict[str, Language] = {}
    """By comment id."""
    scores: tuple[Score, ...] = ()
    flags: tuple[Flag, ...] = ()
    decisions: dict[str, Decision] = {}
    """The decision in force, by comment id."""

    @cached_property
    def flags_of(self) -> dict[str, tuple[Flag, ...]]:
        """Flags by comment id; comments without one are missing."""
        found: dict[str, list[Flag]] = {}
        for flag in self.flags:
            found.setdefault(flag.comment_id, []).append(flag)
        return {comment: tuple(flags) for comment, flags in found.items()}

    @cached_property
    def scores_of(self) -> dict[str, tuple[Score, ...]]:
        """Scores by comment id."""
        found: dict[str, list[Score]] = {}
        for score in self.scores:
            found.setdefault(score.comment_id, []).append(score)
        return {comment: tuple(scores) for comment, scores in found.items()}
