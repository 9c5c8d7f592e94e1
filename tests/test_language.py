"""Which texts get a language, which get none, and that nothing makes it fail or waver."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from threads import language

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


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in KNOWN.items() for text in texts])
def test_knows_a_sentence(code: str, text: str) -> None:
    found = language.detect(text)
    assert found.code == code
    assert 0.5 <= found.confidence <= 1


@pytest.mark.parametrize("text", UNKNOWN)
def test_does_not_guess(text: str) -> None:
    assert language.detect(text).code is None


@pytest.mark.parametrize("text", ENGLISH_OR_NONE)
def test_takes_no_short_english_for_something_else(text: str) -> None:
    assert language.detect(text).code in ("en", None)


def test_answers_alike_in_any_order_and_whatever_others_do_with_chance() -> None:
    texts = [text for texts in KNOWN.values() for text in texts] + ENGLISH_OR_NONE
    before = [language.detect(text) for text in texts]
    random.seed(99)
    shuffled = list(texts)
    random.shuffle(shuffled)
    after = {text: language.detect(text) for text in shuffled}
    assert before == [after[text] for text in texts]


def test_leaves_the_seed_of_others_alone() -> None:
    from langdetect import DetectorFactory

    seed = DetectorFactory.seed
    assert language.detect("Haluaisin tietää milloin silta avataan uudelleen, koska asia koskee monia ihmisiä täällä.")
    assert DetectorFactory.seed == seed


def test_a_megabyte_takes_no_longer_than_a_page() -> None:
    assert language.detect("You do not know what you are talking about. " * 25_000).code == "en"
    assert language.detect("x" * 1_000_000).code is None


@settings(max_examples=150, deadline=None)
@example("\ud800\udfff\x00")
@example("İ" * 50)  # grows when lowered
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_never_fails(text: str) -> None:
    found = language.detect(text)
    assert found.code is None or len(found.code) == 2
