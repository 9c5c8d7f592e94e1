"""Questions with their answers and the comments under each."""

from __future__ import annotations

import pytest

from threads import clues, layouts
from threads.layouts import answered
from threads.model import Page
from threads.reading.sheet import Sheet

QUESTION = """The pump house

I have a valve that leaks, and a bucket that is full. Which of the two should I see to first?

share | improve this question | |
asked Mar 2 '14 at 9:00
Otterby
311
  • 2
    How large is the bucket? – Ferry Nan Mar 2 '14 at 9:05

2 Answers

7

The bucket, for the valve will wait and the water will not.

share | improve this answer | |
answered Mar 2 '14 at 9:30
Tin WhistleTin Whistle
1,204
  • Thank you, I have both hands free now. – Otterby Mar 3 '14 at 8:00
1

Neither. Move out.

share | improve this answer | |
"""


def read(text: str):
    page = Page(source="page", text=text)
    section = layouts.segment(page)
    return section, clues.link(page, section)


def test_the_question_its_answers_and_their_comments() -> None:
    section, thread = read(QUESTION)
    assert section.hypothesis == "answered"
    assert [comment.author for comment in section.comments] == ["Otterby", "Ferry Nan", "Tin Whistle", "Otterby", None]
    assert section.comments[1].text == "How large is the bucket?"
    assert section.comments[3].time_text == "Mar 3 '14 at 8:00"
    assert [depth for _, depth in thread.walk()] == [0, 1, 1, 2, 1]


def test_posts_that_lost_their_votes_end_at_the_button_for_comments() -> None:
    text = QUESTION.replace("\n1\n\nNeither", "\nadd comment\n\nNeither")
    section, _ = read(text)
    assert section.comments[-1].text == "Neither. Move out."


@pytest.mark.parametrize(
    "text",
    [
        "2 Answers\n\nNo tools stand on this page.\n\nOnly words.",
        "3 comments\n\nOtterby says:\n\nShare it, edit it, flag it: I do not mind.",
    ],
)
def test_pages_that_are_no_such_thing(text: str) -> None:
    assert answered.segment(Sheet(Page(source="page", text=text))) is None
