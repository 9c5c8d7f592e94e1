"""Who spoke before whom, who is called what, and in which order a page stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from threads.model import Comment, Quote, Section
from threads.reading.conversation import Conversation, fold, order_of


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
    assert set(made.telling_names) == {"ferry nan", "tide_clock", "r2d2x"}


@pytest.mark.parametrize(
    ("name", "folded"), [("  Tin Whistle! ", "tin whistle"), ("ÄNN_e", "änn_e"), ("@gull", "gull"), ("…", "")]
)
def test_names_are_folded(name, folded):
    assert fold(name) == folded
