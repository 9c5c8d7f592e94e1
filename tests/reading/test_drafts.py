"""Drafts: trimmed bodies, boilerplate, and ids that a reread page gives again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from threads.model import Page
from threads.reading import drafts
from threads.reading.bylines import Byline
from threads.reading.drafts import Draft
from threads.reading.lines import split
from threads.reading.page_lines import PageLines

NOON = datetime(2020, 5, 4, 12, 0, tzinfo=UTC)


def trimmed(text):
    lines = PageLines(split(text))
    draft = Draft(first=0, last=len(lines) - 1, body=list(range(len(lines))))
    drafts.trim(draft, lines)
    return [lines[index].body for index in draft.body if lines[index].body]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\nIt leaks.\n\nReply\n", ["It leaks."]),
        ("12\nIt leaks.\nLike 3 · Reply", ["It leaks."]),
        ("It leaks.\nReply\nIt always leaked.", ["It leaks.", "It always leaked."]),
        ("It leaks.\nLast edited: March 3, 2014", ["It leaks."]),
        ("It leaks.\n\nO", ["It leaks."]),
        ("+1", ["+1"]),
        ("\N{THUMBS UP SIGN}", ["\N{THUMBS UP SIGN}"]),
        ("Reply", []),
        ("", []),
    ],
)
def test_edges_are_trimmed_and_words_kept(text, left):
    assert trimmed(text) == left


def drafted(*bodies):
    lines, found = [], []
    for body in bodies:
        start = len(lines)
        lines += body.split("\n")
        found.append(Draft(first=start, last=len(lines) - 1, body=list(range(start, len(lines)))))
    text = "\n".join(lines)
    return found, PageLines(split(text)), Page(source="page", text=text)


def bodies(found, lines):
    return ["\n".join(lines[index].body for index in draft.body) for draft in found]


def test_what_most_bodies_end_and_begin_with_is_boilerplate():
    found, lines, _ = drafted(
        "Svarer 3\nIt leaks.\nFold ud", "Svarer 1\nIt does not.\nFold ud", "Svarer 20\nWho asked?\nFold ud"
    )
    drafts.drop_boilerplate(found, lines)
    assert bodies(found, lines) == ["It leaks.", "It does not.", "Who asked?"]


def test_rows_of_cards_go_with_their_values():
    found, lines, _ = drafted(
        "Rank of gulls\nJoin\nMay 2004\nWritten\n1,135\nIt leaks.",
        "War. War never changes.\nJoin\nMay 2011\nPlace\nSaltquay\nWritten\n7\nIt does not.",
        "Join\nJune 2009\nWritten\n12\nWho asked?",
    )
    drafts.drop_boilerplate(found, lines)
    assert bodies(found, lines) == ["It leaks.", "It does not.", "Who asked?"]


def test_a_short_answer_under_a_quotation_is_kept():
    found, lines, _ = drafted(
        "Ann:\nIt leaks.\nUitklappen\nDoes it?", "Bo:\nDoes it?\nUitklappen\nYes", "Cy:\nYes\nUitklappen\nNo"
    )
    drafts.drop_boilerplate(found, lines)
    assert [body.split("\n")[-1] for body in bodies(found, lines)] == ["Does it?", "Yes", "No"]


def test_what_few_say_is_kept_and_nobody_is_left_without_words():
    found, lines, _ = drafted("Amen.", "Amen.", "Amen.", "It leaks.\nAmen.", "No.")
    drafts.drop_boilerplate(found, lines)
    assert bodies(found, lines)[:3] == ["Amen."] * 3
    two, lines, _ = drafted("It leaks.\nFold ud", "It does not.\nFold ud")
    drafts.drop_boilerplate(two, lines)
    assert bodies(two, lines) == ["It leaks.\nFold ud", "It does not.\nFold ud"]


def test_a_draft_takes_what_it_does_not_know_yet():
    draft = Draft(first=0, last=0)
    draft.take(Byline(author="Otterby", time_text="May 4, 2020", moment=NOON), 0)
    draft.take(Byline(author="Nan", time_text="3 hours ago", number="7", addressee="Tin"), 1)
    assert (draft.author, draft.time_text, draft.moment) == ("Otterby", "May 4, 2020", NOON)
    assert (draft.number, draft.addressee, draft.header) == ("7", "Tin", [0, 1])


def test_comments_hold_their_lines_and_nothing_else():
    found, lines, page = drafted("Otterby says:\n\nIt leaks.\n\n\n\nBadly.", "Nan says:\nNo.")
    for draft, name in zip(found, ("Otterby", "Nan"), strict=True):
        draft.author, draft.header = name, [draft.first]
        draft.body = draft.body[1:]
    first, second = drafts.comments(drafts.settle(found, page, lines), page, lines)
    assert first.text == "It leaks.\n\nBadly."
    assert page.text[slice(*first.source_span)] == "Otterby says:\n\nIt leaks.\n\n\n\nBadly."
    assert page.text[slice(*second.source_span)] == "Nan says:\nNo."
    assert (first.line, second.line) == (1, 8)


def one(text, author=None):
    found, lines, page = drafted(text)
    found[0].author = author
    return drafts.comments(drafts.settle(found, page, lines), page, lines)


@pytest.mark.parametrize(
    "text",
    ["[deleted]", "[removed]", "Comment deleted by user", "Dieser Kommentar wurde gelöscht.", "Removed · 4 yr. ago"],
)
def test_what_a_page_puts_where_a_comment_was(text):
    (comment,) = one(text, author="Otterby")
    assert (comment.status, comment.text) == ("deleted", "")


@pytest.mark.parametrize("text", ["I deleted it.", "They removed the bench, deleted the photo and went home.", "Gone."])
def test_words_about_deleting_are_words(text):
    (comment,) = one(text, author="Otterby")
    assert (comment.status, comment.text) == ("visible", text)


def test_a_name_without_words_is_an_empty_comment_and_nothing_at_all_is_none():
    (comment,) = one("", author="Otterby")
    assert (comment.status, comment.text) == ("empty", "")
    assert one("") == ()


@pytest.mark.parametrize("text", ["Pingback: Boats and other things", "Trackback: the boat blog"])
def test_links_from_other_sites_are_no_comments(text):
    assert one(text) == ()


def test_ids_are_blind_to_spacing():
    assert drafts.identity("Otterby", NOON, "It leaks.\n\nBadly.") == drafts.identity(
        "Otterby", NOON, "It  leaks. Badly."
    )


def test_ids_tell_authors_moments_and_words_apart():
    ids = {
        drafts.identity("Otterby", NOON, "It leaks."),
        drafts.identity("Nan", NOON, "It leaks."),
        drafts.identity(None, NOON, "It leaks."),
        drafts.identity("Otterby", None, "It leaks."),
        drafts.identity("Otterby", NOON.replace(hour=13), "It leaks."),
        drafts.identity("Otterby", NOON, "It leaks!"),
    }
    assert len(ids) == 6


def test_equal_comments_get_different_ids():
    found, lines, page = drafted("It leaks.", "It leaks.", "It leaks.")
    ids = [comment.id for comment in drafts.comments(drafts.settle(found, page, lines), page, lines)]
    assert len(set(ids)) == 3 and ids[1] == f"{ids[0]}-2" and ids[2] == f"{ids[0]}-3"


def test_list_markers_of_a_comment_go_and_those_in_it_stay():
    text = "  • First line\n    • one\n    • two"
    lines = PageLines(split(text))
    assert drafts.words([0, 1, 2], Page(source="page", text=text), lines) == "First line\n• one\n• two"


def test_a_signature_is_cut_off_its_line():
    text = "It leaks. Otterby 5 May"
    assert drafts.words([0], Page(source="page", text=text), PageLines(split(text)), cuts={0: 9}) == "It leaks."


@pytest.mark.parametrize(("text", "name"), [("Tin Whistle", "Tin Whistle"), ("Reply", None), ("It leaks badly.", None)])
def test_the_name_a_line_holds(text, name):
    assert drafts.name_of(text) == name
