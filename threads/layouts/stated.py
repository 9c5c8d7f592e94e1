"""Exports and marked-up pages: each comment and its parent are stated, nothing is guessed."""

from __future__ import annotations

from bisect import bisect_right

from threads.model import Block, Comment, Page, Section
from threads.reading.drafts import identity
from threads.reading.readings import Reading
from threads.reading.sheet import Sheet


def segment(sheet: Sheet) -> Reading | None:
    """The comments a source states; ``None`` for pages that state none."""
    page = sheet.page
    if not page.blocks:
        return None
    return Reading("stated", fit=page.blocks_fit, count=len(page.blocks), write=lambda: _section(page))


def _section(page: Page) -> Section:
    return Section(
        hypothesis="stated",
        comments=_comments(page),
        fit=page.blocks_fit,
        layout="nested" if sum(block.parent_known for block in page.blocks) * 2 > len(page.blocks) else "flat",
        platform=page.platform,
        declared_count=page.declared_count,
    )


def _comments(page: Page) -> tuple[Comment, ...]:
    found: list[Comment] = []
    taken: set[str] = set()
    position = 0
    line_starts = [0, *(place + 1 for place, letter in enumerate(page.text) if letter == "\n")]
    for block in page.blocks:
        if block.span is not None:
            start, position = block.span
        else:
            start = page.text.find(block.text, position) if block.text else position
            start = position if start < 0 else start
            position = start + len(block.text)
        found.append(
            Comment(
                id=_free_id(block, taken),
                author=block.author,
                posted_at=block.posted_at,
                time_text=block.time_text,
                text=block.text,
                status=block.status,
                quotes=block.quotes,
                source_span=(start, max(start, min(position, len(page.text)))),
                line=bisect_right(line_starts, start),
                stated_id=block.id,
                stated_parent=block.parent_id,
                parent_stated=block.parent_known,
                parent_basis=block.parent_basis,
                number=block.number,
                addressee=block.addressee,
            )
        )
    return tuple(found)


def _free_id(block: Block, taken: set[str]) -> str:
    """The stated id, or one made from the words where the export uses it twice."""
    name = block.id if block.id and block.id not in taken else identity(block.author, block.posted_at, block.text)
    while name in taken:
        name += "-2"
    taken.add(name)
    return name
