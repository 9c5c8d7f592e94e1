"""Scores threads piece by piece, small enough that a moderator who reads on, or quits, need not wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from threads import Case, InputError, Link, Thread, ThreadsError

Judge = Callable[[Sequence[Thread]], list[Case]]
"""`threads.judge` with its options given."""

PIECE_COMMENTS = 32
"""Comments scored at a time: about a second on one core, so that quitting and new flags wait no longer."""

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


class Queue:
    """The threads still to score; `judge` scores them, ``None`` leaves them as they are."""

    def __init__(self, judge: Judge | None) -> None:
        self.judge = judge
        self._waiting: dict[int, Iterator[Piece]] = {}

    def add(self, place: int, thread: Thread) -> None:
        """Put a thread in the queue, under its place on the desk."""
        if self.judge is not None:
            self._waiting[place] = pieces(thread, size=PIECE_COMMENTS)

    def next(self, first: int) -> list[tuple[int, Piece]]:
        """Take out about `PIECE_COMMENTS` comments, those of one place before all others; empty when none are left."""
        found: list[tuple[int, Piece]] = []
        room = PIECE_COMMENTS
        for place in [first, *self._waiting]:
            while room > 0 and place in self._waiting:
                piece = next(self._waiting[place], None)
                if piece is None:
                    del self._waiting[place]
                else:
                    found.append((place, piece))
                    room -= len(piece.comment_ids)
            if room <= 0:
                break
        return found

    def score(self, wanted: Sequence[Piece]) -> list[Case | InputError]:
        """A case a piece. A fault met on one stands in its place: the others, and the session, must not suffer for it.

        Raises:
            ThreadsError: the model cannot be used, which concerns all.
        """
        if self.judge is None:
            return []
        try:
            return list(self.judge([piece.thread for piece in wanted]))
        except ThreadsError:
            raise
        except Exception as fault:
            if len(wanted) > 1:
                return [found for piece in wanted for found in self.score([piece])]
            what = f"{type(fault).__name__}: {str(fault)[:200]}"
            where = wanted[0].thread.source
            return [InputError(f"some comments could not be scored ({what})", where=where, hint="please report this")]


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
