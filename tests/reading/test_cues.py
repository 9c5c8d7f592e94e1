"""Words around comments: titles with their counts, buttons, openings, endings, trailers, greetings."""

from __future__ import annotations

import pytest

from threads.reading import cues

TITLES = [
    ("39 thoughts on “The harbour wall”", 39),
    ('1 thought on "A walk"', 1),
    ("Comments", -1),
    ("Comments (12)", 12),
    ("COMMENTS: 7", 7),
    ("1,204 Comments", 1204),
    ("There are 5 comments", 5),
    ("This post has 4 comments", 4),
    ("12 Replies to “Boats”", 12),
    ("0 comments", 0),
    ("12 Kommentare", 12),
    ("Kommentare (3)", 3),
    ("2 Gedanken zu „Der Deich“", 2),
    ("8 commentaires", 8),
    ("14 comentarios", 14),
    ("3 comentários", 3),
    ("6 commenti", 6),
    ("9 reacties op “Fietsen”", 9),
    ("5 komentarzy", 5),
    ("Комментарии (17)", 17),
    ("11 комментариев", 11),
    ("4 yorum", 4),
    ("コメント 6", 6),
    ("댓글 2", 2),
    ("Reader comments", -1),
    ("home | past | hide | 15 comments", 15),
]

NO_TITLES = [
    "A comment on Hegel",
    "Reply",
    "Antworten",
    "I read 12 comments before I gave up and went home.",
    "No comment!!! That is what she said to the press",
    "Show 3 more comments",
    "Weitere 5 Kommentare anzeigen",
    "View 4 replies, hide the rest",
    "Commentary",
    "ok",
    "",
    "Comments " * 40,
]

BUTTONS = [
    "Reply",
    "ReplyDelete",
    "Reply ↓",
    "· Reply · Share",
    "Like 3",
    "0 0 Reply",
    "permalink embed save parent report give award reply",
    "Antworten",
    "Antworten Löschen",
    "Répondre",
    "Responder",
    "Rispondi",
    "Beantwoorden",
    "Odpowiedz",
    "Ответить",
    "Yanıtla",
    "返信",
    "답글",
    "Show more",
    "Quote",
    "Report · Share · Like",
]

NO_BUTTONS = [
    "",
    "12",
    "Reply to that, if you can",
    "Like a bird",
    "Tin Whistle",
    "The parent was right",
    "Shareholders",
    "Reply " * 60,
    "Edith",
    "Antwortenlos",
]

ENDINGS = [
    "Leave a Reply",
    "Leave a comment",
    "Schreibe einen Kommentar",
    "Laisser un commentaire",
    "Deja un comentario",
    "Deixe um comentário",
    "Lascia un commento",
    "Dodaj komentarz",
    "Comments are closed.",
    "Your email address will not be published. Required fields are marked *",
    "© 2014 The harbour club",
    "发表评论",
]

NO_ENDINGS = [
    "Reply",
    "I left a comment on the door",
    "The harbour is closed on Sundays",
    "He left a reply on her desk",
]


@pytest.mark.parametrize(("line", "count"), TITLES)
def test_section_titles_and_their_counts(line, count):
    assert cues.section_title(line) == count


@pytest.mark.parametrize("line", NO_TITLES)
def test_what_is_no_section_title(line):
    assert cues.section_title(line) is None


@pytest.mark.parametrize("line", BUTTONS)
def test_buttons(line):
    assert cues.is_button(line)


@pytest.mark.parametrize("line", NO_BUTTONS)
def test_what_is_no_button(line):
    assert not cues.is_button(line)


@pytest.mark.parametrize("line", ["12", "▲ 3 ▼", "+4", "0", "-2", "1,204", "1.2k"])
def test_tallies(line):
    assert cues.is_tally(line)


@pytest.mark.parametrize("line", ["", "12 boats", "C3PO", "2014-03-02 17:07", "12:30"])
def test_what_is_no_tally(line):
    assert not cues.is_tally(line)


@pytest.mark.parametrize("line", ENDINGS)
def test_endings(line):
    assert cues.ends(line)


@pytest.mark.parametrize("line", NO_ENDINGS)
def test_what_ends_nothing(line):
    assert not cues.ends(line)


@pytest.mark.parametrize("line", ["Sort by Best", "Notify of", "Sortiert nach: Neueste", "Newest Most Voted"])
def test_openings(line):
    assert cues.opens(line)


@pytest.mark.parametrize("line", ["We sort by hand", "", "Reply", "sort by " + "x" * 200])
def test_what_opens_nothing(line):
    assert not cues.opens(line)


@pytest.mark.parametrize(
    "line", ["Last edited: Mar 3, 2014", "Zuletzt bearbeitet von Otterby", "Sent from my phone", "Otterby likes this."]
)
def test_trailers(line):
    assert cues.trails(line)


@pytest.mark.parametrize("line", ["", "He edited the paper", "I like this place", "It was sent from home"])
def test_what_trails_nothing(line):
    assert not cues.trails(line)


@pytest.mark.parametrize("line", ["Hello Bodo!", "Danke, Nan", "Bonjour à tous", "Thanks for the map", "привет всем"])
def test_greetings(line):
    assert cues.greets(line)


@pytest.mark.parametrize("line", ["Hallow Eve", "Thanksgiving Cook", "Noah", "Heyerdahl", ""])
def test_what_greets_nobody(line):
    assert not cues.greets(line)


@pytest.mark.parametrize("kind", ["section", "button", "ending", "says", "deleted", "card"])
def test_words_come_longest_first_and_once(kind):
    words = cues.words(kind)
    assert len(set(words)) == len(words) > 5
    assert [len(word) for word in words] == sorted((len(word) for word in words), reverse=True)


def test_a_hostile_line_is_answered_at_once():
    from time import perf_counter

    begun = perf_counter()
    for line in ("reply " * 20 + "x", "reply·" * 19 + "!x", "1 " * 59 + "x", "comments " * 22, "12 " + "a" * 190):
        cues.is_button(line)
        cues.section_title(line)
        cues.ends(line)
    assert perf_counter() - begun < 1.0
