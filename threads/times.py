"""Times as pages write them, in some twenty languages: where in a line one stands, and which moment it names.

A page hardly ever states its zone; what states none is read as UTC. "3 hours ago" names no moment: `When.moment` is `None`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# One row a month: en de fr es it pt nl pl cs sv da nb fi ro hu tr id ru uk el (full names and usual short forms).
_MONTHS = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń sty ledna leden "
    "tammikuuta ianuarie január ocak января янв січня ιανουαρίου ιαν يناير",
    "february feb februar feber février févr fév febrero febbraio fevereiro fev februari lutego luty lut února únor "
    "helmikuuta februarie február şubat февраля фев лютого φεβρουαρίου φεβ فبراير",
    "march mar märz maerz mrz mär mars marzo março maart mrt marca marzec března březen maaliskuuta martie március mart "
    "maret марта мар березня μαρτίου μαρ مارس",
    "april apr avril avr abril abr aprile kwietnia kwiecień kwi dubna duben huhtikuuta aprilie április nisan апреля апр "
    "квітня απριλίου απρ أبريل ابريل",
    "may mai mayo maggio mag maio mei maja maj květen května toukokuuta május mayıs мая май травня μαΐου مايو",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze června červen kesäkuuta iunie június haziran июня июн "
    "червня ιουνίου ιουν يونيو",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec lip července červenec heinäkuuta iulie július temmuz "
    "июля июл липня ιουλίου ιουλ يوليو",
    "august aug août aout agosto ago augustus sierpnia sierpień sie srpna srpen augusti elokuuta augusztus ağustos agustus "
    "августа авг серпня αυγούστου αυγ أغسطس",
    "september sep sept septembre septiembre settembre set setembro września wrzesień wrz září syyskuuta septembrie "
    "szeptember eylül сентября сен вересня σεπτεμβρίου σεπ سبتمبر",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik paź října říjen lokakuuta "
    "octombrie október ekim октября окт жовтня οκτωβρίου οκτ أكتوبر",
    "november nov novembre noviembre novembro listopada listopad lis marraskuuta noiembrie kasım ноября ноя νοεμβρίου νοε نوفمبر",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień gru prosince prosinec "
    "joulukuuta decembrie aralık desember декабря дек грудня δεκεμβρίου δεκ ديسمبر",
)
_MONTH_OF = {name: number for number, row in enumerate(_MONTHS, start=1) for name in row.split()}
_MONTH = "(?:" + "|".join(sorted((re.escape(name) for name in _MONTH_OF), key=len, reverse=True)) + r")\b\.?"

_WEEKDAY = (
    r"(?:(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|luned[ìi]|marted[ìi]|mercoled[ìi]|gioved[ìi]|venerd[ìi]|sabato|domenica"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?"
    r"|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\b\.?,?\s{1,3}"
)
_CLOCK = r"(?P<hour>[01]?\d|2[0-4])\s?(?:[:h]|\.(?=\d\d\b))\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<half>[ap]\.?\s?m\b\.?))?(?:\s(?:uhr|h)\b)?"
_ZONE = r"(?:\s?(?:\(?(?:utc|gmt|cet|cest|est|edt|pst|pdt)\)?|(?P<zone>[+-]\d\d:?\d\d)))?"
_JOIN = r"[\s,]{0,3}(?:[-–—@/|·•]|at|um|à|às|a las|alle|ore|o|kl|om|в|о|στις|saat|pukul|,)?[\s.,]{0,3}"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"

_DATES = (
    # 29. Juni 2017 · mercredi 15 mai 2019 · 8th of March, 2020
    rf"(?:{_WEEKDAY})?(?P<d1>[0-3]?\d)(?:\.|st|nd|rd|th|er|º)?[\s-]{{0,2}}(?:de |of )?(?P<m1>{_MONTH})[\s,.-]{{0,3}}(?:de |del )?{_YEAR.format('y1')}(?!\d)",
    # April 18, 2012 · Monday, October 25 2010
    rf"(?:{_WEEKDAY})?(?P<m2>{_MONTH})\s?(?P<d2>[0-3]?\d)(?:\.|st|nd|rd|th)?[,.]?\s{{0,2}}{_YEAR.format('y2')}(?!\d)",
    # 2013-07-18 · 2013/07/18
    rf"(?<!\d){_YEAR.format('y3')}(?P<s3>[-/.])(?P<m3>[01]?\d)(?P=s3)(?P<d3>[0-3]?\d)(?!\d)",
    # 18.07.2013 · 07/18/13
    r"(?<![\d.])(?P<d4>[0-3]?\d)(?P<s4>[-/.])\s?(?P<m4>[0-3]?\d)(?P=s4)\s?(?P<y4>(?:19|20)?\d\d)(?!\d)",
    # 2019年5月3日
    r"(?P<y5>(?:19|20)\d\d)\s?[年년]\s?(?P<m5>[01]?\d)\s?[月월]\s?(?P<d5>[0-3]?\d)\s?[日일]",
    # Sunday 8th March · May 5 (no year: only with a clock or on a line of its own)
    rf"(?:{_WEEKDAY})?(?P<d6>[0-3]?\d)(?:\.|st|nd|rd|th)?\s(?:de |of )?(?P<m6>{_MONTH})(?!\w)",
    rf"(?:{_WEEKDAY})?(?P<m7>{_MONTH})\s(?P<d7>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[''’](?P<y7>\d\d))?(?![\w.]\d|\w)",
)
_ABSOLUTE = [re.compile(rf"(?:{date})(?:{_JOIN}{_CLOCK}{_ZONE})?", re.IGNORECASE) for date in _DATES]
_CLOCK_FIRST = re.compile(rf"(?<!\d){_CLOCK}(?:\s?(?:,|-|–|on|am|le))?\s{{0,2}}$", re.IGNORECASE)

_UNIT = (
    r"(?:s|sec|secs|seconds?|min|mins|minutes?|m|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|mos|months?|y|yrs?|years?"
    r"|sekunden?|minuten?|stunden?|std|tag|tagen?|tage|woche|wochen|monat|monate|monaten|jahr|jahre|jahren"
    r"|secondes?|heures?|jours?|semaines?|mois|ans?|années?"
    r"|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?|mês|meses|anos?"
    r"|secondi?|minuti?|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]"
    r"|sekund[ya]?|minut[ya]?|godzin[ya]?|dni|dzień|tygodni[ae]?|tydzień|miesi[ąę]c[ye]?|lat|rok|lata"
    r"|секунд[ауы]?|минут[ауы]?|час(?:а|ов)?|день|дня|дней|недел[яиью]|месяц(?:а|ев)?|год(?:а)?|лет"
    r"|saniye|dakika|saat|gün|hafta|ay|yıl|uur|dagen|weken|maanden|jaar|jam|hari|minggu|bulan|tahun"
    r"|timmar|dagar|veckor|månader|år|δευτερόλεπτα|λεπτά|ώρες|ημέρες|μήνες)\b\.?"
)
_COUNT = r"(?:\d{1,3}|an?|one|ein(?:em|er)?|une?|uma?)"
_RELATIVE = re.compile(
    rf"(?<!\w)(?:(?:about|over|almost|circa|etwa)\s)?{_COUNT}\s?{_UNIT}(?:,?\s(?:and\s|und\s|et\s|y\s)?{_COUNT}\s?{_UNIT})?\s{{0,2}}"
    r"(?:ago|her|fa|atrás|temu|назад|тому|önce|geleden|yang lalu|sedan|siden|sitten|πριν)(?!\w)"
    rf"|(?<!\w)(?:vor|il y a|hace|há|за|πριν|před|pred|acum|منذ|قبل)\s(?:etwa |über |environ |cerca de )?{_COUNT}?\s?(?:{_UNIT}|\w{{2,10}})"
    r"|(?<!\w)(?:yesterday|today|just now|gestern|heute|hier|ayer|hoy|ieri|oggi|ontem|hoje|wczoraj|dzisiaj|вчера|сегодня|dün|bugün)"
    rf"(?:{_JOIN}{_CLOCK.replace('hour', 'hour2').replace('minute', 'minute2').replace('half', 'half2')})"
    r"|\d{1,3}\s?(?:秒|分|分钟|分鐘|小时|小時|時間|天|日|周|週間|个月|個月|ヶ月|か月|年|초|분|시간|일|주|개월|년)\s?(?:之?前|전)",
    re.IGNORECASE,
)
_SHORT_AGE = re.compile(r"^\W{0,3}\d{1,3}\s?(?:s|m|min|h|hr|hrs|d|w|wk|mo|y|yr|yrs)\W{0,3}$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_GLUE = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
"""Where a name and a date stand without a space ("AnnMarch 2, 2014")."""
_DIGIT = re.compile(r"\d")
_NUMERIC = re.compile(r"\d[-/.]\s?\d")
_RELATIVE_WORDS = frozenset(
    ["ago", "her", "fa", "atrás", "temu", "назад", "тому", "önce", "geleden", "lalu", "sedan", "siden", "sitten", "πριν", "vor", "il", "hace", "há", "за", "před", "pred", "acum", "منذ", "قبل", "yesterday", "today", "now", "gestern", "heute", "hier", "ayer", "hoy", "ieri", "oggi", "ontem", "hoje", "wczoraj", "dzisiaj", "вчера", "сегодня", "dün", "bugün"]
)
_LONGEST = 240
"""Longer lines are prose; a time in them is not a header."""


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


def find(line: str) -> When | None:
    """The first time in a line, or ``None``.

    >>> find("Posted by Tin Whistle on 3. Mai 2021 um 08:15").moment.isoformat()
    '2021-05-03T08:15:00+00:00'
    >>> find("3 hours ago").moment is None
    True
    """
    if len(line) > _LONGEST:
        return None
    # The patterns are dear and most lines hold no time: only those with its parts are looked at closely.
    words = {word.casefold() for word in _LETTERS.findall(_GLUE.sub(" ", line))}
    has_digit = _DIGIT.search(line) is not None
    best: When | None = None
    for rank in _worth_trying(line, words) if has_digit else ():
        pattern = _ABSOLUTE[rank]
        found = pattern.search(line)
        if found is None or (rank >= 5 and best is not None):
            continue
        when = _absolute(found, line)
        if when is not None and (best is None or (when.start, -when.end) < (best.start, -best.end)):
            best = when
    if best is not None:
        return best
    relative = None
    if not words.isdisjoint(_RELATIVE_WORDS) or any(sign in line for sign in "前전"):
        relative = _RELATIVE.search(line)
    if relative is None and has_digit and len(line) <= 12:
        relative = _SHORT_AGE.search(line)
    if relative is not None:
        return When(relative.start(), relative.end(), relative.group().strip(), None)
    return None


def _worth_trying(line: str, words: set[str]) -> list[int]:
    """Which of the date patterns could match a line with these words."""
    ranks: list[int] = []
    has_month = not words.isdisjoint(_MONTH_OF)
    if has_month:
        ranks += [0, 1]
    if _NUMERIC.search(line):
        ranks += [2, 3]
    if "年" in line or "년" in line:
        ranks.append(4)
    return [*ranks, 5, 6] if has_month else ranks


def _absolute(found: re.Match[str], line: str) -> When | None:
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    parts: dict[str, str] = {name[0]: value for name, value in groups.items() if len(name) == 2 and name[1].isdigit()}
    start, end = found.span()
    clock = groups
    if "hour" not in groups:
        # "23:39, 29. Juni 2017": the clock stands before the date.
        before = _CLOCK_FIRST.search(line[:start])
        if before is not None:
            start, clock = before.start(), {k: v for k, v in before.groupdict().items() if v is not None}
    text = line[start:end].strip(" ,-–—|·@/")
    month_text = parts.get("m", "").rstrip(".").casefold()
    month = int(month_text) if month_text.isdigit() else _MONTH_OF.get(month_text, 0)
    day = int(parts["d"])
    if (month > 12 and day <= 12) or (parts.get("s") == "/" and day <= 12 and clock.get("half")):
        day, month = month, day  # 07/18/2013, and 7/8/2013 5:30 pm, are American
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if "y" not in parts:
        return When(start, end, text, None)
    year = int(parts["y"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    hour, minute = int(clock.get("hour", 0)), int(clock.get("minute", 0))
    half = clock.get("half", "")[:1].lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half and hour <= 12 else hour
    try:
        moment = datetime(year, month, day, hour % 24, minute, tzinfo=UTC)
    except ValueError:
        return None
    zone = clock.get("zone")
    if zone:
        sign = -1 if zone[0] == "-" else 1
        digits = zone[1:].replace(":", "")
        moment -= sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return When(start, end, text, moment)
