import pytest

from threads.sources import _moments


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (1_600_000_000, "2020-09-13T12:26:40+00:00"),
        (1_600_000_000.0, "2020-09-13T12:26:40+00:00"),
        ("1600000000", "2020-09-13T12:26:40+00:00"),
        (1_600_000_000_000, "2020-09-13T12:26:40+00:00"),
        (1_600_000_000_000_000, "2020-09-13T12:26:40+00:00"),
        ("2020-09-13T12:26:40.559Z", "2020-09-13T12:26:40.559000+00:00"),
        ("2020-09-13 12:26:40", "2020-09-13T12:26:40+00:00"),
        ("2020-09-13 14:26:40+02", "2020-09-13T12:26:40+00:00"),
        ("2020-09-13 14:26:40 +0200", "2020-09-13T12:26:40+00:00"),
        ("2020-09-13 12:26:40 UTC", "2020-09-13T12:26:40+00:00"),
        ("Sun, 13 Sep 2020 14:26:40 +0200 (CEST)", "2020-09-13T12:26:40+00:00"),
        ("13 September 2020 2:26pm", "2020-09-13T14:26:00+00:00"),
        ("2020-09-13", "2020-09-13T00:00:00+00:00"),
    ],
)
def test_a_moment(value, iso):
    assert _moments.moment(value).isoformat() == iso


@pytest.mark.parametrize(
    "value",
    [None, True, 0, "", "0000-00-00 00:00:00", "2011-x09-30", float("nan"), float("inf"), 1e300, "yesterday", "2020", [], {},
     "9999-12-31T23:59:59-12:00", "-1e", "1" * 60, 10**400, -(10**400)],
    ids=repr,
)  # fmt: skip
def test_no_moment(value):
    assert _moments.moment(value) is None


def test_times_are_kept_as_written():
    assert _moments.time_text(1_600_000_000.0) == "1600000000.0"
    assert _moments.time_text(" 13 May ") == "13 May"
    assert _moments.time_text(None) is None
