"""Invented pages: the same ones each time, of every layout, with gold that stands on the page."""

from __future__ import annotations

import pytest

pytest.importorskip("scipy", reason="the gold of cases is paired with scipy: pip install -e '.[dev]'")

from threads.model import Page
from threads.pipeline import reconstruct
from training import invented

PAGES = list(invented.pages(40))


def test_they_are_the_same_each_time():
    assert list(invented.pages(40)) == PAGES


def test_half_as_many_hold_no_comments():
    assert [case.kind for case, _ in PAGES].count("negative") == 20
    assert all(not case.comments for case, _ in PAGES if case.kind == "negative")


@pytest.mark.parametrize(("case", "text"), PAGES[:20], ids=lambda value: getattr(value, "name", ""))
def test_what_the_gold_says_stands_on_the_page(case, text):
    for comment in case.comments:
        assert comment.author in text
        assert comment.time in text
        assert all(line.strip() in text for line in comment.texts[0].split("\n"))


def test_parents_stand_before_their_replies():
    nested = [case for case, _ in PAGES if case.kind == "nested"]
    assert nested
    for case in nested:
        for place, comment in enumerate(case.comments):
            (parent,) = comment.parents
            assert parent is None or int(parent) < place


def test_most_of_them_can_be_read():
    found = wanted = 0
    for case, text in PAGES:
        told = {comment.text for comment in reconstruct(Page(source=case.name, text=text)).comments}
        gold = {"\n\n".join(comment.texts[0].split("\n")) for comment in case.comments}
        found, wanted = found + len(told & gold), wanted + len(gold)
    assert found > 0.7 * wanted
