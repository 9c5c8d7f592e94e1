"""Bylines: names, times, numbers and addressees told from words, and names told from sentences and buttons."""

from __future__ import annotations

import pytest

from threads.reading import bylines

HEADERS = [
    # line, author, time, number
    ("Tin Whistle says:", "Tin Whistle", None, None),
    ("Tin Whistle said...", "Tin Whistle", None, None),
    ("Ferry Nan sagt:", "Ferry Nan", None, None),
    ("Ferry Nan hat gesagt…", "Ferry Nan", None, None),
    ("Marie Galet a dit :", "Marie Galet", None, None),
    ("Otterby dice:", "Otterby", None, None),
    ("Otterby disse:", "Otterby", None, None),
    ("Otterby zegt:", "Otterby", None, None),
    ("Otterby pisze:", "Otterby", None, None),
    ("Otterby пишет:", "Otterby", None, None),
    ("Tin Whistle says: March 2, 2014 at 5:07 pm", "Tin Whistle", "March 2, 2014 at 5:07 pm", None),
    ("Tin Whistle on March 2, 2014 at 5:07 pm", "Tin Whistle", "March 2, 2014 at 5:07 pm", None),
    ("Ferry Nan schrieb am 3. Mai 2021 um 08:15", "Ferry Nan", "3. Mai 2021 um 08:15", None),
    ("Ferry Nan am 3. Mai 2021", "Ferry Nan", "3. Mai 2021", None),
    ("Marie Galet le 4 juin 2015", "Marie Galet", "4 juin 2015", None),
    ("by harbour_cat » Sun Mar 06, 2016 5:45 am", "harbour_cat", "Sun Mar 06, 2016 5:45 am", None),
    ("von harbour_cat » 06.03.2016, 05:45", "harbour_cat", "06.03.2016, 05:45", None),
    ("March 2, 2014 by Tin Whistle", "Tin Whistle", "March 2, 2014", None),
    ("Posted by Tin Whistle on March 2, 2014", "Tin Whistle", "March 2, 2014", None),
    ("Comment by Tin Whistle", "Tin Whistle", None, None),
    ("Kommentar von Ferry Nan", "Ferry Nan", None, None),
    ("Tin Whistle · 3 hours ago", "Tin Whistle", "3 hours ago", None),
    ("Ferry Nan • vor 8 Stunden", "Ferry Nan", "vor 8 Stunden", None),
    ("#12 Tin Whistle, March 2, 2014", "Tin Whistle", "March 2, 2014", "12"),
    ("#12", None, None, "12"),
    ("#3.1 Otterby", "Otterby", None, "3.1"),
    ("March 2, 2014 at 5:07 pm", None, "March 2, 2014 at 5:07 pm", None),
    ("Posted March 2, 2014", None, "March 2, 2014", None),
    ("March 2, 2014 Reply", None, "March 2, 2014", None),
    ("[–]night_owl7 12 points 3 years ago (2 children)", "night_owl7", "3 years ago", None),
    ("tide_clock 3 hours ago | parent | next [–]", "tide_clock", "3 hours ago", None),
    ("https://example.org/ann Tin Whistle says:", "Tin Whistle", None, None),
]

WORDS = [
    "",
    "I said it before: the tide is out.",
    "He says nothing and never did",
    "She wrote that the meeting was cancelled on short notice:",
    "On March 2, 2014 we all went down to the harbour and looked at the boats",
    "Last edited March 2, 2014",
    "Joined: March 2, 2014",
    "Mitglied seit 3. Mai 2021",
    "Updated: 3 hours ago",
    "That is wrong.",
    "March 2, 2014 was the worst day of my life, honestly",
    "The #12 bus never comes on time, does it?",
    "x" * 300,
]

NAMES = [
    "Tin Whistle",
    "harbour_cat",
    "un citoyen",
    "Dr. Otterby",
    "Sammy Jr.",
    "José Álvarez",
    "Анна",
    "山田",
    "user 4711",
    "J",
    "De Vries",
    "Ann & Bob",
    "x_X_x",
]

NO_NAMES = [
    "",
    "Reply",
    "Antworten",
    "Hi Bodo",
    "Danke",
    "That is wrong.",
    "Why not?",
    "Comments (3)",
    "https://example.org",
    "12",
    "a walk along the harbour wall",
    "I have never seen such a thing in all my life before",
    "“Quoted”",
    "> quoted",
    "3 replies",
    "Words that end with a comma,",
]


@pytest.mark.parametrize(("line", "author", "time", "number"), HEADERS)
def test_headers_and_footers(line, author, time, number):
    byline = bylines.parse(line)
    assert byline is not None
    assert (byline.author, byline.time_text, byline.number) == (author, time, number)


@pytest.mark.parametrize("line", WORDS)
def test_words_of_comments(line):
    assert bylines.parse(line) is None


@pytest.mark.parametrize("text", NAMES)
def test_names(text):
    assert bylines.looks_like_name(text)


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name(text):
    assert not bylines.looks_like_name(text)


@pytest.mark.parametrize(
    ("line", "author", "addressee"),
    [
        ("Otterby in reply to Tin Whistle", "Otterby", "Tin Whistle"),
        ("Otterby Antwort auf Ferry Nan", "Otterby", "Ferry Nan"),
        ("Otterby en réponse à Marie Galet", "Otterby", "Marie Galet"),
        ("Otterby in risposta a Gino", "Otterby", "Gino"),
        ("Otterby in reply to Tin Whistle March 2, 2014", "Otterby", "Tin Whistle"),
    ],
)
def test_whom_a_header_answers(line, author, addressee):
    byline = bylines.parse(line)
    assert byline is not None and (byline.author, byline.addressee) == (author, addressee)


@pytest.mark.parametrize(
    ("line", "cues"),
    [
        ("night_owl7 12 points 3 years ago (2 children)", ("2 children",)),
        ("night_owl7 1 point 3 years ago (0 children)", ("0 children",)),
        ("tide_clock 3 hours ago | prev | next [–]", ("prev", "next")),
        ("tide_clock 3 hours ago | root | parent | next [–]", ("root", "parent", "next")),
        ("tide_clock 3 hours ago", ()),
    ],
)
def test_words_about_the_place_in_the_tree(line, cues):
    byline = bylines.parse(line)
    assert byline is not None and byline.cues == cues


@pytest.mark.parametrize(("line", "level"), [("level 3", 3), ("Level 1", 1), (" depth 12 ", 12), ("Ebene 2", 2)])
def test_stated_levels(line, level):
    assert bylines.level(line) == level


@pytest.mark.parametrize("line", ["level", "level three", "level 3 is hard", "sea level 3", "", "level 1234"])
def test_what_states_no_level(line):
    assert bylines.level(line) is None


def test_only_a_line_that_hands_the_word_over_has_a_verb():
    assert bylines.parse("Tin Whistle says:").verb
    assert not bylines.parse("Tin Whistle · 3 hours ago").verb


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" · Tin Whistle · ", "Tin Whistle"),
        ("by Tin Whistle", "Tin Whistle"),
        ("https://example.org/ann Tin Whistle", "Tin Whistle"),
        ("von Ferry Nan", "Ferry Nan"),
        ("— ", None),
    ],
)
def test_names_are_cleaned(text, name):
    assert bylines.clean_name(text) == name


def test_headers_of_like_make_up_have_the_same_shape():
    first, second = bylines.parse("Ann · 3 hours ago"), bylines.parse("Bea · 2 days ago")
    third = bylines.parse("#3 Ann says:")
    assert first.shape == second.shape == "AT"
    assert third.shape == "AV#"
