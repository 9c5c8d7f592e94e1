"""Quotations: the quoted comment is answered, blocks more surely than marks, further ones hardly."""

from __future__ import annotations

from threads.clues import quotation
from threads.model import Quote

WORDS = "the lower valve has leaked since Easter"


def test_who_quotes_answers(talk, links):
    made = talk({"author": "Otterby"}, {}, {"quotes": (Quote(text=WORDS, comment_id="c0"),)})
    assert links(quotation, made) == [(2, 0)]
    (claim,) = quotation.find(made)
    assert claim.evidence.sentence == "quotes 7 words of Otterby" and claim.evidence.quote == WORDS


def test_the_first_quoted_counts_most_and_blocks_more_than_marks(talk):
    block, inline = Quote(text=WORDS, comment_id="c0"), Quote(text=WORDS, comment_id="c1", span=(0, 39))
    first, second = quotation.find(talk({}, {}, {"quotes": (block, inline)}))
    (alone,) = quotation.find(talk({}, {}, {"quotes": (inline,)}))
    assert first.evidence.weight > alone.evidence.weight > second.evidence.weight


def test_the_same_comment_is_claimed_once(talk, links):
    quote = Quote(text=WORDS, comment_id="c0")
    assert links(quotation, talk({}, {"quotes": (quote, quote)})) == [(1, 0)]


def test_words_of_nobody_here_and_of_oneself_are_left_alone(talk, links):
    quotes = (Quote(text=WORDS), Quote(text=WORDS, comment_id="c1"), Quote(text=WORDS, comment_id="elsewhere"))
    assert links(quotation, talk({}, {"quotes": quotes})) == []
