"""Words as meant: disguised spellings undone, every letter still knowing where it stood in the original.

Undone are look-alike letters, hidden characters, stretched words (sooo), digits and signs for letters (1d10t), masked
letters (f**k), and letters or syllables set apart (i d i o t). What would be guesswork is done only where a known word
comes out, so that "class" keeps its letters and Scunthorpe stays a town.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass

from threads.model import Span

_PUNCTUATION = dict(zip("‘’‚‛´`ʼ“”„«»‟–—―‐‑\u00a0\u2009\u202f", "'''''''" + '"' * 6 + "-" * 5 + "   ", strict=True))
_LOOK_ALIKES = dict(zip("аеорсухкмтнвіјѕԁοαερτυνικ", "aeopcyxkmthbijsdoaeptuvik", strict=True))
_HIDDEN = "\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\ufe0f\u0300-\u036f"
_LEET = str.maketrans("0134579@$!|€+", "oieastgasilet")
_SECOND_LEET = str.maketrans("0134579@$!|€+8", "olgastgaslietb")
_FOREIGN = "\u0370-\u03ff\u0400-\u04ff"

_SIGN = re.compile(r"[0-9@$|€+*#%]")
_LEETED = re.compile(r"[a-z][0-9@$!|€+*#%][a-z0-9@$|€+*#%]|[0-9@$|€][a-z][a-z]|[a-z][*#%$@]")
_ODD_LETTERS = re.compile(rf"[{_HIDDEN}{_FOREIGN}]")
_APART = re.compile(r"(?<!\S)[a-z0-9@$!*][ .*_-][a-z0-9@$!*][ .*_-][a-z0-9@$!](?!\w)")
_EDITS = re.compile(
    rf"(?P<hidden>[{_HIDDEN}]{{1,60}})"
    r"|(?P<apart>(?<![\w'@$*])(?:[a-z0-9@$!*][ .*_-]){2,30}[a-z0-9@$!](?![\w'@$*]))"
    rf"|(?P<token>[a-z0-9@$!|€+*#%{_FOREIGN}]{{2,60}})",
)
_PLAIN_TOKEN = re.compile(r"[a-z]+[!+]*|[0-9]+|[0-9]+(?:st|nd|rd|th|s|k|m|g|x|am|pm|km|kg|cm|mm|ft|bn|p|gb|mb|h|d|v|w)")
_STRETCHED = re.compile(r"([a-z])\1\1+")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in lower case with plain letters and quotes, disguises undone; and the way back."""

    text: str
    """What lexicons are matched against."""
    starts: tuple[int, ...] = ()
    """Where each rewritten stretch begins in ``text``; empty where no length changed."""
    places: tuple[tuple[int, int, int], ...] = ()
    """For each: its end in ``text``, and its start and end in the original."""

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original that became ``text[start:end]``."""
        return self._place(start, last=False), self._place(end - 1, last=True) if end > start else start

    def _place(self, index: int, *, last: bool) -> int:
        number = bisect_right(self.starts, index) - 1
        if number < 0:
            return index + last
        end, original_start, original_end = self.places[number]
        if index < end:
            return original_end if last else original_start
        return index - end + original_end + last


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that disguised ones may turn out to be."""

    words: frozenset[str]
    by_length: dict[int, str]
    """All words of one length, each on a line, to look masked ones up in."""
    longer: frozenset[str]
    """The words of six letters and more, which split ones are put together to."""
    whole: frozenset[str] = frozenset()
    """Short words that are no syllables; a text whose short words are all of these is not searched for split ones."""

    @classmethod
    def of(cls, words: Collection[str], *, whole: Collection[str] = ()) -> Vocabulary:
        """A vocabulary of these words."""
        lengths: dict[int, list[str]] = {}
        for word in sorted(words):
            lengths.setdefault(len(word), []).append(word)
        lines = {length: "\n".join(found) for length, found in lengths.items()}
        longer = frozenset(word for word in words if len(word) > 5)
        return cls(frozenset(words), lines, longer, frozenset(whole))

    def knows(self, word: str) -> bool:
        """Whether the word, or a stem of four letters and more that it begins with, is in the list."""
        return word in self.words or any(word[:length] in self.words for length in range(5, len(word)))


def _fold_table() -> dict[int, str]:
    table = {ord(odd): plain for odd, plain in _PUNCTUATION.items()}
    ranges = (
        range(0xC0, 0x250),
        range(0x1E00, 0x1F00),
        range(0xFF01, 0xFF5F),
        range(0x1D400, 0x1D800),
        range(0x2460, 0x24EA),
    )
    for code in (code for codes in ranges for code in codes):
        plain = unicodedata.normalize("NFKD", chr(code))
        letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
        if len(letters) == 1 and letters.isascii():
            table[code] = letters
    return table


_FOLD = _fold_table()


def plain(text: str, vocabulary: Vocabulary) -> Plain:
    """The text as meant, with the way back to where each word stood.

    >>> plain("You 1D10T!", Vocabulary.of(["idiot"])).text
    'you idiot!'
    """
    folded = text.translate(_FOLD).lower()
    if len(folded) != len(text):
        folded = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text.translate(_FOLD))
    edits = _disguises(folded, vocabulary) if _odd(folded) else []
    edits.extend(_split_words(folded, vocabulary))
    if not edits:
        return Plain(folded)
    return _rewritten(folded, sorted(edits))


def _odd(folded: str) -> bool:
    """Whether there is anything to undo, by the cheapest looks first; nearly all comments are done with here."""
    return bool(
        (_SIGN.search(folded) and _LEETED.search(folded))
        or _STRETCHED.search(folded)
        or _APART.search(folded)
        or (not folded.isascii() and _ODD_LETTERS.search(folded))
    )


def _rewritten(folded: str, edits: list[tuple[int, int, str]]) -> Plain:
    pieces: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int, int]] = []
    length = done = 0
    for start, end, replacement in edits:
        if start < done:
            continue
        pieces += (folded[done:start], replacement)
        length += start - done
        if replacement:
            starts.append(length)
            places.append((length + len(replacement), start, end))
        else:
            starts.append(length)
            places.append((length, start, end))
        length += len(replacement)
        done = end
    pieces.append(folded[done:])
    return Plain("".join(pieces), tuple(starts), tuple(places))


def _disguises(folded: str, vocabulary: Vocabulary) -> list[tuple[int, int, str]]:
    edits = []
    for match in _EDITS.finditer(folded):
        found = match.group()
        if match.lastgroup == "hidden":
            edits.append((*match.span(), ""))
        elif match.lastgroup == "apart":
            joined = _decoded(re.sub(r"[ .*_-]", "", found), vocabulary)
            if vocabulary.knows(joined) or len(joined) > 5:
                edits.append((*match.span(), joined))
        else:
            meant = _decoded(found, vocabulary)
            if meant != found:
                edits.append((*match.span(), meant))
    return edits


def _decoded(token: str, vocabulary: Vocabulary) -> str:
    """A token with its disguise taken off; as it stands where it wears none."""
    word = token if token.isascii() else _one_script(token)
    tail = word[len(word.rstrip("!|+")) :]
    word = word.rstrip("!|+")
    if _STRETCHED.search(word):
        twice, once = _STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)
        word = twice if vocabulary.knows(twice) and not vocabulary.knows(once) else once
    if _PLAIN_TOKEN.fullmatch(word) or not re.search("[a-z]", word):
        return word + tail
    first = word.translate(_LEET)
    candidates = (first, word.translate(_SECOND_LEET))
    for candidate in candidates:
        if candidate.isalpha() and vocabulary.knows(candidate):
            return candidate + tail
    masked = _unmasked(word, vocabulary)
    if masked:
        return masked + tail
    inside = re.search(r"[a-z][013457@$€|]+[a-z]|^[013457@$][a-z]{3}", word)
    enough = len(re.findall("[a-z]", word)) > 2
    return (first if inside and enough and first.isalpha() else word) + tail


def _one_script(token: str) -> str:
    """Look-alikes turned to Latin where a token mixes scripts; a word all in one script is somebody's language."""
    if not re.search("[a-z]", token):
        return token
    return "".join(_LOOK_ALIKES.get(letter, letter) for letter in token)


def _unmasked(word: str, vocabulary: Vocabulary) -> str | None:
    """The known word behind ``f**k`` or ``bullsh$t``: letters agree, signs are any letter; ``None``: no such word."""
    if word[0] in "*#%$@" or not re.search(r"[*#%$@]", word) or len(re.findall("[a-z]", word)) < 2:
        return None
    pattern = "".join("[a-z]" if sign in "*#%$@" else re.escape(sign) for sign in word)
    found = re.search(rf"^{pattern}$", vocabulary.by_length.get(len(word), ""), re.MULTILINE)
    return found.group() if found else None


def _split_words(folded: str, vocabulary: Vocabulary) -> list[tuple[int, int, str]]:
    """Neighbouring syllables that are nothing alone and a known word together: "ch em tr ails"."""
    if not vocabulary.longer:
        return []
    tokens = folded.split(" ")
    odd = {token for token in set(tokens) - vocabulary.whole if len(token) < 5 and token.isalpha()}
    if not odd:
        return []
    near = {number - back for number, token in enumerate(tokens) if token in odd for back in range(5)}
    edits = []
    place = number = 0
    while number < len(tokens):
        token = tokens[number]
        if number in near and 0 < len(token) < 5:
            for size in (5, 4, 3, 2):
                group = tokens[number : number + size]
                joined = "".join(group)
                if len(group) == size and len(joined) < 20 and joined.rstrip(".,!?") in vocabulary.longer:
                    width = len(joined) + size - 1
                    edits.append((place, place + width, joined))
                    place += width - len(group[-1])
                    number += size - 1
                    token = group[-1]
                    break
        place += len(token) + 1
        number += 1
    return edits
