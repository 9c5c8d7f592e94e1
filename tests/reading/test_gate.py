"""The gate: no page with comments is lost at it, and pages of prose alone do not pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import seeds
from threads.reading.gate import may_hold_comments, may_hold_comments_as_html

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench" / "dev"
FOLDERS = [seeds.folder(name) for name in seeds.names()]
if BENCH.is_dir():
    FOLDERS += sorted(BENCH.iterdir())


def has_comments(folder):
    gold = folder / "gold.json"
    return gold.is_file() and json.loads(gold.read_text("utf-8"))["has_comments"]


def test_no_text_with_comments_is_lost():
    pages = [path for folder in FOLDERS if has_comments(folder) and (path := folder / "page.txt").is_file()]
    assert len(pages) >= 10
    assert [path for path in pages if not may_hold_comments(path.read_text("utf-8"))] == []


def test_no_markup_with_comments_is_lost():
    pages = [path for folder in FOLDERS if has_comments(folder) and (path := folder / "page.html").is_file()]
    assert len(pages) >= 5
    assert [path for path in pages if not may_hold_comments_as_html(path.read_bytes())] == []


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "The tide was low, and the boats lay on their sides.\n\nNobody hurried.\n" * 40, "One.\nTwo.\n"],
)
def test_prose_alone_does_not_pass(text):
    assert not may_hold_comments(text)
    assert not may_hold_comments_as_html(b"<p>" + text.encode() + b"</p>")


@pytest.mark.parametrize(
    "text",
    [
        "3 comments\n\nAnn\n\nNo.",
        "Words.\n\n  • Ann\n\n    No.\n\n  • Bo\n\n    Yes.",
        "Ann says:\nNo.\nBo says:\nYes.",
        "Ann\n3 hours ago\nNo.\nBo\n2 days ago\nYes.",
        "Ann\n3 May 2021\nNo.\nBo\n4 May 2021\nYes.",
        "コメント\n\nはい",
    ],
)
def test_what_a_layout_needs_passes(text):
    assert may_hold_comments(text)
