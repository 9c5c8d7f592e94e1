"""From a page to its thread: links with reasons, ids that last, order, circles cut, and pages without comments."""

from __future__ import annotations

import re

import pytest

from threads.model import Block, Page
from threads.pipeline import reconstruct

WORDS = [
    "The lower valve has leaked since Easter and nobody has looked at it.",
    "It is the gasket, not the brass part; I had the lid open on Friday.",
    "Then somebody should buy a new one before the cellar is full.",
    "There are two of them in the blue tin on the shelf.",
]
NAMES = ["Otterby", "Ferry Nan", "Otterby", "Gull"]
FLAT = "".join(
    f"{name} says:\nMarch {day}, 2014 at 5:07 pm\n\n{words}\n\nReply\n\n"
    for day, (name, words) in enumerate(zip(NAMES, WORDS, strict=True), start=2)
)
PAGE = f"The pump house\n\n4 comments on “The pump house”\n\n{FLAT}Leave a Reply\n"
NESTED = "The pump house\n\n" + "".join(
    f"{' ' * (4 * depth + 2)}• {name}\n\n{' ' * (4 * depth + 4)}{words}\n\n"
    for depth, name, words in zip((0, 1, 2, 0), NAMES, WORDS, strict=True)
)
OLD_REDDIT = "".join(
    f"[–]{name} 12 points 3 years ago ({count} children)\n\n{words}\n\npermalink embed save report give award reply\n\n"
    for name, words, count in zip(["otterby", "ferry_nan", "otterby", "gull"], WORDS, (2, 1, 0, 0), strict=True)
)
HACKER_NEWS = "".join(
    f"{name} {hours} hours ago | {place} [–]\n\n{words}\n\nreply\n\n"
    for name, words, hours, place in zip(
        ["otterby", "ferry_nan", "otterby", "gull"],
        WORDS,
        (9, 8, 7, 6),
        ("next", "parent | next", "root | parent | next", "prev"),
        strict=True,
    )
)


def thread_of(text, **fields):
    return reconstruct(Page(source="page", text=text, **fields))


def parents(thread):
    place_of = {comment.id: place for place, comment in enumerate(thread.comments)}
    return [None if link.parent_id is None else place_of[link.parent_id] for link in thread.links]


def test_a_flat_page():
    thread = thread_of(PAGE)
    assert [comment.text for comment in thread.comments] == WORDS
    assert (thread.layout, thread.order, thread.declared_count) == ("flat", "oldest", 4)
    assert (thread.title, thread.platform, thread.hypothesis) == ("The pump house", "wordpress", "headed")
    assert thread.article.startswith("The pump house") and WORDS[0] not in thread.article


def test_a_nested_page():
    thread = thread_of(NESTED)
    assert parents(thread) == [None, 0, 1, None]
    assert thread.layout == "nested" and thread.depth_of[thread.comments[2].id] == 2
    assert all(link.confidence > 0.9 and link.evidence[0].clue == "indentation" for link in thread.links)


@pytest.mark.parametrize("text", [OLD_REDDIT, HACKER_NEWS], ids=["counts of replies", "links to neighbours"])
def test_trees_told_in_words(text):
    thread = thread_of(text)
    assert [comment.text for comment in thread.comments] == WORDS
    assert parents(thread) == [None, 0, 1, None]
    assert {link.evidence[0].clue for link in thread.links} == {"navigation"}


def test_newest_first():
    posts = FLAT.split("Reply\n\n")[:-1]
    thread = thread_of("4 comments\n\n" + "Reply\n\n".join([*reversed(posts), ""]) + "Leave a Reply\n")
    assert thread.order == "newest"
    assert [comment.text for comment in thread.comments] == WORDS[::-1]


def test_answers_on_flat_pages_are_found_by_what_they_say():
    text = PAGE.replace(WORDS[2], f"@Ferry Nan {WORDS[2]}").replace(WORDS[3], f"“{WORDS[0]}” {WORDS[3]}")
    thread = thread_of(text)
    assert parents(thread)[2:] == [1, 0]
    assert [link.evidence[0].clue for link in thread.links[2:]] == ["mention", "quotation"]


def test_each_link_says_why_and_considers_others():
    thread = thread_of(PAGE)
    assert [link.comment_id for link in thread.links] == [comment.id for comment in thread.comments]
    for link in thread.links:
        assert link.evidence and all(found.sentence for found in link.evidence)
        assert link.parent_id not in {other.parent_id for other in link.runners_up}
        assert link.confidence + sum(other.confidence for other in link.runners_up) <= 1.001


def test_circles_are_cut_and_told():
    blocks = tuple(Block(id=str(n), parent_id=str((n + 1) % 3), text=f"words {n}") for n in range(3))
    thread = thread_of("words 0 words 1 words 2", blocks=blocks)
    assert sum(link.parent_id is None for link in thread.links) == 1
    assert len(list(thread.walk())) == 3
    assert len(thread.notes) == 1 and "3 comments answered each other in a circle" in thread.notes[0]


def test_two_circles_are_cut_apart():
    parent = {"0": "1", "1": "0", "2": "3", "3": "2", "4": "2"}
    blocks = tuple(Block(id=id, parent_id=above, text=f"words {id}") for id, above in parent.items())
    thread = thread_of("", blocks=blocks)
    assert len(thread.notes) == 2 and len(list(thread.walk())) == 5
    assert thread.link_of["4"].parent_id == "2"


def ids(text, **fields):
    return [comment.id for comment in thread_of(text, **fields).comments]


SPACED = [
    re.sub(r"\n\n", "\n\n\n", PAGE),
    PAGE.replace("has leaked", "has   leaked"),
    PAGE.replace("\n", " \n"),
    f"\n\n{PAGE}\n\n",
]


@pytest.mark.parametrize("text", SPACED)
def test_ids_stay_when_spacing_changes(text):
    assert ids(text) == ids(PAGE)


def test_ids_stay_when_another_comment_is_added():
    more = "Tin Whistle says:\nMarch 9, 2014 at 8:00 am\n\nThe cellar is dry again, by the way.\n\nReply\n\nLeave a Reply\n"
    longer = PAGE.replace("4 comments on", "5 comments on").replace("Leave a Reply\n", more)
    assert ids(longer)[:4] == ids(PAGE) and len(ids(longer)) == 5


def test_a_thread_keeps_its_id_when_another_comment_is_added():
    page = PAGE.replace("4 comments on “The pump house”", "Comments")
    longer = page.replace("Leave a Reply", f"Tern says:\nMarch 9, 2014\n\n{WORDS[0]}\n\nReply\n\nLeave a Reply")
    assert len(thread_of(longer).comments) == 5
    assert thread_of(longer).id == thread_of(page).id


def test_ages_do_not_enter_ids():
    def aged(hours):
        return OLD_REDDIT.replace("3 years ago", f"{hours} hours ago")

    assert ids(aged(3)) == ids(aged(5)) == ids(OLD_REDDIT)


def test_moments_and_authors_do():
    assert ids(PAGE.replace("March 2, 2014", "March 2, 2013"))[0] != ids(PAGE)[0]
    assert ids(PAGE.replace("Gull says", "Tern says"))[3] != ids(PAGE)[3]


def test_equal_comments_get_different_ids():
    text = PAGE.replace("March 4", "March 2").replace(WORDS[2], WORDS[0])
    found = ids(text)
    assert len(set(found)) == len(found) == 4 and found[2] == f"{found[0]}-2"


def test_a_thread_keeps_the_id_its_source_states():
    assert thread_of(PAGE, id="t42").id == "t42"
    assert thread_of(PAGE, url="https://example.org/pump").id != thread_of(PAGE).id
    assert thread_of(PAGE.replace("pump", "mill")).id != thread_of(PAGE).id


def test_spans_hold_the_words():
    for text in (PAGE, NESTED, OLD_REDDIT, HACKER_NEWS):
        for comment, words in zip(thread_of(text).comments, WORDS, strict=True):
            assert words in text[slice(*comment.source_span)]
            assert text.count("\n", 0, comment.source_span[0]) + 1 == comment.line


NO_COMMENTS = {
    "nothing": "",
    "blanks": " \n\n\t\n ",
    "an article": "The pump house\n\nThe pump house stood empty for a winter.\n\nIn spring the key was found.\n",
    "a closed section": "The pump house\n\nIt stood empty.\n\nComments are closed.\n",
    "no comments yet": "The pump house\n\nIt stood empty.\n\n0 comments\n\nLeave a Reply\n\nName\n\nEmail\n",
    "a menu": "  • Home\n  • Boats\n  • Contact\n",
    "a table": "Date\tPrice\n3 May 2019\t12\n4 May 2019\t13\n5 May 2019\t11\n",
    "a recipe": "Soup\n\n  1. Boil the water.\n\n  2. Add the dumplings.\n\n  3. Wait for March.\n",
    "a diary": "3 May 2019\n\nThe pump leaked.\n\n4 May 2019\n\nThe pump leaked again.\n",
}


@pytest.mark.parametrize("name", NO_COMMENTS)
def test_pages_without_comments(name):
    thread = thread_of(NO_COMMENTS[name])
    assert thread.comments == () and thread.links == () and thread.hypothesis is None
    assert (thread.article or "") == NO_COMMENTS[name].strip()
