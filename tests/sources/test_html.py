"""HTML as a source: what it recognises, what it leaves alone, and what a page is made of."""

import pytest

from threads import sources
from threads.errors import InputError
from threads.sources import html

PAGE = b"""<!DOCTYPE html><html><head><title>Low tide</title><meta property="og:title" content="Low tide, again">
<link rel="canonical" href="https://tide.example/low"></head><body><p>Words.</p>
<ol class="comment-list"><li id="comment-1" class="comment depth-1"><b class="fn">Ann</b> <time datetime="2021-05-03T10:15:00Z">
May 3, 2021</time><div class="comment-content"><p>First of all, the tide is late.</p></div>
<ul class="children"><li id="comment-2" class="comment depth-2"><b class="fn">Bo</b> <time>May 4, 2021</time>
<div class="comment-content"><p>No, the boat is early.</p></div></li></ul></li></ol></body></html>"""


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<!DOCTYPE html><p>x", "page.html"),
        (b"\n <!-- saved --> <!doctype HTML>", "blob"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">', "page.txt"),
        (b"<html lang=en>", "page.txt"),
        (b"\xef\xbb\xbf<html>", "-"),
        ("<html><p>x".encode("utf-16"), "page"),
        (b"<div class=a><p>1<p>2<p>3<p>4<p>5", "part.txt"),
        (b"words alone", "page.htm"),
    ],
)
def test_recognises(head, name):
    assert sources.recognise(head, name)[0] == "html"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"words alone", "page.txt"),
        (b"a < b and b > c", "sums.txt"),
        (b'<?xml version="1.0"?><rss version="2.0">', "feed.xml"),
        (b'{"html": "<p>"}', "page.html"),
        (b"\x89PNG\r\n\x1a\n", "page.html"),
        (bytes(range(256)), "page.html"),
        (b"", "empty"),
    ],
)
def test_leaves_alone(head, name):
    assert html.matches(head, name) == 0.0


def test_a_page_has_its_title_address_and_comments():
    [page] = sources.read(PAGE, "low.html")
    assert (page.title, page.url, page.platform) == ("Low tide, again", "https://tide.example/low", "wordpress")
    first, second = page.blocks
    assert (first.author, first.parent_id, first.posted_at.isoformat()) == ("Ann", None, "2021-05-03T10:15:00+00:00")
    assert (second.author, second.parent_id, second.parent_basis) == ("Bo", "comment-1", "nested in the markup")
    assert page.text[slice(*second.span)].endswith("No, the boat is early.")
    assert page.blocks_fit > 0.9 and page.rivals[0].count == 2


def test_an_empty_page_is_an_error():
    with pytest.raises(InputError, match="nothing but blanks"):
        list(html.read(b" \n", "blank.html"))


@pytest.mark.parametrize(
    "head", [b"<!-- x -->" * 400, b"<!-- x --> <p>" * 300, b"<!--" * 1000, b"<?xml " + b" " * 4000]
)
def test_comments_before_nothing_take_no_time(head):
    assert html.matches(head, "blob") in (0.0, 0.6)
