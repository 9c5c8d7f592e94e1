"""One page in each language: a title with its count, names, dates, buttons and a form, as WordPress prints them there."""

from __future__ import annotations

import pytest

from threads.model import Page
from threads.pipeline import reconstruct

# language: title, what follows a name, first date, second date, button, form, two sentences
PAGES = {
    "en": ("2 thoughts on “The pier”", " says:", "March 2, 2014 at 5:07 pm", "March 3, 2014 at 9:15 am", "Reply", "Leave a Reply", "The pump is broken again.", "I will bring the spare part."),
    "de": ("2 Gedanken zu „Der Steg“", " sagt:", "2. März 2014 um 17:07 Uhr", "3. März 2014 um 09:15 Uhr", "Antworten", "Schreibe einen Kommentar", "Die Pumpe ist wieder kaputt.", "Ich bringe das Ersatzteil mit."),
    "fr": ("2 réflexions sur « Le ponton »", " dit :", "2 mars 2014 à 17 h 07 min", "3 mars 2014 à 9 h 15 min", "Répondre", "Laisser un commentaire", "La pompe est encore cassée.", "J’apporterai la pièce de rechange."),
    "es": ("2 comentarios en «El muelle»", " dice:", "2 marzo, 2014 a las 5:07 pm", "3 marzo, 2014 a las 9:15 am", "Responder", "Deja una respuesta", "La bomba está rota otra vez.", "Mañana llevo el repuesto."),
    "it": ("2 commenti su “Il molo”", " ha detto:", "2 marzo 2014 alle 17:07", "3 marzo 2014 alle 9:15", "Rispondi", "Lascia un commento", "La pompa è di nuovo rotta.", "Porto io il pezzo di ricambio."),
    "pt": ("2 comentários em “O cais”", " disse:", "2 de março de 2014 às 17:07", "3 de março de 2014 às 9:15", "Responder", "Deixe um comentário", "A bomba quebrou outra vez.", "Eu levo a peça de reposição."),
    "nl": ("2 reacties op “De steiger”", " schreef:", "2 maart 2014 om 17:07", "3 maart 2014 om 09:15", "Beantwoorden", "Geef een reactie", "De pomp is weer kapot.", "Ik neem het onderdeel mee."),
    "pl": ("2 komentarze do „Pomost”", " pisze:", "2 marca 2014 o 17:07", "3 marca 2014 o 09:15", "Odpowiedz", "Dodaj komentarz", "Pompa znowu nie działa.", "Przyniosę część zamienną."),
    "cs": ("2 komentáře: „Molo“", " napsal:", "2. 3. 2014 v 17:07", "3. 3. 2014 v 9:15", "Odpovědět", "Napsat komentář", "Čerpadlo je zase rozbité.", "Přinesu náhradní díl."),
    "sk": ("2 komentáre k „Mólo“", " píše:", "2. marca 2014 o 17:07", "3. marca 2014 o 9:15", "Odpovedať", "Pridaj komentár", "Čerpadlo je zasa pokazené.", "Prinesiem náhradný diel."),
    "sv": ("2 kommentarer", " skriver:", "2 mars 2014 kl. 17:07", "3 mars 2014 kl. 09:15", "Svara", "Lämna ett svar", "Pumpen är trasig igen.", "Jag tar med reservdelen."),
    "da": ("2 kommentarer til “Molen”", " siger:", "2. marts 2014 kl. 17:07", "3. marts 2014 kl. 09:15", "Svar", "Skriv et svar", "Pumpen er i stykker igen.", "Jeg tager reservedelen med."),
    "nb": ("2 kommentarer til «Brygga»", " sier:", "2. mars 2014 kl. 17:07", "3. mars 2014 kl. 09:15", "Svar", "Legg igjen en kommentar", "Pumpa er i stykker igjen.", "Jeg tar med reservedelen."),
    "fi": ("2 kommenttia artikkeliin “Laituri”", " sanoo:", "2. maaliskuuta 2014 klo 17.07", "3. maaliskuuta 2014 klo 9.15", "Vastaa", "Kirjoita kommentti", "Pumppu on taas rikki.", "Tuon varaosan huomenna."),
    "hu": ("„A móló” bejegyzéshez 2 hozzászólás", " szerint:", "2014. március 2. 17:07", "2014. március 3. 09:15", "Válasz", "Hozzászólás írása", "A szivattyú megint elromlott.", "Hozom a pótalkatrészt."),
    "ro": ("2 comentarii la „Pontonul”", " spune:", "2 martie 2014 la 17:07", "3 martie 2014 la 9:15", "Răspunde", "Lasă un răspuns", "Pompa s-a stricat din nou.", "Aduc eu piesa de schimb."),
    "el": ("2 σχόλια στο “Η αποβάθρα”", " λέει:", "2 Μαρτίου, 2014 στις 5:07 μμ", "3 Μαρτίου, 2014 στις 9:15 πμ", "Απάντηση", "Αφήστε μια απάντηση", "Η αντλία χάλασε πάλι.", "Θα φέρω το ανταλλακτικό."),
    "ru": ("2 комментария к записи «Причал»", " говорит:", "02.03.2014 в 17:07", "03.03.2014 в 09:15", "Ответить", "Добавить комментарий", "Насос опять сломался.", "Принесу запасную деталь."),
    "uk": ("2 коментарі до “Пристань”", " коментує:", "2 Березня, 2014 о 17:07", "3 Березня, 2014 о 09:15", "Відповісти", "Залишити відповідь", "Насос знову зламався.", "Принесу запасну деталь."),
    "bg": ("2 коментара за “Кеят”", " каза:", "2 март 2014 в 17:07", "3 март 2014 в 09:15", "Отговор", "Вашият коментар", "Помпата пак се развали.", "Ще донеса резервната част."),
    "hr": ("2 komentara na „Mol“", " kaže:", "2. ožujka 2014. u 17:07", "3. ožujka 2014. u 9:15", "Odgovori", "Komentiraj", "Crpka se opet pokvarila.", "Donijet ću rezervni dio."),
    "tr": ("“İskele” üzerine 2 yorum", " dedi ki:", "2 Mart 2014, 17:07", "3 Mart 2014, 09:15", "Yanıtla", "Bir yanıt yazın", "Pompa yine bozuldu.", "Yedek parçayı getiririm."),
    "ar": ("2 تعليقات على “الرصيف”", " يقول:", "2 مارس، 2014 الساعة 5:07 م", "3 مارس، 2014 الساعة 9:15 ص", "رد", "اترك تعليقاً", "تعطلت المضخة مرة أخرى.", "سأحضر قطعة الغيار غدا."),
    "he": ("2 תגובות בנושא “הרציף”", " הגיב:", "2 במרץ 2014 בשעה 17:07", "3 במרץ 2014 בשעה 9:15", "הגב", "כתיבת תגובה", "המשאבה שוב התקלקלה.", "אביא את החלק החילופי."),
    "fa": ("2 دیدگاه دربارهٔ «اسکله»", " گفت:", "مارس 2, 2014 در 5:07 ب.ظ", "مارس 3, 2014 در 9:15 ق.ظ", "پاسخ", "دیدگاهتان را بنویسید", "پمپ دوباره خراب شد.", "قطعهٔ یدکی را می‌آورم."),
    "zh": ("《码头》有2条评论", "说道：", "2014年3月2日 下午5:07", "2014年3月3日 上午9:15", "回复", "发表评论", "水泵又坏了，谁来修一下。", "我明天把备件带过来。"),
    "zh-tw": ("在〈碼頭〉中有 2 則留言", " 表示：", "2014 年 3 月 2 日 下午 5:07", "2014 年 3 月 3 日 上午 9:15", "回覆", "發佈留言", "水泵又壞了，誰來修一下。", "我明天把備件帶過來。"),
    "ja": ("「桟橋」への2件のフィードバック", " より:", "2014年3月2日 5:07 PM", "2014年3月3日 9:15 AM", "返信", "コメントを残す", "ポンプがまた壊れました。", "明日予備の部品を持って行きます。"),
    "ko": ("“부두”에 대한 2개의 생각", "님의 말:", "2014년 3월 2일, 5:07 오후", "2014년 3월 3일, 9:15 오전", "응답", "답글 남기기", "펌프가 또 고장 났습니다.", "내일 부품을 가져가겠습니다."),
    "vi": ("2 bình luận về “Bến tàu”", " viết:", "2 Tháng Ba, 2014 lúc 5:07 chiều", "3 Tháng Ba, 2014 lúc 9:15 sáng", "Trả lời", "Để lại một bình luận", "Máy bơm lại hỏng rồi.", "Mai tôi mang phụ tùng đến."),
    "id": ("2 tanggapan untuk “Dermaga”", " berkata:", "2 Maret 2014 pukul 17:07", "3 Maret 2014 pukul 09:15", "Balas", "Tinggalkan Balasan", "Pompanya rusak lagi.", "Besok saya bawa suku cadangnya."),
    "th": ("2 ความเห็นบน “ท่าเรือ”", " พูดว่า:", "2 มีนาคม 2014 เวลา 17:07 น.", "3 มีนาคม 2014 เวลา 9:15 น.", "ตอบกลับ", "ใส่ความเห็น", "ปั๊มน้ำเสียอีกแล้ว", "พรุ่งนี้จะเอาอะไหล่มาให้"),
}  # fmt: skip
MOMENTS = ["2014-03-02T17:07", "2014-03-03T09:15"]
ARTICLE = (
    "The pier\n\nThe pump under the pier has been repaired four times since Easter, and it has failed four times.\n\n"
)

everywhere = pytest.mark.parametrize("language", PAGES)


def check(language: str, text: str, *, nested: bool) -> None:
    first, second = PAGES[language][6:]
    thread = reconstruct(Page(source=language, text=text))
    assert [comment.author for comment in thread.comments] == ["Otterby", "Ferry Nan"]
    assert [comment.text for comment in thread.comments] == [first, second]
    assert [comment.posted_at and comment.posted_at.isoformat()[:16] for comment in thread.comments] == MOMENTS
    assert thread.declared_count == 2
    if nested:
        assert thread.parent(thread.comments[1]) == thread.comments[0]


@everywhere
def test_a_nested_list(language: str) -> None:
    title, says, one, two, button, form, first, second = PAGES[language]
    check(
        language,
        f"{ARTICLE}{title}\n\n  • Otterby{says}\n    {one}\n\n    {first}\n\n    {button}\n"
        f"    • Ferry Nan{says}\n      {two}\n\n      {second}\n\n      {button}\n\n{form}\n",
        nested=True,
    )


@everywhere
def test_a_flat_page(language: str) -> None:
    title, says, one, two, button, form, first, second = PAGES[language]
    check(
        language,
        f"{ARTICLE}{title}\n\nOtterby{says}\n{one}\n\n{first}\n\n{button}\n\nFerry Nan{says}\n{two}\n\n{second}\n\n{button}\n\n{form}\n",
        nested=False,
    )


@everywhere
def test_a_title_form_and_button_alone_are_no_comments(language: str) -> None:
    title, _, one, two, button, form, *_ = PAGES[language]
    assert reconstruct(Page(source=language, text=f"{ARTICLE}{title}\n\n{form}\n\n{button}\n")).comments == ()
    teasers = f"{ARTICLE}The sluice\n{one}\n{title}\n\nThe ferry\n{two}\n{title}\n"
    assert reconstruct(Page(source=language, text=teasers)).comments == ()
