import pytest

from threads.sources import _mail_body

QUOTED = "\n> Is it late?\n\nIt is."


@pytest.mark.parametrize(
    "attribution",
    [
        "On Mon, 14 Sep 2020 10:00:00 +0200, Nan Sluice <nan@pond.example> wrote:",
        "On Mon, 14 Sep 2020 10:00:00 +0200\nNan Sluice <nan@pond.example> wrote:",
        "At Mon, 14 Sep 2020 10:00:00 +0200,\nNan Sluice wrote:",
        "Nan Sluice wrote:",
        "* Nan Sluice <nan@pond.example> wrote:\n",
        "Am 14.09.2020 um 10:00 schrieb Nan Sluice:",
        "Le 14/09/2020 10:00, Nan Sluice a écrit :",
        "El lun., 14 sept. 2020 a las 10:00, Nan Sluice escribió:",
        "2020-09-14 10:00 GMT+02:00 Nan Sluice <nan@pond.example>:",
        "Excerpts from Nan Sluice's message of Mon Sep 14 10:00:00 +0200 2020:",
        "On 14.09.20 10:00, Nan Sluice <nan@a-very-long-name.of-a-pond.example\n> wrote:"[:0]
        or "On 14.09.20 10:00, Nan wrote:",
    ],
)
def test_attributions_are_taken_off(attribution):
    assert _mail_body.own_words(f"Hello.\n\n{attribution}{QUOTED}") == ("Hello.\n\nIt is.", ("Is it late?",))
    assert _mail_body.own_words(f"Hello.\n{attribution}{QUOTED}")[0] == "Hello.\n\nIt is."


@pytest.mark.parametrize(
    "own", ["I have two questions:", "As everybody wrote in the guest book of our little inn:", "See below.", "12:30"]
)
def test_own_words_above_a_quotation_stay(own):
    assert _mail_body.own_words(f"{own}{QUOTED}") == (f"{own}\n\nIt is.", ("Is it late?",))


@pytest.mark.parametrize(
    "end",
    [
        "-- \nNan\nhttps://pond.example",
        "--\nNan",
        "_______________________________________________\nponds mailing list\nponds@example.org",
        "-------------- next part --------------\nAn HTML attachment was scrubbed...",
        "-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----",
    ],
)
def test_signatures_and_footers_are_taken_off(end):
    assert _mail_body.own_words(f"Words.\n\n{end}") == ("Words.", ())


def test_a_mail_quoted_below_a_signature_is_a_quotation():
    assert _mail_body.own_words("Words.\n-- \nNan\n> old\n> words") == ("Words.", ("old\nwords",))


def test_a_line_of_two_dashes_in_a_long_text_is_no_signature():
    text = "One\n--\n" + "\n".join(f"line {number}" for number in range(20))
    assert _mail_body.own_words(text) == (text, ())


def test_passages_are_parted_by_own_words():
    assert _mail_body.own_words("> one\n>\n> > two\n\n> three\nYes.\n> four\nNo.") == (
        "Yes.\n\nNo.",
        ("one\n\ntwo\nthree", "four"),
    )


def test_a_signed_mail_has_a_head():
    text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWords.\n-----BEGIN PGP SIGNATURE-----\nx"
    assert _mail_body.own_words(text) == ("Words.", ())


def test_long_lines_take_no_time():
    hostile = "On " * 5000 + "wrote:\n> x\n" + "<" * 20_000 + ":\n> y"
    assert len(_mail_body.own_words(hostile)[1]) == 2
