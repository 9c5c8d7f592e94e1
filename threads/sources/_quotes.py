"""Quoted blocks handed to the comment they come from, where that is the one answered or stands above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from threads.model import Block, Quote

_WORD = re.compile(r"\w+")
_MOST_ANCESTORS = 8
"""How far up a quoted passage is looked for: people quote what they answer."""


def placed(blocks: list[Block]) -> list[Block]:
    """The comments, each quotation named after the one that holds it; what names one that is not here names none."""
    if not any(block.quotes for block in blocks):
        return blocks
    place_of = {block.id: place for place, block in enumerate(blocks)}
    words: dict[int, str] = {}

    def words_of(place: int) -> str:
        if place not in words:
            words[place] = f" {_plain(blocks[place].text)} "
        return words[place]

    found = list(blocks)
    for place, block in enumerate(blocks):
        if not block.quotes:
            continue
        above: list[int] = []
        parent = block.parent_id
        while parent is not None and len(above) < _MOST_ANCESTORS:
            above.append(place_of[parent])
            parent = blocks[above[-1]].parent_id
        quotes = tuple(_placed(quote, above, blocks, words_of, place_of) for quote in block.quotes)
        if quotes != block.quotes:
            found[place] = block.model_copy(update={"quotes": quotes})
    return found


def _placed(
    quote: Quote, above: list[int], blocks: list[Block], words_of: Callable[[int], str], place_of: Mapping[str, int]
) -> Quote:
    if quote.comment_id is not None:
        return quote if quote.comment_id in place_of else quote.model_copy(update={"comment_id": None})
    passage = _plain(quote.text)
    if not passage:
        return quote
    holder = next((place for place in above if f" {passage} " in words_of(place)), None)
    return quote if holder is None else quote.model_copy(update={"comment_id": blocks[holder].id})


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
