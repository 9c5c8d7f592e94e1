"""List items: bulleted and numbered comments, nested or not, and the lists that are none."""

from __future__ import annotations

import pytest

from threads import layouts
from threads.layouts import listed
from threads.model import Page
from threads.reading.sheet import Sheet


def read(text):
    reading = listed.segment(Sheet(Page(source="page", text=text)))
    return reading and reading.section


def told(section):
    return [(comment.author, comment.text) for comment in section.comments]


DISQUS = """The pump house

  • Otterby

    The lower valve has leaked since Easter and nobody has looked at it.

      • Ferry Nan

        I looked at it. It is the gasket, not the valve.

          • Otterby

            Then somebody should buy a gasket before the cellar is full.

  • Tin Whistle

    There are gaskets in the blue tin on the shelf.
"""

WORDPRESS = """4 thoughts on “The pump house”

  1. Otterby says:
     March 2, 2014 at 5:07 pm

     The lower valve leaks:
       1. in the morning
       2. in the evening

     Buy one.

     Reply
       • Ferry Nan says:
         March 2, 2014 at 6:00 pm

         It is the gasket.

         Reply
  2. Tin Whistle says:
     March 3, 2014 at 9:15 am

     3. Mai 2021 was the last time anybody oiled it.

     Reply
  3. Gull says:
     March 4, 2014 at 9:15 am

     In the blue tin, on the shelf.

     Reply

Leave a Reply
"""

BLOGGER = """3 comments:

  1. OtterbyMarch 2, 2014 at 5:07 PM

     The lower valve leaks again.

     ReplyDelete
     Replies
       1. Ferry NanMarch 2, 2014 at 6:00 PM

          It is the gasket, I think.

          Delete
  2. Tin WhistleMarch 3, 2014 at 9:15 AM

     There are gaskets in the tin.

     ReplyDelete

Post a Comment
"""


def test_names_over_their_words_nested_by_indentation():
    section = read(DISQUS)
    assert section.layout == "nested" and section.fit >= 0.5
    assert [comment.author for comment in section.comments] == ["Otterby", "Ferry Nan", "Otterby", "Tin Whistle"]
    assert [comment.indent_columns for comment in section.comments] == [2, 6, 10, 2]
    assert section.comments[1].text == "I looked at it. It is the gasket, not the valve."


def test_numbered_items_with_headers_and_buttons():
    section = read(WORDPRESS)
    assert [comment.author for comment in section.comments] == ["Otterby", "Ferry Nan", "Tin Whistle", "Gull"]
    assert [comment.time_text for comment in section.comments][:2] == [
        "March 2, 2014 at 5:07 pm",
        "March 2, 2014 at 6:00 pm",
    ]
    assert section.declared_count == 4 and section.layout == "nested"
    assert not any("Reply" in comment.text for comment in section.comments)


def test_a_tight_list_inside_a_comment_stays_with_it():
    assert read(WORDPRESS).comments[0].text == (
        "The lower valve leaks:\n1. in the morning\n2. in the evening\n\nBuy one."
    )


def test_a_date_at_the_beginning_of_a_line_opens_no_item():
    assert read(WORDPRESS).comments[2].text == "3. Mai 2021 was the last time anybody oiled it."


def test_names_glued_to_their_times():
    section = read(BLOGGER)
    assert told(section) == [
        ("Otterby", "The lower valve leaks again."),
        ("Ferry Nan", "It is the gasket, I think."),
        ("Tin Whistle", "There are gaskets in the tin."),
    ]
    assert next(comment.time_text for comment in section.comments) == "March 2, 2014 at 5:07 PM"


def test_a_name_without_words_is_a_comment_of_its_own():
    text = DISQUS.replace("    There are gaskets in the blue tin on the shelf.\n", "")
    last = read(text).comments[-1]
    assert (last.author, last.text, last.status) == ("Tin Whistle", "", "empty")


def test_lines_are_labelled_for_explain():
    labels = dict(read(WORDPRESS).labels)
    lines = WORDPRESS.split("\n")
    assert labels[1] == "section title"
    assert labels[lines.index("  1. Otterby says:") + 1] == "header"
    assert labels[lines.index("     The lower valve leaks:") + 1] == "words"
    assert labels[lines.index("     Reply") + 1] == "button"


NO_COMMENTS = {
    "menu": "Boats\n\n  • Home\n  • Boats\n  • Contact\n\nA page about boats.",
    "steps": "How to oil a pump\n\n  1. Open the lid.\n  2. Pour in the oil.\n  3. Close the lid.\n",
    "plain": "The pump leaks.\n\nIt always leaked.\n",
    "empty": "",
    "teasers": "\n".join(
        f"  • The {word} is open again\n\n    Read all about the {word} and its new roof.\n"
        for word in ("library", "pool", "ferry")
    ),
}


@pytest.mark.parametrize("name", NO_COMMENTS)
def test_lists_that_are_no_comments(name):
    page = Page(source=name, text=NO_COMMENTS[name])
    assert layouts.segment(page).comments == ()


def test_points_that_somebody_makes_are_no_comments():
    page = """3 comments

  1. Otter
     2 March 2014, 10:15

     The pump is old because

      * Nobody oils it
      * The sluice is shut

  2. Nan
     2 March 2014, 11:20

     I oil it every Friday.

  3. Gull
     3 March 2014, 09:00

     On Thursdays.

Leave a comment
"""
    section = read(page)
    assert [comment.author for comment in section.comments] == ["Otter", "Nan", "Gull"]
    assert "Nobody oils it" in section.comments[0].text
