"""Headers: a line with a name or a time opens each comment of a flat page."""

from __future__ import annotations

import pytest

from threads import layouts
from threads.layouts import headed
from threads.model import Page
from threads.reading.sheet import Sheet


def read(text):
    reading = headed.segment(Sheet(Page(source="page", text=text)))
    return reading and reading.section


def told(section):
    return [(comment.author, comment.text) for comment in section.comments]


SAYS = """3 comments on “The pump house”

Otterby says:
March 2, 2014 at 5:07 pm
The lower valve has leaked since Easter and nobody has looked at it.

Reply

Ferry Nan says:
March 2, 2014 at 6:00 pm
I looked at it. It is the gasket, not the valve at all.

Reply

Tin Whistle says:
March 3, 2014 at 9:15 am
There are gaskets in the blue tin on the shelf.

Reply

Leave a Reply
"""

NAME_ABOVE = """Kommentare

Otterby
3. Mai 2021 um 08:15

Das untere Ventil leckt seit Ostern, und niemand sieht nach.

Antworten

Ferry Nan
3. Mai 2021 um 09:20

Es ist die Dichtung und nicht das Ventil, glaube ich.

Antworten

Tin Whistle
4. Mai 2021 um 10:25

In der blauen Dose liegen noch Dichtungen.

Antworten

Schreibe einen Kommentar
"""

PHPBB = """Re: The pump house
by harbour_cat » Sun Mar 06, 2016 5:45 am

The lower valve has leaked since Easter and nobody has looked.

Re: The pump house
by ferry_nan » Sun Mar 06, 2016 6:10 am

It is the gasket, not the valve. I had it open on Friday.

Re: The pump house
by harbour_cat » Mon Mar 07, 2016 8:00 am

Then somebody should buy a gasket before the cellar is full.
"""

FOOT_DATES = """3 comments:

Otterby said...
The lower valve has leaked since Easter.
It will not stop by itself.
March 2, 2014 at 5:07 PM

Ferry Nan said...
It is the gasket, not the valve.
I had it open on Friday.
March 2, 2014 at 6:00 PM

Tin Whistle said...
There are gaskets in the blue tin.
On the shelf.
March 3, 2014 at 9:15 AM

Post a Comment
"""

WORDS = [
    "The lower valve has leaked since Easter and nobody has looked at it.",
    "I looked at it. It is the gasket, not the valve at all.",
    "There are gaskets in the blue tin on the shelf.",
]


def test_names_that_hand_the_word_over():
    section = read(SAYS)
    assert told(section) == list(zip(["Otterby", "Ferry Nan", "Tin Whistle"], WORDS, strict=True))
    assert section.declared_count == 3 and section.layout == "flat"
    assert [comment.posted_at.hour for comment in section.comments] == [17, 18, 9]


def test_names_on_the_line_above_their_times():
    section = read(NAME_ABOVE)
    assert [comment.author for comment in section.comments] == ["Otterby", "Ferry Nan", "Tin Whistle"]
    assert section.comments[2].text == "In der blauen Dose liegen noch Dichtungen."
    assert section.comments[2].time_text == "4. Mai 2021 um 10:25"


def test_forum_headers_without_a_section_title():
    section = layouts.segment(Page(source="page", text=PHPBB))
    assert [comment.author for comment in section.comments] == ["harbour_cat", "ferry_nan", "harbour_cat"]
    assert section.comments[0].text == "The lower valve has leaked since Easter and nobody has looked."
    assert section.platform == "phpbb"


def test_names_above_and_dates_below():
    section = read(FOOT_DATES)
    assert [comment.author for comment in section.comments] == ["Otterby", "Ferry Nan", "Tin Whistle"]
    assert section.comments[0].text == "The lower valve has leaked since Easter.\nIt will not stop by itself."
    assert [comment.posted_at.hour for comment in section.comments] == [17, 18, 9]


def test_numbers_in_headers():
    text = SAYS
    for number, name in enumerate(("Otterby", "Ferry Nan", "Tin Whistle"), start=1):
        text = text.replace(f"{name} says:", f"#{number} {name} says:")
    assert [comment.number for comment in read(text).comments] == ["1", "2", "3"]


def test_signatures_and_cards_of_members_are_cut():
    post = "{name}\nSenior Member\nJoined: Mar 3, 2011\nPosts: {posts}\n\nMarch {day}, 2014 at 5:07 pm\n\n{words}\n\n"
    sign = "_______________\nOil the hinge, save the door.\n\n"
    text = "Replies\n\n" + "".join(
        post.format(name=name, posts=day * 7, day=day, words=words) + (sign if name == "Otterby" else "")
        for day, (name, words) in enumerate(
            zip(["Otterby", "Ferry Nan", "Otterby", "Tin Whistle"], [*WORDS, "No."], strict=True), start=2
        )
    )
    section = layouts.segment(Page(source="page", text=text))
    assert told(section) == list(zip(["Otterby", "Ferry Nan", "Otterby", "Tin Whistle"], [*WORDS, "No."], strict=True))


def test_the_form_below_is_not_the_last_comment():
    assert "Leave a Reply" not in read(SAYS).comments[-1].text


NO_COMMENTS = {
    "article": "The pump house\n\nBy Otterby on March 2, 2014\n\nThe pump house stood empty for a winter. "
    "Nobody asked who had the key.\n\nIn spring the key was found.\n",
    "teasers": "News\n\nMarch 2, 2014\nThe pump house is open\nMarch 3, 2014\nThe library is closed\n"
    "March 4, 2014\nThe ferry is late\n",
    "none yet": "0 comments\n\nBe the first to speak.\n\nMarch 2, 2014\n\nRelated posts\n\nMarch 1, 2014\n",
    "prose with dates": "On March 2, 2014 the pump broke, and we sold it.\n\nOn March 9, 2014 the new one came, with no key.\n",
    "empty": "",
}


@pytest.mark.parametrize("name", NO_COMMENTS)
def test_dates_that_head_no_comments(name):
    assert layouts.segment(Page(source=name, text=NO_COMMENTS[name])).comments == ()
