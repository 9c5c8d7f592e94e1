import pytest

from threads.errors import InputError
from threads.sources import _xml
from threads.sources._repairs import Repairs


def tree(data):
    repairs = Repairs()
    return _xml.tree(data if isinstance(data, bytes) else data.encode(), "in", repairs), repairs.notes()


def test_sound_xml_needs_no_mending():
    root, notes = tree('<?xml version="1.0"?><a><!-- no --><b x="1">one &amp; <![CDATA[<two>]]></b></a>')
    assert _xml.words(root, "b") == "one & <two>"
    assert _xml.attribute(_xml.child(root, "b"), "x") == "1"
    assert notes == ()


def test_entities_are_never_expanded():
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE a [<!ENTITY l0 "lol">{lol}<!ENTITY x SYSTEM "file:///etc/passwd">]><a b="&l11;">&l11;&x; end</a>'
    root, _ = tree(bomb)
    assert len("".join(root.itertext())) < 100
    assert "root:" not in "".join(root.itertext())
    assert len(root.get("b", "")) < 100


def test_entities_of_html_are_characters_and_unknown_ones_do_no_harm():
    root, _ = tree("<a>one&nbsp;two &eacute; &quot;&nowhere; end</a>")
    assert _xml.words(root).startswith('one\xa0two é "')
    assert _xml.words(root).endswith("end")


def test_illegal_characters_are_taken_out_and_told():
    root, notes = tree("<a>one\x00\x0b two&#x1b;&#0;\ufffe</a>".encode())
    assert _xml.words(root) == "one two"
    assert notes == ("Characters that XML does not allow were taken out in 4 places.",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>Größe</a>".encode("latin-1"), "Größe"),
        ("<?xml version='1.0' encoding='utf-16'?><a>Größe</a>".encode("utf-16"), "Größe"),
        ("\ufeff<a>Größe</a>".encode(), "Größe"),
        ("<?xml version='1.0' encoding='nonsense'?><a>Größe</a>".encode(), "Größe"),
        ("<?xml version='1.0' encoding='idna'?><a>Größe</a>".encode(), "Größe"),
    ],
    ids=range(5),
)
def test_encodings(data, words):
    assert _xml.words(tree(data)[0]) == words


def test_broken_markup_is_mended_and_told():
    root, notes = tree("<a><b>one & two</b><c>three")
    assert _xml.words(root, "b").startswith("one")
    assert _xml.words(root, "c") == "three"
    assert notes[0].startswith("Line 1 is no well-formed XML and was mended (")


@pytest.mark.parametrize("data", ["", "words", "<", "<!-- only -->", "<?xml version='1.0'?>"])
def test_what_is_no_xml_is_refused(data):
    with pytest.raises(InputError):
        tree(data)


def test_depth_does_no_harm():
    root, _ = tree("<a>" * 20_000 + "deep" + "</a>" * 20_000)
    assert _xml.name(root) == "a"


def test_references_to_what_is_no_character_are_taken_out():
    root, notes = tree("<a>one&#xd800;&#55296;&#x0000000000dfff;&#x110000;&#99999999999; two&#65;&#x42;&#;</a>")
    assert _xml.words(root).startswith("one twoAB")
    assert notes[0] == "Characters that XML does not allow were taken out in 5 places."
