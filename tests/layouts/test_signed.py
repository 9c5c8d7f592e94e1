"""Signatures in the line: wiki talk pages."""

from __future__ import annotations

import pytest

from threads import layouts
from threads.layouts import signed
from threads.model import Page
from threads.reading.sheet import Sheet

TALK = """Talk:Sluice gate

Rust on the hinge

The left hinge is rusty, the right one is painted. Why only one? --Otterby (talk) 08:01, 2 March 2020 (UTC)

Because the paint ran out. Ferry Nan (talk) 09:30, 2 March 2020 (UTC)
There is more in the shed:

two tins, grey. Otterby (talk) 10:00, 2 March 2020 (UTC)

Opening hours

Is it open on Sundays? Ferry Nan (talk) 11:11, 5 March 2020 (UTC)
"""


def test_each_signature_closes_a_comment() -> None:
    section = layouts.segment(Page(source="talk", text=TALK))
    assert section.hypothesis == "signed"
    assert [comment.author for comment in section.comments] == ["Otterby", "Ferry Nan", "Otterby", "Ferry Nan"]
    assert section.comments[2].text == "There is more in the shed:\n\ntwo tins, grey."
    assert section.comments[0].time_text == "08:01, 2 March 2020"
    assert section.platform == "mediawiki"


def test_headings_open_topics_and_belong_to_nobody() -> None:
    section = layouts.segment(Page(source="talk", text=TALK))
    assert ["opens topic" in comment.header_cues for comment in section.comments] == [True, False, False, True]
    assert not any("Opening hours" in comment.text for comment in section.comments)


@pytest.mark.parametrize(
    "text",
    [
        "The gate opened at 08:01, 2 March 2020 (UTC) and nobody came to see it, not even the mayor.",
        "Posted on 2 March 2020\n\nA page with a date and no more.\n\nPosted on 3 March 2020\n\nAnother one.",
        "One line only, signed. Ferry Nan (talk) 11:11, 5 March 2020 (UTC)",
    ],
)
def test_pages_without_signatures_are_left_alone(text: str) -> None:
    assert signed.segment(Sheet(Page(source="page", text=text))) is None


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("Thanks! Otterby (talk)", "Otterby"),
        ("It leaks.--Ferry Nan (talk)", "Ferry Nan"),
        ("Best regards, Gull (WMF) (talk)", "Gull (WMF)"),
        ("It leaks and somebody has to look at the valve soon Gull (talk)", "Gull"),
        ("It leaks. \u2060gull\u200b (talk · contribs)", "gull"),
        ("It leaks. Otterby {t · c · p · b}", "Otterby"),
        ("It leaks. ―Otterby📞", "Otterby"),
    ],
)
def test_names_in_signatures(signature, name):
    page = f"The valve\n\n{signature} 08:01, 2 March 2020 (UTC)\n\nNo. Tin Whistle (talk) 09:30, 2 March 2020 (UTC)\n"
    reading = signed.segment(Sheet(Page(source="page", text=page)))
    assert [comment.author for comment in reading.section.comments] == [name, "Tin Whistle"]
