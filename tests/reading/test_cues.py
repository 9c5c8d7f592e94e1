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
    # what WordPress, Disqus, forums and newspapers print in other languages
    ("12 Kommentare zu „Der Deich“", 12),
    ("Ein Gedanke zu „Der Deich“", 1),
    ("3 Gedanken zu „Der Deich“", 3),
    ("Kommentare (12)", 12),
    ("8 commentaires sur « La digue »", 8),
    ("3 réflexions au sujet de « La digue »", 3),
    ("8 réponses à « La digue »", 8),
    ("Commentaires (8)", 8),
    ("Vos commentaires", -1),
    ("12 comentarios en «El muelle»", 12),
    ("3 respuestas a «El muelle»", 3),
    ("3 pensamientos en “El muelle”", 3),
    ("Hay 5 comentarios", 5),
    ("Comentarios (5)", 5),
    ("6 commenti su “Il molo”", 6),
    ("3 pensieri su “Il molo”", 3),
    ("6 risposte a “Il molo”", 6),
    ("6 commenti:", 6),
    ("Commenti", -1),
    ("3 comentários em “O cais”", 3),
    ("3 respostas para “O cais”", 3),
    ("3 thoughts on “O cais”", 3),
    ("Comentários (3)", 3),
    ("9 reacties op “De pier”", 9),
    ("9 gedachten over “De pier”", 9),
    ("Reacties (9)", 9),
    ("5 komentarzy do “Molo”", 5),
    ("2 komentarze", 2),
    ("1 komentarz", 1),
    ("5 odpowiedzi na „Molo”", 5),
    ("5 przemyśleń nt. „Molo”", 5),
    ("Komentarze (5)", 5),
    ("Liczba komentarzy: 5", 5),
    ("12 komentářů: „Molo“", 12),
    ("2 komentáře u „Molo“", 2),
    ("Komentáře (2)", 2),
    ("3 komentáre k „Mólo“", 3),
    ("4 svar på ”Piren”", 4),
    ("4 kommentarer", 4),
    ("Kommentarer (4)", 4),
    ("3 tanker om “Molen”", 3),
    ("2 kommenttia artikkeliin “Laituri”", 2),
    ("2 vastausta artikkeliin “Laituri”", 2),
    ("Kommentit (2)", 2),
    ("4 hozzászólás", 4),
    ("„A móló” bejegyzéshez 4 hozzászólás", 4),
    ("Hozzászólások (4)", 4),
    ("7 comentarii la „Dig”", 7),
    ("20 de comentarii", 20),
    ("3 gânduri despre „Dig”", 3),
    ("3 σχόλια", 3),
    ("Σχόλια (3)", 3),
    ("ΣΧΟΛΙΑ (3)", 3),
    ("3 σκέψεις σχετικά με το “Μόλος”", 3),
    ("12 комментариев", 12),
    ("21 комментарий к записи «Пирс»", 21),
    ("3 комментария к “Пирс”", 3),
    ("«Пирс»: 12 комментариев", 12),
    ("Комментарии (12)", 12),
    ("Комментариев: 12", 12),
    ("Всего комментариев: 12", 12),
    ("КОММЕНТАРИИ", -1),
    ("5 ответов", 5),
    ("3 коментарі до “Пірс”", 3),
    ("5 коментарів", 5),
    ("Коментарі (5)", 5),
    ("2 коментара", 2),
    ("4 komentara na „Mol“", 4),
    ("12 yorum", 12),
    ("“Rıhtım” üzerine 12 yorum", 12),
    ("“Rıhtım” için 3 yanıt", 3),
    ("Yorumlar (12)", 12),
    ("YORUMLAR", -1),
    ("12 Yorum var", 12),
    ("التعليقات (12)", 12),
    ("3 تعليقات على “الرصيف”", 3),
    ("٣ تعليقات", 3),
    ("التعليقات", -1),
    ("3 ردود على “الرصيف”", 3),
    ("12 رأي حول “الرصيف”", 12),
    ("12 תגובות", 12),
    ("3 תגובות בנושא “הרציף”", 3),
    ("תגובות (12)", 12),
    ("۱۲ دیدگاه", 12),
    ("12 دیدگاه دربارهٔ «اسکله»", 12),
    ("نظرات (12)", 12),
    ("12 条评论", 12),
    ("12条评论", 12),
    ("共12条评论", 12),
    ("《码头》有12条评论", 12),
    ("“码头”上的12条评论", 12),
    ("评论 (12)", 12),
    ("评论（12）", 12),
    ("评论列表", -1),
    ("全部评论 12", 12),
    ("在〈碼頭〉中有 12 則留言", 12),
    ("留言 (3)", 3),
    ("12 則回應", 12),
    ("12 条回复", 12),
    ("コメント", -1),
    ("コメント (6)", 6),
    ("コメント（6）", 6),
    ("6件のコメント", 6),
    ("「桟橋」への6件のフィードバック", 6),
    ("「桟橋」に6件のコメントがあります", 6),
    ("コメント 6件", 6),
    ("コメント一覧", -1),
    ("댓글 12개", 12),
    ("댓글 12", 12),
    ("댓글(12)", 12),
    ("12개의 댓글", 12),
    ("“부두”에 대한 3개의 생각", 3),
    ("“부두”에 대한 12개의 댓글", 12),
    ("12 bình luận", 12),
    ("Bình luận (3)", 3),
    ("3 bình luận về “Bến tàu”", 3),
    ("12 Komentar", 12),
    ("3 tanggapan untuk “Dermaga”", 3),
    ("3 komentar pada “Dermaga”", 3),
    ("Komentar (3)", 3),
    ("12 ความคิดเห็น", 12),
    ("ความคิดเห็น (3)", 3),
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
    # other languages
    "Comentar es gratis y no cuesta nada a nadie",
    "Un comentario muy bueno",
    "Komentarz do artykułu napisał Olek",
    "コメントありがとうございます",
    "Ответ прост",
    "12 yaşındaki kız yorum yaptı ve herkes güldü buna",
    "回复",
    "답글",
    "他的评论很好",
    "Antwort",
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
    # other languages
    "Zitieren",
    "Melden",
    "Signaler un abus",
    "J’aime",
    "Me gusta",
    "Citar",
    "Mi piace · Rispondi",
    "ResponderExcluir",
    "ResponderEliminar",
    "RispondiElimina",
    "RépondreSupprimer",
    "AntwortenLöschen",
    "Vind ik leuk",
    "OdpowiedzUsuń",
    "Zgłoś",
    "Odpovědět",
    "Odpovedať",
    "Svara",
    "Svar",
    "Besvar",
    "Vastaa",
    "Válasz",
    "Răspunde",
    "Απάντηση",
    "Цитировать",
    "ОтветитьУдалить",
    "Пожаловаться",
    "Відповісти",
    "Отговор",
    "Odgovori",
    "YANITLA",
    "Cevapla",
    "Beğen · Yanıtla",
    "رد",
    "الرد",
    "أعجبني",
    "הגב",
    "השב",
    "پاسخ",
    "回复",
    "回覆",
    "举报",
    "点赞 3",
    "赞(3)",
    "回复 删除",
    "返信 削除",
    "いいね！",
    "いいね! 3",
    "좋아요 3 답글",
    "신고",
    "Trả lời",
    "Thích",
    "Balas",
    "Suka",
    "ตอบกลับ",
    "Jaa",
    "Odpovědět Nahlásit",
    "Войдите, чтобы ответить",
    "Répondre ↓",
    "Accedi per rispondere",
    "Logga in för att svara",
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
    # names and sentences that begin like buttons
    "Ana",
    "Sil Vester",
    "Lika",
    "Noel",
    "Topi",
    "Del Piero",
    "Svarog",
    "Linda",
    "Marek",
    "Tora",
    "Balasz",
    "Rodrigo",
    "Jaan",
    "Sila",
    "Vota Juan",
    "Reno",
    "Cita Rosa",
    "Lola",
    "Upton",
    "赞美诗",
    "回复我吧",
    "顶峰",
    "推理小说",
    "削除屋",
    "Odpowiedź jest prosta",
    "Ответ прост",
    "Me gusta mucho",
    "返信ありがとう",
    "답글 감사합니다",
    "Поделись",
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
    # other languages
    "Deine E-Mail-Adresse wird nicht veröffentlicht.",
    "Votre adresse e-mail ne sera pas publiée.",
    "Les commentaires sont fermés.",
    "Deja una respuesta",
    "Tu dirección de correo electrónico no será publicada.",
    "L'indirizzo email non verrà pubblicato.",
    "Il tuo indirizzo email non sarà pubblicato.",
    "O seu endereço de e-mail não será publicado.",
    "Geef een reactie",
    "Je e-mailadres wordt niet gepubliceerd.",
    "Twój adres e-mail nie zostanie opublikowany.",
    "Napsat komentář",
    "Vaše e-mailová adresa nebude zveřejněna.",
    "Pridaj komentár",
    "Lämna ett svar",
    "Din e-postadress kommer inte publiceras.",
    "Skriv et svar",
    "Legg igjen en kommentar",
    "Sähköpostiosoitettasi ei julkaista.",
    "Vélemény, hozzászólás?",
    "Az e-mail címet nem tesszük közzé.",
    "Lasă un răspuns",
    "Αφήστε μια απάντηση",
    "Добавить комментарий",
    "Ваш адрес email не будет опубликован.",
    "Залишити відповідь",
    "Вашият коментар",
    "Komentiraj",
    "Bir yanıt yazın",
    "BİR YANIT YAZIN",
    "E-posta adresiniz yayınlanmayacak.",
    "اترك تعليقاً",
    "لن يتم نشر عنوان بريدك الإلكتروني.",
    "כתיבת תגובה",
    "دیدگاهتان را بنویسید",
    "نشانی ایمیل شما منتشر نخواهد شد.",
    "您的电子邮箱地址不会被公开。",
    "發佈留言",
    "コメントを残す",
    "メールアドレスが公開されることはありません。",
    "댓글 남기기",
    "이메일 주소는 공개되지 않습니다.",
    "Để lại một bình luận",
    "Email của bạn sẽ không được hiển thị công khai.",
    "Tinggalkan Balasan",
    "Alamat email Anda tidak akan dipublikasikan.",
    "ใส่ความเห็น",
    "Similar threads",
    "Похожие темы",
    "Benzer konular",
    "相关文章",
    "関連記事",
    "관련 글",
]

NO_ENDINGS = [
    "Reply",
    "I left a comment on the door",
    "The harbour is closed on Sundays",
    "He left a reply on her desk",
    # sentences that begin like forms and notices
    "Responder a eso es difícil",
    "Ответ на это прост",
    "Commentaires constructifs, merci",
    "Cookies schmecken gut, sagt Nan",
    "Die Anmeldung war leicht",
    "これについてコメントします",
    "당연히 좋아요",
    "Odpowiedź jest prosta",
    "Leave him a reply",
    "Dodam, że komentarz",
    "Partager c'est bien",
    "Paylaşım için teşekkürler",
    "Teilen macht Freude",
    "Newsletterabo brauche ich nicht",
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


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Ein Gedanke zu „Der Deich“", 1), ("One thought on “The pier”", 1), ("Une réflexion sur « La digue »", 1), ("Keine Kommentare", 0),
        ("No comments yet", 0), ("Sin comentarios", 0), ("Нет комментариев", 0), ("暂无评论", 0), ("コメントはありません", 0), ("댓글이 없습니다", 0),
    ],
)  # fmt: skip
def test_titles_without_figures(line, count):
    assert cues.section_title(line) == count


@pytest.mark.parametrize("line", ["Hallo Bodo", "Bonjour à tous", "Hola Ana", "Ciao a tutti", "Olá pessoal", "Cześć wszystkim", "Ahoj Jano", "Hej Sven", "Szia Béla", "Bună ziua", "Γεια σας", "Привет всем", "Добрый день", "Merhaba arkadaşlar", "السلام عليكم", "שלום", "سلام", "你好", "こんにちは", "안녕하세요", "Chào bạn", "Halo semua", "สวัสดีครับ"])  # fmt: skip
def test_greetings_of_many_languages(line):
    assert cues.greets(line)


@pytest.mark.parametrize("text", ["gelöscht", "Commentaire supprimé", "Este comentario ha sido eliminado por el autor", "Questo commento è stato eliminato dall'autore", "Este comentário foi removido pelo autor", "Комментарий удалён", "Этот комментарий был удален автором", "Komentarz usunięty", "Bu yorum yazar tarafından silindi", "该评论已删除", "このコメントは投稿者によって削除されました", "삭제된 댓글입니다", "تم حذف التعليق"])  # fmt: skip
def test_what_stands_where_a_comment_was(text):
    assert cues.is_gone(text)


@pytest.mark.parametrize("text", ["", "deleted scenes", "Der Kommentar wurde gelöscht, warum?", "удалено всё"])
def test_what_is_still_there(text):
    assert not cues.is_gone(text)


@pytest.mark.parametrize("text", ["Beiträge", "Сообщений", "MESAJLAR", "帖子", "Moderator", "المشاركات"])
def test_words_of_user_cards(text):
    assert cues.is_card_word(text)


def test_no_ending_is_a_button():
    """A button under each comment that ended the section would leave one comment."""
    both = {word for word in cues.words("ending") if cues.is_button(word) and not word.endswith(":")}
    # "Add a comment" is the one under each answer on question sites and above forms elsewhere.
    assert both <= {"add a comment", "add comment", "log in to reply", "load more comments"}
