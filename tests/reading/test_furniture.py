"""Furniture around the words of flat comments: signatures, fields of cards, the page's footer."""

from __future__ import annotations

from threads.model import Page
from threads.reading import furniture
from threads.reading.drafts import Draft
from threads.reading.sheet import Sheet


def drafted(*posts):
    lines, found = [], []
    for author, text in posts:
        start = len(lines)
        lines += text.split("\n")
        found.append(Draft(first=start, last=len(lines) - 1, body=list(range(start, len(lines))), author=author))
    return found, Sheet(Page(source="page", text="\n".join(lines)))


def words(found, sheet):
    return ["\n".join(sheet.lines[index].body for index in draft.body) for draft in found]


def test_what_one_author_always_ends_or_begins_with_goes():
    found, sheet = drafted(
        ("Otter", "Turbine No. 7, since 1911\nIt leaks.\nMind the heron"),
        ("Nan", "It does not."),
        ("Otter", "Turbine No. 7, since 1911\nIt does.\nMind the heron"),
    )
    furniture.drop_signatures(found, sheet)
    assert words(found, sheet) == ["It leaks.", "It does not.", "It does."]


def test_what_two_authors_end_with_stays():
    found, sheet = drafted(("Otter", "It leaks.\nMind the heron"), ("Nan", "It does not.\nMind the heron"))
    furniture.drop_signatures(found, sheet)
    assert words(found, sheet) == ["It leaks.\nMind the heron", "It does not.\nMind the heron"]


def test_who_always_says_the_same_keeps_it():
    found, sheet = drafted(("Otter", "Where is the key?"), ("Otter", "Where is the key?"))
    furniture.drop_signatures(found, sheet)
    assert words(found, sheet) == ["Where is the key?"] * 2


def test_the_last_post_ends_where_the_others_do():
    found, sheet = drafted(
        ("Otter", "It leaks.\nReply"), ("Nan", "It does not.\nReply"), ("Gull", "Who asked?\nReply\nContact\nImprint")
    )
    furniture.close_last(found, sheet)
    assert words(found, sheet)[-1] == "Who asked?\nReply"
