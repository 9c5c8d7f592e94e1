"""The five real pages that the project began with, where they are at hand: read as their gold says, word for word."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from threads.model import Page, Thread
from threads.pipeline import reconstruct

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "seeds"
GOLDS = sorted(FOLDER.glob("*.gold.json"))
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
OPTIONAL = re.compile(r"View attachment \d+ ?")  # gold's note allows to keep or drop it

pytestmark = [
    pytest.mark.real_pages,
    pytest.mark.skipif(not GOLDS, reason="../shared/seeds with the real pages is not here"),
]
each = pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.name.partition(".")[0])


def squeeze(text: str | None) -> str:
    plain = INVISIBLE.sub("", unicodedata.normalize("NFC", text or ""))
    return OPTIONAL.sub("", re.sub(r"\s+", " ", plain).strip())


@cache
def gold_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def thread_of(path: Path) -> Thread:
    page = FOLDER / gold_of(path)["file"]
    return reconstruct(Page(source=str(page), text=page.read_text(encoding="utf-8")))


@each
def test_all_comments_are_found_and_none_invented(path: Path) -> None:
    wanted = [squeeze(comment["text"]) for comment in gold_of(path)["comments"]]
    assert [squeeze(comment.text) for comment in thread_of(path).comments] == wanted


@each
def test_authors(path: Path) -> None:
    wanted = [squeeze(comment["author"]) for comment in gold_of(path)["comments"]]
    assert [squeeze(comment.author) for comment in thread_of(path).comments] == wanted


@each
def test_parents(path: Path) -> None:
    thread, wanted = thread_of(path), gold_of(path)["comments"]
    name_of = {comment.id: gold["id"] for comment, gold in zip(thread.comments, wanted, strict=True)}
    for gold, link in zip(wanted, thread.links, strict=True):
        found = None if link.parent_id is None else name_of[link.parent_id]
        assert found in gold.get("parent_ok", [gold["parent"]]), gold["id"]


@each
def test_the_page_as_a_whole(path: Path) -> None:
    thread, gold = thread_of(path), gold_of(path)
    if gold["has_comments"]:
        assert thread.layout == gold["layout"]
        assert thread.declared_count == gold["declared_count"]
