"""What a page adds around the words of flat comments: user cards, signatures, titles of the next post, footers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from threads.reading import bylines, cues
from threads.reading.drafts import Draft
from threads.reading.sheet import Sheet

_SIGNED_LINES = 4
_SHORTEST_SIGNATURE = 8


def cut_rule(draft: Draft, sheet: Sheet) -> None:
    """End a body at a line of underscores: a forum's rule over a signature."""
    rules = sheet.lines.rules
    if rules.isdisjoint(draft.body[1:]):
        return
    draft.body = draft.body[: next(place for place, index in enumerate(draft.body) if place and index in rules)]


def without_cards(body: list[int], sheet: Sheet) -> list[int]:
    """The body without the user cards at its two ends, and the names and ranks that stand in them."""
    if not sheet.cards:
        return body
    lines = list(body)
    for ending in (0, -1):
        reach = list(lines if ending == 0 else lines[::-1])[:16]
        cut = 0
        short = 0
        for place, index in enumerate(reach, start=1):
            text = sheet.lines[index].body
            if index in sheet.cards:
                cut = place
            elif (
                text
                and (len(text) > 40 or bylines.looks_like_name(text) is False)
                and not cues.is_button(text)
                and not cues.is_tally(text)
            ):
                break
            elif text:
                short += 1
                if short > 3:
                    break
        if cut and cut < len(lines):
            lines = lines[cut:] if ending == 0 else lines[:-cut]
    return lines


def drop_signatures(found: Sequence[Draft], sheet: Sheet) -> None:
    """Take off the lines that one author's posts all end or begin with: signatures, and what a card says of them."""
    by_author: dict[str, list[Draft]] = {}
    for draft in found:
        if draft.author is not None:
            by_author.setdefault(draft.author, []).append(draft)
    for posts in by_author.values():
        if len(posts) > 1:
            for ending in (True, False):
                _drop_shared(posts, sheet, ending=ending)


def _drop_shared(posts: Sequence[Draft], sheet: Sheet, *, ending: bool) -> None:
    """Take off what posts have in common at one end."""
    edges = [[index for index in post.body if sheet.lines[index].body] for post in posts]
    if not ending:
        edges = [edge[::-1] for edge in edges]
    counts = Counter(
        text
        for edge in edges
        for text in {sheet.lines[index].body for index in edge[-_SIGNED_LINES:]}
        if len(text) >= _SHORTEST_SIGNATURE
    )
    for post, edge in zip(posts, edges, strict=True):
        while len(edge) > 1 and counts[sheet.lines[edge[-1]].body] >= max(2, 0.6 * len(posts)):
            last = edge.pop()
            post.body = [index for index in post.body if (index < last if ending else index > last)]


def drop_repeated_ends(found: Sequence[Draft], sheet: Sheet) -> None:
    """Take a line off the end of bodies that most end with: the title over the next post ("Re: The tram line")."""
    ends: dict[int, str] = {}
    for place, draft in enumerate(found):
        filled = [index for index in draft.body if (text := sheet.lines[index].body) and not cues.is_button(text)]
        if len(filled) >= 2:
            ends[place] = sheet.lines[filled[-1]].body.casefold().removeprefix("re: ")
    counts = Counter(ends.values())
    for place, text in ends.items():
        if counts[text] >= max(2, 0.4 * len(found)):
            draft = found[place]
            while draft.body and sheet.lines[draft.body[-1]].body.casefold().removeprefix("re: ") != text:
                draft.body.pop()
            draft.body = draft.body[:-1]


def close_last(found: Sequence[Draft], sheet: Sheet) -> None:
    """End the last comment at the button line that closes most others: what follows is the page's footer."""
    closings = Counter(
        _folded(sheet.lines[index].body)
        for draft in found[:-1]
        for index in without_cards(draft.body, sheet)[-4:]
        if cues.is_button(sheet.lines[index].body)
    )
    if not closings:
        return
    text, count = closings.most_common(1)[0]
    last = found[-1]
    if count >= 0.6 * (len(found) - 1):
        place = next((place for place, index in enumerate(last.body) if _folded(sheet.lines[index].body) == text), None)
        if place is not None:
            last.body = last.body[: place + 1]
            last.last = last.body[-1]


def _folded(text: str) -> str:
    return " ".join(word for word in text.casefold().split() if word != "parent")
