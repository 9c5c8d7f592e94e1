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

LANGUAGES = [
    # line, author, whom it answers
    ("Ferry Nan sagt:", "Ferry Nan", None),
    ("Marie Galet a dit :", "Marie Galet", None),
    ("Marie dit :", "Marie", None),
    ("Lucía dijo...", "Lucía", None),
    ("Lucía dice:", "Lucía", None),
    ("Gino ha detto...", "Gino", None),
    ("Gino scrive:", "Gino", None),
    ("João disse:", "João", None),
    ("João disse...", "João", None),
    ("Joris schreef:", "Joris", None),
    ("Kasia pisze:", "Kasia", None),
    ("Kasia napisał(a):", "Kasia", None),
    ("Jana napsal:", "Jana", None),
    ("Jana řekl(a)...", "Jana", None),
    ("Sven skriver:", "Sven", None),
    ("Otto sanoo:", "Otto", None),
    ("Otto kirjoitti...", "Otto", None),
    ("Béla szerint:", "Béla", None),
    ("Béla írta:", "Béla", None),
    ("Ana spune:", "Ana", None),
    ("Ο/Η Νίκος λέει:", "Νίκος", None),
    ("Νίκος είπε...", "Νίκος", None),
    ("Анна говорит:", "Анна", None),
    ("Анна пишет:", "Анна", None),
    ("Анна комментирует...", "Анна", None),
    ("Оля пише:", "Оля", None),
    ("Мария каза:", "Мария", None),
    ("Ayşe diyor ki:", "Ayşe", None),
    ("Ayşe dedi ki...", "Ayşe", None),
    ("سارة يقول:", "سارة", None),
    ("سارة قال:", "سارة", None),
    ("דנה הגיב:", "דנה", None),
    ("مریم گفت:", "مریم", None),
    ("张三说道：", "张三", None),
    ("张三 说：", "张三", None),
    ("王小明 表示：", "王小明", None),
    ("山田 より:", "山田", None),
    ("山田より：", "山田", None),
    ("山田さんのコメント...", "山田", None),
    ("김민수님의 말:", "김민수", None),
    ("Lan viết:", "Lan", None),
    ("Budi berkata:", "Budi", None),
    ("สมชาย พูดว่า:", "สมชาย", None),
    ("Ivan kaže:", "Ivan", None),
    ("von Ferry Nan » Mo 3. Mai 2021, 14:05", "Ferry Nan", None),
    ("par Marie » lun. 3 mai 2021 14:05", "Marie", None),
    ("por Lucía » Lun May 03, 2021 2:05 pm", "Lucía", None),
    ("da Gino » 03/05/2021, 14:05", "Gino", None),
    ("autor: Kasia » 03 maja 2021, 14:05", "Kasia", None),
    ("Post autor: Kasia » pn 03 maja 2021, 14:05", "Kasia", None),
    ("door Joris » ma 03 mei 2021, 14:05", "Joris", None),
    ("od Jana » 03 kvě 2021 14:05", "Jana", None),
    ("Анна » 03 май 2021, 14:05", "Анна", None),
    ("Сообщение Анна » 03 май 2021, 14:05", "Анна", None),
    ("gönderen Ayşe » 03 May 2021, 14:05", "Ayşe", None),
    ("av Sven » 03 maj 2021, 14:05", "Sven", None),
    ("Szerző: Béla » 2021. május 3. 14:05", "Béla", None),
    ("由 张三 » 2021年5月3日 14:05", "张三", None),
    ("作者：张三 2021-05-03 14:05", "张三", None),
    ("投稿者: 山田 2021年5月3日 14:05", "山田", None),
    ("작성자 김민수 2021. 5. 3. 오후 2:05", "김민수", None),
    ("Marie, le 3 mai 2021 à 14:05", "Marie", None),
    ("Marie le 3 mai 2021 à 14 h 05 min", "Marie", None),
    ("Ferry Nan am Montag, den 3. Mai 2021 um 14:05", "Ferry Nan", None),
    ("Lucía el 3 mayo, 2021 a las 14:05", "Lucía", None),
    ("Gino il 3 maggio 2021 alle 14:05", "Gino", None),
    ("João em 3 de maio de 2021 às 14:05", "João", None),
    ("Kasia 3 maja 2021 o 14:05", "Kasia", None),
    ("Kasia w dniu 3 maja 2021", "Kasia", None),
    ("Анна 12.10.2019 в 15:44", "Анна", None),
    ("Анна, 12 октября 2019", "Анна", None),
    ("Ayşe 5 Mayıs 2021, 14:05", "Ayşe", None),
    ("Ayşe · 2 saat önce", "Ayşe", None),
    ("سارة منذ 3 ساعات", "سارة", None),
    ("سارة 3 مايو، 2021 الساعة 2:05 م", "سارة", None),
    ("张三 2021年5月3日 下午2:05", "张三", None),
    ("张三 3小时前", "张三", None),
    ("山田 2021年5月3日 14:05", "山田", None),
    ("山田 ・ 3時間前", "山田", None),
    ("김민수 2021.05.03 14:05", "김민수", None),
    ("Kommentar von Ferry Nan", "Ferry Nan", None),
    ("Commentaire de Marie", "Marie", None),
    ("Comentario de Lucía", "Lucía", None),
    ("Commento di Gino", "Gino", None),
    ("Comentário de João", "João", None),
    ("Reactie van Joris", "Joris", None),
    ("Комментарий от Анна", "Анна", None),
    ("投稿者：山田", "山田", None),
    ("2021年5月3日 14:05 回复", None, None),
    ("3 mai 2021 à 14:05 Répondre", None, None),
    ("3 Mayıs 2021 Yanıtla", None, None),
    ("3 мая 2021 в 14:05 Ответить", None, None),
    ("May 3 May 2021 at 10:15", "May", None),
    ("April 3. Mai 2021", "April", None),
    ("Mai · 3. Mai 2021", "Mai", None),
    ("De Vries says:", "De Vries", None),
    ("Da Silva 3 de maio de 2021", "Da Silva", None),
    ("August says:", "August", None),
    ("Jan Bakker zegt:", "Jan Bakker", None),
    ("Ann in reply to Bob", "Ann", "Bob"),
    ("Анна в ответ на Олег", "Анна", "Олег"),
    ("Ayşe Mehmet için yanıt", "Ayşe", "Mehmet"),
    ("张三 回复 李四", "张三", "李四"),
    ("山田 Annさんへの返信", "山田", "Ann"),
    ("김민수 박지훈님에게 답글", "김민수", "박지훈"),
    ("Kasia w odpowiedzi na Olek", "Kasia", "Olek"),
    ("João em resposta a Rui", "João", "Rui"),
    ("سارة رداً على منى", "سارة", "منى"),
    ("Béla válasz erre: Pista", "Béla", "Pista"),
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
    # other languages
    "Он мне сказал, что всё хорошо:",
    "Я ответил ему вчера в 10:15 и уехал",
    "Gracias, lo dijo ayer",
    "Der Mai kommt",
    "Mai war kalt",
    "Er kam am 3. Mai 2021 zu uns",
    "Nous étions là le 3 mai 2021 et il pleuvait",
    "El 3 de mayo de 2021 fuimos al puerto",
    "3 мая 2021 года мы пошли в порт",
    "昨天我去了港口",
    "2021年5月3日我们去了港口",
    "他说：不行",
    "私は3日前に行きました",
    "彼はそう言ったより",
    "Ostatnio edytowany przez Kasia 3 maja 2021",
    "Zuletzt bearbeitet von Ferry am 3. Mai 2021",
    "Регистрация: 3 мая 2021",
    "Kayıt tarihi: 3 Mayıs 2021",
    "注册时间: 2021-5-3",
    "登録日時: 2021年5月3日",
    "Modifié en dernier par Marie le 3 mai 2021",
    "Est-ce que 3 h suffisent?",
    "Ayer fue 3 de mayo",
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
    "level 3",
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


@pytest.mark.parametrize(("line", "author", "addressee"), LANGUAGES)
def test_headers_of_many_languages(line, author, addressee):
    byline = bylines.parse(line)
    assert byline is not None and (byline.author, byline.addressee) == (author, addressee)
