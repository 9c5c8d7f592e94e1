"""Times as pages write them, in some thirty languages: where in a line one stands, and which moment it names.

A page hardly ever states its zone; what states none is read as UTC. "3 hours ago" names no moment, so that
`When.moment` is `None`. The words stand in ``_languages/``; patterns are for folded lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from threads.reading import calendars, languages
from threads.reading.alternation import any_of
from threads.reading.folding import folded

_LETTER = r"[^\W\d_]"
_END = rf"(?!{_LETTER})"
_LONGEST = 240
"""Longer lines are prose; a time in them is not a header."""
_LONGEST_REST = 48
"""Letters that may stand beside an age that is told in words alone ("Ann · an hour ago")."""
_LONGEST_MONTH = 14

_LONGEST_TOLD = 90
"""A line without figures that is longer than this is prose, whatever words it holds."""

_MONTHS = languages.numbered("months")
_SOLAR_MONTHS = languages.numbered("solar_months")
_MONTH_WORDS = frozenset(name.partition(" ")[0] for name in {**_MONTHS, **_SOLAR_MONTHS})
_THAI = re.compile("[\u0e00-\u0e7f]")
WEEKDAYS = frozenset(languages.time_words("weekdays"))
"""Folded, full and short."""
# Names of months that are no single run of letters have to be spelt out; all others are looked up.
_RUN = re.compile(rf"{_LETTER}{{2,{_LONGEST_MONTH}}}")
_SPELT = any_of(name for name in {**_MONTHS, **_SOLAR_MONTHS} if not _RUN.fullmatch(name))
_MONTH = rf"(?P<month>{_SPELT}|{_LETTER}{{2,{_LONGEST_MONTH}}}){_END}\.?"
_NOON = {
    **dict.fromkeys(languages.time_words("before_noon"), 0),
    **dict.fromkeys(languages.time_words("after_noon"), 12),
}


def _is_joined(word: str) -> bool:
    """Whether a word is in a script that sets no space before it."""
    return "\u3000" < word[0] < "\ud800" or "\u0e00" <= word[0] <= "\u0e7f"


_HALF = rf"(?:[ap]\.?\s?m{_END}\.?|{any_of(_NOON)})"
_CLOCK = (
    rf"(?:(?<!{_LETTER})(?P<half_before>{any_of(_NOON)})\s?|(?P<half_joined>{any_of(filter(_is_joined, _NOON))})\s?)?(?P<hour>[01]?\d|2[0-4])"
    rf"(?:(?:\s?[:h]\s?|[時时點点시]\s?|\.(?=[0-5]\d(?!\d)))(?P<minute>[0-5]\d)[分분]?"
    rf"(?::[0-5]\d(?:[.,]\d{{1,7}})?(?!\d))?(?:\s?min{_END})?(?:\s?(?P<half>{_HALF}){_END})?(?:\s?(?:uhr|hs|h|hrs|น\.){_END})?"
    rf"|\s?(?P<half_alone>{_HALF}){_END}|\s?uhr{_END}|[時点點시](?!間|间|간))"
)
_ZONE = re.compile(
    r"\s?\(?(?:(?:UTC|GMT)(?P<offset>\s?[+-]\d{1,2}(?::?\d\d)?)?|(?P<zone>[+-]\d\d:?\d\d)|Z(?![^\W_])"
    r"|(?:C|E|W)ES?T|[CEMP][SD]T|AES?DT|BST|IST|MSK|JST|KST|MESZ|MEZ)(?![^\W_])\)?"
)
"""Zones are written in capitals: "est" is a French verb."""
_WEEKDAY = any_of(WEEKDAYS)
_WHOLE_WEEKDAY = any_of(word for word in WEEKDAYS if len(word) >= 4 or _is_joined(word))
"""Short forms are words of other languages ("to", "so"); they count right before a date alone."""
_JOINER = any_of(languages.time_words("joiners"))
_JOIN = (
    rf"[\s,.]{{0,3}}(?:\(?{_WHOLE_WEEKDAY}\)?[\s,.]{{1,3}})?(?:[-–—@/|·•]|(?:{_JOINER}){_END}|t(?=\d\d:))?[\s.,]{{0,3}}"
)
_NEXT_IS_CLOCK = r"(?=(?:[01]\d|2[0-3]):[0-5]\d)"
"""Dates and clocks are glued on some pages ("19.09.1915:08", "May 4, 202010:15")."""
_YEAR = rf"(?P<year>(?:19|20)\d\d|25\d\d|1[34]\d\d)(?:(?!\d)|{_NEXT_IS_CLOCK})"
_SHORT_YEAR = r"'(?P<short>\d\d)(?!\d)"
_YEAR_WORD = rf"(?:\s?{any_of(languages.time_words('year_words'))}{_END})?"
_DAY = r"(?<!\d)(?P<day>[0-3]?\d)"
_ORDINAL = rf"(?:(?:st|nd|rd|th|er|ère|re|e|ème|an|-го|-е|ος|η){_END}|[.º°ª])?"
_OF = r"(?:(?:de|of|del|di|dels)\s|d')?"

_NAMED = (
    # 29. Juni 2017 · mercredi 15 mai 2019 · 8th of March, 2020 · 12 de enero de 2020 · 3 мая 2021 г. · 18-Jul-13
    rf"{_DAY}{_ORDINAL}[\s./-]{{0,3}}(?:ngày\s)?{_OF}{_MONTH}[\s,./-]{{0,3}}(?:(?:de|del|năm|al)\s)?"
    rf"(?:{_YEAR}{_YEAR_WORD}|{_SHORT_YEAR}|(?<=-)(?P<hyphened>\d\d)(?!\d))",
    # April 18, 2012 · Monday, October 25 2010 · Μαΐου 3, 2021
    rf"{_MONTH}[\s-]{{0,2}}(?P<day>[0-3]?\d)(?:(?:st|nd|rd|th){_END}|[.º])?,?\s{{0,2}}(?:{_YEAR}|{_SHORT_YEAR})",
    # 2021. május 3. · 2021 m. gegužės 3 · 2021-May-03
    rf"(?<!\d)(?P<year>(?:19|20)\d\d|1[34]\d\d)(?:\.|\s?m\.)?,?[\s-]{{0,2}}{_MONTH}[\s-]{{0,2}}(?P<day>[0-3]?\d)(?!\d)\.?",
)
_NUMERIC = (
    # 2013-07-18 · 2013/07/18 · 2021. 5. 3.
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sign>[-/]|(?P<dotted>\.))\s?(?P<month>[01]?\d)(?P=sign)\s?"
    rf"(?P<day>[0-3]?\d)(?:(?!\d)|{_NEXT_IS_CLOCK})(?(dotted)\.?)",
    # 18.07.2013 · 07/18/13 · 19.09.1915:08
    r"(?<![\d./-])(?<!\d,)(?<!version )(?<!\bv)(?<!\bip )(?P<day>[0-3]?\d)(?P<sign>[-/.])\s?(?P<month>[0-3]?\d)(?P=sign)\s?"
    rf"(?:(?P<glued>\d\d){_NEXT_IS_CLOCK}|(?P<year>(?:19|20)\d\d)(?:(?!\d)|{_NEXT_IS_CLOCK})|(?P<short>\d\d)(?!\d))(?![/.]\d|-\d{{1,4}}(?![\d:h.]))",
)
_JOINED = (
    # 2019年5月3日 · 2021년 5월 3일 · 令和3年5月3日
    rf"(?:(?<!\d)(?P<year>(?:19|20)\d\d)|(?P<era>{any_of(calendars.ERAS)})\s?(?P<of_era>\d{{1,3}}|元))\s?[年년]\s?(?P<month>[01]?\d)\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일號号]?",
)
_YEARLESS = (
    # Sunday 8th March · 5 de mayo
    rf"{_DAY}{_ORDINAL}\s?{_OF}{_MONTH}",
    # May 5
    rf"{_MONTH}\s(?P<day>[0-3]?\d)(?:(?:st|nd|rd|th){_END}|\.)?(?![\w.]\d|\w)",
    # 5月3日
    r"(?<![\d年년])(?P<month>[01]?\d)\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일號号]",
)


def _compiled(dates: tuple[str, ...]) -> list[re.Pattern[str]]:
    return [re.compile(rf"(?:{date})(?:{_JOIN}{_CLOCK})?") for date in dates]


_NAMED_DATES, _NUMERIC_DATES, _JOINED_DATES, _YEARLESS_DATES = map(_compiled, (_NAMED, _NUMERIC, _JOINED, _YEARLESS))
_CLOCK_BEFORE = re.compile(
    rf"(?<![\d:.]){_CLOCK}(?:\s?(?:,|-|–|\||on{_END}|am{_END}|le{_END}|del{_END}|,\s?on))?\s{{0,2}}$"
)
_LONGEST_CLOCK = 24
_WEEKDAY_BEFORE = re.compile(
    rf"(?<!{_LETTER}){_WEEKDAY}[.,]{{0,2}}\s{{1,3}}(?:(?:den|der|le|the)\s)?$|(?<!{_LETTER}){_WEEKDAY}\.\s?$"
)
_LONGEST_WEEKDAY = 20
_LETTERS = re.compile(rf"{_LETTER}+")
_DIGIT = re.compile(r"\d")
_YEARLIKE = re.compile(r"(?:19|20|25|1[34])\d\d|(?:'|-)\d\d")
_NUMBERS = re.compile(r"\d[-/.]\s?\d")
_JOINED_DATE = re.compile(r"[年년月월]")
_JOINED_AGE = re.compile(r"[前전まえ刚剛방た昨今어오\u0e00-\u0e7f]")
_CLOCKLIKE = re.compile(r"\d\s?[:h.時點点时시]\s?\d\d|\d\s?[ap]\.?\s?m")
_GLUED = re.compile(r"[a-zß-öø-ÿ](?=[A-ZÀ-ÖØ-Þ])")
"""Where a name and a date stand without a space ("AnnMarch 2, 2014")."""


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
    """UTC; ``None`` for relative times and where the year is not shown."""


def find(line: str, *, month_first: bool | None = None) -> When | None:
    """The first time in a line, or ``None``.

    Args:
        line: a line of a page, without its line end.
        month_first: how to read 3/4/2021; ``None``: as a day first, unless "pm" shows an American clock.

    >>> find("Posted by Tin Whistle on 3. Mai 2021 um 08:15").moment.isoformat()
    '2021-05-03T08:15:00+00:00'
    >>> find("3 hours ago").moment is None
    True
    """
    if len(line) > _LONGEST:
        return None
    plain = folded(line)
    has_figures = _DIGIT.search(plain) is not None
    if not has_figures and len(plain) > _LONGEST_TOLD:
        return None
    words = _words(line, plain)
    if has_figures:
        when = _date(line, plain, words, month_first=month_first)
        if when is not None:
            return when
    return _age(line, plain, words, has_figures=has_figures)


def _date(line: str, plain: str, words: set[str], *, month_first: bool | None) -> When | None:
    """The first date; one without a year only where none has one."""
    best: When | None = None
    has_month = not words.isdisjoint(_MONTH_WORDS) or (not plain.isascii() and _THAI.search(plain) is not None)
    for pattern in _dates_worth_trying(plain, has_month=has_month):
        for found in pattern.finditer(plain):
            if best is not None and found.start() > best.start:
                break
            when = _absolute(found, line, plain, month_first=month_first)
            if when is not None:
                if best is None or (when.start, -when.end) < (best.start, -best.end):
                    best = when
                break
    if best is not None:
        return best
    return next(_yearless(line, plain, has_month=has_month), None)


def _dates_worth_trying(plain: str, *, has_month: bool) -> Iterator[re.Pattern[str]]:
    if has_month and _YEARLIKE.search(plain) is not None:
        yield from _NAMED_DATES
    if _NUMBERS.search(plain) is not None:
        yield from _NUMERIC_DATES
    if not plain.isascii() and _JOINED_DATE.search(plain) is not None:
        yield from _JOINED_DATES


def _yearless(line: str, plain: str, *, has_month: bool) -> Iterator[When]:
    """Dates without a year, which count only with a clock, or where nothing but signs stands beside them."""
    if not has_month and (plain.isascii() or _JOINED_DATE.search(plain) is None):
        return
    for pattern in _YEARLESS_DATES:
        for found in pattern.finditer(plain):
            when = _absolute(found, line, plain, month_first=None)
            if when is not None and (found["hour"] is not None or _stands_alone(plain, when.start, when.end)):
                yield when


def _absolute(found: re.Match[str], line: str, plain: str, *, month_first: bool | None) -> When | None:
    parts = found.groupdict()
    start, end = found.span()
    month, cut = _month_of(parts["month"], line, found.start("month"))
    if month == 0:
        return None
    if found.start("month") == start:
        start += cut
    elif cut:
        return None
    clock = parts
    if parts["hour"] is None:
        # "23:39, 29. Juni 2017": the clock stands before the date.
        before = _CLOCK_BEFORE.search(plain, max(0, start - _LONGEST_CLOCK), start)
        if before is not None:
            start, clock = before.start(), before.groupdict()
    day = int(parts["day"])
    sign = parts.get("sign")
    if sign is not None and parts["year"] != plain[found.start() : found.start() + 4]:
        half = (clock["half"] or clock["half_alone"] or "")[:1]
        american = month_first if month_first is not None and sign != "." else sign == "/" and half in ("a", "p")
        if (month > 12 and day <= 12) or (american and day <= 12):
            day, month = month, day  # 07/18/2013, and 7/8/2013 5:30 pm, are American
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    weekday = _WEEKDAY_BEFORE.search(plain, max(0, start - _LONGEST_WEEKDAY), start)
    start = start if weekday is None else weekday.start()
    offset = timedelta()
    if parts["hour"] is not None:
        zone = _ZONE.match(line, end)
        if zone is not None:
            end, offset = zone.end(), _offset(zone)
    text = line[start:end]
    lead = len(text) - len(text.lstrip(" ,-–—|·@/"))
    text = text.strip(" ,-–—|·@/")
    year = _year_of(parts)
    if year is None:
        return When(start + lead, end, text, None)
    moment = _moment(year, month, day, clock, solar=parts["month"] in _SOLAR_MONTHS and parts["month"] not in _MONTHS)
    return None if moment is None else When(start + lead, end, text, moment - offset)


def _month_of(name: str, line: str, place: int) -> tuple[int, int]:
    """The number of a month by its name or figures, and how many letters of a glued name stand before it; 0: none."""
    if name.isdigit():
        return int(name), 0
    number = _MONTHS.get(name) or _SOLAR_MONTHS.get(name)
    if number is not None:
        before = line[place - 1 : place] if place else ""
        if not before.isalpha() or _GLUED.match(line, place - 1):
            return number, 0
        return 0, 0
    for glue in _GLUED.finditer(line, place, place + len(name)):
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
    hour, minute = int(clock["hour"] or 0), int(clock["minute"] or 0)
    half = clock["half"] or clock["half_alone"] or clock["half_before"] or clock["half_joined"]
    if half and hour <= 12:
        later = _NOON.get(half.strip(), 12 if half.startswith("p") else 0)
        hour = hour % 12 + later
    try:
        if solar:
            found = calendars.from_solar_hijri(year, month, day)
            return (
                None if found is None else datetime(found.year, found.month, found.day, hour % 24, minute, tzinfo=UTC)
            )
        year -= calendars.BUDDHIST_YEARS if year >= 2500 else 0
        return datetime(year, month, day, hour % 24, minute, tzinfo=UTC) if year >= 1900 else None
    except ValueError:
        return None


def _offset(zone: re.Match[str]) -> timedelta:
    text = (zone["offset"] or zone["zone"] or "").replace(" ", "").replace(":", "")
    if not text:
        return timedelta()
    hours, minutes = (int(text[1:3]), int(text[3:5] or 0))
    return (-1 if text[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes)


def _words(line: str, plain: str) -> set[str]:
    """The words of a line, folded; glued ones also apart."""
    words = set(_LETTERS.findall(plain))
    if _GLUED.search(line) is not None:
        words.update(_LETTERS.findall(folded(_GLUED.sub(r"\g<0> ", line))))
    return words


def _stands_alone(plain: str, start: int, end: int) -> bool:
    """Whether nothing but a short text set off by signs stands beside a place, as in headers."""
    before, after = plain[:start].rstrip(" \u200e\u200f"), plain[end:].lstrip(" \u200e\u200f")
    return (
        len(before) + len(after) <= _LONGEST_REST
        and (not before or before[-1] in "·•|-–—(:;/»>«,~")
        and (not after or after[0] in "·•|-–—)/»<(")
    )


@dataclass(frozen=True, slots=True)
class _Ages:
    """Patterns for ages, compiled when the first line needs them."""

    counted: re.Pattern[str]
    """With figures; true wherever they stand."""
    told: re.Pattern[str]
    """In words alone; true where they stand alone."""
    clocked: re.Pattern[str]
    """"yesterday at 10:15"."""
    joined: re.Pattern[str]
    """"3小时前"."""
    short: re.Pattern[str]
    """"3h", as a whole line."""
    words: frozenset[str]
    """What a line must hold to name an age."""
    days: frozenset[str]
    """What it must hold to name a day and a clock."""


@cache
def _ages() -> _Ages:
    spoken = languages.time_words
    units = languages.numbered("units")
    unit = rf"{any_of(units)}{_END}\.?"
    about = rf"(?:{any_of(spoken('about'))}\s)?"
    number = r"\d{1,3}"
    word = rf"(?:{number}|{any_of(spoken('counts'))}{_END})"
    also = r"(?:and|und|et|y|e|i|и|og|och|ja|és|și|ve|en|και)"
    before, after = rf"{any_of(spoken('before_age'))}\s", rf"\s{{0,2}}{any_of(spoken('after_age'))}{_END}"
    more = rf"(?:,?\s(?:{also}\s)?{number}\s?{unit})?"
    day = rf"(?:{any_of((*spoken('days'), *spoken('moments')))}|{_WHOLE_WEEKDAY}){_END}"
    joined_units = [name for name in units if _is_joined(name)]
    ago = any_of(["以前", "之前", "まえ", *filter(_is_joined, spoken("after_age"))])
    age_units = rf"{any_of(spoken('age_units'))}{_END}"
    phrases = {word for kind in ("after_age", "before_age", "days", "moments", "age_units") for word in spoken(kind)}
    whole_weekdays = {word for word in WEEKDAYS if len(word) >= 4}
    return _Ages(
        counted=re.compile(
            rf"(?<![^\W_]){about}{number}\s?{unit}{more}{after}|(?<!{_LETTER}){before}{about}{number}\s?{unit}{more}"
            rf"|(?<![^\W_]){about}{number}\s?{age_units}"
        ),
        told=re.compile(
            rf"(?<!{_LETTER})(?:{any_of(spoken('moments'))}{_END}|{about}{word}\s?{unit}{after}|{before}{about}{word}\s{unit}"
            rf"|{before}{unit}|{unit}{after}|(?P<day>{any_of(spoken('days'))}){_END}|{word}\s{age_units})"
        ),
        clocked=re.compile(rf"(?<!{_LETTER}){day}{_JOIN}{_CLOCK}"),
        joined=re.compile(
            rf"(?:[約约]|大约|약\s?)?(?:\d{{1,3}}|[一二两兩三四五半數数幾几몇한두])\s?{any_of(joined_units)}\s?{ago}{_END}"
        ),
        short=re.compile(rf"\W{{0,3}}\d{{1,3}}\s?{any_of(spoken('short_ages'))}\.?\W{{0,3}}"),
        words=frozenset(max(_LETTERS.findall(phrase), key=len) for phrase in phrases),
        days=frozenset(whole_weekdays | {word for word in spoken("days") if " " not in word}),
    )


def _age(line: str, plain: str, words: set[str], *, has_figures: bool) -> When | None:
    """The first age or named day."""
    ages = _ages()
    joined = not plain.isascii() and _JOINED_AGE.search(plain) is not None
    told = joined or not words.isdisjoint(ages.words)
    found: re.Match[str] | None = None
    if has_figures and told:
        found = ages.counted.search(plain) or (ages.joined.search(plain) if joined else None)
    if found is None and has_figures and (told or not words.isdisjoint(ages.days)):
        found = ages.clocked.search(plain) if _CLOCKLIKE.search(plain) else None
    if found is None and told and len(plain) <= _LONGEST_TOLD:
        found = next(
            (
                told
                for told in ages.told.finditer(plain)
                if _stands_alone(plain, told.start(), told.end())
                and (told["day"] is None or len(plain.strip()) > len(told["day"]) + 2)  # "Today" may head anything
            ),
            None,
        )
    if found is None:
        return _short_age(line, plain)
    return When(found.start(), found.end(), line[found.start() : found.end()].strip(), None)


def _short_age(line: str, plain: str) -> When | None:
    if len(line) <= 12 and _DIGIT.search(plain) and _ages().short.fullmatch(plain):
        return When(0, len(line), line.strip(), None)
    return None
