import pytest

from threads.sources import _fragment


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("plain &amp; simple", "plain & simple"),
        ("a < b and b > c", "a < b and b > c"),
        ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"),
        ("<p>One\ntwo</p>\n\n<p>Three</p>", "One two\n\nThree"),
        ("See <a href='https://example.org'>the\n page</a>.", "See the page."),
        ("<ul><li>one</li><li><p>two</p></li></ul>end", "• one\n• two\n\nend"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ("<pre><code>if x:\n    y()\n</code></pre>", "if x:\n    y()"),
        ("<b>bold</b><i>er</i> <u> blank </u>s", "bolder blank s"),
        ("one<script>alert(1)</script><style>p{}</style> two", "one two"),
        ("<p>unclosed <b>and <i>wrong</b></i>", "unclosed and wrong"),
        ("<p>smile <img class=emoji alt='🙂'> <img alt=':smile:'><img alt='a cat'></p>", "smile 🙂"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<!-- hidden -->shown", "shown"),
        ("nul\0<b>l</b>", "null"),
        ("", ""),
    ],
)
def test_words_as_a_reader_sees_them(markup, words):
    assert _fragment.plain(markup) == words


def test_line_ends_count_where_they_are_breaks():
    assert _fragment.plain("One\r\ntwo\n\nthree <b>four</b>\nfive", keep_lines=True) == "One\ntwo\n\nthree four\nfive"


def test_quoted_blocks_are_cut_out_with_what_they_say_of_themselves():
    text, (first, second) = _fragment.split(
        '<aside class="quote no-group" data-post="3"><div class="title">nan:</div><blockquote><p>Go!</p></blockquote>'
        "</aside><p>No.</p><blockquote>Why?<blockquote>inner</blockquote></blockquote>Because."
    )
    assert text == "No.\n\nBecause."
    assert (first.text, first.attributes["data-post"]) == ("Go!", "3")
    assert second.text == "Why?\n\ninner"


def test_an_aside_that_quotes_nobody_stays():
    assert _fragment.split('<aside class="onebox">A page</aside>') == ("A page", ())


def test_depth_has_no_bound():
    deep = 30_000
    assert _fragment.plain("<div>" * deep + "words" + "</div>" * deep) == "words"
    assert _fragment.split("<blockquote>" * 3000 + "words")[1][0].text == "words"


@pytest.mark.parametrize("keep_lines", [False, True])
@pytest.mark.parametrize(
    "markup", ["one {} two", "<pre>one {} two</pre>", "<pre>one\n{}\ntwo</pre>", "<p>one</p>{}two"]
)
def test_a_long_run_of_blanks_takes_a_moment(markup, keep_lines):
    assert "one" in _fragment.plain(markup.format(" \t" * 200_000), keep_lines=keep_lines)


def test_blanks_at_line_ends_go_where_lines_are_kept():
    assert _fragment.plain("  one \t\n\t two\n\n \n  three four  ", keep_lines=True) == "one\ntwo\n\n\nthree four"


def test_depth_takes_no_time_with_the_square_of_it():
    assert _fragment.plain("<div>" * 200_000 + "words") == "words"
