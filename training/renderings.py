"""Renderings: one saved page as several text extractors leave it, each with the gold that survives in it.

Models see every page in all of them, so that they learn comments and not one extractor's habits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import html as lxml_html
from resiliparse.extract.html2text import extract_plain_text

from benchmarks.cases import Case, GoldComment
from benchmarks.pairing import plain

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "aside",
        "nav",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "form",
        "fieldset",
        "figure",
        "figcaption",
        "hr",
        "main",
        "address",
        "tbody",
        "thead",
        "br",
    ]
)
_HIDDEN = frozenset(["script", "style", "noscript", "template", "head", "svg", "select", "option", "textarea"])
_PIECE = 24
"""Letters of the pieces by which a long comment is found whose quotations were cut out."""
_SURVIVING_SHARE = 0.4
"""A rendering that lost more of the comments than this leaves is not worth reading."""


def of(case: Case) -> Iterator[tuple[str, str, Case]]:
    """``(rendering, text, case with the gold that is left)``: the page's own text first."""
    yield "page", case.path.read_text(encoding="utf-8", errors="replace"), case
    saved = case.path.with_name("page.html")
    if saved.is_file():
        for name, text in _rendered(saved).items():
            left = surviving(case, text)
            if left is not None:
                yield name, text, left


def _rendered(saved: Path) -> dict[str, str]:
    source = saved.read_text(encoding="utf-8", errors="replace")
    return {
        "main": extract_plain_text(source, main_content=True, list_bullets=True),
        "full": extract_plain_text(source, main_content=False, list_bullets=True),
        "main, no bullets": extract_plain_text(source, main_content=True, list_bullets=False),
        "full, no bullets": extract_plain_text(source, main_content=False, list_bullets=False),
        "blocks": _blocks(source),
    }


def _blocks(source: str) -> str:
    """A line for every block, as simple tag strippers leave a page."""
    parser = lxml_html.HTMLParser(encoding="utf-8")
    pieces: list[str] = []
    stack = [("open", lxml_html.document_fromstring(source.encode(), parser=parser))]
    while stack:
        step, element = stack.pop()
        if step == "tail":
            pieces.append(re.sub(r"\s+", " ", element.tail or ""))
            continue
        if not isinstance(element.tag, str) or element.tag in _HIDDEN:
            continue
        if element.tag in _BLOCKS:
            pieces.append("\n")
        if step == "open":
            pieces.append(re.sub(r"\s+", " ", element.text or ""))
            stack.append(("close", element))
            for child in reversed(element):
                stack += [("tail", child), ("open", child)]
    return "\n".join(line for raw in "".join(pieces).split("\n") if (line := raw.strip())) + "\n"


def surviving(case: Case, text: str, *, least_share: float = _SURVIVING_SHARE) -> Case | None:
    """The case with the comments whose words are in the text, names and times only where they stand beside them."""
    if case.kind == "negative":
        return case
    page = _squeezed(text)
    found = [(place, comment) for comment in case.comments if (place := _place(comment, page)) is not None]
    if len(found) < max(2, least_share * len(case.comments)):
        return None
    kept = {comment.id for _, comment in found}
    left = []
    for (start, end), comment in found:
        around = page[max(0, start - 300) : start] + page[end : end + 300]
        parents = tuple(parent for parent in comment.parents if parent is None or parent in kept)
        left.append(
            replace(
                comment,
                author=comment.author if _squeezed(comment.author or "") in around else None,
                time=comment.time if _squeezed(comment.time or "") in around else None,
                parents=parents or (None,),
            )
        )
    return replace(case, comments=tuple(left))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\W]+", "", plain(text).casefold())


def _place(comment: GoldComment, page: str) -> tuple[int, int] | None:
    words = _squeezed(comment.texts[0]) or _squeezed(comment.author or "")
    start = page.find(words) if words else -1
    if start < 0 and len(words) > 2 * _PIECE:
        pieces = [page.find(words[at : at + _PIECE]) for at in range(0, len(words) - _PIECE + 1, _PIECE)]
        met = [at for at in pieces if at >= 0]
        start = met[0] if len(met) >= 0.9 * len(pieces) else -1
    return (start, start + len(words)) if start >= 0 else None
