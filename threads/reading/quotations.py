"""Words inside a comment that somebody else wrote, told apart and handed back to their author.

Three kinds are known: passages in quotation marks or behind ">", blocks that a page marks ("Ann wrote:", "Click to
expand"), and passages that repeat another comment without any mark, as flat forum pages show whole posts quoted.
Blocks are cut out of the comment's words (quoted_blocks.py); passages in place stay and are named by their span.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from threads.model import Comment, Quote, Span
from threads.reading import quoted_blocks
from threads.reading.passages import Passages, inline_spans, plain

_SENTENCE = re.compile(r"\s*([^\n.!?“”\"]{20,400}[.!?…]?)")
_FEWEST_WORDS = 6
"""Words from which a first sentence that repeats an earlier comment counts as quoted."""
_FEWEST_UNTRACED = 5
"""Words from which a passage in quotation marks is named although nobody on the page wrote it."""


def attribute(comments: Sequence[Comment], *, newest_first: bool = False) -> tuple[Comment, ...]:
    """The comments with their quotations named; quoted blocks are cut out of ``text``.

    Args:
        comments: in reading order.
        newest_first: whether quoted comments stand below those that quote them.
    """
    passages = Passages(comments, newest_first=newest_first)
    return tuple(_attributed(place, passages) for place in range(len(comments)))


def _attributed(place: int, passages: Passages) -> Comment:
    comment = passages.comments[place]
    if not comment.text:
        return comment
    text, blocks = quoted_blocks.cut(place, passages)
    quotes = list(comment.quotes)  # what the source already cut out
    quotes += [Quote(text=block.text, comment_id=_id_at(block.holder, passages)) for block in blocks]
    for span in _first_sentence(text, place, passages) or inline_spans(text):
        passage = text[span[0] : span[1]]
        holder = passages.holder_of(passage, place)
        if holder is not None or len(passage.split()) >= _FEWEST_UNTRACED:
            quotes.append(Quote(text=passage, comment_id=_id_at(holder, passages), span=span))
    if len(quotes) == len(comment.quotes):
        return comment
    status = comment.status if text else "empty"
    return comment.model_copy(update={"text": text, "quotes": tuple(quotes), "status": status})


def _id_at(place: int | None, passages: Passages) -> str | None:
    return None if place is None else passages.comments[place].id


def _first_sentence(text: str, place: int, passages: Passages) -> list[Span]:
    """The passages quoted in place with the first sentence among them, where it repeats an earlier comment's words."""
    found = _SENTENCE.match(text)
    if found is None or found.end() >= len(text.rstrip()) or len(found.group(1).split()) < _FEWEST_WORDS:
        return []
    holder = passages.holder_of(found.group(1), place)
    if holder is None or not passages.is_earlier(holder, place):
        return []
    if not passages.holds_as_own(plain(found.group(1)), holder):
        return []
    return [found.span(1), *(span for span in inline_spans(text) if span[0] >= found.end(1))]
