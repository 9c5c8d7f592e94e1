"""Elements in page order, and what hostile markup cannot do to them."""

import time

import pytest

from threads.markup import rendering
from threads.markup.elements import DEEPEST, flattened, kept_apart, parse


def text_of(html):
    return rendering.whole(parse(html))[0]


def test_ranges_hold_what_stands_inside():
    elements = parse("<div id=a><p>one <b>two</b></p><p>three</p></div><p>four</p>")
    div = elements.tags.index("div")
    assert [elements.plain(index) for index in elements.children(div)] == ["one two", "three"]
    assert elements.plain(div) == "one two three"
    assert elements.values(div) == {"id": "a"}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<br>b</p><p>c</p>", "a\nb\n\nc"),
        ("<p>a<b>b</b> <i>c</i></p>", "ab c"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "• a\n\n    • b\n\n  • c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n  2. b"),
        ("<p>a<script>var x = '<p>'</script><style>p {}</style><!-- <p>no</p> -->b", "ab"),
        ("<noscript><p>kept</p></noscript>", "kept"),
        ("<p>&lt;b&gt; &amp;amp; &quot;</p>", '<b> &amp; "'),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
    ],
)
def test_rendered(html, text):
    assert text_of(html).replace("  1.", "1.").strip() == text


@pytest.mark.parametrize(
    "html",
    [
        '<p title=\'a>b\' x"y=1 "">word</p>',
        "<p>word</p" * 50,
        "< " * 1000 + "word",
        '<a ="b" <p>word',
        "<div><span></div>word</span>",
        "</div></p>word<table><p>",
    ],
)
def test_broken_markup_keeps_its_words(html):
    assert "word" in text_of(html)


def test_deep_nesting_is_flattened_in_time():
    start = time.monotonic()
    html, cut = flattened('<div class="comment">x' * 50_000)
    elements = parse(html)
    assert cut and len(elements.chunks) >= DEEPEST
    assert time.monotonic() - start < 10


def test_pages_that_nest_as_pages_do_are_left_alone():
    html = "<ul>" + "<li>a<ul><li>b</li></ul></li>" * 8000 + "</ul>"
    assert flattened(html) == (html, False)


@pytest.mark.parametrize(
    "tag", ["<td a=b>", "</p2 a=b>", "<body class=x>", "<form id=f>", "<frame src=x>", "<TR\nid=x>"]
)
def test_tags_that_are_passed_over_fill_no_memory(tag):
    html = "<body><form>" + f"Ann, words here{tag}" * 8000
    assert kept_apart(html).count("<!---->") >= 8000
    assert text_of(html).count("Ann") == 8000
    few = f"<table><tr><td>Ann{tag}words</table>"
    assert kept_apart(few) == few


def test_tags_kept_apart_say_the_same():
    words = "<p>two words</p><table id=t><tr id=r><td class=a>one</td ><td class=b>more</td></tr></table>" * 3000
    assert kept_apart(words) != words
    assert text_of(words) == "\n\n".join(text_of(words[: len(words) // 3000]) for _ in range(3000))
