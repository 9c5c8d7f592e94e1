import io

import pytest

from tests.sources import samples
from threads import pipeline
from threads.sources import mbox


def mail(
    id,
    answers=None,
    body="words",
    *,
    sender="Nan Sluice <nan@pond.example>",
    references=(),
    subject="Pie",
    more="",
    divider=True,
):
    lines = ["From nan@pond.example Mon Sep 14 08:00:00 2020"] if divider else []
    lines += [f"From: {sender}", "Date: Mon, 14 Sep 2020 10:00:00 +0200", f"Subject: {subject}", f"Message-ID: <{id}>"]
    lines += [f"In-Reply-To: {answers}"] if answers else []
    lines += [f"References: {' '.join(f'<{other}>' for other in references)}"] if references else []
    return "\n".join([*lines, *([more] if more else []), "", body, "", ""])


def pages_of(*mails):
    return list(mbox.read("".join(mails).encode(), "in"))


def tree(page):
    return {found.id: found.parent_id for found in page.blocks}


def test_threads_are_pages_titled_by_their_first_subject():
    first, second = pages_of(mail("a@x"), mail("p@x", subject="Soup"), mail("b@x", "<a@x>", subject="Re: Pie"))
    assert tree(first) == {"a@x": None, "b@x": "a@x"}
    assert (first.title, second.title) == ("Pie", "Soup")
    found = first.blocks[0]
    assert (found.author, found.time_text, found.posted_at.hour) == ("Nan Sluice", "Mon, 14 Sep 2020 10:00:00 +0200", 8)


def test_words_behind_the_id_do_no_harm_and_folded_headers_are_one():
    (page,) = pages_of(mail("a@x"), mail("b@x", '<a@x> (Nan Sluice\'s\n message of "Mon, 14 Sep")'))
    assert tree(page)["b@x"] == "a@x"


def test_in_reply_to_comes_before_references():
    (page,) = pages_of(
        mail("a@x"),
        mail("b@x", "<a@x>"),
        mail("c@x", "<a@x>", references=["a@x", "b@x"]),
        mail("d@x", references=["a@x", "b@x"]),
    )
    assert tree(page) == {"a@x": None, "b@x": "a@x", "c@x": "a@x", "d@x": "b@x"}


def test_a_missing_parent_is_replaced_by_the_nearest_one_in_references():
    (page,) = pages_of(mail("a@x"), mail("c@x", "<b@x>", references=["a@x", "b@x"]))
    assert tree(page)["c@x"] == "a@x"
    assert page.notes == ("c@x answers b@x, which is not here: it was tied to a@x, the nearest one before it.",)


def test_mails_that_answer_the_same_missing_one_are_one_page():
    (page,) = pages_of(mail("b@x", "<a@x>"), mail("c@x", "<a@x>"), mail("d@x", "<c@x>"))
    assert tree(page) == {"b@x": None, "c@x": None, "d@x": "c@x"}


def test_yes_is_no_mail():
    pages = pages_of(mail("a@x", "<yes>"), mail("b@x", "<yes>"))
    assert [tree(page) for page in pages] == [{"a@x": None}, {"b@x": None}]
    assert pages[0].notes == ("a@x answers yes, which is not here: it was made a thread of its own.",)


def test_the_same_mail_twice_is_kept_once():
    (page,) = pages_of(
        mail("a@x"), mail("b@x", "<a@x>"), mail("a@x", body="words\n_____________________________\nlist")
    )
    assert tree(page) == {"a@x": None, "b@x": "a@x"}
    assert page.notes == ("a@x stands in the file twice: one of them was kept.",)


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("nan at pond.example (Nan Sluice)", "Nan Sluice"),
        ("=?utf-8?Q?N=C3=A4n?= Sluice <nan@pond.example>", "Nän Sluice"),
        ('"Sluice, Nan" <nan@pond.example>', "Sluice, Nan"),
        ("nan@pond.example", "nan@pond.example"),
        ("=?broken?Q?x", "=?broken?Q?x"),
    ],
)
def test_names_of_senders(sender, name):
    (page,) = pages_of(mail("a@x", sender=sender))
    assert page.blocks[0].author == name


def test_threads_of_one_subject_have_ids_of_their_own():
    pages = pages_of(mail("a@x"), mail("b@x"))
    assert len({pipeline.reconstruct(page).id for page in pages}) == 2


def test_mails_need_no_blank_line_between_them():
    pages = pages_of(mail("a@x").rstrip() + "\n", mail("b@x"))
    assert [tree(page) for page in pages] == [{"a@x": None}, {"b@x": None}]


def test_a_line_of_the_text_that_begins_with_from_divides_nothing():
    (page,) = pages_of(
        mail("a@x", body="From here to the sea\n\nFrom nan Mon Sep 14 08:00:00 2020\nis a line.\n>From now on")
    )
    assert page.blocks[0].text == "From here to the sea\n\nFrom nan Mon Sep 14 08:00:00 2020\nis a line.\nFrom now on"


def test_a_single_mail_needs_no_divider():
    data = mail("a@x", divider=False).encode()
    assert mbox.matches(data, "a.eml") > 0.5
    (page,) = mbox.read(data, "a.eml")
    assert tree(page) == {"a@x": None}


def test_a_mail_without_an_id_or_date_is_read_all_the_same():
    data = (
        "From nan at pond.example  Mon Sep 14 08:00:00 2020\nFrom: nan at pond.example (Nan)\nSubject: Pie\n\nwords\n"
    )
    first, second = mbox.read((data + "\n" + data).encode(), "in")
    assert (first.blocks[0].time_text, first.blocks[0].id) == ("Mon Sep 14 08:00:00 2020", "no-id-1")
    assert second.blocks[0].text == "words"


def test_parts_encodings_and_attachments():
    parts = "\n".join(
        [
            "--=b", "Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable", "", "Gr=FC=DFe", "",
            "--=b", "Content-Type: text/html", "", "<p>not this</p>",
            "--=b", "Content-Type: text/plain", "Content-Disposition: attachment; filename=a.txt", "", "nor this",
            "--=b--",
        ]
    )  # fmt: skip
    (page,) = pages_of(mail("a@x", body=parts, more='MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="=b"'))
    assert page.blocks[0].text == "Grüße"


def test_html_alone_is_read():
    body = "<div>No.</div><blockquote>Go!</blockquote>"
    (page,) = pages_of(mail("a@x", body=body, more="Content-Type: text/html; charset=nonsense"))
    assert (page.blocks[0].text, page.blocks[0].quotes[0].text) == ("No.", "Go!")


def test_parts_within_parts_without_end_do_no_harm():
    body = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(3000)) + "words"
    (page,) = pages_of(mail("a@x", body=body, more="MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b0"))
    assert len(page.blocks) == 1


def test_a_file_is_read_line_by_line():
    assert list(mbox.stream(io.BytesIO(samples.mailbox()), "in")) == list(mbox.read(samples.mailbox(), "in"))


@pytest.mark.parametrize(
    "data",
    [
        b"From here to the sea\nTo: x\n",
        b"From: Nan\nTo: Otter\n\nPie",
        b"Subject: x\nDate: y\n\n",
        b"Nan says:\nFrom x\n",
    ],
)
def test_leaves_alone(data):
    assert mbox.matches(data, "x.txt") == 0


@pytest.mark.parametrize(
    "sender", ["(" * 100_000, "a b <" * 20_000, '"' * 5000, "=?utf-8?q?(" * 3000, "Nan <" + "[" * 5000]
)
def test_a_sender_of_nothing_but_brackets_does_no_harm(sender):
    data = f"From x@y Mon Sep 14 08:00:00 2020\nFrom: {sender}\nMessage-ID: <a@b>\n\nPie\n".encode()
    (page,) = mbox.read(data, "in")
    assert page.blocks[0].text == "Pie"
    assert len(page.blocks[0].author or "") <= 1000
