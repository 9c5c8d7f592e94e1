"""Times as pages write them: which moment each names, what names none, and what is no time at all."""

from __future__ import annotations

import pytest

from threads.reading import times

NAMED = [
    # en
    ("March 2, 2014 at 5:07 pm", "2014-03-02T17:07"),
    ("8th of March, 2020", "2020-03-08T00:00"),
    ("Monday, October 25 2010", "2010-10-25T00:00"),
    ("Tue Sep 3, 2019 12:00 am", "2019-09-03T00:00"),
    ("Sun Mar 06, 2016 12:45 pm", "2016-03-06T12:45"),
    # de
    ("29. Juni 2017 um 23:39 Uhr", "2017-06-29T23:39"),
    ("3. März 2021, 8:05 Uhr", "2021-03-03T08:05"),
    ("23:39, 29. Juni 2017", "2017-06-29T23:39"),
    ("18.07.2013 - 09:30", "2013-07-18T09:30"),
    # fr
    ("mercredi 15 mai 2019 à 14h30", "2019-05-15T14:30"),
    ("1er août 2018 à 9 h 05", "2018-08-01T09:05"),
    # es, pt
    ("12 de enero de 2015 a las 21:10", "2015-01-12T21:10"),
    ("7 de março de 2016 às 10:45", "2016-03-07T10:45"),
    # it
    ("4 giugno 2012 alle 18:20", "2012-06-04T18:20"),
    # nl
    ("9 maart 2011 om 16:15", "2011-03-09T16:15"),
    # pl
    ("21 października 2017 o 07:55", "2017-10-21T07:55"),
    # cs
    ("5. června 2014", "2014-06-05T00:00"),
    # sv, nb
    ("30 augusti 2013 kl 13:37", "2013-08-30T13:37"),
    ("24. desember 2010", "2010-12-24T00:00"),
    # fi
    ("6. joulukuuta 2015", "2015-12-06T00:00"),
    # ru, uk
    ("14 февраля 2018 в 22:01", "2018-02-14T22:01"),
    ("2 травня 2020", "2020-05-02T00:00"),
    # el
    ("17 Απριλίου 2016", "2016-04-17T00:00"),
    # tr, hu with the day first, id, ro
    ("11 Ağustos 2014", "2014-08-11T00:00"),
    ("20 agustus 2019 pukul 08:00", "2019-08-20T08:00"),
    ("16 iunie 2013", "2013-06-16T00:00"),
    # ja, zh, ko
    ("2019年5月3日", "2019-05-03T00:00"),
    ("2021년 2월 9일", "2021-02-09T00:00"),
    # numbers alone
    ("2013-07-18 06:42", "2013-07-18T06:42"),
    ("2013/07/18", "2013-07-18T00:00"),
    ("07/18/13", "2013-07-18T00:00"),
    ("7/8/2013 5:30 pm", "2013-07-08T17:30"),
    ("18-07-99", "1999-07-18T00:00"),
    # a zone that is stated
    ("May 4, 2020 at 01:30 +0200", "2020-05-03T23:30"),
    ("May 4, 2020 at 20:30 -05:00", "2020-05-05T01:30"),
]

UNNAMED = [
    "3 hours ago",
    "about 2 weeks ago",
    "1 year, 2 months ago",
    "an hour ago",
    "just now, 9:15",
    "vor 8 Stunden",
    "vor einem Jahr",
    "il y a 3 jours",
    "hace 5 minutos",
    "há 2 dias",
    "4 ore fa",
    "5 uur geleden",
    "2 dni temu",
    "6 часов назад",
    "3 gün önce",
    "2 timmar sedan",
    "3 hari yang lalu",
    "3天前",
    "2時間前",
    "5시간 전",
    "Yesterday at 10:15",
    "gestern um 10:15",
    "вчера в 10:15",
    "7h",
    "3 mo",
    "12 May at 8:15",
    "May 5",
]

NOTHING = [
    "",
    "Reply",
    "It took about 40 minutes of shouting.",
    "Room 12, second floor",
    "We sold 3 of 12.",
    "version 1.2.3.4",
    "The ratio was 3/4 at best",
    "May I ask why?",
    "See page 2019 of the ledger",
    "What happened in March?",
    "yesterday the kettle broke",
    "32/32/2013",
    "2013-00-10",
    "29.02.2019",
    "2019年13月40日",
]


@pytest.mark.parametrize(("line", "moment"), NAMED)
def test_moments_that_are_named(line, moment):
    when = times.find(line)
    assert when is not None and when.moment is not None
    assert when.moment.isoformat() == f"{moment}:00+00:00"


@pytest.mark.parametrize("line", UNNAMED)
def test_times_that_name_no_moment(line):
    when = times.find(line)
    assert when is not None and when.moment is None


@pytest.mark.parametrize("line", NOTHING)
def test_what_is_no_time(line):
    when = times.find(line)
    assert when is None


@pytest.mark.parametrize(("line", "moment"), NAMED)
def test_the_words_found_stand_where_it_says(line, moment):
    padded = f"Tin Whistle | {line} | Reply"
    when = times.find(padded)
    assert when is not None and when.moment is not None
    assert when.moment.isoformat() == f"{moment}:00+00:00"
    assert when.text in padded[when.start : when.end]
    assert padded[: when.start].startswith("Tin Whistle")


@pytest.mark.parametrize(
    "line", ["OtterbyMarch 2, 2014", "Otterby2. März 2014", "Otterby · March 2, 2014", "(March 2, 2014)Otterby"]
)
def test_a_name_glued_to_a_date_hides_nothing(line):
    when = times.find(line)
    assert when is not None and when.moment is not None
    assert when.moment.date().isoformat() == "2014-03-02"


def test_the_first_of_two_dates_counts():
    when = times.find("March 2, 2014 (edited April 5, 2015)")
    assert when is not None and when.text == "March 2, 2014"


def test_long_lines_are_prose():
    assert times.find("The meeting was on March 2, 2014 and " + "nobody came " * 30) is None
    assert times.find("March 2, 2014 " + "a" * 500) is None
