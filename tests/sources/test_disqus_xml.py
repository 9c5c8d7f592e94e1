import pytest

from tests.sources import samples
from threads.sources import disqus_xml

ROOT = '<?xml version="1.0"?>\n<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">'


def thread(id="9", link="https://example.org/inn/", title="The Inn"):
    return f'<thread dsq:id="{id}"><id/><link>{link}</link><title>{title}</title></thread>'


def post(
    id,
    parent=None,
    message="words",
    *,
    thread="9",
    deleted="false",
    spam="false",
    date="2020-09-13T12:26:40Z",
    name="nan",
):
    return (
        f'<post dsq:id="{id}"><id>wp_id=7</id><message><![CDATA[{message}]]></message><createdAt>{date}</createdAt>'
        f"<isDeleted>{deleted}</isDeleted><isSpam>{spam}</isSpam><author><name>{name}</name></author>"
        f'<thread dsq:id="{thread}"/>{f"<parent dsq:id={chr(34)}{parent}{chr(34)}/>" if parent else ""}</post>'
    )


def pages_of(*parts, root=ROOT):
    return list(disqus_xml.read(f"{root}{''.join(parts)}</disqus>".encode(), "in"))


def test_the_key_is_the_attribute_not_the_element():
    (page,) = pages_of(thread(), post("1"), post("2", "1"))
    assert [(found.id, found.parent_id) for found in page.blocks] == [("1", None), ("2", "1")]
    assert (page.title, page.url) == ("The Inn", "https://example.org/inn/")


def test_two_threads_of_one_address_are_one_page():
    other = thread("8", "http://www.example.org/inn#comments", "")
    (page,) = pages_of(thread(), other, post("1"), post("2", thread="8"))
    assert [found.id for found in page.blocks] == ["1", "2"]


def test_a_deleted_post_keeps_its_answers_and_spam_its_words():
    (page,) = pages_of(
        thread(), post("1", message="", deleted="true"), post("2", "1"), post("3", message="Buy!", spam="true")
    )
    assert [(found.status, found.text) for found in page.blocks] == [
        ("deleted", ""),
        ("visible", "words"),
        ("removed", "Buy!"),
    ]
    assert page.blocks[1].parent_id == "1"
    assert page.notes == ("1 post marked as spam: kept in the tree with the status “removed”.",)


def test_posts_of_a_thread_that_is_not_in_the_file_are_a_page_without_a_name():
    first, second = pages_of(thread(), '<thread dsq:id="3"><id/></thread>', post("1"), post("2", thread="1337"))
    assert (second.title, second.url) == (None, None)
    assert [found.id for found in second.blocks] == ["2"]
    assert len(first.blocks) == 1


def test_a_post_without_the_attribute_goes_by_its_element():
    (page,) = pages_of(thread(), post("1").replace(' dsq:id="1"', "", 1))
    assert page.blocks[0].id == "wp_id=7"


def test_broken_files_are_mended_and_told():
    broken = (
        post("2", date="2020-x09-13")
        .replace('<thread dsq:id="9"/>', "<thread dsq:id=9/>")
        .replace("<isSpam>false", "<isSpam>123")
    )
    (page,) = pages_of(thread(), post("1"), broken, "<post>", root=f"`{ROOT}")
    assert [found.id for found in page.blocks][:2] == ["1", "2"]
    assert (page.blocks[1].posted_at, page.blocks[1].time_text) == (None, "2020-x09-13")
    assert page.notes[0] == "Characters before the beginning of the XML were passed over."
    assert page.notes[1] == "Attributes without quotation marks were read in 1 places."
    assert "is no well-formed XML and was mended" in page.notes[2]


def test_words_are_read_from_html():
    (page,) = pages_of(
        thread(), post("1", message="<blockquote>Go!</blockquote><p>No &amp; no.<br>Stay.</p>", name="Tom &amp; Nan")
    )
    found = page.blocks[0]
    assert (found.text, found.author) == ("No & no.\nStay.", "Tom & Nan")
    assert [quote.text for quote in found.quotes] == ["Go!"]


def test_recognises():
    assert disqus_xml.matches(samples.disqus(), "x") > 0.9
    assert disqus_xml.matches(b"`" + samples.disqus(), "x") > 0.9


@pytest.mark.parametrize("data", [samples.wxr(), samples.blogger(), b"disqus", b"<html><body>disqus.com</body></html>"])
def test_leaves_alone(data):
    assert disqus_xml.matches(data, "x.xml") == 0
