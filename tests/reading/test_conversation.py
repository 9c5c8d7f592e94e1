"""Who spoke before whom, who is called what, and in which order a page stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from threads.model import Comment, Quote, Section
from threads.reading.conversation import Conversation, fold, moments_of, order_of


def comment(place, author=None, day=None, **fields):
    posted_at = datetime(2020, 5, day, tzinfo=UTC) if day else None
    return Comment(
        id=f"c{place}", author=author, posted_at=posted_at, text="Words.", source_span=(0, 0), line=place + 1, **fields
    )


def conversation(*comments, order="oldest"):
    return Conversation(comments, Section(hypothesis="headed", comments=comments), order)


@pytest.mark.parametrize(
    ("days", "order"),
    [
        ((1, 2, 3), "oldest"),
        ((3, 2, 1), "newest"),
        ((1, 2, 3, 2), "oldest"),
        ((9, 2, 8, 1), "newest"),
        ((1, 2, 1, 2, 1), "unknown"),
        ((1, 1, 1), "unknown"),
        ((None, None), "unknown"),
        ((), "unknown"),
    ],
)
def test_the_order_by_times(days, order):
    assert order_of([comment(place, day=day) for place, day in enumerate(days)]) == order


@pytest.mark.parametrize(
    ("numbers", "order"), [(("1", "2", "3"), "oldest"), (("12", "11", "10"), "newest"), (("a", "b"), "unknown")]
)
def test_the_order_by_numbers(numbers, order):
    assert order_of([comment(place, number=number) for place, number in enumerate(numbers)]) == order


def test_only_the_outermost_comments_tell_the_order():
    made = [
        comment(0, day=9, indent_columns=2),
        comment(1, day=10, indent_columns=6),
        comment(2, day=11, indent_columns=6),
    ]
    made += [comment(3, day=5, indent_columns=2), comment(4, day=6, indent_columns=6)]
    assert order_of(made) == "newest"


@pytest.mark.parametrize(("quoter", "order"), [(1, "oldest"), (0, "newest")])
def test_the_order_by_who_quotes_whom(quoter, order):
    quotes = (Quote(text="Words of somebody else", comment_id=f"c{1 - quoter}"),)
    made = [comment(place, quotes=quotes if place == quoter else ()) for place in range(2)]
    assert order_of(made) == order


def test_before_means_in_time():
    assert [conversation(comment(0), comment(1)).before(place) for place in (0, 1)] == [None, 0]
    assert [conversation(comment(0), comment(1), order="newest").before(place) for place in (0, 1)] == [1, None]


def test_times_count_before_places():
    made = conversation(comment(0, day=2), comment(1, day=1), comment(2))
    assert made.is_earlier(1, 0) and not made.is_earlier(0, 1)
    assert made.is_earlier(0, 2)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Otterby", 2),
        ("OTTERBY", 2),
        ("otterby!", 2),
        ("Ferry", 1),
        ("Ferry Nan", 1),
        ("FerryNan", 1),
        ("ferry_nan", 1),
        ("Nan", None),
        ("", None),
        ("Gull", None),
    ],
)
def test_the_latest_by_a_name(name, place):
    made = conversation(comment(0, "Otterby"), comment(1, "Ferry Nan"), comment(2, "Otterby"), comment(3, "Gull"))
    assert made.latest_by(name, 3) == place


def test_where_the_newest_stand_first_the_latest_is_the_uppermost_below():
    made = conversation(comment(0, "Gull"), comment(1, "Otterby"), comment(2, "Otterby"), order="newest")
    assert made.latest_by("Otterby", 0) == 1


def test_telling_names_are_hardly_ever_anything_else():
    made = conversation(
        *(comment(place, name) for place, name in enumerate(["Ferry Nan", "gull", "tide_clock", "r2d2x", "Jo B"]))
    )
    assert made.telling_names == {
        "ferry": (("ferry", "nan"),),
        "tide_clock": (("tide_clock",),),
        "r2d2x": (("r2d2x",),),
    }


@pytest.mark.parametrize(
    ("name", "folded"), [("  Tin Whistle! ", "tin whistle"), ("ÄNN_e", "änn_e"), ("@gull", "gull"), ("…", "")]
)
def test_names_are_folded(name, folded):
    assert fold(name) == folded


def test_a_name_that_two_share_is_clear_once_only_one_has_spoken():
    made = conversation(comment(0, "Ferry Nan"), comment(1, "Gull"), comment(2, "Ferry Tom"), comment(3, "Gull"))
    assert made.latest_by("Ferry", 1) == 0
    assert made.latest_by("Ferry", 3) is None
    assert made.all_latest_by("Ferry", 3) == [0, 2]


def test_where_replies_stand_under_newer_threads_the_one_above_is_before():
    made = conversation(comment(0, day=9), comment(1, day=3), comment(2, day=5), order="newest")
    assert [made.before(place) for place in (0, 1, 2)] == [1, 2, 1]


def test_ages_are_times_too():
    ages = ["2 hours ago", "50 minutes ago", "3 days ago"]
    made = conversation(*(comment(place, time_text=text) for place, text in enumerate(ages)))
    assert made.is_earlier(0, 1) and made.is_earlier(2, 0)
    assert moments_of(made.comments) == (-7200.0, -3000.0, -259200.0)


def test_dates_on_which_people_joined_are_no_times():
    people = [("Otterby", 5), ("Gull", 2), ("Ferry Nan", 9), ("Otterby", 5), ("Gull", 2), ("Otterby", 5)]
    made = [comment(place, name, day) for place, (name, day) in enumerate(people)]
    assert set(moments_of(made)) == {None} and order_of(made) == "unknown"


@pytest.mark.parametrize(
    ("days", "order"),
    [((1, 5, 9, 2, 7, 3, 4, 8), "oldest"), ((9, 7, 8, 4, 6, 3, 8, 1), "newest"), ((3, 9, 1, 7, 4, 8, 2, 6), "unknown")],
)
def test_the_order_of_pages_that_list_replies_under_what_they_answer(days, order):
    assert order_of([comment(place, day=day) for place, day in enumerate(days)]) == order


def test_the_page_owner_is_named_above_the_comments():
    article = "Low water. By Ferry Nan, 3 May. The sluice is open; the otter is not amused."
    made = (comment(0, "otter"), comment(1, "Ferry Nan"), comment(2, "Gull"), comment(3, "Ferry Nan"))
    assert Conversation(made, Section(hypothesis="headed"), "oldest", article).owner == "ferry nan"
    assert Conversation(made, Section(hypothesis="headed"), "oldest").owner is None


def test_a_forum_page_with_a_list_in_one_post_shows_no_depths():
    indents = [2, 2, 4, 2, 2, 2, 2]
    made = tuple(comment(place, indent_columns=indent) for place, indent in enumerate(indents))
    forum, blog = (
        Section(hypothesis="listed", comments=made, layout="nested", platform=name) for name in ("xenforo", "wordpress")
    )
    assert not Conversation(made, forum, "oldest").shows_depths
    assert Conversation(made, blog, "oldest").shows_depths
