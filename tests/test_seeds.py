"""The seeds themselves: gold agrees with its page, trees have no cycles, all layouts are there, no words borrowed."""

from __future__ import annotations

import json
import re
import unicodedata
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import seeds

REAL = Path(__file__).resolve().parents[2] / "shared"
RUN_LENGTH = 60
PLATFORMS = {"blogger", "custom", "disqus", "hackernews", "none", "phpbb", "reddit", "wordpress", "wpdiscuz", "xenforo"}
KINDS = {"abuse", "conspiracy"}
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")

# What the platforms' own software prints on every page it makes; no author wrote it for one page.
FURNITURE = (
    "This site uses Akismet to reduce spam. Learn how your comment data is processed.",
    "Your email address will not be published. Required fields are marked *",
    "Deine E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit * markiert",
    "Save my name, email, and website in this browser for the next time I comment.",
    "Press J to jump to the feed. Press question mark to learn the rest of the keyboard shortcuts",
    "This thread is archived New comments cannot be posted and votes cannot be cast",
    "Leave a Reply Cancel reply",
    "Notify of Newest Most Voted Inline Feedbacks View all comments",
    "Forum Software © phpBB Limited",
    "Nation of residence Nation of origin",
    "Advanced search • Quick links • Unanswered topics • Active topics • Search • Login • Register",
    "Who is online Users browsing this forum: No registered users and 2 guests",
    "Laisser un commentaire Annuler la réponse Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *",
    "Deixe um comentário Cancelar resposta O seu endereço de e-mail não será publicado. Campos obrigatórios são marcados com *",
    "Este site utiliza o Akismet para reduzir spam.",
    "Добавить комментарий Отменить ответ Ваш адрес email не будет опубликован. Обязательные поля помечены *",
    "اترك تعليقاً إلغاء الرد لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
    "发表评论 取消回复 您的电子邮箱地址不会被公开。 必填项已用 * 标注",
    "コメントを残す コメントをキャンセル メールアドレスが公開されることはありません。 ※ が付いている欄は必須項目です",
    "Napsat komentář Zrušit odpověď na komentář Vaše e-mailová adresa nebude zveřejněna. Vyžadované informace jsou označeny *",
    "Użytkownicy przeglądający to forum: Obecnie na forum nie ma żadnego zarejestrowanego użytkownika i 2 gości",
)


def squeeze(text: str) -> str:
    """Whitespace collapsed, quotes straight, invisible characters gone."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    for curly, straight in (("“", '"'), ("”", '"'), ("„", '"'), ("‘", "'"), ("’", "'")):
        text = text.replace(curly, straight)
    return re.sub(r"\s+", " ", text).strip()


def page_lines(name: str) -> list[str]:
    return seeds.page(name).read_text(encoding="utf-8").split("\n")


def spans(comment: dict[str, Any], lines: list[str]) -> str:
    return squeeze(" ".join(line for first, last in comment["lines"] for line in lines[first - 1 : last]))


everywhere = pytest.mark.parametrize("name", seeds.names())


def test_there_is_enough_to_work_with() -> None:
    sizes = {name: len(seeds.gold(name)["comments"]) for name in seeds.names()}
    assert len(sizes) >= 10
    assert sum(sizes.values()) >= 120
    assert sum(10 <= size <= 25 for size in sizes.values()) >= 3
    assert sum(size == 0 for size in sizes.values()) >= 2


def test_every_platform_and_layout_is_there() -> None:
    found = [seeds.gold(name) for name in seeds.names()]
    assert {gold["platform"] for gold in found} >= PLATFORMS
    assert {gold["layout"] for gold in found} == {"nested", "flat"}
    assert {gold["order"] for gold in found} == {"oldest", "newest", "unknown"}


def test_the_hard_things_are_there() -> None:
    comments = [comment for name in seeds.names() for comment in seeds.gold(name)["comments"]]
    pages = "".join(seeds.page(name).read_text(encoding="utf-8") for name in seeds.names())
    assert any(not comment["text"] and comment["author"] for comment in comments), "an empty comment"
    assert sum(comment["author"] is None for comment in comments) >= 20, "lost authors"
    assert any(comment.get("quotes") and len(comment["lines"]) > 1 for comment in comments), "a block between own words"
    assert any("@" in comment["text"] for comment in comments), "a mention"
    assert "\u200b" in pages and "\x08" in pages, "a zero-width space and a control character"
    assert {kind for comment in comments for kind in comment.get("must", [])} == KINDS
    assert sum(not comment.get("must") and not comment.get("may") for comment in comments) > len(comments) / 2


def test_unknown_seed_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="no seed is called"):
        seeds.folder("../seeds")


@everywhere
def test_files(name: str) -> None:
    assert sorted(found.name for found in seeds.folder(name).iterdir()) == ["gold.json", "page.txt", "source.json"]
    platform, site, number = name.split("--")
    gold = seeds.gold(name)
    source = json.loads((seeds.folder(name) / "source.json").read_text(encoding="utf-8"))
    assert gold["platform"] == source["platform"] == platform
    assert site.isalnum() and number.isdigit()
    assert gold["file"] == "page.txt"
    assert set(source) == {"platform", "written_for", "licence", "note"}
    assert source["written_for"] == "comment-threads" and source["licence"] == "Apache-2.0" and source["note"]
    assert gold["has_comments"] == bool(gold["comments"])
    assert gold["layout"] in {"nested", "flat"} and gold["order"] in {"oldest", "newest", "unknown"}


def unsigned(shown: str, comment: dict[str, Any]) -> str:
    """The words of a talk page without the name and time that close them on the same line."""
    text = squeeze(comment["text"])
    tail = shown.removeprefix(text)
    is_signature = comment["author"] is not None and comment["author"] in tail and str(comment["time"]) in tail
    return text if shown.startswith(text) and is_signature and len(tail) <= 60 else shown


in_html = pytest.mark.parametrize("name", seeds.html_names())


@in_html
def test_files_of_html(name: str) -> None:
    assert sorted(found.name for found in seeds.folder(name).iterdir()) == ["gold.json", "page.html", "source.json"]
    platform, site, number = name.split("--")
    gold = seeds.gold(name)
    source = json.loads((seeds.folder(name) / "source.json").read_text(encoding="utf-8"))
    assert gold["platform"] == source["platform"] == platform
    assert site.isalnum() and number.isdigit()
    assert gold["file"] == "page.html"
    assert source["written_for"] == "comment-threads" and source["licence"] == "Apache-2.0" and source["note"]
    assert gold["has_comments"] == bool(gold["comments"])


@in_html
def test_gold_words_stand_in_the_markup(name: str) -> None:
    """Word for word, tags and blanks aside; an order of its own is not asked for."""
    shown = html_words(name)
    for comment in seeds.gold(name)["comments"]:
        for field in ("text", "author", "time"):
            words = re.sub(r"[\W_]+", "", squeeze((comment[field] or "").removeprefix(comment.get("title", ""))))
            assert words in shown, f"{comment['id']}: {field} {comment[field]!r}"


def html_words(name: str) -> str:
    """The letters of a page, tags, entities and blanks out."""
    data = seeds.page(name).read_bytes()
    try:
        page = data.decode("utf-8")
    except UnicodeDecodeError:
        page = data.decode("cp1252")
    return re.sub(r"[\W_]+", "", squeeze(unescape(re.sub(r"<(?:/?[a-zA-Z!][^<>]*)>", "", page))))


@everywhere
def test_gold_words_stand_on_their_lines(name: str) -> None:
    lines = page_lines(name)
    last = 0
    for comment in seeds.gold(name)["comments"]:
        text = squeeze(comment["text"])
        if not text:
            assert comment["lines"] == []
            continue
        assert all(1 <= first <= end <= len(lines) for first, end in comment["lines"]), comment["id"]
        assert comment["lines"][0][0] > last, f"{comment['id']} is out of reading order or overlaps"
        last = comment["lines"][-1][1]
        shown = unsigned(spans(comment, lines), comment)
        assert shown.endswith(text), f"{comment['id']}: {shown!r}"
        assert re.fullmatch(r"(\d+\.|•)? ?", shown[: -len(text)]), f"{comment['id']}: more than a list mark before it"
        assert comment["text"] == re.sub(r"\s+", " ", comment["text"]).strip()


@everywhere
def test_names_and_times_stand_between_the_words(name: str) -> None:
    """A name or time that gold claims is on the page between the words of the comments before and after its own."""
    lines = page_lines(name)
    comments = [comment for comment in seeds.gold(name)["comments"] if comment["lines"]]
    for index, comment in enumerate(comments):
        start = comments[index - 1]["lines"][-1][1] if index else 0
        end = comments[index + 1]["lines"][0][0] - 1 if index + 1 < len(comments) else len(lines)
        first, last = comment["lines"][0][0], comment["lines"][-1][1]
        signed = spans(comment, lines).removeprefix(squeeze(comment["text"]))  # what a signature adds to the last line
        around = squeeze(" ".join([*lines[start : first - 1], *lines[last:end], signed]))
        for field in ("author", "time"):
            if comment[field] is not None:
                assert squeeze(comment[field]) in around, f"{comment['id']}: {field} {comment[field]!r}"


@pytest.mark.parametrize("name", (*seeds.names(), *seeds.html_names()))
def test_parents_make_a_tree(name: str) -> None:
    gold = seeds.gold(name)
    parent_of = {comment["id"]: comment["parent"] for comment in gold["comments"]}
    assert len(parent_of) == len(gold["comments"]), "ids are unique"
    for comment in gold["comments"]:
        accepted = comment.get("parent_ok", [comment["parent"]])
        assert comment["parent"] in accepted, comment["id"]
        assert {*accepted, *comment.get("quotes", [])} <= {*parent_of, None}, comment["id"]
        assert comment["id"] not in {*accepted, *comment.get("quotes", [])}
        seen, above = {comment["id"]}, comment["parent"]
        while above is not None:
            assert above not in seen, f"a cycle through {comment['id']}"
            seen.add(above)
            above = parent_of[above]


@everywhere
def test_flags_are_kinds(name: str) -> None:
    for comment in seeds.gold(name)["comments"]:
        must, may = set(comment.get("must", [])), set(comment.get("may", []))
        assert must | may <= KINDS and not must & may, comment["id"]


@everywhere
def test_quoted_comments_hold_quoted_words(name: str) -> None:
    """Every comment that gold says is quoted shares a run of words with the page around the quoting comment."""
    lines = page_lines(name)
    by_id = {comment["id"]: comment for comment in seeds.gold(name)["comments"]}
    for comment in by_id.values():
        for quoted in comment.get("quotes", []):
            words = squeeze(by_id[quoted]["text"]).split()
            near = squeeze(" ".join(lines[max(0, comment["lines"][0][0] - 12) : comment["lines"][-1][1]]))
            size = min(4, len(words))
            runs = (" ".join(words[at : at + size]).strip("\"'.,?! ") for at in range(len(words) - size + 1))
            assert any(run in near for run in runs), f"{comment['id']} quotes {quoted}"


@pytest.mark.real_pages
def test_no_run_of_words_comes_from_a_real_page() -> None:
    pages = sorted([*REAL.glob("seeds/*.txt"), *REAL.glob("bench/dev/*/page.txt")])
    if not pages:
        pytest.skip("../shared with the real pages is not here")
    runs: dict[str, str] = {}
    for name in (*seeds.names(), *seeds.html_names()):
        gold_words = " \x00 ".join(comment["text"] for comment in seeds.gold(name)["comments"])
        is_html = name in seeds.html_names()
        text = squeeze(gold_words if is_html else seeds.page(name).read_text(encoding="utf-8")).casefold()
        for sentence in FURNITURE:
            text = text.replace(squeeze(sentence).casefold(), "\x00")
        for part in text.split("\x00"):
            runs.update((part[at : at + RUN_LENGTH], name) for at in range(len(part) - RUN_LENGTH + 1))
    shared = []
    for path in pages:
        text = squeeze(path.read_text(encoding="utf-8", errors="replace")).casefold()
        found = {text[at : at + RUN_LENGTH] for at in range(len(text) - RUN_LENGTH + 1)} & runs.keys()
        shared += [f"{runs[run]} and {path.parent.name}/{path.name}: {run!r}" for run in sorted(found)[:1]]
    assert not shared, "\n".join(shared)


def test_the_documentation_lists_every_seed_and_its_size() -> None:
    documented = (Path(__file__).resolve().parents[1] / "docs" / "seeds.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([\w-]+--[\w-]+--\d+)` \|[^|]*\| (\d+) \|", documented, flags=re.MULTILINE)
    assert listed == [(name, str(len(seeds.gold(name)["comments"]))) for name in (*seeds.names(), *seeds.html_names())]
