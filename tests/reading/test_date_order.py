"""Day or month first: what a page's dates together say."""

from __future__ import annotations

import pytest

from threads.model import Page
from threads.pipeline import reconstruct
from threads.reading.date_order import month_first


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["3/4/2021", "3/31/2021"], True),
        (["3/4/2021 5:30 pm", "31/3/2021 5:30 pm"], False),
        (["3-4-2021", "12-25-2021"], True),
        (["3/4/2021 5:30 pm", "3/5/2021 6:30 pm"], True),
        # all within a week of March, or scattered over seven months
        (["3/2/2021", "3/3/2021", "3/5/2021", "3/8/2021"], True),
        (["2/3/2021", "3/3/2021", "5/3/2021", "8/3/2021"], False),
        (["3/4/2021"], None),
        (["3.4.2021", "3.31.2021"], None),
        (["2021-03-04", "2021-12-31"], None),
        (["31/3/2021", "3/31/2021"], None),
        (["3 hours ago", "March 3, 2021"], None),
        ([], None),
    ],
)
def test_the_page_decides(texts, expected):
    assert month_first(texts) is expected


def test_an_unambiguous_date_settles_all_comments_of_a_page():
    days = ("03/04/2021", "03/09/2021", "03/28/2021")
    page = "Comments (3)\n\n" + "\n\n".join(
        f"Otterby {number} says:\n{day}\n\nThe sluice is open, number {number}.\n\nReply"
        for number, day in enumerate(days)
    )
    thread = reconstruct(Page(source="x", text=page))
    assert [comment.posted_at.isoformat()[:10] for comment in thread.comments] == [
        "2021-03-04",
        "2021-03-09",
        "2021-03-28",
    ]
