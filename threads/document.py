"""The JSON export as models: the public schema ``comment-threads/1``, and cases turned into it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

import threads
from threads import checkpoints, model
from threads.model import Case, Layout, Order, Status

SCHEMA = "comment-threads/1"
_SURROGATE = re.compile("[\ud800-\udfff]")
_STEERING = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""What JSON may hold as it is, but no terminal or line reader should see."""
_DIGITS = 4
"""Decimal places of shares; more would be noise."""

Text = Annotated[str, AfterValidator(lambda text: _SURROGATE.sub("\ufffd", text))]
"""A string without lone surrogates, which UTF-8 cannot hold: each is U+FFFD instead."""
Share = Annotated[float, Field(ge=0.0, le=1.0), AfterValidator(lambda share: round(share, _DIGITS))]
Offset = Annotated[int, Field(ge=0)]
Span = tuple[Offset, Offset]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Quote(_Record):
    """Words inside a comment that somebody else wrote."""

    text: Text
    """The quoted words."""
    comment_id: Text | None
    """The comment of this thread that holds them; null where it is not here."""
    span: Span | None
    """Where they stand in this comment's `text`, in code points; null where the quoted block was cut out of it."""


class Link(_Record):
    """Why the parent is believed to be the parent."""

    evidence: list[Text]
    """The clues that speak for it, strongest first."""
    confidence: Share
    """How sure it is."""


class Language(_Record):
    """The language of a comment's own words."""

    code: Text | None
    """ISO 639-1; null where the words are too few to tell."""
    confidence: Share
    """How sure that is."""


class Flag(_Record):
    """A reason for a human to look at a comment."""

    kind: Text
    """`abuse`, `conspiracy` ..."""
    label: Text
    """`insult`, `threat`, `antisemitic-trope`, `false-flag` ..."""
    score: Share
    """How strongly the scorer says so."""
    spans: list[Span]
    """The words meant, as offsets into `text` in code points; empty where the whole comment is."""
    reason: Text
    """One sentence a moderator can read."""
    source: Text
    """What raised it: `detoxify:embedded`, `lexicon:...`, `policy:...`."""


class Decision(_Record):
    """What a moderator decided about a comment, as far as it is in force."""

    action: Literal["approve", "remove", "escalate", "skip"]
    """What is to be done with the comment."""
    moderator: Text
    """Who decided."""
    at: datetime
    """When, ISO 8601."""
    note: Text
    """Why, in the moderator's words; may be empty."""


class Comment(_Record):
    """One comment; its own words only, quoted blocks set apart."""

    id: Text
    """Unique within the thread, and the same when the page is read again."""
    parent_id: Text | None
    """The comment it answers; null where it starts a conversation of its own."""
    depth: Offset
    """How many comments stand above it in the reply tree."""
    author: Text | None
    """The name shown; null where the page has none."""
    posted_at: datetime | None
    """When it was posted, ISO 8601; null where the page shows no absolute time."""
    posted_at_text: Text | None
    """The time as the page shows it."""
    text: Text
    """The comment's own words, as written."""
    status: Status
    """Whether the words are still there."""
    quotes: list[Quote]
    """Words of others that it repeats."""
    source_span: Span
    """Where it stands in the decoded input text, header lines included, in code points."""
    link: Link
    """Why `parent_id` is what it is."""
    language: Language
    """The language of its own words."""
    scores: dict[Text, Share]
    """The toxicity model's shares by label; a label the model does not have or abstains from is absent."""
    flags: list[Flag]
    """Why a human should look at it; empty for most comments."""
    decision: Decision | None
    """A moderator's decision; null where there is none."""


class Thread(_Record):
    """One page's conversation."""

    id: Text
    """Stable, made from the content."""
    source: Text
    """Path or address as given."""
    title: Text | None
    """The page's title."""
    url: Text | None
    """The page's address where the source states it."""
    platform: Text | None
    """The system that made the page: `wordpress`, `phpbb` ..."""
    layout: Layout
    """Whether the page shows who answers whom by its layout."""
    order: Order
    """Which comment stands first among those that answer the same."""
    declared_count: Offset | None
    """How many comments the page says it has."""
    article: Text | None
    """The text above the comments."""
    comments: list[Comment]
    """In reading order of the page; empty where it has none."""


class Generator(_Record):
    """The program that wrote a document."""

    name: Text
    """`comment-threads`."""
    version: Text
    """Its version."""


class Document(_Record):
    """Reply trees rebuilt from pages, with scores, flags and decisions. What does not apply is null."""

    schema_: Literal["comment-threads/1"] = Field(alias="schema")
    """Names this schema; it changes whenever a field does."""
    generator: Generator
    """What wrote the document."""
    threads: list[Thread]
    """One a page."""


def document(cases: Iterable[Case]) -> Document:
    """All cases as one document."""
    return Document(schema=SCHEMA, generator=generator(), threads=[thread_document(case) for case in cases])


def generator() -> Generator:
    """This program, as its documents name it."""
    return Generator(name="comment-threads", version=threads.__version__)


def thread_document(case: Case) -> Thread:
    """One case as it stands in a document, and on a line of ndjson."""
    thread = case.thread
    depths = thread.depth_of
    return Thread(
        id=thread.id,
        source=thread.source,
        title=thread.title,
        url=thread.url,
        platform=thread.platform,
        layout=thread.layout,
        order=thread.order,
        declared_count=thread.declared_count,
        article=thread.article,
        comments=[_comment(case, comment, depths[comment.id]) for comment in thread.comments],
    )


def as_json(record: BaseModel) -> bytes:
    """A record as one line of JSON in UTF-8, without a line end; characters that steer a terminal are escaped."""
    return _STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", record.model_dump_json(by_alias=True)).encode()


def json_schema(of: Literal["json", "ndjson"] = "json") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document, or of a line of ndjson."""
    shape = (Document if of == "json" else Thread).model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **shape}


def _comment(case: Case, comment: model.Comment, depth: int) -> Comment:
    link = case.thread.link_of[comment.id]
    language = case.languages.get(comment.id) or model.Language()
    known = case.scores_of.get(comment.id, ())
    toxicity = (score for score in known if score.scorer == "toxicity" and score.label in checkpoints.SEVEN)
    decision = case.decisions.get(comment.id)
    return Comment(
        id=comment.id,
        parent_id=link.parent_id,
        depth=depth,
        author=comment.author,
        posted_at=comment.posted_at,
        posted_at_text=comment.time_text,
        text=comment.text,
        status=comment.status,
        quotes=[Quote(text=quote.text, comment_id=quote.comment_id, span=quote.span) for quote in comment.quotes],
        source_span=comment.source_span,
        link=Link(
            evidence=list(dict.fromkeys(evidence.clue for evidence in link.evidence)), confidence=link.confidence
        ),
        language=Language(code=language.code, confidence=language.confidence),
        scores={score.label: score.value for score in toxicity if score.value is not None},
        flags=[_flag(flag) for flag in case.flags_of.get(comment.id, ())],
        decision=None if decision is None else _decision(decision),
    )


def _flag(flag: model.Flag) -> Flag:
    return Flag(
        kind=flag.kind,
        label=flag.label,
        score=flag.score,
        spans=list(flag.spans),
        reason=flag.reason,
        source=flag.source,
    )


def _decision(decision: model.Decision) -> Decision | None:
    if decision.action == "undo":  # never in force
        return None
    return Decision(action=decision.action, moderator=decision.moderator, at=decision.at, note=decision.note)
