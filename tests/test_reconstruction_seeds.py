"""What reconstruct() makes of each seed, held against its gold: comments, names, times, words, parents, quotes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

import pytest
from rapidfuzz import fuzz

import seeds
from threads import sources
from threads.model import Comment, Page, Thread
from threads.pipeline import reconstruct

INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
SAME_COMMENT = (
    80  # rapidfuzz ratio from which two texts are taken for the same comment, before their words are compared
)
OPTIONAL = re.compile(r"View attachment \d+ ?")  # gold's note allows to keep or drop it

everywhere = pytest.mark.parametrize("name", (*seeds.names(), *seeds.html_names()))


def squeeze(text: str | None) -> str:
    """Whitespace collapsed, invisible characters gone; everything else must be right."""
    return re.sub(r"\s+", " ", INVISIBLE.sub("", unicodedata.normalize("NFC", text or ""))).strip()


@cache
def thread_of(name: str) -> Thread:
    if name in seeds.html_names():
        [page] = sources.read(seeds.page(name).read_bytes(), str(seeds.page(name)))
        return reconstruct(page)
    return reconstruct(Page(source=name, text=seeds.page(name).read_text(encoding="utf-8")))


def is_placeholder(comment: Comment) -> bool:
    """A comment whose words the page no longer has: neither asked for nor held against."""
    return comment.status in {"deleted", "removed"} or (comment.author is None and not squeeze(comment.text))


@cache
def aligned(name: str) -> dict[str, Comment]:
    """Found comments by gold id, likest words first; of equal texts, the one in the same place on the page."""
    wanted, found = seeds.gold(name)["comments"], thread_of(name).comments
    pairs = []
    for i, gold in enumerate(wanted):
        for j, comment in enumerate(found):
            words, shown = squeeze(gold["text"]), squeeze(comment.text)
            if not words:
                likeness = 100.0 if not shown and squeeze(comment.author) == squeeze(gold["author"]) else 0.0
            else:
                likeness = fuzz.ratio(words, shown)
            if likeness >= SAME_COMMENT:
                pairs.append((-likeness, abs(i / len(wanted) - j / len(found)), i, j))
    match: dict[str, Comment] = {}
    taken: set[str] = set()
    for _, _, i, j in sorted(pairs):
        if wanted[i]["id"] not in match and found[j].id not in taken:
            match[wanted[i]["id"]] = found[j]
            taken.add(found[j].id)
    return match


def parent_of(name: str, comment: Comment) -> str | None:
    """Gold id of the parent found, climbing over comments without words; ``"?"`` where it is no comment of gold's."""
    thread, ids = thread_of(name), {found.id: gold for gold, found in aligned(name).items()}
    above = thread.parent(comment)
    while above is not None and above.id not in ids and is_placeholder(above):
        above = thread.parent(above)
    return None if above is None else ids.get(above.id, "?")


def matched(name: str) -> list[tuple[dict[str, Any], Comment]]:
    return [(gold, aligned(name)[gold["id"]]) for gold in seeds.gold(name)["comments"] if gold["id"] in aligned(name)]


@everywhere
def test_every_comment_is_found(name: str) -> None:
    missing = [f"{gold['id']}: {gold['text'][:60]!r}" for gold in seeds.gold(name)["comments"]]
    missing = [line for line in missing if line.split(":")[0] not in aligned(name)]
    assert not missing, "\n".join(missing)


@everywhere
def test_nothing_is_invented(name: str) -> None:
    taken = {comment.id for comment in aligned(name).values()}
    extra = [comment for comment in thread_of(name).comments if comment.id not in taken and not is_placeholder(comment)]
    assert not extra, "\n".join(f"line {comment.line}, {comment.author}: {comment.text[:60]!r}" for comment in extra)


@everywhere
def test_names(name: str) -> None:
    wrong = [
        f"{gold['id']}: {comment.author!r}, not {gold['author']!r}"
        for gold, comment in matched(name)
        if squeeze(comment.author) != squeeze(gold["author"])
    ]
    assert not wrong, "\n".join(wrong)


@everywhere
def test_times(name: str) -> None:
    wrong = [
        f"{gold['id']}: {comment.time_text!r}, not {gold['time']!r}"
        for gold, comment in matched(name)
        if squeeze(comment.time_text) != squeeze(gold["time"])
    ]
    assert not wrong, "\n".join(wrong)


@everywhere
def test_own_words(name: str) -> None:
    wrong = [
        f"{gold['id']}: {comment.text!r}, not {gold['text']!r}"
        for gold, comment in matched(name)
        if OPTIONAL.sub("", squeeze(comment.text)) != OPTIONAL.sub("", squeeze(gold["text"]))
    ]
    assert not wrong, "\n".join(wrong)


@everywhere
def test_parents(name: str) -> None:
    wrong = [
        f"{gold['id']}: {parent_of(name, comment)}, not {gold.get('parent_ok', [gold['parent']])}"
        for gold, comment in matched(name)
        if parent_of(name, comment) not in gold.get("parent_ok", [gold["parent"]])
    ]
    assert not wrong, "\n".join(wrong)


@everywhere
def test_quotes_name_their_comment(name: str) -> None:
    ids = {found.id: gold for gold, found in aligned(name).items()}
    wrong = []
    for gold, comment in matched(name):
        named = {ids.get(quote.comment_id or "") for quote in comment.quotes}
        if not set(gold.get("quotes", [])) <= named:
            wrong.append(f"{gold['id']}: {sorted(map(str, named))}, not {gold['quotes']}")
    assert not wrong, "\n".join(wrong)


@everywhere
def test_declared_count(name: str) -> None:
    gold = seeds.gold(name)
    if gold["has_comments"]:
        assert thread_of(name).declared_count == gold["declared_count"]


@everywhere
def test_layout_and_order(name: str) -> None:
    gold, thread = seeds.gold(name), thread_of(name)
    if gold["has_comments"]:
        if gold["platform"] not in {"reddit", "hackernews"}:  # their trees are told in words, which is a bit of both
            assert thread.layout == gold["layout"]
        assert gold["order"] == "unknown" or thread.order in {gold["order"], "unknown"}
