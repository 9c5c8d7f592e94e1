from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from threads.model import Case
from threads.reporting import report_page
from threads.reporting.receipt import Receipt
from threads.reporting.report_tables import gather


class Reader(HTMLParser):
    """What stands in a page: tags with their attributes, and the words between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.titles: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.words.append(data)

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.tags if attribute in attributes]

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture
def read(receipt: Receipt):
    def render(*cases: Case, **about: object) -> Reader:
        from dataclasses import replace

        return Reader(report_page.render(gather(cases), replace(receipt, **about)))

    return render


def test_says_what_was_found_first(read, quarrel: Case, quiet: Case) -> None:
    text = read(quarrel, quiet).text
    assert (
        "7 comments on 2 pages by 3 authors. 3 comments need a human eye (43%): 3 for abuse, 1 for conspiracy" in text
    )
    assert "The most heated thread is The bridge, where 3 of 5 are flagged, the first at comment 2" in text
    assert "page says 6" in text


def test_every_link_has_its_anchor_and_every_anchor_is_one(read, quarrel: Case, quiet: Case, hostile: Case) -> None:
    page = read(quarrel, quiet, hostile)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    links = page.values("href")
    assert len(links) > 30
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert all(link.startswith("#") for link in links), "nothing leads out of the page"


def test_every_flagged_comment_is_there_once_and_can_be_reached(read, quarrel: Case) -> None:
    page = read(quarrel)
    assert {"c1", "c2", "c3"} <= set(page.values("id"))
    for number in (1, 2, 3):
        assert page.values("href").count(f"#c{number}") >= 4, "from its label, thread, author and plots"


def test_plots_have_titles_and_numbers_in_words(read, quarrel: Case) -> None:
    page = read(quarrel)
    plots = [attributes for tag, attributes in page.tags if tag == "svg" and attributes.get("role") == "img"]
    assert len(plots) >= 7
    ids = set(page.values("id"))
    for plot in plots:
        names = (plot["aria-labelledby"] or "").split()
        assert len(names) == 2
        assert set(names) <= ids
    assert "abuse, insult: 1." in page.text
    assert "Al: 2 of 2, between 34 and 100 per cent." in page.text


def test_tables_can_be_read_aloud(read, quarrel: Case) -> None:
    page = read(quarrel)
    heads = [attributes for tag, attributes in page.tags if tag == "th"]
    assert len(heads) > 20
    assert all(head.get("scope") in ("col", "row", "rowgroup") for head in heads)
    assert ("html", {"lang": "en"}) in page.tags


def test_masked_words_are_not_in_sight(read, quarrel: Case) -> None:
    page = read(quarrel)
    assert "They staged it all, d••• it." in page.text
    assert 'coarse: "d•••"' in page.text
    assert page.text.count("darn") == 1, "only where one asks for it"


def test_strangers_cannot_write_markup(read, hostile: Case) -> None:
    page = read(hostile)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "iframe", "i", "b", "object", "form", "link"}
    assert page.text.count("document.title") >= 3, "the words are shown, as words"
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert not {"src", "srcset", "action", "xlink:href"} & attributes.keys()
    assert "{{ 7*7 }}" in page.text
    assert "javascript:" not in "".join(page.values("href"))
    assert page.text.count("</style>") >= 1


def test_strangers_cannot_write_controls(receipt: Receipt, hostile: Case) -> None:
    page = report_page.render(gather([hostile]), receipt)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    assert "␛[31mred␀" in page


def test_the_page_needs_nothing_from_outside(receipt: Receipt, quarrel: Case) -> None:
    page = report_page.render(gather([quarrel]), receipt)
    assert "default-src 'none'" in page
    assert not re.search(r"url\((?!#)|@import|https?://", page)


def test_nothing_flagged_nothing_found_nothing_read(read, quiet: Case, bare: Case) -> None:
    assert "No comment was flagged." in read(quiet).text
    assert "No comments were found on 1 page." in read(bare).text
    assert "No comments were found on 0 pages." in read().text


def test_problems_and_interruptions_are_told(read, quiet: Case) -> None:
    text = read(quiet, problems=("x.txt: is empty <b>",), interrupted=True).text
    assert "1 input could not be processed and is not counted here." in text
    assert "x.txt: is empty <b>" in text
    assert "Interrupted. This report holds only what was finished." in text
    assert "could not be processed" not in read(quiet).text


def test_the_same_page_twice_is_told(read, quarrel: Case) -> None:
    assert "1 page was given more than once" in read(quarrel, quarrel).text


def test_long_lists_are_cut_and_say_so(read, quarrel: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_page, "MOST_CARDS", 40)
    page = read(*[quarrel] * 30)
    assert "40 of 90: the most urgent, and some of each label and heated thread. All are in flags.csv." in page.text
    assert len([id for id in page.values("id") if id[0] == "c" and id[1:].isdecimal()]) == 40
    assert "and 18 more" in page.text
    assert {link.removeprefix("#") for link in page.values("href")} <= set(page.values("id"))
