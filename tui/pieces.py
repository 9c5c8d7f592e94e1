"""Cuts threads into pieces small enough to score one after the other while a moderator reads on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from threads import Link, Thread

CONTEXT_LEVELS = 4
"""How many comments above each are handed along: a bare "exactly" means what its parent, or theirs, says."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some comments of a thread, with the comments above them for context."""

    thread_id: str
    """The thread that it is a piece of."""
    thread: Thread
    """These comments, and their context, as a thread of its own."""
    comment_ids: tuple[str, ...]
    """The comments to score, in reading order; the others are context."""


def pieces(thread: Thread, *, size: int) -> Iterator[Piece]:
    """The thread cut into pieces of at most `size` comments to score; a short thread is one piece, whole."""
    if len(thread.comments) <= size:
        yield Piece(thread.id, thread, tuple(comment.id for comment in thread.comments))
        return
    for start in range(0, len(thread.comments), size):
        own = [comment.id for comment in thread.comments[start : start + size]]
        yield Piece(thread.id, _with_context(thread, own), tuple(own))


def _with_context(thread: Thread, own: list[str]) -> Thread:
    kept: set[str] = set(own)
    for comment_id in own:
        above = thread.link_of[comment_id].parent_id
        for _ in range(CONTEXT_LEVELS):
            if above is None:
                break
            kept.add(above)
            above = thread.link_of[above].parent_id
    links = tuple(_within(thread.link_of[comment.id], kept) for comment in thread.comments if comment.id in kept)
    comments = tuple(comment for comment in thread.comments if comment.id in kept)
    # Built anew: a copy would carry along the look-ups that the whole thread has already cached.
    return Thread(
        id=thread.id,
        source=thread.source,
        title=thread.title,
        url=thread.url,
        platform=thread.platform,
        layout=thread.layout,
        order=thread.order,
        article=thread.article,
        comments=comments,
        links=links,
    )


def _within(link: Link, kept: set[str]) -> Link:
    """The link, cut where its parent is too far above to be handed along."""
    return link if link.parent_id is None or link.parent_id in kept else link.model_copy(update={"parent_id": None})
