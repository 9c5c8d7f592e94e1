"""The clues shelf: each file finds one kind of sign of who answers whom; `link` weighs them and builds the thread.

A parent that the page itself shows is believed. Where it has to be guessed, a small learned model (_model.py) joins
what the clues say with the order of the page and who spoke to whom before, and gives every possible parent a
probability.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from threads import shelves
from threads.clues import _weighing
from threads.model import Candidate, Comment, Evidence, Link, Page, Section, Thread
from threads.reading.conversation import Claim, Conversation, order_of
from threads.reading.titles import title_of

_RUNNERS_UP = 3
_LOOKED_AT = 20_000
_CUT_LOOSE = Candidate(
    parent_id=None,
    confidence=0.0,
    evidence=(Evidence(clue="turn", weight=0.0, sentence="would have answered its own answer"),),
)


class Clue(Protocol):
    """What a file on this shelf offers."""

    def find(self, conversation: Conversation) -> Iterable[Claim]:
        """Every sign of this kind: which comment may answer which, with the evidence in words."""


def link(page: Page, section: Section) -> Thread:
    """The thread of a page: each comment of the section linked to the parent best borne out, or to none."""
    order = order_of(section.comments)
    conversation = Conversation(section.comments, section, order, above(page, section))
    with _collector_at_rest():
        links, notes = _links(conversation)
    title = page.title or (None if page.blocks else title_of(page.text.split("\n"), section_line=section.start_line))
    return Thread(
        id=_identity(page, title, section),
        source=page.source,
        title=title,
        url=page.url,
        platform=section.platform or page.platform,
        layout=section.layout,
        order=order,
        declared_count=section.declared_count,
        article=_article(page, section),
        comments=section.comments,
        links=links,
        notes=(*page.notes, *notes),
        hypothesis=section.hypothesis if section.comments else None,
    )


def above(page: Page, section: Section) -> str:
    """The last words above the comments, where the page's author is named."""
    return (_article(page, section) or "")[-_LOOKED_AT:] if section.comments else ""


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keeps Python from searching the many new values for circles, of which they form none: that took half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def claims_of(conversation: Conversation) -> list[list[Claim]]:
    """What all clues say of each comment, by place; of those whose parent an export states, what it states alone."""
    claims: list[list[Claim]] = [[] for _ in conversation.comments]
    settled = _settled(conversation)
    all_settled = len(settled) == len(conversation.comments)
    for name in ("stated",) if all_settled else shelves.names("clues"):
        for claim in shelves.load("clues", name).find(conversation):
            if claim.parent != claim.child and (name == "stated" or claim.child not in settled):
                claims[claim.child].append(claim)
    return claims


def _links(conversation: Conversation) -> tuple[tuple[Link, ...], list[str]]:
    ranked = list(_weighing.ranked(conversation, claims_of(conversation)))
    chosen = [candidates[0] for candidates in ranked]
    notes = _without_cycles(chosen, ranked, conversation)
    return tuple(
        Link(
            comment_id=comment.id,
            parent_id=best.parent_id,
            confidence=best.confidence,
            evidence=best.evidence,
            runners_up=tuple(other for other in candidates if other.parent_id != best.parent_id)[:_RUNNERS_UP],
        )
        for comment, best, candidates in zip(conversation.comments, chosen, ranked, strict=True)
    ), notes


def _settled(conversation: Conversation) -> frozenset[int]:
    """Places of comments whose parent an export states: no clue is asked about them."""
    if conversation.section.hypothesis != "stated" or conversation.section.fit < 1.0:
        return frozenset()
    return frozenset(place for place, comment in enumerate(conversation.comments) if comment.parent_stated)


def _without_cycles(chosen: list[Candidate], ranked: list[list[Candidate]], conversation: Conversation) -> list[str]:
    """Cut every circle of answers at its weakest link; say so."""
    notes: list[str] = []
    place_of = conversation.place_of
    state = [0] * len(chosen)  # 0 unseen, 1 on the path being walked, 2 known to end at a root
    for start in range(len(chosen)):
        path: list[int] = []
        place: int | None = start
        while place is not None and state[place] == 0:
            state[place] = 1
            path.append(place)
            parent = chosen[place].parent_id
            place = None if parent is None else place_of[parent]
        if place is not None and state[place] == 1:
            circle = path[path.index(place) :]
            weakest = min(circle, key=lambda member: (chosen[member].confidence, -member))
            chosen[weakest] = next(
                (candidate for candidate in ranked[weakest] if candidate.parent_id is None), _CUT_LOOSE
            )
            notes.append(
                f"{len(circle)} comments answered each other in a circle; "
                f"{conversation.comments[weakest].id} was made a thread of its own"
            )
        for member in path:
            state[member] = 2
    return notes


def _article(page: Page, section: Section) -> str | None:
    if page.article is not None or page.blocks:
        return page.article
    if not section.comments:
        return page.text.strip() or None
    end = min(section.comments, key=lambda comment: comment.source_span[0]).source_span[0]
    text = page.text[:end].strip()
    return text or None


def _identity(page: Page, title: str | None, section: Section) -> str:
    """Stable when comments are added below: from the address or the title and first words, not from the comments."""
    if page.id:
        return page.id
    anchor = page.url or title or ""
    if not page.url:
        opening = " ".join(((_article(page, section) or "") if not page.blocks else "").split())[:400]
        anchor = f"{anchor}\x1f{opening}"
        if page.blocks and page.blocks_fit >= 1.0:
            # One export holds many conversations of one title ("Re: Hello"); its first comment stays the first.
            anchor += f"\x1f{page.blocks[0].id}"
        elif not title and not opening:
            anchor += "\x1f".join(comment.id for comment in section.comments[:3])
    return f"t{hashlib.blake2b(anchor.encode('utf-8', 'replace'), digest_size=6).hexdigest()}"


def named(comment: Comment) -> str:
    """How evidence speaks of a comment: by its author where known, else by its id."""
    return comment.author or comment.id
