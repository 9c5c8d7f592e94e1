"""Threads made by hand for scorers to judge."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from threads.model import Comment, Link, Quote, Thread

Maker = Callable[..., Thread]


@pytest.fixture
def a_thread() -> Maker:
    """Makes a thread in which each text answers the one before it; a text may be a Comment."""

    def make(*texts: str | Comment) -> Thread:
        comments = []
        for number, text in enumerate(texts, 1):
            made = (
                text if isinstance(text, Comment) else Comment(id=f"c{number}", text=text, source_span=(0, 0), line=1)
            )
            comments.append(made)
        parents = [None, *(comment.id for comment in comments[:-1])]
        links = [
            Link(comment_id=made.id, parent_id=parent, confidence=1)
            for made, parent in zip(comments, parents, strict=True)
        ]
        return Thread(id="t", source="made up", comments=tuple(comments), links=tuple(links))

    return make


@pytest.fixture
def quoting() -> Callable[[str, str], Comment]:
    """Makes a comment with an inline quotation."""

    def make(text: str, quoted: str) -> Comment:
        start = text.index(quoted)
        quote = Quote(text=quoted, span=(start, start + len(quoted)))
        return Comment(id="q", text=text, quotes=(quote,), source_span=(0, 0), line=1)

    return make
