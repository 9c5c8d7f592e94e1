"""Conversations whose links are known, as the model of links learns from them.

Four ways to come by one: a page read by this project and held against its gold (``read``), the comments as the gold
itself cuts them (``marked``), trees whose indentation or ids are dropped, in the order of the page (``flattened``), and
our own sample pages, in which people tell whom they answer by what they say (``sample``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import cases
from benchmarks.pairing import Found, pair
from threads import clues, layouts
from threads.clues._traits import Reader
from threads.model import Comment, Page, Quote, Section
from threads.reading import times
from threads.reading.conversation import Claim, Conversation, order_of

WEIGHT_OF = {"read": 1.0, "marked": 0.5, "flattened": 0.5, "sample": 6.0}
"""What a page counts. Samples count most: they are few, and alone in saying what people do where no markup tells."""
_LESS_FOR_LONG = 0.35
"""A page of n comments counts n to the power of one minus this, so that one long page does not outvote the rest."""
_FEWEST_FLATTENED = 5
_QUESTIONS = ("askbot", "stackexchange")
"""Questions with answers have a layout of their own; their parents are no conversation."""
_EXPORTED_TREES = ("reddit-json", "discourse-json")
NOT_HERE = -1
"""The place of a right parent that was not found on the page."""


@dataclass(frozen=True)
class Example:
    """One conversation with the parents that are right."""

    name: str
    site: str
    """Pages of one site are held out together."""
    way: str
    """How it was come by, a key of ``WEIGHT_OF``."""
    conversation: Conversation
    claims: list[list[Claim]]
    """What the clues say, by place."""
    right: list[frozenset[int | None] | None]
    """By place, the places of all right parents; ``None`` where the gold says nothing of the comment."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of page that the model tells apart."""
        return Reader(self.conversation, self.claims).setting.kinds

    @property
    def weight(self) -> float:
        """What each of its comments counts."""
        known = sum(parents is not None for parents in self.right)
        return WEIGHT_OF[self.way] * known**-_LESS_FOR_LONG if known else 0.0

    def is_open(self, place: int) -> bool:
        """Whether the parent has to be guessed and the gold knows it."""
        return self.right[place] is not None and not any(claim.settles for claim in self.claims[place])


def load(folder: Path, first_pages: Path | None = None) -> list[Example]:
    """All conversations of a folder of cases, of our sample pages, and of a folder of pages with their gold beside."""
    return [*_of_cases(folder), *_of_samples(), *(_of_first_pages(first_pages) if first_pages else ())]


def site_of(name: str) -> str:
    """The site of a case, ``PLATFORM--SITE--N``; all of Reddit is one."""
    platform, site, *_ = name.split("--")
    if platform in ("reddit", "reddit-json"):
        return "reddit"
    return site.partition("-")[0] if platform in _EXPORTED_TREES else site


def _of_cases(folder: Path) -> Iterator[Example]:
    for case in cases.load(folder, "text"):
        gold = json.loads((case.path.parent / "gold.json").read_text(encoding="utf-8"))
        platform, site = case.name.split("--")[0], site_of(case.name)
        if not case.comments or not case.parents_known or platform in _QUESTIONS:
            continue
        page = Page(source=case.name, text=case.path.read_text(encoding="utf-8", errors="replace"))
        yield from _read(case.name, site, "read", page, case.comments)
        states_depths = platform in ("reddit", "mediawiki") or "number" in gold.get("cues", ())
        if gold["layout"] == "flat" and not states_depths:
            yield _marked(case.name, site, "marked", gold)
        elif gold["layout"] == "nested" and len(case.comments) >= _FEWEST_FLATTENED:
            yield _marked(case.name, site, "flattened", gold)
    for path in sorted(folder.glob("*/gold.json")):
        if path.parent.name.startswith(_EXPORTED_TREES):
            gold = json.loads(path.read_text(encoding="utf-8"))
            if len(gold["comments"]) >= _FEWEST_FLATTENED:
                yield _marked(path.parent.name, site_of(path.parent.name), "flattened", gold)


def _of_samples() -> Iterator[Example]:
    for case in cases.load(cases.SEEDS, "text"):
        gold = json.loads((case.path.parent / "gold.json").read_text(encoding="utf-8"))
        yield from _sample(case.name, case.path, gold, case.comments)


def _of_first_pages(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        wanted = [
            cases.GoldComment(
                id=one["id"],
                texts=(one["text"],),
                author=one["author"],
                time=one["time"],
                parents=(one["parent"], *one.get("parent_ok", ())),
            )
            for one in gold["comments"]
        ]
        yield from _sample(path.name, folder / gold["file"], gold, wanted)


def _sample(name: str, file: Path, gold: dict[str, Any], wanted: Sequence[cases.GoldComment]) -> Iterator[Example]:
    """The page as this project cuts it; as its gold does, where comments would be missed."""
    if not wanted:
        return
    page = Page(source=name, text=file.read_text(encoding="utf-8"))
    read = list(_read(name, name, "sample", page, wanted))
    whole = bool(read) and sum(parents is not None for parents in read[0].right) == len(wanted)
    yield from read if whole else [_marked(name, name, "sample", gold)]


def _read(name: str, site: str, way: str, page: Page, gold: Sequence[cases.GoldComment]) -> Iterator[Example]:
    """The page as this project cuts it, if it finds comments at all."""
    section = layouts.segment(page)
    if not section.comments:
        return
    found = [Found(one.id, None, one.author, one.time_text, one.text) for one in section.comments]
    place_of = {gold[there].id: here for here, there in pair(found, gold).items()}
    parents = {one.id: one.parents for one in gold}
    yield _example(name, site, way, section, clues.above(page, section), place_of, parents)


def _marked(name: str, site: str, way: str, gold: dict[str, Any]) -> Example:
    """The comments as the gold cuts them, on a flat page in the order given."""
    comments = tuple(
        Comment(
            id=one["id"],
            author=one.get("author"),
            posted_at=_moment(one.get("time")),
            time_text=None if one.get("time") is None else str(one["time"]),
            text=one["text"],
            quotes=tuple(Quote(text="quoted words", comment_id=quoted) for quoted in one.get("quotes") or ()),
            source_span=(0, 0),
            line=place + 1,
        )
        for place, one in enumerate(gold["comments"])
    )
    platform = (gold.get("platform_detail") if gold["platform"] == "custom" else gold["platform"]) or ""
    section = Section(hypothesis="headed", comments=comments, platform=platform.removesuffix("-json") or None)
    place_of = {one.id: place for place, one in enumerate(comments)}
    parents = {one["id"]: (one["parent"], *one.get("parent_ok", ())) for one in gold["comments"]}
    return _example(name, site, way, section, "", place_of, parents)


def _moment(time: object) -> datetime | None:
    text = str(time or "")
    if text.replace(".", "", 1).isdigit() and len(text) > 8:
        return datetime.fromtimestamp(float(text), UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        when = times.find(text)
        return when.moment if when is not None else None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _example(
    name: str,
    site: str,
    way: str,
    section: Section,
    article: str,
    place_of: dict[str, int],
    parents: dict[str, tuple[str | None, ...]],
) -> Example:
    conversation = Conversation(section.comments, section, order_of(section.comments), article)
    right: list[frozenset[int | None] | None] = [None] * len(section.comments)
    for id, allowed in parents.items():
        if id in place_of:
            right[place_of[id]] = frozenset(None if one is None else place_of.get(one, NOT_HERE) for one in allowed)
    return Example(name, site, way, conversation, clues.claims_of(conversation), right)
