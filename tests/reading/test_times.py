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

PAGES_WRITE = [
    # language, line, moment
    ("en", "March 2, 2014 at 5:07 pm", "2014-03-02T17:07"),
    ("en", "Mar 2nd, 2014 5pm", "2014-03-02T17:00"),
    ("en", "2 Mar '14, 17:07", "2014-03-02T17:07"),
    ("en", "Tue, 02 Mar 2021 14:05:33 +0100", "2021-03-02T13:05"),
    ("en", "2021-05-03T14:05:33Z", "2021-05-03T14:05"),
    ("en", "2021-05-03T14:05:33.123+02:00", "2021-05-03T12:05"),
    ("en", "14:05, 3 May 2021 (UTC)", "2021-05-03T14:05"),
    ("en", "18-Jul-13 09:30 AM", "2013-07-18T09:30"),
    ("en", "July 24, 2013at 5:30 pm", "2013-07-24T17:30"),
    ("en", "May 4, 202010:15", "2020-05-04T10:15"),
    ("en", "28.09.1915:08", "2019-09-28T15:08"),
    ("en", "04.10.202215:08", "2022-10-04T15:08"),
    ("de", "Montag, den 3. Mai 2021 um 14:05 Uhr", "2021-05-03T14:05"),
    ("de", "Mo 3. Mai 2021, 14:05", "2021-05-03T14:05"),
    ("de", "3. Mai 2021 14 Uhr", "2021-05-03T14:00"),
    ("de", "03.05.21 um 14.05 Uhr", "2021-05-03T14:05"),
    ("fr", "3 mai 2021 à 14:05", "2021-05-03T14:05"),
    ("fr", "3 mai 2021 à 14 h 05 min", "2021-05-03T14:05"),
    ("fr", "le mercredi 1er mai 2019 à 14h30", "2019-05-01T14:30"),
    ("es", "13 de enero de 2020, 10:22", "2020-01-13T10:22"),
    ("es", "13 enero, 2020 a las 10:22 am", "2020-01-13T10:22"),
    ("es", "miércoles, 15 de mayo de 2019, 4:55 p. m.", "2019-05-15T16:55"),
    ("es", "el 3 de mayo del 2021 a las 2:05 pm", "2021-05-03T14:05"),
    ("it", "3 Maggio 2021 alle 14:05", "2021-05-03T14:05"),
    ("it", "3 maggio 2021 alle ore 14.05", "2021-05-03T14:05"),
    ("it", "03/05/2021 alle 14:05", "2021-05-03T14:05"),
    ("pt", "7 de março de 2016 às 10:45", "2016-03-07T10:45"),
    ("pt", "3 Maio, 2021 às 14h05", "2021-05-03T14:05"),
    ("pt", "segunda-feira, 3 de maio de 2021 14:05:00 BRT", "2021-05-03T14:05"),
    ("nl", "3 mei 2021 om 14:05", "2021-05-03T14:05"),
    ("nl", "ma 3 mei 2021 14:05", "2021-05-03T14:05"),
    ("pl", "3 maja 2021 o 12:01", "2021-05-03T12:01"),
    ("pl", "3 maja 2021 o godz. 12:01", "2021-05-03T12:01"),
    ("pl", "21 października 2017, 07:55", "2017-10-21T07:55"),
    ("cs", "3. května 2021 v 14:05", "2021-05-03T14:05"),
    ("cs", "3.5.2021 v 14.05", "2021-05-03T14:05"),
    ("sk", "3. mája 2021 o 14:05", "2021-05-03T14:05"),
    ("sv", "3 maj 2021 kl. 14:05", "2021-05-03T14:05"),
    ("da", "3. maj 2021 kl. 14:05", "2021-05-03T14:05"),
    ("nb", "3. mai 2021 kl. 14.05", "2021-05-03T14:05"),
    ("fi", "3. toukokuuta 2021 klo 14.05", "2021-05-03T14:05"),
    ("fi", "ma 3.5.2021 klo 14:05", "2021-05-03T14:05"),
    ("hu", "2021. május 3. 14:05", "2021-05-03T14:05"),
    ("hu", "2021.05.03. 14:05", "2021-05-03T14:05"),
    ("hu", "2021. május 3., hétfő 14:05", "2021-05-03T14:05"),
    ("ro", "3 mai 2021 la 14:05", "2021-05-03T14:05"),
    ("el", "3 Μαΐου 2021", "2021-05-03T00:00"),
    ("el", "3 ΜΑΪΟΥ 2021 στις 2:05 μμ", "2021-05-03T14:05"),
    ("el", "Μαΐου 3, 2021 στις 4:55 μ.μ.", "2021-05-03T16:55"),
    ("ru", "12 ОКТЯБРЯ 2019 в 15:44", "2019-10-12T15:44"),
    ("ru", "3 мая 2021 г. в 14:05", "2021-05-03T14:05"),
    ("ru", "03 мая 2021, 14:05", "2021-05-03T14:05"),
    ("ru", "Пн май 03, 2021 2:05 pm", "2021-05-03T14:05"),
    ("uk", "3 травня 2021 р. о 14:05", "2021-05-03T14:05"),
    ("uk", "03.05.2021 о 14:05", "2021-05-03T14:05"),
    ("bg", "3 май 2021 в 14:05", "2021-05-03T14:05"),
    ("hr", "3. svibnja 2021. u 14:05", "2021-05-03T14:05"),
    ("hr", "3. maj 2021. u 14:05", "2021-05-03T14:05"),
    ("tr", "5 Mayıs 2021, 14:05", "2021-05-05T14:05"),
    ("tr", "05 Ağustos 2021 Perşembe 14:05", "2021-08-05T14:05"),
    ("tr", "5 MAYIS 2021, 14:05", "2021-05-05T14:05"),
    ("ar", "٣ مايو ٢٠٢١", "2021-05-03T00:00"),
    ("ar", "3 مايو، 2021 الساعة 2:05 م", "2021-05-03T14:05"),
    ("ar", "مايو 3, 2021 الساعة 2:05 ص", "2021-05-03T02:05"),
    ("ar", "الاثنين، 3 مايو 2021 في 14:05", "2021-05-03T14:05"),
    ("ar", "3 كانون الثاني 2021", "2021-01-03T00:00"),
    ("ar", "3 أيار 2021", "2021-05-03T00:00"),
    ("ar", "2021/05/03 عند 2:05 م", "2021-05-03T14:05"),
    ("he", "3 במאי 2021 בשעה 14:05", "2021-05-03T14:05"),
    ("he", "3 במאי 2021, 14:05", "2021-05-03T14:05"),
    ("fa", "۱۳ اردیبهشت ۱۴۰۰ در ۲:۰۵ ب.ظ", "2021-05-03T14:05"),
    ("fa", "اردیبهشت ۱۳, ۱۴۰۰", "2021-05-03T00:00"),
    ("zh", "2021年5月3日 14:05", "2021-05-03T14:05"),
    ("zh", "2021年5月3日 下午2:05", "2021-05-03T14:05"),
    ("zh", "2021 年 5 月 3 日 下午 2:05", "2021-05-03T14:05"),
    ("zh", "2021年05月03日 14时05分", "2021-05-03T14:05"),
    ("zh", "2021-5-3 14:05:33", "2021-05-03T14:05"),
    ("ja", "2021/05/03(月) 14:05:33", "2021-05-03T14:05"),
    ("ja", "2021年5月3日(月) 14:05", "2021-05-03T14:05"),
    ("ja", "2021年5月3日 午後2時05分", "2021-05-03T14:05"),
    ("ja", "２０２１年５月３日　１４：０５", "2021-05-03T14:05"),
    ("ja", "令和3年5月3日", "2021-05-03T00:00"),
    ("ja", "2021年5月3日 2:05 PM", "2021-05-03T14:05"),
    ("zh-tw", "民國110年5月3日", "2021-05-03T00:00"),
    ("ko", "2021. 5. 3. 오후 2:05", "2021-05-03T14:05"),
    ("ko", "2021년 5월 3일 오후 2:05", "2021-05-03T14:05"),
    ("ko", "2021년 5월 3일 2:05 오후", "2021-05-03T14:05"),
    ("ko", "2021.05.03 14:05", "2021-05-03T14:05"),
    ("vi", "3 Tháng Năm, 2021 lúc 14:05", "2021-05-03T14:05"),
    ("vi", "Tháng Năm 3, 2021 lúc 2:05 chiều", "2021-05-03T14:05"),
    ("vi", "3 tháng 5, 2021", "2021-05-03T00:00"),
    ("vi", "ngày 3 tháng 5 năm 2021", "2021-05-03T00:00"),
    ("vi", "Tháng Mười Hai 3, 2021", "2021-12-03T00:00"),
    ("id", "3 Mei 2021 pukul 14:05", "2021-05-03T14:05"),
    ("id", "3 Agustus 2021 pada 14:05", "2021-08-03T14:05"),
    ("th", "3 พฤษภาคม 2021 เวลา 14:05 น.", "2021-05-03T14:05"),
    ("th", "3 พ.ค. 2564 14:05", "2021-05-03T14:05"),
    ("th", "3 มิถุนายน 2564", "2021-06-03T00:00"),
    ("figures", "12/31/2020", "2020-12-31T00:00"),
    ("figures", "31/12/2020 23:59", "2020-12-31T23:59"),
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

PAGES_SAY = [
    # language, line
    ("en", "3 hours ago"),
    ("en", "about 2 weeks ago"),
    ("en", "1 year, 2 months ago"),
    ("en", "an hour ago"),
    ("en", "just now"),
    ("en", "Yesterday at 10:15"),
    ("en", "Today, 10:15 AM"),
    ("en", "Monday at 10:15 PM"),
    ("en", "3h"),
    ("en", "2w"),
    ("en", "1y ago"),
    ("en", "5 mins"),
    ("de", "vor 3 Stunden"),
    ("de", "vor einem Jahr"),
    ("de", "vor etwa 2 Monaten"),
    ("de", "gestern um 10:15"),
    ("de", "Heute, 14:05"),
    ("de", "Montag um 22:15"),
    ("de", "gerade eben"),
    ("de", "3 Std."),
    ("fr", "il y a 2 jours"),
    ("fr", "il y a un an"),
    ("fr", "il y a environ 3 heures"),
    ("fr", "hier à 10:15"),
    ("fr", "aujourd'hui à 14h05"),
    ("fr", "à l'instant"),
    ("fr", "mardi à 10:15"),
    ("es", "hace 5 horas"),
    ("es", "hace un mes"),
    ("es", "hace más de 2 años"),
    ("es", "ayer a las 10:15"),
    ("es", "hoy, 10:15"),
    ("it", "3 ore fa"),
    ("it", "un anno fa"),
    ("it", "circa 2 mesi fa"),
    ("it", "ieri alle 10:15"),
    ("it", "oggi, 10:15"),
    ("pt", "há 3 dias"),
    ("pt", "há cerca de 2 horas"),
    ("pt", "2 anos atrás"),
    ("pt", "ontem às 10:15"),
    ("pt", "um ano atrás"),
    ("nl", "5 uur geleden"),
    ("nl", "een jaar geleden"),
    ("nl", "gisteren om 10:15"),
    ("pl", "2 dni temu"),
    ("pl", "rok temu"),
    ("pl", "godzinę temu"),
    ("pl", "przed 2 dniami"),
    ("pl", "wczoraj o 10:15"),
    ("pl", "dzisiaj, 10:15"),
    ("pl", "5 godz. temu"),
    ("pl", "przed chwilą"),
    ("cs", "před 2 hodinami"),
    ("cs", "před rokem"),
    ("cs", "včera v 10:15"),
    ("sk", "pred 2 hodinami"),
    ("sv", "2 timmar sedan"),
    ("sv", "för 3 dagar sedan"),
    ("sv", "igår kl. 10:15"),
    ("da", "2 timer siden"),
    ("da", "for 2 timer siden"),
    ("da", "i går kl. 10:15"),
    ("fi", "3 tuntia sitten"),
    ("fi", "eilen klo 10:15"),
    ("hu", "3 órája"),
    ("hu", "3 órával ezelőtt"),
    ("hu", "tegnap 10:15"),
    ("ro", "acum 3 ore"),
    ("ro", "acum o oră"),
    ("ro", "3 ore în urmă"),
    ("ro", "ieri la 10:15"),
    ("el", "3 ώρες πριν"),
    ("el", "πριν από 3 ώρες"),
    ("el", "χθες στις 10:15"),
    ("ru", "3 часа назад"),
    ("ru", "час назад"),
    ("ru", "год назад"),
    ("ru", "2 недели назад"),
    ("ru", "вчера в 10:15"),
    ("ru", "сегодня в 15:44"),
    ("ru", "только что"),
    ("ru", "5 мин."),
    ("ru", "2 ч назад"),
    ("uk", "3 години тому"),
    ("uk", "вчора о 10:15"),
    ("uk", "рік тому"),
    ("bg", "преди 3 часа"),
    ("hr", "prije 3 sata"),
    ("hr", "pre 2 dana"),
    ("hr", "jučer u 10:15"),
    ("tr", "2 saat önce"),
    ("tr", "bir yıl önce"),
    ("tr", "dün 10:15"),
    ("tr", "bugün 14:05"),
    ("tr", "az önce"),
    ("ar", "منذ 3 ساعات"),
    ("ar", "منذ ساعة"),
    ("ar", "منذ يومين"),
    ("ar", "قبل 5 دقائق"),
    ("ar", "منذ ٣ أيام"),
    ("ar", "أمس في 10:15"),
    ("he", "לפני 3 שעות"),
    ("he", "לפני שעה"),
    ("he", "אתמול בשעה 10:15"),
    ("fa", "3 ساعت پیش"),
    ("fa", "۳ روز قبل"),
    ("fa", "یک سال پیش"),
    ("fa", "دیروز ساعت 10:15"),
    ("zh", "3 小时前"),
    ("zh", "3小时前"),
    ("zh", "5分钟前"),
    ("zh", "2个月前"),
    ("zh", "一年前"),
    ("zh", "昨天 10:15"),
    ("zh", "昨天 下午2:05"),
    ("zh", "刚刚"),
    ("ja", "3時間前"),
    ("ja", "2日前"),
    ("ja", "1ヶ月前"),
    ("ja", "約2時間前"),
    ("ja", "昨日 10:15"),
    ("ko", "3시간 전"),
    ("ko", "2일 전"),
    ("ko", "약 3시간 전"),
    ("ko", "어제 10:15"),
    ("ko", "방금 전"),
    ("ko", "한 달 전"),
    ("vi", "3 giờ trước"),
    ("vi", "một năm trước"),
    ("vi", "hôm qua lúc 10:15"),
    ("id", "3 jam yang lalu"),
    ("id", "3 jam lalu"),
    ("id", "setahun yang lalu"),
    ("id", "kemarin pukul 10:15"),
    ("th", "3 ชั่วโมงที่แล้ว"),
    ("th", "3 วันก่อน"),
    ("th", "เมื่อวานนี้ เวลา 10:15"),
    ("no year", "12 May at 8:15"),
    ("no year", "May 5"),
    ("no year", "5 мая в 10:15"),
    ("no year", "5月3日 10:15"),
    ("no year", "5月3日"),
    ("no year", "3 mai, 14:05"),
    ("no year", "3 mayo a las 10:15"),
    ("no year", "Ann · an hour ago"),
    ("no year", "Ann · Gestern"),
    ("no year", "Mai 5"),
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
    # prose of several languages, versions and addresses, names that months have too
    "Das ist vor allem falsch",
    "Vor allem Bodo",
    "vor Ort",
    "10 out of 10",
    "It took 40 minutes",
    "May I ask",
    "I was 3 in May",
    "In Mai 2 mal",
    "prije svega",
    "przed domem",
    "há muito tempo",
    "hace falta",
    "il y a des gens qui",
    "perché fa freddo",
    "два часа дня",
    "in 3 Tagen",
    "3 dni",
    "pre toga",
    "iPhone 12 Pro 2021 edition",
    "version 2.10.14",
    "IP 10.12.14.16",
    "Room 5.12.3",
    "The bus 3/4 full",
    "tel. 030-12-45 67",
    "3:2 nach 90 Minuten",
    "um 12 Uhr",
    "ich komme um 8:15",
    "3日目の朝",
    "去年的5月",
    "前の人",
    "以前の記事",
    "3個",
    "先週",
    "ранее 3 раза",
    "April is here",
    "Mai",
    "August",
    "Sonntag",
    "sept 12 chats",
    "Am 1. April gehen wir",
    "What happened in March?",
    "for 3 years",
    "since 2019",
    "2019 war gut",
    "le 11 septembre a tout changé",
    "yesterday the kettle broke",
    "I said so a year ago and nobody listened to it",
    "год назад я бросил курить",
    "hier c'était bien",
    "heute um sieben",
    "3 mai piu",
    "lat 5 temu nie było tak i nigdy nie bedzie znowu tak samo",
    "ago",
    "fa",
    "3 fa",
    "5 min a piedi",
    "1 d 4",
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


@pytest.mark.parametrize(("language", "line", "moment"), PAGES_WRITE)
def test_dates_of_many_languages(language, line, moment):
    when = times.find(line)
    assert when is not None and when.moment is not None, language
    assert when.moment.isoformat() == f"{moment}:00+00:00"
    assert times.find(f"Tin Whistle · {line} · Reply").moment == when.moment, language


@pytest.mark.parametrize(("language", "line"), PAGES_SAY)
def test_ages_of_many_languages(language, line):
    when = times.find(line)
    assert when is not None and when.moment is None, language
    assert line.endswith(when.text.split()[-1]), language


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Otterby28.09.1915:08", "28.09.1915:08"),
        ("Otterby 19.09.202015:08 #3", "19.09.202015:08"),
        ("am Montag, den 3. Mai 2021 um 14:05 Uhr", "Montag, den 3. Mai 2021 um 14:05 Uhr"),
        ("小明3小时前", "3小时前"),
        ("Otterby · för 3 dagar sedan", "3 dagar sedan"),
        ("May 3 May 2021 at 10:15", "3 May 2021 at 10:15"),
        ("April 3. Mai 2021", "3. Mai 2021"),
        ("Jan · 17. Jan 2021", "17. Jan 2021"),
    ],
)
def test_where_a_time_begins_and_ends(line, text):
    assert times.find(line).text == text


def test_a_page_may_say_that_the_month_stands_first():
    assert times.find("3/4/2021", month_first=True).moment.isoformat()[:10] == "2021-03-04"
    assert times.find("3/4/2021 5:30 pm", month_first=False).moment.isoformat()[:10] == "2021-04-03"
    assert times.find("31/4/2021", month_first=True) is None
    assert times.find("3.4.2021", month_first=True).moment.isoformat()[:10] == "2021-04-03"


def test_a_hostile_line_is_answered_at_once():
    from time import perf_counter

    begun = perf_counter()
    for line in (
        "1 " * 120,
        "1/1/" * 60,
        "may " * 60,
        "12 may " * 34,
        "3 h " * 60,
        "2021" * 60,
        "vor 3 " * 40,
        "年" * 240,
        "1:1" * 80,
    ):
        times.find(line)
    assert perf_counter() - begun < 1.0
