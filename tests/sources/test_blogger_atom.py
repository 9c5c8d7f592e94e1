import pytest

from tests.sources import samples
from threads.sources import blogger_atom


def test_a_prefix_that_is_not_declared_does_no_harm():
    data = samples.blogger().replace(
        b"<title>The Ferry Inn", b"<app:control><app:draft>no</app:draft></app:control><title>The Ferry Inn"
    )
    (page,) = blogger_atom.read(data, "in")
    assert [found.parent_id for found in page.blocks] == [None, "101", "102", None]
    assert (page.title, page.url) == (samples.TITLE, "https://example.org/inn")


def test_comments_whose_post_is_not_in_the_file_are_a_page_without_a_name():
    data = samples.blogger()
    start, end = (
        data.index(b"<entry><id>tag:blogger.com,1999:blog-1.post-9<"),
        data.index(b"</entry>") + len(b"</entry>"),
    )
    (page,) = blogger_atom.read(data[:start] + data[end:], "in")
    assert (page.title, len(page.blocks)) == (None, 4)


def test_the_newer_form_names_types_and_parents_itself():
    entry = (
        "<entry><id>tag:blogger.com,1999:blog-1.post-{id}</id><blogger:type>{type}</blogger:type>"
        "<blogger:status>{status}</blogger:status>{more}<title>Pie</title><content>words</content></entry>"
    )
    answers = "<blogger:parent>tag:blogger.com,1999:blog-1.post-9</blogger:parent>"
    within = "<blogger:inReplyTo>tag:blogger.com,1999:blog-1.post-1</blogger:inReplyTo>"
    data = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>"
        "<id>tag:blogger.com,1999:blog-1</id>"
        + entry.format(id=9, type="POST", status="LIVE", more="")
        + entry.format(id=1, type="COMMENT", status="LIVE", more=answers)
        + entry.format(id=2, type="COMMENT", status="SPAM", more=answers + within)
        + "</feed>"
    ).encode()
    assert blogger_atom.matches(data, "x") > 0.7
    (page,) = blogger_atom.read(data, "in")
    assert [(found.id, found.parent_id, found.status) for found in page.blocks] == [
        ("1", None, "visible"),
        ("2", "1", "removed"),
    ]
    assert page.title == "Pie"


@pytest.mark.parametrize(
    "data", [b"<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title></feed>", samples.wxr(), b"feed"]
)
def test_leaves_alone(data):
    assert blogger_atom.matches(data, "x.xml") == 0
