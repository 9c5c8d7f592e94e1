"""Names, times and numbers as pages write them over or under a comment: "Ann says:", "by Ann » 3 May 2021", "#12".

Heuristics read off many themes and forums; what a line is taken for shows in ``threads explain``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from threads.reading import alternation, cues, times
from threads.reading.folding import folded

LONGEST_NAME = 48
"""Letters; longer lines are prose or titles."""
_LONGEST = 160
_EDGE = " \t\xa0,;:|·•–—-»«/()<>@#*~…^\u200b\u200e\u200f\ufeff☆★↑↓—・｜：，、（）【】「」،"
_NUMBER = re.compile(r"(?:^|(?<=\s))#\s?(?P<n>\d{1,6}(?:\.\d{1,4}){0,4})(?!\w)")
_POINTS = re.compile(
    r"\[?score hidden\]?"
    r"|\(?[-–+]?\d[\d.,]*k?\s(?:points?|punkte?|likes?|upvotes?|puntos|pontos)\b(?:\s\(\d+ children\))?\)?",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"[·*(,\s]{0,4}(?:(?:last|zuletzt|laatst|sist|senast|sidst|viimeksi|naposledy|ostatnio|son) )?"
    r"(?:edited|bearbeitet|modifié|editado|modificato|bewerkt|edytowan[yoa]|redigerad|redigeret|redigert|muokattu|upraveno"
    r"|szerkesztve|изменено|отредактировано|düzenlendi|已编辑|已編輯|編集済み|수정됨)\b.{0,40}",
    re.IGNORECASE,
)
_CHILDREN = re.compile(r"\((\d{1,6}) (?:child|children|replies|reply)\)", re.IGNORECASE)
_NAVIGATION = re.compile(r"(?:^|(?<=[\s|]))(root|parent|prev|next)(?=$|[\s|\[])", re.IGNORECASE)
_COUNTED = re.compile(r"\b\d+ (?:comments?|replies|kommentare?|commentaires?|comentarios?)\b", re.IGNORECASE)
_LEADING_LINK = re.compile(r"^https?://\S{1,200}\s+")
_SENTENCE_END = re.compile(r"[.!?;:,…]['\"”’»)]{0,2}$")
_PLACE = re.compile(r"^\d{1,5}[.)]\s{1,3}(?=\D)")
_GLUED_BY = re.compile(
    r"^(?:message|beitrag|mensaje|mensagem|messaggio|bericht)(?:de|von|por|da|door|di)\s(?=\S)", re.IGNORECASE
)
"""phpBB's "Message" and "de" print without a blank between."""
_RANKED = re.compile(
    r"(?P<name>\S.{0,40}?)(?:\s?\b\d[\d.,]{0,8}\s[^\W\d]{4,12})*(?:\s[^\W\d][\w-]{2,14})?\s[^\W\d]{4,14}", re.IGNORECASE
)
"""A name, counters ("46 replies"), and a rank of one or two words."""
_PARTICLES = frozenset(
    (
        "de", "del", "da", "das", "dos", "do", "di", "dal", "dalla", "della", "du", "des", "la", "le", "les", "el",
        "y", "e", "i", "und", "and", "the", "of", "van", "von", "der", "den", "zu", "zum", "vom", "z", "ze", "od",
        "u", "na", "из", "с", "от", "в",
    )
)  # fmt: skip
"""Small words within names: "Teresa dal mulino", "Frau vom Deich"."""
_NOBILIARY = frozenset(("de", "di", "da", "van", "du", "del", "od", "af", "av"))
_LEVEL = re.compile(r"\s*(?:level|depth|ebene)\s(?P<n>\d{1,3})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a header or footer line says of its comment."""

    author: str | None = None
    time_text: str | None = None
    moment: datetime | None = None
    """UTC; ``None`` where no absolute time is shown."""
    number: str | None = None
    """As shown, without the ``#``."""
    addressee: str | None = None
    """Whom it says it answers."""
    cues: tuple[str, ...] = ()
    """Words about its place in the tree that stand behind the time ("7 children", "parent", "next")."""
    verb: bool = False
    """Whether it hands the word over: "Ann says:"."""

    @property
    def shape(self) -> str:
        """Its make-up in letters (author, time, number, verb), by which repeated headers are recognised."""
        parts = (("A", self.author), ("V", self.verb), ("T", self.time_text), ("#", self.number))
        return "".join(letter for letter, there in parts if there)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    # All of these are for folded text.
    says, joined_says = cues.any_of("says"), cues.any_of("joined_says")
    by, answering = cues.words("by"), cues.any_of("answering")
    joined_by = [word for word in by if cues.is_joined(word)]
    return {
        "says": re.compile(rf"(?P<name>\S.{{0,59}}?)\s(?:{says})(?:\s(?:am|on|at|le|el))?\s?(?P<colon>:|\.\.\.|…)?\s*"),
        "joined says": re.compile(rf"(?P<name>\S.{{0,47}}?)\s?(?:{joined_says})\s?(?P<colon>:|\.\.\.|…)\s*"),
        "by": re.compile(
            rf"(?:{alternation.any_of(by)})\s?:?\s+(?=\S)|(?:{alternation.any_of(joined_by)})\s?:\s?(?=\S)"
        ),
        "handed": re.compile(rf"{cues.any_of('handed')}(?:\s|:\s?)(?P<name>\S.{{0,47}})"),
        "answering": re.compile(rf"(?P<head>.{{0,80}}?)(?:^|\s|\()(?:{answering}):?\s?(?P<name>\S.{{0,47}})$"),
        "answered": re.compile(
            rf"(?:(?P<head>.{{0,80}})\s)?@?(?P<name>\S{{1,47}}?)"
            rf"(?:\s{cues.any_of('answered')}|\s?{cues.any_of('answered_joined')})[:\s]*"
        ),
        "joiner": re.compile(
            r"(?:^|\s)(?:on|am|at|le|el|um|op|dia|em|il|dne|den|vom|from|the|dnia|w dniu|στισ|på|pada|vào|lúc|ngày"
            r"|tarihinde|في|بتاریخ|от|в|de|no dia|il giorno|el día)$"
        ),
    }


@cache
def _answering_letters() -> re.Pattern[str]:
    """Where a word about an addressee stands; most lines hold none."""
    return re.compile(
        alternation.any_of({*cues.words("answering"), *cues.words("answered"), *cues.words("answered_joined")})
    )


def _said(text: str) -> tuple[str, bool] | None:
    """The name that hands the word over ("Ann says"), and whether a colon or dots follow, or ``None``."""
    plain = folded(text)
    for kind in ("says", "joined says"):
        if kind == "says" or not plain.isascii():
            found = _patterns()[kind].fullmatch(plain)
            if found is not None and looks_like_name(name := text[found.start("name") : found.end("name")]):
                return name, found["colon"] is not None
    return None


@lru_cache(maxsize=16_384)
def parse(line: str) -> Byline | None:
    """What a line says as a header or footer, or ``None`` where it is words of a comment.

    >>> parse("Tin Whistle says:").author, parse("by harbour_cat » Sun Mar 06, 2016 5:45 am").author
    ('Tin Whistle', 'harbour_cat')
    >>> parse("I said it before: the tide is out.") is None
    True
    """
    text = _LEADING_LINK.sub("", line.strip())
    if not text or len(text) > _LONGEST:
        return None
    number = _NUMBER.search(text)
    if number is not None:
        text = f"{text[: number.start()]} {text[number.end() :]}"
    when = times.find(text)
    if when is None:
        return _without_time(text, number)
    before, after = text[: when.start], text[when.end :]
    after, place_cues = _place_cues(_EDITED.sub("", after))
    after = _POINTS.sub("", after).strip(_EDGE + "[]")
    if (after.isascii() or any(map(str.isalnum, after))) and after and not cues.is_button(after):
        # "3 May 2021 by Ann": the name stands behind the time.
        if cues.is_joined(text[when.end : when.end + 1]):
            return None  # "2021年5月3日我们去了港口": a sentence goes on
        name = None if before.strip(_EDGE) else name_after_by(after)
        if (
            name is None
            and before.strip(_EDGE) == ""
            and looks_like_name(after)
            and len(after) <= 30
            and after[0].isalnum()
        ):
            name = after.strip(_EDGE)
        if name is None:
            return None
        return Byline(name, when.text, when.moment, _group(number))
    before, addressee = _split_addressee(before)
    before = _POINTS.sub("", before)
    verb = False
    said = _said(before.strip()) if before and not before.isspace() else None
    if said is not None:
        before, verb = said[0], True
    if cues.dates_otherwise(before.strip(_EDGE)):
        return None
    name = _clean_name(_without_joiner(_without_weekday(before)))
    if name and cues.dates_posting(name):
        name = None
    if name and not looks_like_name(name):
        return None
    return Byline(name or None, when.text, when.moment, _group(number), addressee, place_cues, verb)


def _place_cues(after: str) -> tuple[str, tuple[str, ...]]:
    """What stands behind a time without its words about the tree, and these words."""
    children = _CHILDREN.search(after)
    if children is not None:
        return _CHILDREN.sub("", after), (f"{children.group(1)} children",)
    found = tuple(word.lower() for word in _NAVIGATION.findall(after))
    if found and "|" in after:
        return re.sub(r"\[[-–+]\]", "", _NAVIGATION.sub("", after)), found
    return after, ()


def _without_time(text: str, number: re.Match[str] | None) -> Byline | None:
    text, addressee = _split_addressee(text)
    said = _said(text.strip()) if text.rstrip()[-1:] in {":", ".", "…", "："} else None
    if said is not None and said[1]:
        return Byline(_clean_name(said[0]), number=_group(number), addressee=addressee, verb=True)
    rest = text.strip(_EDGE)
    plain = folded(rest)
    handed = _patterns()["handed"].fullmatch(plain) if cues.hands_over(plain) else None
    if handed is not None and looks_like_name(rest[handed.start("name") :]):
        return Byline(_clean_name(rest[handed.start("name") :]), number=_group(number), addressee=addressee)
    if number is not None and (not rest or cues.is_button(rest) or looks_like_name(rest)):
        return Byline(
            None if not rest or cues.is_button(rest) else _clean_name(rest), number=_group(number), addressee=addressee
        )
    if addressee is not None and looks_like_name(rest):
        return Byline(_clean_name(rest), addressee=addressee)
    return None


def level(line: str) -> int | None:
    """The depth that a line states ("level 3"), or ``None``."""
    found = _LEVEL.fullmatch(line)
    return None if found is None else int(found["n"])


@lru_cache(maxsize=32_768)
def looks_like_name(text: str) -> bool:
    """Whether a short text could be somebody's name or handle, and is no sentence, button or greeting.

    >>> [looks_like_name(text) for text in ("Tin Whistle", "harbour_cat", "un citoyen")]
    [True, True, True]
    >>> [looks_like_name(text) for text in ("Reply", "That is wrong.", "Hi Bodo")]
    [False, False, False]
    """
    name = text.strip(" \t\xa0\u200b\u200e\u200f\ufeff")
    if not 1 <= len(name) <= LONGEST_NAME or "http" in name or name.count("/") > 1 or name[0] in '"“„«>’':
        return False
    if _COUNTED.search(name) or _LEVEL.fullmatch(name):
        return False
    if not any(letter.isalnum() for letter in name):
        return len(name) <= 3
    bare = name[:-2] if name.endswith(" .") else name
    if _SENTENCE_END.search(bare) and not re.search(
        r"(?:^|[\s.])\w\.$|\b(?:jr|sr|dr|inc|st|co|ltd|bros|mr|mrs|esq)\.$", bare, re.IGNORECASE
    ):
        return False
    parts = bare.split()
    if (
        len(parts) > 6
        or cues.is_button(bare)
        or cues.greets(bare)
        or cues.is_tally(bare)
        or cues.section_title(bare) is not None
    ):
        return False
    if len(parts) >= 3:
        cased = [part for part in parts if part[0].lower() != part[0].upper() and part not in _PARTICLES]
        if sum(part[0].islower() for part in cased) * 2 > len(cased):
            return False
    return not (bare.endswith(" am") and len(parts) == 1)


def _clean_name(text: str) -> str | None:
    name = _without_by(text.strip(_EDGE))
    name = re.sub(r"^\[[–+-]\]\s?|\[[A-Z]{1,2}(?:,[A-Z]{1,2})*\]$", "", name.strip()).strip(_EDGE)
    if " " in name:
        # "3. Ann", "Ann on" over a lost date, "Ann Senior Member": the name alone.
        name = _GLUED_BY.sub("", _PLACE.sub("", name))
        name = _without_rank(_without_joiner(name).strip(_EDGE)) or name
    return name or None


def _without_by(text: str) -> str:
    """A name without the "by" before it; what may be part of a name ("De Vries") stays where it has a capital."""
    if " " not in text and ":" not in text and "：" not in text:
        return text
    found = _patterns()["by"].match(folded(text))
    if found is None or (text[0].isupper() and found.group().strip() in _NOBILIARY):
        return text
    return text[found.end() :]


def _without_joiner(text: str) -> str:
    """What stands before a date without the "on" between."""
    found = _patterns()["joiner"].search(folded(text[-24:]))
    return text if found is None else text[: max(0, len(text) - 24) + found.start()]


def _without_rank(name: str) -> str:
    """A name without the rank and the counters that a forum prints behind it on the same line."""
    last = name.rpartition(" ")[2].casefold()
    if last not in _rank_ends() or cues.is_card_word(name):
        return name
    found = _RANKED.fullmatch(name)
    return name if found is None else found["name"]


@cache
def _rank_ends() -> frozenset[str]:
    ends = (word.rpartition(" ")[2] for word in cues.words("card") if " " in word)
    return frozenset(ends) & {"member", "mitglied", "moderator", "benutzer"}


def _without_weekday(before: str) -> str:
    """What stands before a date without the weekday that belongs to the date ("Ann on Mon," 2014-12-01)."""
    text = before.strip(_EDGE)
    head, _, last = text.rpartition(" ")
    apart = before.rstrip().endswith(",") or _patterns()["joiner"].search(folded(head))
    return head if apart and folded(last.strip(".")) in times.WEEKDAYS else text


def without_link(text: str) -> str:
    """A header without the address that some pages print before the name."""
    return _LEADING_LINK.sub("", text)


def clean_name(text: str) -> str | None:
    """A name without the dots, dashes, links and "by" around it; ``None`` where nothing is left."""
    return _clean_name(_LEADING_LINK.sub("", text.strip()))


def name_after_by(text: str) -> str | None:
    """The name in "by Ann", or ``None`` where no such word opens a text."""
    found = _patterns()["by"].match(folded(text))
    if found is None:
        return None
    name = text[found.end() :].strip(_EDGE)
    return name if looks_like_name(name) else None


def _split_addressee(text: str) -> tuple[str, str | None]:
    plain = folded(text)
    if _answering_letters().search(plain) is None:
        return text, None
    lead = len(text) - len(text.lstrip(" \t:,·|–—-»"))
    for kind in ("answering", "answered"):
        found = _patterns()[kind].fullmatch(plain.strip(" \t:,·|–—-»"))
        if found is not None:
            name = text[lead + found.start("name") : lead + found.end("name")]
            if looks_like_name(name):
                head = text[lead + found.start("head") : lead + found.end("head")] if found["head"] else ""
                return head, name.strip(_EDGE)
    return text, None


def _group(found: re.Match[str] | None) -> str | None:
    return None if found is None else found["n"]
