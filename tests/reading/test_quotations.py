"""Quotations: blocks cut out, passages in quotation marks named by their span, and who quotes whom."""

from __future__ import annotations

import pytest

from threads.model import Comment
from threads.reading import quotations

VALVE = "The lower valve has leaked since Easter and nobody from the council has looked at it even once."
GASKET = "It is the gasket and not the valve. I had the lid open on Friday and saw the crack myself."
OWN = "Then somebody should buy one before the cellar is full."


def comments(*texts):
    """Comments by Otterby, Ferry Nan and Gull, in turns."""
    names = ["Otterby", "Ferry Nan", "Gull"]
    return tuple(
        Comment(id=f"c{place}", author=names[place % 3], text=text, source_span=(0, 0), line=place + 1)
        for place, text in enumerate(texts)
    )


def last(*texts, newest_first=False):
    return quotations.attribute(comments(*texts), newest_first=newest_first)[-1]


CUT = {
    "phpBB": f"Otterby wrote:\n{VALVE}\n\n{OWN}",
    "phpBB, with an arrow": f"Otterby wrote: ↑\n{VALVE}\n\n{OWN}",
    "German": f"Otterby hat geschrieben:\n{VALVE}\n\n{OWN}",
    "French": f"Otterby a écrit :\n{VALVE}\n\n{OWN}",
    "vBulletin": f"Originally Posted by Otterby\n{VALVE}\n{OWN}",
    "Zitat von": f"Zitat von Otterby\n{VALVE}\n{OWN}",
    "XenForo": f"Otterby: ↑\n{VALVE}\nClick to expand...\n{OWN}",
    "XenForo, said": f"Otterby said:\n{VALVE}\nClick to expand...\n{OWN}",
    "XenForo, French": f"Otterby a dit :\n{VALVE}\nCliquez pour agrandir...\n{OWN}",
    "on one line": f"Otterby wrote: {VALVE}\n\n{OWN}",
    "the whole post, without a mark": f"{VALVE}\n\n{OWN}",
    "part of it": f"Otterby wrote:\nnobody from the council has looked at it even once.\n\n{OWN}",
    "a comma less": f"Otterby wrote:\n{VALVE.replace('Easter and', 'Easter, and')}\n\n{OWN}",
}


@pytest.mark.parametrize("name", CUT)
def test_blocks_are_cut_and_handed_to_their_author(name):
    found = last(VALVE, GASKET, CUT[name])
    assert found.text == OWN
    (quote,) = found.quotes
    assert (quote.comment_id, quote.span) == ("c0", None)
    assert quote.text.split()[-3:] == ["it", "even", "once."]


def test_a_block_of_somebody_who_is_not_here_is_cut_up_to_its_button():
    found = last(VALVE, f"Anchor: ↑\nI sold my boat and my pump in winter.\nClick to expand...\n{OWN}")
    assert found.text == OWN
    assert [(quote.text, quote.comment_id) for quote in found.quotes] == [
        ("I sold my boat and my pump in winter.", None)
    ]


def test_a_post_that_only_quotes_is_empty():
    found = last(VALVE, f"Otterby: ↑\n{VALVE}\nClick to expand...")
    assert (found.text, found.status) == ("", "empty")
    assert found.quotes[0].comment_id == "c0"


def test_two_blocks_are_two_quotations():
    text = f"Otterby wrote:\n{VALVE}\n\nUtter nonsense.\n\nFerry Nan wrote:\n{GASKET}\n\nWell put."
    found = last(VALVE, GASKET, text)
    assert found.text.split() == ["Utter", "nonsense.", "Well", "put."]
    assert [quote.comment_id for quote in found.quotes] == ["c0", "c1"]


INLINE = {
    "curly": "“nobody from the council has looked at it” is a bold claim.",
    "straight": '"nobody from the council has looked at it" is a bold claim.',
    "German": "Kühn: „nobody from the council has looked at it“, soso.",
    "French": "« nobody from the council has looked at it » c’est osé.",
    "single": "‘nobody from the council has looked at it’ is a bold claim.",
    "in the middle": "Who says “nobody from the council has looked at it” and why?",
    "by hand": "Bold.\n> nobody from the council has looked at it\nThat is a claim.",
}


@pytest.mark.parametrize("name", INLINE)
def test_passages_in_quotation_marks_stay_and_are_named(name):
    found = last(VALVE, GASKET, INLINE[name])
    assert found.text == INLINE[name]
    (quote,) = found.quotes
    assert quote.comment_id == "c0" and quote.text == "nobody from the council has looked at it"
    assert found.text[slice(*quote.span)] == quote.text
    assert quote.text not in found.own_words and len(found.own_words) == len(found.text)


def test_marks_within_marks_are_one_quotation():
    said = "He said that the “old brass valve” was never any good at all."
    found = last(said, GASKET, "“He said that the “old brass valve” was never any good” – who did?")
    (quote,) = found.quotes
    assert quote.text == "He said that the “old brass valve” was never any good" and quote.comment_id == "c0"
    assert found.text[slice(*quote.span)] == quote.text


def test_quotation_marks_decide_who_is_the_quoter():
    quoter = f"“{VALVE}” – that is what he said, and he is right."
    first, second = quotations.attribute(comments(quoter, VALVE))
    assert [quote.comment_id for quote in first.quotes] == ["c1"]
    assert second.quotes == () and second.text == VALVE


def test_of_two_that_hold_the_words_the_earlier_is_meant():
    found = last(VALVE, VALVE, f"Otterby wrote:\n{VALVE}\n\n{OWN}")
    assert found.text == OWN and found.quotes[0].comment_id in {"c0", "c1"}


def test_where_the_newest_stand_first_the_quoted_is_below():
    made = comments(f"{VALVE}\n\n{OWN}", VALVE)
    first, second = quotations.attribute(made, newest_first=True)
    assert (first.text, first.quotes[0].comment_id) == (OWN, "c1")
    assert second == made[1]


def test_words_of_nobody_here_are_named_without_an_owner():
    found = last(VALVE, "The sign says “Do not feed the pump after dark” in red letters.")
    (quote,) = found.quotes
    assert quote.comment_id is None and found.text[slice(*quote.span)] == quote.text


KEPT = [
    "The “pump” leaks.",
    '"It leaks."',
    "He wrote: bring soup.",
    "The letter that she wrote:",
    "I said no.",
    "The valve leaks, as everybody knows.",
    "A quote is a quote is a quote.",
    "5 > 3 and 3 < 5",
    "Don't, can't, won't: he'll say 'no' to it all.",
    "",
]


@pytest.mark.parametrize("text", KEPT)
def test_own_words_are_left_alone(text):
    made = comments(VALVE, text)
    assert quotations.attribute(made)[1] == made[1]


def test_short_words_that_two_say_are_nobodys_quotation():
    made = comments("Amen to that.", "Amen to that.", "Amen to that.\n\nAnd good night.")
    assert quotations.attribute(made) == made


def test_nothing_is_made_of_nothing():
    assert quotations.attribute(()) == ()
