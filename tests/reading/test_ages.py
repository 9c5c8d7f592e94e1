"""Ages in many languages, and words that are none."""

from __future__ import annotations

import pytest

from threads.reading import ages

HOUR, DAY = 3600, 86_400


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3 hours ago", 3 * HOUR),
        ("an hour ago", HOUR),
        ("vor 8 Stunden", 8 * HOUR),
        ("1 Stunde 51 Minuten her", HOUR + 51 * 60),
        ("il y a 3 jours", 3 * DAY),
        ("hace un año", 365 * DAY),
        ("há 2 semanas", 14 * DAY),
        ("5 minuti fa", 300),
        ("2 godziny temu", 2 * HOUR),
        ("5 минут назад", 300),
        ("3 gün önce", 3 * DAY),
        ("4 dagen geleden", 4 * DAY),
        ("6 timmar sedan", 6 * HOUR),
        ("3小时前", 3 * HOUR),
        ("2時間前", 2 * HOUR),
        ("5분 전", 300),
        ("4 yr. ago", 4 * 365 * DAY),
        ("3d", 3 * DAY),
        ("منذ ٣ أيام", 3 * DAY),
        ("לפני 3 שעות", 3 * HOUR),
        ("3 órája", 3 * HOUR),
        ("3 години тому", 3 * HOUR),
        ("acum 2 zile", 2 * DAY),
        ("3 giờ trước", 3 * HOUR),
        ("przed 2 dniami", 2 * DAY),
        ("bir yıl önce", 365 * DAY),
        ("για 3 ώρες πριν", 3 * HOUR),
        ("3 minutes ago · edited 1 minute ago", 240),
    ],
)
def test_how_long_ago(text, seconds):
    assert ages.seconds(text) == seconds


@pytest.mark.parametrize(
    "text", ["May 3, 2019", "2019年5月3日", "12:30", "yesterday at 5", "21. Januar 2011", "", "3 comments", "d" * 9000]
)
def test_dates_and_other_words_are_no_ages(text):
    assert ages.seconds(text) is None
