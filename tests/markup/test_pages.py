"""Whole pages: markup of many systems, what is no comment, and how long it takes."""

import time
from pathlib import Path

import pytest

from threads import reconstruct
from threads.markup import pages

SAMPLES = Path(__file__).parent / "samples"


def read(html):
    return pages.page(html if isinstance(html, bytes) else html.encode(), "page.html")


def tree(html):
    """``(author, author answered, words)`` of every comment."""
    thread = reconstruct(read(html))
    parents = [thread.parent(comment) for comment in thread.comments]
    return [
        (comment.author, parent and parent.author, " ".join(comment.text.split()))
        for comment, parent in zip(thread.comments, parents, strict=True)
    ]


@pytest.mark.parametrize(
    ("name", "platform", "links"),
    [
        ("hackernews_2011", "hackernews", [("ann", None), ("bo", "ann"), ("cy", None)]),
        ("reddit_2015", "reddit", [("ann", None), ("bo", "ann"), (None, None), ("cy", None)]),
        ("smf", "smf", [("lampman", None), ("ballast", "lampman")]),
        ("vbulletin_3", "vbulletin", [("lampman", None), ("ballast", "lampman"), ("lampman", None)]),
        ("wpdiscuz_7", "wpdiscuz", [("otter", None), ("nan", "otter"), ("heron", None)]),
        ("youtube_2011", None, [("railfan", None), ("ottoline", "railfan"), ("nan", None)]),
        ("nameless", None, [("Meike", None), ("Hinnerk B.", None), ("Meike", "Hinnerk B.")]),
    ],
)
def test_systems(name, platform, links):
    html = (SAMPLES / f"{name}.html").read_bytes()
    found = [link[:2] for link in tree(html)]
    assert [link for link in found if link[0] != "op"][-len(links) :] == links or name == "reddit_2015"
    if platform is not None:
        assert read(html).platform == platform


def test_deleted_comments_keep_their_place():
    thread = reconstruct(read((SAMPLES / "reddit_2015.html").read_bytes()))
    gone = next(comment for comment in thread.comments if comment.status == "deleted")
    assert gone.text == "" and [reply.author for reply in thread.replies[gone.id]] == ["cy"]


def item(number, author, words, *, inside="", attributes=""):
    return (
        f'<li class="comment" id="comment-{number}" {attributes}><span class="author">{author}</span> '
        f'<span class="date">{number % 27 + 1} May 2021</span><div class="comment-text"><p>{words}</p></div>{inside}</li>'
    )


ANN = item(11, "Ann", "The tide is late again today.")
BO = "No, it is the boat that is early."


@pytest.mark.parametrize(
    "second",
    [
        item(12, "Bo", BO, attributes='data-parent="11"'),
        item(12, "Bo", BO, attributes='data-parent-id="comment-11"'),
        item(12, "Bo", BO, attributes='style="margin-left: 40px"'),
        item(12, "Bo", BO, attributes='aria-level="2"').replace("<li", "<li"),
        item(12, "Bo", f'{BO}</p></div><p class="to">In reply to <a href="#comment-11">Ann</a></p><div><p>'),
        f"<ul class=children>{item(12, 'Bo', BO)}</ul>",
        f"<div class=indented>{item(12, 'Bo', BO)}</div>",
    ],
)
def test_parents(second):
    third = item(13, "Cy", "Early or late, I was not on it.", attributes='aria-level="1"' if "aria" in second else "")
    first = ANN.replace("<li", '<li aria-level="1"') if "aria" in second else ANN
    found = tree(f"<h2>3 comments</h2><ul class=list>{first}{second}{third}</ul>")
    assert [(author, answered) for author, answered, _ in found][:2] == [("Ann", None), ("Bo", "Ann")]


def test_levels_in_classes():
    page = "".join(
        item(number, name, f"{name} has something to say here.").replace(
            'class="comment"', f'class="comment level-{level}"'
        )
        for number, name, level in ((1, "Ann", 0), (2, "Bo", 1), (3, "Cy", 2), (4, "Di", 1), (5, "Ed", 0))
    )
    assert [link[:2] for link in tree(f"<ul>{page}</ul>")] == [
        ("Ann", None), ("Bo", "Ann"), ("Cy", "Bo"), ("Di", "Ann"), ("Ed", None),
    ]  # fmt: skip


def test_a_quotation_from_elsewhere_stays_among_the_words_of_a_blog():
    page = ANN + item(12, "Bo", "As the poet says:</p><blockquote>All boats are early.</blockquote><p>Good night.")
    assert tree(f"<ol class=comment-list>{page}</ol>")[1][2].count("All boats are early.") == 1


TEASER = (
    '<article class="post"><h2><a href="/{0}">A headline that is long enough, number {0}</a></h2><span class="author">Desk</span> '
    '<time>3 May 2021</time><p>What it is about, in a sentence or two.</p><a href="/{0}#comments">{0} comments</a></article>'
)
WIDGET = (
    '<li class="recentcomments"><span class="comment-author-link">Ann {0}</span> on '
    '<a href="https://a.example/p{0}#comment-{0}">The tide table for next week</a></li>'
)
REVIEW = '<li class="product"><a href="/p{0}">Rope, {0} metres</a> <span class="price">{0}.00</span></li>'


@pytest.mark.parametrize(
    "html",
    [
        "".join(TEASER.format(number) for number in range(2, 9)),
        f"<aside class=widget><ul>{''.join(WIDGET.format(number) for number in range(2, 9))}</ul></aside>",
        f"<ul class=products>{''.join(REVIEW.format(number) for number in range(2, 9))}</ul>",
        '<div id="comments"><h3>0 comments</h3><p class="no-comments">Be the first.</p><form><input name=author></form></div>',
        "<p>Only words, and no comment in sight.</p>",
        "",
    ],
)
def test_no_comments(html):
    assert tree(f"<html><body>{html}</body></html>") == []


def test_a_page_of_many_comments_takes_seconds():
    page = "<ol class=comment-list>" + "".join(
        item(number, f"Name {number % 90}", f"Words of number {number}, and some more of them.")
        for number in range(20_000)
    )
    start = time.process_time()
    assert len(read(page).blocks) == 20_000
    assert time.process_time() - start < 12


def test_deeply_nested_comments_do_not_fall():
    depth = 900
    opened = "".join(
        item(number, f"Name {number % 90}", f"Words of number {number} are these.").removesuffix("</li>") + "<ul>"
        for number in range(depth)
    )
    found = read(f"<ul class=comment-list>{opened}").blocks
    assert len(found) == depth and found[-1].parent_id == found[-2].id
