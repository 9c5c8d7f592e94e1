import pytest

from tests.sources import samples
from threads.sources import wordpress_wxr


def comment(
    id,
    parent=0,
    content="words",
    *,
    approved="1",
    kind="",
    date="2020-09-13 14:26:40",
    gmt="2020-09-13 12:26:40",
    name="nan",
):
    local = f"<wp:comment_date>{date}</wp:comment_date>" if date else ""
    return f"""<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author><![CDATA[{name}]]></wp:comment_author>
      <wp:comment_author_email>nan@example.org
      </wp:comment_author_email>{local}<wp:comment_date_gmt>{gmt}</wp:comment_date_gmt>
      <wp:comment_content><![CDATA[{content}]]></wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>
      <wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"""


def item(*comments, title="The Inn", link="https://example.org/?p=4"):
    return f"<item><title>{title}</title><link>{link}</link>{''.join(comments)}</item>"


def pages_of(*items, version="1.2"):
    root = f'<rss xmlns:wp="http://wordpress.org/export/{version}/"><channel>'
    return list(wordpress_wxr.read(f"{root}{''.join(items)}</channel></rss>".encode(), "in"))


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "9.9"])
def test_the_version_of_the_namespace_does_not_matter(version):
    (page,) = pages_of(item(comment(1), comment(2, 1)), version=version)
    assert [(found.id, found.parent_id) for found in page.blocks] == [("1", None), ("2", "1")]
    assert (page.title, page.url, page.platform) == ("The Inn", "https://example.org/?p=4", "wordpress")


def test_ids_may_be_used_again_in_another_post_and_posts_without_comments_are_no_pages():
    first, second = pages_of(item(comment(11), comment(12, 11)), item(title="Nothing"), item(comment(11), title="Pie"))
    assert [found.id for found in first.blocks] == ["11", "12"]
    assert [found.id for found in second.blocks] == ["11"]
    assert not first.notes + second.notes


def test_an_answer_to_a_comment_that_was_trashed_begins_a_thread():
    (page,) = pages_of(item(comment(2, 1)))
    assert page.blocks[0].parent_id is None
    assert page.notes == ("2 answers 1, which is not here: it was made a thread of its own.",)


def test_what_a_visitor_does_not_see_stays_as_removed_and_is_counted():
    (page,) = pages_of(
        item(
            comment(1, approved="0"),
            comment(2, 1, approved="spam"),
            comment(3, 2),
            comment(4, approved="trash"),
            comment(5, kind="pingback", name="Ping &amp;laquo; pong"),
        )
    )
    assert [found.status for found in page.blocks] == ["visible", "removed", "visible", "removed", "removed"]
    assert [found.parent_id for found in page.blocks] == [None, "1", "2", None, None]
    assert page.notes == (
        "1 pingback or trackback, which is no conversation: kept in the tree with the status “removed”.",
        "1 comment marked as spam: kept in the tree with the status “removed”.",
        "1 comment in the trash: kept in the tree with the status “removed”.",
        "1 comment waits for approval.",
    )


def test_times_are_shown_local_and_kept_universal():
    (page,) = pages_of(
        item(comment(1), comment(2, date=""), comment(3, date="0000-00-00 00:00:00", gmt="0000-00-00 00:00:00"))
    )
    first, second, third = page.blocks
    assert (first.time_text, first.posted_at.hour) == ("2020-09-13 14:26:40", 12)
    assert second.time_text == "2020-09-13 12:26:40"
    assert (third.time_text, third.posted_at) == (None, None)


def test_line_ends_are_paragraphs_and_markup_is_read():
    (page,) = pages_of(
        item(comment(1, content="One\ntwo\n\n<strong>three</strong> &amp; four\n<blockquote>Go!</blockquote>\nNo."))
    )
    assert page.blocks[0].text == "One\ntwo\n\nthree & four\n\nNo."
    assert [quote.text for quote in page.blocks[0].quotes] == ["Go!"]


def test_names_with_entities_are_decoded():
    (page,) = pages_of(item(comment(1, name="Tom &#038; Nan")))
    assert page.blocks[0].author == "Tom & Nan"


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes():
    whole = samples.wxr()
    (page,) = wordpress_wxr.read(whole[: whole.index(b"heron")], "in")
    assert [found.author for found in page.blocks[:2]] == ["otter", "nan"]
    assert "was mended" in page.notes[-1] or "was mended" in page.notes[0]


@pytest.mark.parametrize(
    "data", [b"<rss><channel/></rss>", samples.disqus(), samples.blogger(), b"wordpress.org/export/1.2/"]
)
def test_leaves_alone(data):
    assert wordpress_wxr.matches(data, "x.xml") == 0
