"""Comments of an export made into one page: ids unique, parents there, no circles; each repair is told in a sentence.

Nothing is lost here: a comment is left out only where the same comment stands in the file twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from threads.model import Block, Page
from threads.sources import _quotes

MOST_SENTENCES = 20
"""Of one kind of repair; what goes beyond is summed up in one more."""
_MOST_NAMED = 5
"""Ids named in one sentence."""
_LONGEST_ID = 80
_SURROGATE = re.compile("[\ud800-\udfff]")
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(slots=True)
class Repairs:
    """What was repaired, by kind."""

    sentences: dict[str, list[str]] = field(default_factory=dict)

    def tell(self, kind: str, sentence: str) -> None:
        """Keep a sentence; ``kind`` is how many of them are summed up: "comments answered themselves"."""
        self.sentences.setdefault(kind, []).append(sentence)

    def notes(self) -> tuple[str, ...]:
        """All sentences, those of a kind together, with a sum behind the first `MOST_SENTENCES`."""
        told: list[str] = []
        for kind, sentences in self.sentences.items():
            told += sentences[:MOST_SENTENCES]
            if len(sentences) > MOST_SENTENCES:
                told.append(f"In all, {len(sentences)} {kind}.")
        return tuple(told)


@dataclass(slots=True)
class Draft:
    """The page of one conversation in the making, as the file states it."""

    title: str | None = None
    """Of what was commented on."""
    url: str | None = None
    """Its address."""
    article: str | None = None
    """The text that was commented on."""
    declared_count: int | None = None
    """How many comments the file says there are."""
    blocks: list[Block] = field(default_factory=list)
    """The comments in the order of the file."""
    further_parents: dict[str, Sequence[str]] = field(default_factory=dict)
    """By id, whom a comment answers where its parent is not here, nearest first."""
    notes: list[str] = field(default_factory=list)
    """What the reader has to tell of this page."""


def page(draft: Draft, *, source: str, format: str, platform: str | None = None, as_written: bool = False) -> Page:
    """The page a draft stands for, its comments repaired.

    Args:
        draft: what the file states.
        source: path or address as given.
        format: the source that read it.
        platform: the system that made the file.
        as_written: whether words stay letter for letter and a comment without any may be called visible: in our own
            exports spans count letters.
    """
    repairs = Repairs()
    cleaned = [_clean(block, as_written=as_written) for block in draft.blocks]
    if not as_written:
        cleaned = [_called_empty(block) for block in cleaned]
    blocks = _with_ids_once(cleaned, repairs)
    blocks = _with_parents(blocks, draft.further_parents, repairs)
    blocks = _without_circles(blocks, repairs)
    blocks = _quotes.placed(blocks)
    count = draft.declared_count
    return Page(
        source=source,
        text="\n\n".join(block.text for block in blocks if block.text),
        format=format,
        title=_line(draft.title),
        url=_line(draft.url),
        platform=platform,
        blocks=tuple(blocks),
        declared_count=count if isinstance(count, int) and 0 <= count < 1 << 53 else None,
        article=clean(draft.article),
        notes=(*draft.notes, *repairs.notes()),
    )


def _line(text: str | None) -> str | None:
    cleaned = clean(text)
    return None if cleaned is None else " ".join(cleaned.split())


def clean(text: Any) -> str | None:
    """A string without lone surrogates and NULs, stripped; ``None`` where nothing is left or it is no string."""
    if isinstance(text, int | float) and not isinstance(text, bool):
        text = str(text)
    if not isinstance(text, str):
        return None
    return _SURROGATE.sub("\ufffd", text).replace("\0", "").strip() or None


def named(id: str) -> str:
    """An id as a sentence shows it: on one line, not too long."""
    shown = _STEERING.sub(" ", id)
    return shown if len(shown) <= _LONGEST_ID else f"{shown[: _LONGEST_ID - 1]}…"


def counted(count: int, one: str, many: str) -> str:
    """A number with its words.

    >>> counted(1, "mail is", "mails are"), counted(2, "mail is", "mails are")
    ('1 mail is', '2 mails are')
    """
    return f"{count:,} {one if count == 1 else many}"


def listed(ids: Sequence[str]) -> str:
    """Some ids in words: "a, b and 3 more"."""
    shown = ", ".join(named(id) for id in ids[:_MOST_NAMED])
    if len(ids) > _MOST_NAMED:
        return f"{shown} and {len(ids) - _MOST_NAMED} more"
    return shown if len(ids) < 2 else " and ".join(shown.rsplit(", ", 1))


def _clean(block: Block, *, as_written: bool) -> Block:
    # `model_copy` does not validate, and the checks are dear: most blocks need no cleaning.
    dirty = {
        name: clean(value) or ("" if name in ("id", "text") else None)
        for name in ("id", "parent_id", "author", "time_text", "text", "number", "addressee")
        if (value := getattr(block, name)) and (value != value.strip() or "\0" in value or not _is_whole(value))
    }
    if "text" in dirty and (as_written or any(quote.span is not None for quote in block.quotes)):
        # Letter for letter, so that spans into the words stay true.
        dirty["text"] = _SURROGATE.sub("\ufffd", block.text).replace("\0", "\ufffd")
    if any("\0" in quote.text or not _is_whole(quote.text) for quote in block.quotes):
        dirty["quotes"] = tuple(quote.model_copy(update={"text": clean(quote.text) or ""}) for quote in block.quotes)  # type: ignore[assignment]
    return block.model_copy(update=dirty) if dirty else block


def _called_empty(block: Block) -> Block:
    silent = block.status == "visible" and not block.text.strip()
    return block.model_copy(update={"status": "empty"}) if silent else block


def _is_whole(text: str) -> bool:
    return text.isascii() or _SURROGATE.search(text) is None


def _with_ids_once(blocks: list[Block], repairs: Repairs) -> list[Block]:
    """Every id once: copies are left out, the fuller one stays; others with the same id get one of their own."""
    place_of: dict[str, int] = {}
    kept: list[Block] = []
    stated = {block.id for block in blocks}
    free = 0
    copies: dict[str, int] = {}
    numbers: dict[str, int] = {}  # by id, the last one given to another comment with it
    for block in blocks:
        if not block.id:
            free += 1
            while f"no-id-{free}" in stated:
                free += 1
            block = block.model_copy(update={"id": f"no-id-{free}"})
            repairs.tell("comments had no id", f"A comment without an id is called {block.id}.")
        elif block.id in place_of:
            first = kept[place_of[block.id]]
            if _is_copy(first, block):
                if first.status != "visible" and block.status == "visible":
                    kept[place_of[block.id]] = block
                copies[block.id] = copies.get(block.id, 1) + 1
                continue
            number = numbers.get(block.id, 1) + 1
            while f"{block.id}~{number}" in stated:
                number += 1
            numbers[block.id] = number
            name = f"{block.id}~{number}"
            stated.add(name)
            repairs.tell(
                "comments had the id of another one",
                f"Two different comments have the id {named(block.id)}: the later one is called {named(name)}, "
                "answers are taken for answers to the first.",
            )
            block = block.model_copy(update={"id": name})
        place_of[block.id] = len(kept)
        kept.append(block)
    for id, times in copies.items():
        how = "twice" if times == 2 else f"{times} times"
        repairs.tell(
            "comments stood in the file more than once",
            f"{named(id)} stands in the file {how}: one of them was kept.",
        )
    return kept


def _is_copy(first: Block, second: Block) -> bool:
    """Whether two comments with one id are the same one; a later reading of it may have other words."""
    if first.text == second.text and first.author == second.author:
        return True
    gone = first.status != "visible" or second.status != "visible"
    same_time = first.time_text is not None and first.time_text == second.time_text
    return same_time and (gone or first.author == second.author)


def _with_parents(blocks: list[Block], further_parents: Mapping[str, Sequence[str]], repairs: Repairs) -> list[Block]:
    """No comment answers itself or one that is not here; what the source says stays as the basis of the link."""
    here = {block.id for block in blocks}
    orphans: dict[str, list[str]] = {}
    mended: list[Block] = []
    for block in blocks:
        parent = block.parent_id
        if parent is None or (parent in here and parent != block.id):
            mended.append(block)
            continue
        if parent == block.id:
            repairs.tell(
                "comments answered themselves",
                f"{named(block.id)} is said to answer itself: it was made a thread of its own.",
            )
            basis, parent = "the source says it answers itself", None
        else:
            further = next((id for id in further_parents.get(block.id, ()) if id in here and id != block.id), None)
            if further is None:
                orphans.setdefault(parent, []).append(block.id)
                basis, parent = f"the source says it answers {named(parent)}, which is not here", None
            else:
                repairs.tell(
                    "comments were tied to an earlier one than the one they answer",
                    f"{named(block.id)} answers {named(parent)}, which is not here: "
                    f"it was tied to {named(further)}, the nearest one before it.",
                )
                basis, parent = f"it answers {named(parent)}, which is not here, and so stands", further
        mended.append(block.model_copy(update={"parent_id": parent, "parent_basis": basis, "parent_known": True}))
    for parent, children in orphans.items():
        what = "it was made a thread of its own" if len(children) == 1 else "each was made a thread of its own"
        verb = "answers" if len(children) == 1 else "answer"
        repairs.tell(
            "comments that are not here had answers",
            f"{listed(children)} {verb} {named(parent)}, which is not here: {what}.",
        )
    return mended


def _without_circles(blocks: list[Block], repairs: Repairs) -> list[Block]:
    """No comment answers its own answers: a circle is cut where it was begun, at the earliest of its comments."""
    place_of = {block.id: place for place, block in enumerate(blocks)}
    known = [False] * len(blocks)  # known to end at a root
    for start in range(len(blocks)):
        path: list[int] = []
        on_path: set[int] = set()
        place = start
        while not known[place] and place not in on_path:
            path.append(place)
            on_path.add(place)
            parent = blocks[place].parent_id
            if parent is None:
                break
            place = place_of[parent]
        else:
            if place in on_path:
                _cut(path[path.index(place) :], blocks, repairs)
        for place in path:
            known[place] = True
    return blocks


def _cut(circle: list[int], blocks: list[Block], repairs: Repairs) -> None:
    def age(place: int) -> tuple[bool, float, int]:
        posted = blocks[place].posted_at
        return (posted is None, posted.timestamp() if posted else 0.0, place)

    first = min(circle, key=age)
    block = blocks[first]
    basis = f"the source says it answers {named(block.parent_id or '')}, which answers it in turn"
    blocks[first] = block.model_copy(update={"parent_id": None, "parent_basis": basis})
    repairs.tell(
        "circles of answers were cut",
        f"{listed([blocks[place].id for place in circle])} answer each other in a circle: "
        f"{named(block.id)} was made a thread of its own.",
    )
