"""Words that pages put around comments, in many languages: titles of sections, buttons, forms, "Ann says:".

The words stand in ``_languages/``, one file a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from threads.reading import alternation, languages
from threads.reading.folding import folded

_SIGNS = " \t\n\r\f\v\xa0\u2009\u202f\u3000|·•,;()[]/+»«<>↑↓▲▼★☆…:&-–—−!"
"""What may stand between buttons."""
_NUMBER = r"\d[\d.,]*k?"
_LETTER = r"[^\W\d_]"
_JOINED_SCRIPT = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts that set no space between words (or glue small words to others, as Korean does)."""
_COUNTER = r"(?:\s?(?:件|条|條|則|则|篇|个|個|개|건)(?:の|的|의)?\s?)"
_LIKED = re.compile(
    r"\blikes? this\.?$|\bgefällt das\.?$|\baiment? (?:ça|cela)\.?$|\ble gusta esto\.?$|\bнравится это\.?$"
)
_SHOWS = re.compile(
    r"\b(?:more|weitere|anzeigen|ausblenden|hide|show|load|voir|ver|mostra|otras|autres|altre|pokaż|zobacz|показать|toon|göster)\b"
)
_DOTS = re.compile(r"^\.{1,3}")
_COUNT = re.compile(rf"{_NUMBER}(?!\w)")
_COUNT_BEFORE = re.compile(rf"\W{{0,4}}(?P<n>{_NUMBER})\s{{0,3}}(?P<between>\w+\s|{_COUNTER})?")
_COUNT_BEHIND = re.compile(rf"\W{{0,3}}(?:\w+\s\w+:\s?)?\W{{0,2}}(?P<n>{_NUMBER}){_COUNTER}?\W{{0,3}}")
_TITLE_BEHIND = re.compile(rf"\W{{0,4}}(?P<n>{_NUMBER})?{_COUNTER}?\W{{0,4}}")
_QUALIFIED = re.compile(r"\W{0,4}(?:(?P<word>\w+(?:\s\w+)?)\s)?")
_GLUED_BEFORE = re.compile(r"\w{4,40}\s(?:\w+\s)?")
_HEADLINE_BEFORE = re.compile(
    rf"(?:在)?[\"“„«‘'「『《〈‹].{{1,150}}?[”“»’'\"」』》〉›]:?[^\d”“»’'\"」』》〉›]{{0,24}}(?P<n>{_NUMBER})\s?{_COUNTER}?"
)
_QUOTED_BEHIND = re.compile(r"\s.{0,60}[\"“„«‘‹”»]")
_LONGEST_REST = 12
_MOST_TITLE_WORDS = 4
_TALLY = re.compile(rf"[\s+▲▼↑↓•·\-–−]*{_NUMBER}[\s+▲▼↑↓•·]*|•|vote|0")
_LONGEST_NONE = 60
_KEY = 3
"""Letters by which words are looked up; most lines begin with those of none."""
_LONGEST = 120
"""A longer line is prose, whatever words it holds."""
_FEWEST_GLUED = 4
"""Letters from which a button may stand right before the next one without a space ("ReplyDelete")."""
_QUOTES = frozenset("“„«\"‘'「『《〈‹在")


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one kind in all languages, folded, longest first."""
    return languages.words(kind)


@cache
def any_of(kind: str) -> str:
    """The words as one alternation for a regular expression on folded text, the longest word first."""
    return alternation.any_of(words(kind))


@cache
def _starts(kind: str) -> dict[str, tuple[str, ...]]:
    """The words by their first three letters; shorter words by all they have."""
    by_letters: dict[str, list[str]] = {}
    for word in words(kind):
        by_letters.setdefault(word[:_KEY], []).append(word)
    return {letters: tuple(listed) for letters, listed in by_letters.items()}


@cache
def _short_starts(kind: str) -> frozenset[str]:
    """The first letters of words shorter than three."""
    return frozenset(letters[0] for letters in _starts(kind) if len(letters) < _KEY)


def _opening_word(text: str, kind: str) -> str | None:
    """The word of a kind that a folded text begins with, as a whole word; ``None`` where it begins with none."""
    starts = _starts(kind)
    listed = starts.get(text[:_KEY], ())
    if text[:1] in _short_starts(kind):
        listed = (*listed, *starts.get(text[:2], ()), *starts.get(text[:1], ()))
    for word in listed:
        if text.startswith(word):
            after = text[len(word) : len(word) + 1]
            if not (after.isalpha() and word[-1].isalpha() and not is_joined(word[-1])):
                return word
    return None


def is_joined(text: str) -> bool:
    """Whether a text is in a script that sets words without spaces between them."""
    return not text.isascii() and _JOINED_SCRIPT.search(text) is not None


def _any(words_of_kinds: tuple[str, ...]) -> str:
    """Whole words; those of scripts without spaces also where letters follow."""
    joined = [word for word in words_of_kinds if is_joined(word)]
    spaced = [word for word in words_of_kinds if not is_joined(word)]
    return rf"(?:{alternation.any_of(spaced)}(?!{_LETTER})|{alternation.any_of(joined)})"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    joined_leads = alternation.any_of(word for word in words("lead") if is_joined(word))
    return {
        "lead": re.compile(rf"{any_of('lead')}\s+|{joined_leads}\s?(?=\d)"),
        "title word": re.compile(_any(tuple({*words("section"), *words("counted")}))),
        "counted_of": re.compile(_any(words("counted_of"))),
    }


@cache
def _alone(kind: str) -> frozenset[str]:
    return frozenset(words(kind))


@lru_cache(maxsize=32_768)
def is_button(line: str) -> bool:
    """Whether a line is made of nothing but buttons and counters.

    >>> is_button("ReplyDelete"), is_button("· Reply · Share"), is_button("Reply to that, if you can")
    (True, True, False)
    """
    if not 0 < len(line) <= _LONGEST:
        return False
    text = folded(line)
    if text[0].isalpha() and text[:_KEY] not in _starts("button") and text[0] not in _short_starts("button"):
        return False
    return text in _alone("button") or (_is_row_of_buttons(text) and not is_tally(line))


def _is_row_of_buttons(text: str) -> bool:
    place = len(text) - len(text.lstrip(_SIGNS))
    while place < len(text):
        number = _COUNT.match(text, place)
        length = _button_length(text, place) if number is None else number.end() - place
        if not length:
            return False
        rest = text[place + length :]
        place = len(text) - len(_DOTS.sub("", rest, count=1).lstrip(_SIGNS))
    return bool(text.strip(_SIGNS))


def _button_length(text: str, place: int) -> int:
    """Letters of the longest button that stands at a place; 0 where none does."""
    starts = _starts("button")
    for size in (_KEY, 2, 1):
        for word in starts.get(text[place : place + size], ()):
            if text.startswith(word, place):
                after = text[place + len(word) : place + len(word) + 1]
                if len(word) >= _FEWEST_GLUED or not after.isalpha() or is_joined(word):
                    return len(word)
    return 0


def is_tally(line: str) -> bool:
    """Whether a line is a bare number, as votes are shown."""
    return 0 < len(line) <= 12 and _TALLY.fullmatch(line.strip()) is not None


@cache
def _title_letters() -> frozenset[str]:
    """The first three letters of every line that could be a section's title; two where the word has no more."""
    kinds = ("section", "counted", "lead", "qualifier", "one", "none")
    listed = (word if is_joined(word) else f"{word} " for kind in kinds for word in words(kind))
    return frozenset(word[:_KEY] for word in listed)


def _may_be_title(text: str) -> bool:
    """Whether a folded line begins as titles of sections do; hardly any line does."""
    bare = text.lstrip(" \t\xa0±#*•·|»«(<[:-–—=_/\\+~>.,!\u200e\u200f\u200b")
    return (
        bare[:1].isdigit()
        or bare[:_KEY] in _title_letters()
        or bare[:2] in _title_letters()
        or bare[:1] in _title_letters()
        or text[:1] in _QUOTES
        or "liche " in bare
        or text.count(" | ") >= 3
    )


@lru_cache(maxsize=16_384)
def section_title(line: str) -> int | None:
    """How many comments a section's title announces, -1 where it gives no number, ``None`` for any other line.

    >>> section_title("39 thoughts on “The harbour”"), section_title("Kommentare"), section_title("A comment on Hegel")
    (39, -1, None)
    """
    text = folded(line.strip())
    if not 2 <= len(text) <= 200 or not _may_be_title(text):
        return None
    lead = _patterns()["lead"].match(text)
    text = text if lead is None else text[lead.end() :]
    if text.count(" | ") >= 3 and len(text) <= _LONGEST:
        text = text.rpartition(" | ")[2].strip()  # "... | hide | 15 comments"
    if _opening_word(text, "none") is not None and len(text) <= _LONGEST_NONE:
        return 0
    for word in _title_words(text):
        count = _announced(text[: word.start()], word.group(), text[word.end() :])
        if count is not None:
            if count < 0 and (text.endswith("?") or is_button(text)):
                return None  # "Any thoughts?" in somebody's words; "Reply" under a comment, not a title over many
            return count
    return None


def _title_words(text: str) -> Iterator[re.Match[str]]:
    """The words that may make a folded line a title, first ones first."""
    pattern = _patterns()["title word"]
    count = _COUNT_BEFORE.match(text)
    if count is None:
        yield from islice(pattern.finditer(text), _MOST_TITLE_WORDS)
        return
    # After a number only what stands right behind it, or one word further, is counted.
    for place in (count.end(), count.start("between")):
        word = pattern.match(text, place) if place > 0 else None
        if word is not None:
            yield word


def _announced(before: str, word: str, after: str) -> int | None:
    """How many comments a title's word announces with what stands around it; -1: it gives no number."""
    counted = _COUNT_BEFORE.fullmatch(before)
    if counted is not None and _follows_count(after) and not _SHOWS.search(f"{before}{word}{after}"):
        return _number(counted)
    if before.rstrip() in _alone("one") and _QUOTED_BEHIND.match(after):
        return 1
    head = _QUALIFIED.fullmatch(before)
    behind = _COUNT_BEHIND.fullmatch(after)
    if behind is not None and ((head is not None and not head["word"]) or _is_glued_title(before, word)):
        return _number(behind)
    bare = _TITLE_BEHIND.fullmatch(after)
    if bare is not None and head is not None and word in _alone("section"):
        qualifier = head["word"] or ""
        if not qualifier or qualifier in _alone("qualifier") or qualifier.endswith("liche"):
            return _number(bare)
    headlined = _HEADLINE_BEFORE.fullmatch(before) if len(after) <= _LONGEST_REST else None
    return None if headlined is None else _number(headlined)


def _is_glued_title(before: str, word: str) -> bool:
    """Whether the title stands twice without a space between: "KomentarzeLiczba komentarzy: 6"."""
    return before.startswith(word[: _FEWEST_GLUED + 1]) and _GLUED_BEFORE.fullmatch(before) is not None


def _number(found: re.Match[str]) -> int:
    return -1 if found["n"] is None else int(re.sub(r"\D", "", found["n"]) or 0)


def _follows_count(rest: str) -> bool:
    """Whether what follows "12 comments" still belongs to a title ("on “...”", "so far") and not to a sentence."""
    text = rest.strip(" :.,)]|·»-–—")
    return not text or text[:1] in "“„\"«'‘(" or _patterns()["counted_of"].match(text) is not None or len(text) < 14


def opens(line: str) -> bool:
    """Whether a line belongs between a section's title and its first comment: sorting, notices."""
    if len(line) > _LONGEST:
        return False
    text = folded(line.strip())
    word = _opening_word(text, "opening")
    # A word alone ("Newest") opens many a sentence: only among few others is it a control.
    return word is not None and (" " in word or len(text) <= 4 * len(word))


def ends(line: str) -> bool:
    """Whether a line opens what follows the last comment: a form, a footer, teasers.

    >>> ends("Leave a Reply"), ends("I leave a reply when asked.")
    (True, False)
    """
    return len(line) <= 210 and _opening_word(folded(line).strip(" •»«|*#-–—\t"), "ending") is not None


def trails(line: str) -> bool:
    """Whether a forum added this line under a post ("Last edited: ...")."""
    if len(line) > _LONGEST:
        return False
    text = folded(line.strip())
    return _opening_word(text, "trailer") is not None or _LIKED.search(text) is not None


def is_furniture(line: str) -> bool:
    """Whether a line over an article belongs to the site and not to the article: menus, log-in, notices."""
    return folded(line).strip(" •|»>-–—\t").startswith(words("furniture"))


def hands_over(text: str) -> bool:
    """Whether a folded text may begin with a set phrase before a name: "comment by"."""
    return text[:_KEY] in _starts("handed")


def is_card_word(text: str) -> bool:
    """Whether a text is a field or rank of user cards: "Posts", "Moderator"."""
    return folded(text) in _alone("card")


def is_gone(text: str) -> bool:
    """Whether a text is only what a page puts where a comment was: "deleted"."""
    return folded(text) in _alone("deleted")


def dates_posting(text: str) -> bool:
    """Whether a text is what stands before a date where a name could stand: "Posted on"."""
    return folded(text) in _alone("dating")


def dates_otherwise(text: str) -> bool:
    """Whether a text opens a date that says nothing of who wrote when: edits, membership."""
    return _opening_word(folded(text), "dated_otherwise") is not None


def greets(line: str) -> bool:
    """Whether a line opens with a greeting or an interjection.

    >>> greets("Hallo Bodo!"), greets("Hallow Eve")
    (True, False)
    """
    text = folded(line.strip())
    starts = _starts("greeting")
    return any(
        text.startswith(word) and not text[len(word) : len(word) + 1].isalnum()
        for size in (_KEY, 2, 1)
        for word in starts.get(text[:size], ())
    )
