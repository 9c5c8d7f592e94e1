"""Platforms told by words that only their pages show, one example and one stranger each."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import threads.layouts._platforms as platforms
from threads.model import Comment, Page, Section

FILES = sorted(Path(platforms.__file__).parent.glob("*.toml"))
EXAMPLES = {
    "blogger": ("headed", "ReplyDelete\nPost a Comment\nNewer Post   Home   Older Post"),
    "discourse": ("headed", "Powered by Discourse, best viewed with JavaScript enabled"),
    "disqus": ("listed", "  • Otterby\n\n    It leaks.\n\ncomments powered by Disqus"),
    "drupal": ("headed", "Submitted by Otterby on 3 May\nLog in or register to post comments"),
    "hackernews": ("headed", "otterby 3 hours ago | root | parent | next [–]"),
    "invision": ("headed", "Posted 12 May 2014 - 08:15\nShare this post"),
    "mediawiki": ("signed", "It leaks. Otterby (talk) 08:01, 2 March 2020 (UTC)"),
    "phpbb": ("headed", "Re: The pump\nby otterby » Sun Mar 06, 2016 5:45 am\nWho is online"),
    "reddit": ("levelled", "level 1\n· 5 yr. ago\n\nIt leaks.\n\nGive Award"),
    "stackexchange": ("headed", "Improve this answer\n2 Answers\nadd a comment"),
    "vbulletin": ("headed", "Join Date: Mar 2011\nOriginally Posted by otterby\nReply With Quote"),
    "wordpress": ("listed", "3 thoughts on “The pump”\n\nLeave a Reply\nYour email address will not be published."),
    "wpdiscuz": ("headed", "Notify of\nNewest Most Voted\nInline Feedbacks\nView all comments"),
    "xenforo": ("headed", "Otterby said:\nIt leaks.\nClick to expand...\nReaction score\n31"),
}


def section(text, hypothesis, **fields):
    comment = Comment(id="c", text="It leaks.", source_span=(0, 0), line=1, **fields)
    return Section(hypothesis=hypothesis, comments=(comment,), start_line=1, end_line=text.count("\n") + 1)


def platform(text, hypothesis, **fields):
    return platforms.platform_of(Page(source="page", text=text), section(text, hypothesis, **fields))


def test_every_platform_has_an_example_here():
    assert [path.stem for path in FILES] == sorted(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_words_tell_it(name):
    hypothesis, text = EXAMPLES[name]
    assert platform(text, hypothesis) == name


@pytest.mark.parametrize("hypothesis", ["headed", "footed", "listed", "levelled", "signed"])
@pytest.mark.parametrize("text", ["", "Otterby\n\nThe pump leaks.\n\nFerry Nan\n\nIt is the gasket.\n"])
def test_pages_without_such_words_are_of_unknown_make(text, hypothesis):
    assert platform(text, hypothesis) is None


def test_words_far_from_the_comments_say_nothing():
    text = "Powered by Discourse, best viewed with JavaScript" + "\n" * 60 + "It leaks."
    far = section(text, "headed").model_copy(update={"start_line": 50, "end_line": 61})
    assert platforms.platform_of(Page(source="page", text=text), far) is None


def test_a_timeless_platform_shows_no_times():
    hypothesis, text = "listed", "  • Otterby\n\n    It leaks.\n"
    assert platform(text, hypothesis) == "disqus"
    assert platform(text, hypothesis, time_text="3 May 2020") is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_hold_what_they_may(path):
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(table) <= {"cues", "layouts", "timeless"} and table["cues"]
    for cue in table["cues"]:
        assert re.compile(cue, re.IGNORECASE).search("") is None, "a cue that meets every line"
