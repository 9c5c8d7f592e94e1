from __future__ import annotations

from threads.model import Case
from threads.reporting import report_cards, urgency
from threads.reporting.report_tables import gather


def test_threats_first_then_claims_then_coarse_words(quarrel: Case, quiet: Case) -> None:
    tables = gather([quiet, quarrel])
    numbering = report_cards.numbering(tables, most=10)
    numbers = numbering.of
    # c4 is a threat of 0.5 and still comes before the insult of 0.9.
    assert numbers == {(2, "c4"): 1, (2, "c2"): 2, (2, "c3"): 3}
    cards = report_cards.cards(tables, numbering)
    assert [card.level for card in cards] == [urgency.LEVELS[0], urgency.LEVELS[1], urgency.LEVELS[1]]


def test_of_equals_the_one_with_more_below_it_comes_first(make, quarrel: Case) -> None:
    flags = [
        flag.model_copy(update={"label": "insult", "score": 0.7}) for flag in quarrel.flags if flag.kind == "abuse"
    ]
    tables = gather([quarrel.model_copy(update={"flags": tuple(flags)})])
    assert sorted(report_cards.numbering(tables, most=9).of.items(), key=lambda pair: pair[1]) == [
        ((1, "c2"), 1),
        ((1, "c3"), 2),
        ((1, "c4"), 3),
    ]


def test_a_card_shows_words_reasons_and_parent(quarrel: Case) -> None:
    tables = gather([quarrel])
    numbering = report_cards.numbering(tables, most=10)
    numbers = numbering.of
    card = next(card for card in report_cards.cards(tables, numbering) if card.comment["comment_id"] == "c3")
    assert "".join(piece.text for piece in card.pieces) == "They staged it all, d••• it."
    assert "".join(piece.text for piece in card.plain) == "They staged it all, darn it."
    assert [piece.text for piece in card.plain if piece.marked] == ["staged it", "darn"]
    assert [flag["label"] for flag in card.flags] == ["staged-event", "profanity"]
    assert card.flags[1]["reason"] == 'coarse: "d•••"'
    assert card.parent is not None
    assert (card.parent["author"], card.parent_text) == ("Al", "You fool.")
    assert card.parent_number == numbers[1, "c2"]


def test_masks_hold_in_the_answers_too(quarrel: Case) -> None:
    tables = gather([quarrel])
    cards = report_cards.cards(tables, report_cards.numbering(tables, most=9))
    assert next(card for card in cards if card.comment["comment_id"] == "c4").parent_text.endswith("d••• it.")


def test_blanks_at_the_ends_of_a_span_are_not_marked(quarrel: Case) -> None:
    flag = quarrel.flags[0].model_copy(update={"spans": ((3, 8), (8, 8), (3, 4))})
    tables = gather([quarrel.model_copy(update={"flags": (flag,)})])
    (card,) = report_cards.cards(tables, report_cards.numbering(tables, most=9))
    assert [piece.text for piece in card.pieces if piece.marked] == ["fool"]


def test_only_the_most_urgent_are_made(quarrel: Case) -> None:
    tables = gather([quarrel])
    assert [card.number for card in report_cards.cards(tables, report_cards.numbering(tables, most=1, some=0))] == [1]


def test_no_label_is_crowded_out(quarrel: Case) -> None:
    tables = gather([quarrel] * 50)
    numbering = report_cards.numbering(tables, most=30, some=3, also=[(50, "c2"), (50, "c3"), (50, "c1")])
    # Fifty threats come before everything else; still each label has its three, and who must has one.
    labels = [card.flags[0]["label"] for card in report_cards.cards(tables, numbering)]
    assert {label: labels.count(label) for label in set(labels)} == {"threat": 22, "insult": 4, "staged-event": 4}


def test_a_long_comment_is_shown_around_its_flagged_words(make, quarrel: Case) -> None:
    text = "Sand. " * 2_000 + "You fool." + " Mud." * 2_000
    start = text.index("fool")
    long = quarrel.thread.comments[1].model_copy(update={"text": text})
    flag = quarrel.flags[0].model_copy(update={"spans": ((start, start + 4),)})
    case = make("long", [(long, quarrel.thread.links[0].model_copy(update={"comment_id": "c2"}), 0.9)], flags=[flag])
    tables = gather([case])
    (card,) = report_cards.cards(tables, report_cards.numbering(tables, most=1, some=0))
    assert [piece.text for piece in card.pieces if piece.marked] == ["fool"]
    assert sum(len(piece.text) for piece in card.pieces) == report_cards.TEXT_LETTERS
    assert card.letters_left_out == len(text) - report_cards.TEXT_LETTERS


def test_the_same_page_twice_keeps_its_comments_apart(quarrel: Case) -> None:
    tables = gather([quarrel, quarrel])
    numbering = report_cards.numbering(tables, most=10)
    numbers = numbering.of
    assert sorted(numbers.values()) == [1, 2, 3, 4, 5, 6]
    assert len(report_cards.cards(tables, numbering)) == 6
