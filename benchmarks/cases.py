"""Cases: inputs with gold, as our own sample pages and benchmark folders hold them, in one form."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from threads import language

TRACKS = {
    "text": ("page.txt",),
    "html": ("page.html",),
    "export": ("input.json", "input.xml", "input.mbox"),
}
"""What a case's folder calls the input of each track; the first that is there counts."""
BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "dev"
"""Real pages with gold, where they are at hand; they are not part of this repository."""
SEEDS = Path(__file__).resolve().parents[1] / "seeds"


@dataclass(frozen=True, slots=True)
class GoldComment:
    """One comment as a person read it off the page."""

    id: str
    texts: tuple[str, ...]
    """The readings that count as its words: with and without its own title line."""
    author: str | None
    time: str | None
    parents: tuple[str | None, ...]
    """Every parent that is right, the likeliest first; ``None``: it starts its own thread."""


@dataclass(frozen=True, slots=True)
class Case:
    """One input and what should be found in it."""

    name: str
    path: Path
    """The input."""
    platform: str
    kind: str
    """``nested``, ``flat, with replies``, ``flat, no reply``, ``export`` or ``negative``."""
    language: str
    """ISO 639-1 of most comments, ``-`` where none is told."""
    comments: tuple[GoldComment, ...]
    parents_known: bool = True
    """False where the gold knows the comments but not who answers whom."""
    ignored: tuple[str, ...] = field(default=())
    """Texts that are neither asked for nor held against a reading."""

    @property
    def site(self) -> str:
        """The site, by which pages are held out together: ``wordpress--kettlenotes``."""
        return self.name.rpartition("--")[0] or self.name


def load(folder: Path, track: str) -> Iterator[Case]:
    """The cases of a folder that have an input of this track, by name."""
    for place in sorted(folder.iterdir()):
        gold = place / "gold.json"
        found = next((place / name for name in TRACKS[track] if (place / name).is_file()), None)
        if found is not None and gold.is_file():
            yield _case(place.name, found, json.loads(gold.read_text(encoding="utf-8")))


def _case(name: str, path: Path, gold: dict[str, Any]) -> Case:
    page = path.read_text(encoding="utf-8", errors="replace").split("\n") if "lines" in _keys(gold) else []
    comments = tuple(_comment(found, page) for found in gold.get("comments", ()))
    return Case(
        name=name,
        path=path,
        platform=gold.get("platform") or "?",
        kind=_kind(gold),
        language=_language(comments),
        comments=comments,
        parents_known=gold.get("parents_known", True),
        ignored=tuple(gold.get("ignore", ())),
    )


def _keys(gold: dict[str, Any]) -> set[str]:
    return {key for comment in gold.get("comments", ()) for key in comment if "text" not in comment}


def _comment(found: dict[str, Any], page: list[str]) -> GoldComment:
    text = found.get("text")
    if text is None:
        text = "\n".join("\n".join(page[first - 1 : last]) for first, last in found["lines"])
    title = found.get("title")
    parents = dict.fromkeys((found.get("parent"), *found.get("parent_ok", ())))
    return GoldComment(
        id=found["id"],
        texts=(text, f"{title} {text}") if title else (text,),
        author=found.get("author"),
        time=found.get("time"),
        parents=tuple(parents),
    )


def _kind(gold: dict[str, Any]) -> str:
    if not gold.get("has_comments", True):
        return "negative"
    if gold.get("layout") in ("nested", "export"):
        return str(gold["layout"])
    return "flat, with replies" if any(comment.get("parent") for comment in gold["comments"]) else "flat, no reply"


def _language(comments: tuple[GoldComment, ...]) -> str:
    told = Counter(language.detect(comment.texts[0][:1000]).code for comment in comments[:60])
    told.pop(None, None)
    return told.most_common(1)[0][0] or "-" if told else "-"
