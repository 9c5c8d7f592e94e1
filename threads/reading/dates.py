"""Dates as pages write them, in some thirty languages: where in a line one stands, and which moment it names.

The words stand in ``_languages/``; patterns are for folded lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from threads.reading import calendars, clocks, languages
from threads.reading.alternation import any_of
from threads.reading.clocks import END, LETTER, WEEKDAY

_LONGEST_MONTH = 14
_MONTHS = languages.numbered("months")
_SOLAR_MONTHS = languages.numbered("solar_months")
_MONTH_WORDS = frozenset(name.partition(" ")[0] for name in {**_MONTHS, **_SOLAR_MONTHS})
_THAI = re.compile("[\u0e00-\u0e7f]")
# Names of months that are no single run of letters have to be spelt out; all others are looked up.
_RUN = re.compile(rf"{LETTER}{{2,{_LONGEST_MONTH}}}")
_SPELT = any_of(name for name in {**_MONTHS, **_SOLAR_MONTHS} if not _RUN.fullmatch(name))
_MONTH = rf"(?P<month>{_SPELT}|{LETTER}{{2,{_LONGEST_MONTH}}}){END}\.?"
_NEXT_IS_CLOCK = r"(?=(?:[01]\d|2[0-3]):[0-5]\d)"
"""Dates and clocks are glued on some pages ("19.09.1915:08", "May 4, 202010:15")."""
_YEAR = rf"(?P<year>(?:19|20)\d\d|25\d\d|1[34]\d\d)(?:(?!\d)|{_NEXT_IS_CLOCK})"
_SHORT_YEAR = r"'(?P<short>\d\d)(?!\d)"
_YEAR_WORD = rf"(?:\s?{any_of(languages.time_words('year_words'))}{END})?"
_DAY = r"(?<!\d)(?P<day>[0-3]?\d)"
_ORDINAL = rf"(?:(?:st|nd|rd|th|er|ère|re|e|ème|an|-го|-е|ος|η){END}|[.º°ª])?"
_OF = r"(?:(?:de|of|del|di|dels)\s|d')?"

_NAMED = (
    # 29. Juni 2017 · mercredi 15 mai 2019 · 8th of March, 2020 · 12 de enero de 2020 · 3 мая 2021 г. · 18-Jul-13
    rf"{_DAY}{_ORDINAL}[\s./-]{{0,3}}(?:ngày\s)?{_OF}{_MONTH}[\s,./-]{{0,3}}(?:(?:de|del|năm|al)\s)?"
    rf"(?:{_YEAR}{_YEAR_WORD}|{_SHORT_YEAR}|(?<=-)(?P<hyphened>\d\d)(?!\d))",
    # April 18, 2012 · Monday, October 25 2010 · Μαΐου 3, 2021
    rf"{_MONTH}[\s-]{{0,2}}(?P<day>[0-3]?\d)(?:(?:st|nd|rd|th){END}|[.º])?,?\s{{0,2}}(?:{_YEAR}|{_SHORT_YEAR})",
    # 2021. május 3. · 2021 m. gegužės 3 · 2021-May-03
    rf"(?<!\d)(?P<year>(?:19|20)\d\d|1[34]\d\d)(?:\.|\s?m\.)?,?[\s-]{{0,2}}{_MONTH}[\s-]{{0,2}}(?P<day>[0-3]?\d)(?!\d)\.?",
)
_NUMERIC = (
    # 2013-07-18 · 2013/07/18 · 2021. 5. 3.
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sign>[-/]|(?P<dotted>\.))\s?(?P<month>[01]?\d)(?P=sign)\s?"
    rf"(?P<day>[0-3]?\d)(?:(?!\d)|{_NEXT_IS_CLOCK})(?(dotted)\.?)",
    # 18.07.2013 · 07/18/13 · 19.09.1915:08
    r"(?<![\d./-])(?<!\d,)(?<!version )(?<!\bv)(?<!\bip )"
    r"(?P<day>[0-3]?\d)(?P<sign>[-/.])\s?(?P<month>[0-3]?\d)(?P=sign)\s?"
    rf"(?:(?P<glued>\d\d){_NEXT_IS_CLOCK}|(?P<year>(?:19|20)\d\d)(?:(?!\d)|{_NEXT_IS_CLOCK})|(?P<short>\d\d)(?!\d))"
    r"(?![/.]\d|-\d{1,4}(?![\d:h.]))",
)
_JOINED = (
    # 2019年5月3日 · 2021년 5월 3일 · 令和3年5月3日
    rf"(?:(?<!\d)(?P<year>(?:19|20)\d\d)|(?P<era>{any_of(calendars.ERAS)})\s?(?P<of_era>\d{{1,3}}|元))\s?[年년]\s?"
    r"(?P<month>[01]?\d)\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일號号]?",
)
_YEARLESS = (
    # Sunday 8th March · 5 de mayo
    rf"{_DAY}{_ORDINAL}\s?{_OF}{_MONTH}",
    # May 5
    rf"{_MONTH}\s(?P<day>[0-3]?\d)(?:(?:st|nd|rd|th){END}|\.)?(?![\w.]\d|\w)",
    # 5月3日
    r"(?<![\d年년])(?P<month>[01]?\d)\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일號号]",
)


def _compiled(dates: tuple[str, ...]) -> list[re.Pattern[str]]:
    return [re.compile(date) for date in dates]


_NAMED_DATES, _NUMERIC_DATES, _JOINED_DATES, _YEARLESS_DATES = map(_compiled, (_NAMED, _NUMERIC, _JOINED, _YEARLESS))
_WEEKDAY_BEFORE = re.compile(rf"(?<!{LETTER}){WEEKDAY}(?:[.,]{{0,2}}\s{{1,3}}(?:(?:den|der|le|the)\s)?|\.\s?)$")
_LONGEST_WEEKDAY = 20
_YEARLIKE = re.compile(r"(?:19|20|25|1[34])\d\d|(?:'|-)\d\d")
_NUMBERS = re.compile(r"\d[-/.]\s?\d")
_JOINED_DATE = re.compile(r"[年년月월]")
GLUED = re.compile(r"[a-zß-öø-ÿ](?=[A-ZÀ-ÖØ-Þ])")
"""Where a name and a date stand without a space ("AnnMarch 2, 2014")."""
_EDGE = " ,-–—|·@/"


@dataclass(frozen=True, slots=True)
class When:
    """A time found in a line."""

    start: int
    """Offset of its first character in the line."""
    end: int
    """Offset past its last character."""
    text: str
    """As the page writes it."""
    moment: datetime | None
    """UTC; ``None`` for ages and where the year is not shown."""


def find(line: str, plain: str, words: set[str], *, month_first: bool | None = None) -> When | None:
    """The first date with a year in a line, or ``None``.

    Args:
        line: as the page writes it.
        plain: the line, folded.
        words: its words, folded.
        month_first: how to read 3/4/2021; ``None``: as a day first, unless "pm" shows an American clock.
    """
    best: When | None = None
    for pattern in _worth_trying(plain, has_month=has_month(plain, words)):
        for found in pattern.finditer(plain):
            if best is not None and found.start() > best.start:
                break
            when = _read(found, line, plain, month_first=month_first)
            if when is not None:
                if best is None or (when.start, -when.end) < (best.start, -best.end):
                    best = when
                break
    return best


def without_year(line: str, plain: str, words: set[str]) -> Iterator[tuple[When, bool]]:
    """Dates without a year, and whether a clock stands beside them."""
    if has_month(plain, words) or (not plain.isascii() and _JOINED_DATE.search(plain) is not None):
        for pattern in _YEARLESS_DATES:
            for found in pattern.finditer(plain):
                when = _read(found, line, plain, month_first=None)
                if when is not None:
                    yield when, clocks.BEHIND.match(plain, found.end()) is not None


def has_month(plain: str, words: set[str]) -> bool:
    """Whether a line may hold the name of a month."""
    return not words.isdisjoint(_MONTH_WORDS) or (not plain.isascii() and _THAI.search(plain) is not None)


def _worth_trying(plain: str, *, has_month: bool) -> Iterator[re.Pattern[str]]:
    if has_month and _YEARLIKE.search(plain) is not None:
        yield from _NAMED_DATES
    if _NUMBERS.search(plain) is not None:
        yield from _NUMERIC_DATES
    if not plain.isascii() and _JOINED_DATE.search(plain) is not None:
        yield from _JOINED_DATES


def _read(found: re.Match[str], line: str, plain: str, *, month_first: bool | None) -> When | None:
    """The date that a pattern found, with the clock and the weekday beside it; ``None`` where there is no such day."""
    parts = found.groupdict()
    start, end = found.span()
    month, cut = _month_of(parts["month"], line, found.start("month"))
    if month == 0 or (cut and found.start("month") != start):
        return None
    start += cut
    is_year_first = parts.get("year") == plain[start : start + 4]
    clock, ahead = clocks.BEHIND.match(plain, end), timedelta()
    if clock is not None:
        end, ahead = clocks.zone(line, clock.end())
    else:
        # "23:39, 29. Juni 2017": the clock stands before the date.
        clock = clocks.BEFORE.search(plain, max(0, start - clocks.LONGEST), start)
        start = start if clock is None else clock.start()
    hands = {} if clock is None else clock.groupdict()
    day = int(parts["day"])
    if parts.get("sign") is not None and not is_year_first:
        day, month = _ordered(day, month, parts["sign"], half=clocks.half_of(hands), month_first=month_first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    weekday = _WEEKDAY_BEFORE.search(plain, max(0, start - _LONGEST_WEEKDAY), start)
    start = start if weekday is None else weekday.start()
    text = line[start:end]
    start += len(text) - len(text.lstrip(_EDGE))
    year = _year_of(parts)
    if year is None:
        return When(start, end, text.strip(_EDGE), None)
    moment = _moment(year, month, day, hands, solar=parts["month"] in _SOLAR_MONTHS and parts["month"] not in _MONTHS)
    return None if moment is None else When(start, end, text.strip(_EDGE), moment - ahead)


def _ordered(first: int, second: int, sign: str | None, *, half: str, month_first: bool | None) -> tuple[int, int]:
    """Day and month of figures: 07/18/2013 is American, and so is 7/8/2013 5:30 pm where the page says no other."""
    american = sign == "/" and half[:1] in ("a", "p")
    if month_first is not None and sign != ".":
        american = month_first
    return (second, first) if first <= 12 and (second > 12 or american) else (first, second)


def _month_of(name: str, line: str, place: int) -> tuple[int, int]:
    """The number of a month by its name or figures, and how many letters of a glued name stand before it; 0: none."""
    if name.isdigit():
        return int(name), 0
    number = _MONTHS.get(name) or _SOLAR_MONTHS.get(name)
    if number is not None:
        before = line[place - 1 : place] if place else ""
        if not before.isalpha() or GLUED.match(line, place - 1):
            return number, 0
        return 0, 0
    for glue in GLUED.finditer(line, place, place + len(name)):
        cut = glue.end() - place
        if name[cut:] in _MONTHS:
            return _MONTHS[name[cut:]], cut
    return 0, 0


def _year_of(parts: dict[str, str | None]) -> int | None:
    full = parts.get("year")
    if full is not None:
        return int(full)
    era, of_era = parts.get("era"), parts.get("of_era")
    if era is not None and of_era is not None:
        return calendars.ERAS[era] + (1 if of_era == "元" else int(of_era))
    short = parts.get("short") or parts.get("glued") or parts.get("hyphened")
    return None if short is None else int(short) + (2000 if int(short) < 70 else 1900)


def _moment(year: int, month: int, day: int, clock: dict[str, str | None], *, solar: bool) -> datetime | None:
    hour, minute = clocks.time_of_day(clock)
    if solar:
        found = calendars.from_solar_hijri(year, month, day)
        return None if found is None else datetime(found.year, found.month, found.day, hour, minute, tzinfo=UTC)
    year -= calendars.BUDDHIST_YEARS if year >= 2500 else 0
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC) if year >= 1900 else None
    except ValueError:
        return None
