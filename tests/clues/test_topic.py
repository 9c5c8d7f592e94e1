"""Topic: rare words taken up from a comment shortly before."""

from __future__ import annotations

from threads.clues import topic

TEXTS = [
    "Order a gasket for the lower valve.",
    "Sunday lunch will be soup with dumplings.",
    "Anna brings cherries for dessert.",
    "Who could order such a gasket for a valve?",
    "The choir meets on Thursday evening.",
    "Nobody remembers the password of the printer.",
    "Yesterday a heron stood beside the pond.",
    "Lost: brown leather glove, left hand.",
    "Kittens looking for a quiet home.",
    "Trains run every twenty minutes again.",
]


def made(talk, texts, **kind):
    return talk(*({"author": f"Member {place}", "text": text} for place, text in enumerate(texts)), **kind)


def test_rare_words_tie_comments_together(talk):
    claims = {(claim.child, claim.parent): claim for claim in topic.find(made(talk, TEXTS))}
    assert set(claims) == {(3, 0)}
    assert "gasket" in claims[3, 0].evidence.sentence and "Member 0" in claims[3, 0].evidence.sentence


def test_nearer_comments_count_more(talk):
    near = [*TEXTS[1:3], TEXTS[0], *TEXTS[3:]]
    (far_claim,), (near_claim,) = (list(topic.find(made(talk, texts))) for texts in (TEXTS, near))
    assert near_claim.evidence.weight > far_claim.evidence.weight


def test_words_of_everybody_say_nothing(talk, links):
    assert links(topic, made(talk, ["The gasket of the valve leaks."] * 6)) == []


def test_too_far_nested_or_too_few(talk, links):
    far = [*TEXTS[:3], *TEXTS[4:], TEXTS[3]]
    assert links(topic, made(talk, far)) == []
    assert links(topic, made(talk, TEXTS, layout="nested")) == []
    assert links(topic, made(talk, TEXTS[:2])) == []


def test_nobody_takes_up_his_own_words(talk, links):
    comments = [{"author": "Otterby" if place in (0, 3) else "Gull", "text": text} for place, text in enumerate(TEXTS)]
    assert links(topic, talk(*comments)) == []
