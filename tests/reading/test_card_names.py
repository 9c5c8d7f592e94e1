"""Names in user cards."""

from __future__ import annotations

from threads import layouts
from threads.model import Page
from threads.pipeline import reconstruct
from threads.reading import card_names
from threads.reading.drafts import Draft
from threads.reading.sheet import Sheet

POST = """#{number}
Posted Apr {day}, 2014, 5:07 PM
{name}
{rank}

Join Date: Oct 2005
Location: The lower sluice
Posts: {posts}
{words}

"""
WORDS = (
    "The lower valve has leaked since Easter and nobody has looked at it, not even from the bridge.",
    "It is the gasket. I had it open on Friday and closed it again, for there was no other in the shed.",
    "Then somebody should buy one before the cellar is full and the potatoes learn to swim.",
    "I bought two. They do not fit, neither on their own nor one upon the other.",
)
NAMES = ("Otterby", "ferry_nan", "Otterby", "ferry_nan")
RANKS = {"Otterby": "Registered User", "ferry_nan": "Keeper of the sluice"}


def forum() -> str:
    posts = [
        POST.format(number=place + 2, day=place + 3, name=name, rank=RANKS[name], posts=311 + place, words=words)
        for place, (name, words) in enumerate(zip(NAMES, WORDS, strict=True))
    ]
    return "Forum > Sluices\n\nThe lower valve\n\n" + "".join(posts)


def test_names_between_header_and_card() -> None:
    section = layouts.segment(Page(source="page", text=forum()))
    assert [comment.author for comment in section.comments] == list(NAMES)
    assert section.comments[1].text == WORDS[1]


def test_whom_quotations_name() -> None:
    text = "ferry_nan said:\n\nOriginally posted by Otterby\n\nI said: no.\n\nZitat von Tin Whistle\n"
    found = card_names.quoted_names(Sheet(Page(source="page", text=text)))
    assert {"ferry_nan", "otterby", "tin whistle"} <= found


def test_the_name_stands_over_rank_and_place() -> None:
    text = "A\n\nOtterby\n\nSenior Member\nThe lower sluice\nEnglish - Sluice dialect\nApr 23, 2014\n\nWords.\n\n" * 3
    sheet = Sheet(Page(source="page", text=text))
    assert card_names.over_card(6, 0, sheet) == 2


def test_names_shown_twice_over_the_header():
    said = (
        ("otterby", 6, "The lower valve has leaked since Easter."),
        ("Gull", 82, "It is the gasket, not the valve, and it was the gasket last year."),
        ("otterby", 6, "Then somebody should buy a gasket before the cellar is full."),
        ("Ferry Nan", 1, "There are gaskets in the blue tin on the shelf."),
        ("Gull", 82, "That tin has been empty since I mended the sluice with them."),
    )
    posts = "".join(
        f"{name}    {count}\n\n{name}    {count}\n\n  • Advanced Member\n  • {count}\n  • 31 posts\n"
        f"Posted March {day}, 2014\n\n{words}\n\nShare this post\n\nLink to post\nShare on other sites\n\n"
        for day, (name, count, words) in enumerate(said, start=2)
    )
    thread = reconstruct(Page(source="page", text=f"The pump house\n\n5 comments\n\n{posts}Leave a comment\n"))
    assert [(comment.author, comment.text) for comment in thread.comments] == [(name, words) for name, _, words in said]


def test_cards_on_the_same_line_as_the_name():
    sheet = Sheet(
        Page(source="page", text="Otter 46 replies4 threads Junior Member\nNo.\nNan 7 posts Member\nYes.\n3 pumps\nOh.")
    )
    found = [Draft(first=line, last=line + 1, body=[line, line + 1]) for line in (0, 2, 4)]
    card_names.take_glued(found, sheet)
    assert [(draft.author, draft.body) for draft in found] == [("Otter", [1]), ("Nan", [3]), (None, [4, 5])]
