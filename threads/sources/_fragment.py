"""The HTML of one comment as plain text: paragraphs, line breaks and list items kept, quoted blocks cut out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from threads.markup.elements import flattened, kept_apart

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_PARAGRAPHS = frozenset(
    [
        "p",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "dl",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "aside",
        "figure",
        "section",
        "article",
        "hr",
    ]
)
_LINES = frozenset(
    ["div", "li", "tr", "br", "dt", "dd", "details", "summary", "header", "footer", "figcaption", "address", "form"]
)
_SILENT = frozenset(["script", "style", "template", "noscript", "svg", "head", "title", "iframe", "object"])
_CELLS = frozenset(("td", "th"))
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_INNER_BLANKS = re.compile(r"[ \t\r\f\v]+")
_MANY_LINES = re.compile(r"\n{3,}")
_ENDS = re.compile(r"(?<![ \t])[ \t]+\n")  # begins nowhere inside a run of blanks, which may be a million long
_LONGEST_PICTURED = 12
_MARKUP = re.compile(r"<[a-zA-Z/!]")
_STRUCTURE = re.compile(r"<(?:p|br|div|li)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cited:
    """A quoted block that was cut out."""

    text: str
    """The quoted words."""
    attributes: dict[str, str | None]
    """What its element says: ``data-post``, ``data-topic``, ``cite`` ..."""


@dataclass(slots=True)
class _Writer:
    """Words as they are written, with the breaks due before the next of them."""

    parts: list[str]
    due: int = 0
    marked: bool = False
    """Whether a list marker was written last: what follows stands beside it."""

    def words(self, text: str) -> None:
        if text:
            self.parts.append("\n" * self.due + text)
            self.due, self.marked = 0, False

    def mark(self, marker: str) -> None:
        self.words(marker)
        self.marked = True

    def lines(self, count: int) -> None:
        self.due = max(self.due, count if self.parts and not self.marked else 0)

    def text(self) -> str:
        return _MANY_LINES.sub("\n\n", _ENDS.sub("\n", "".join(self.parts))).strip()


def plain(markup: str, *, keep_lines: bool = False) -> str:
    """The words alone, quoted blocks left in their place."""
    return _written(markup, lambda node: False, keep_lines)[0]


def split(markup: str, *, keep_lines: bool = False) -> tuple[str, tuple[Cited, ...]]:
    """The comment's own words, and the quoted blocks in it.

    Args:
        markup: the HTML; text without any is given back with its entities decoded.
        keep_lines: whether line ends in the text are line breaks, as blogs show them that add the paragraphs later.

    >>> split("<blockquote><p>Go!</p></blockquote><p>No.<br>Stay &amp; wait.</p>")[0]
    'No.\\nStay & wait.'
    """
    return _written(markup, _is_quote, keep_lines)


def _is_quote(node: LexborNode) -> bool:
    if node.tag == "blockquote":
        return True
    return node.tag in ("aside", "div") and "quote" in (node.attributes.get("class") or "").split()


def _names_quoted(node: LexborNode) -> bool:
    """Whether an element of a quoted block only says who is quoted."""
    return node.tag == "div" and "title" in (node.attributes.get("class") or "").split()


def _written(markup: str, is_quote: Callable[[LexborNode], bool], keep_lines: bool) -> tuple[str, tuple[Cited, ...]]:
    if not _MARKUP.search(markup):
        words = html.unescape(markup).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        return (_without_edges(words) if keep_lines else _BLANKS.sub(" ", words)).strip(), ()
    keep_lines = keep_lines and not (_STRUCTURE.search(markup) and "\n" not in markup.strip())
    if keep_lines:
        markup = markup.replace("\r\n", "\n").replace("\r", "\n")
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(kept_apart(flattened(markup)[0])).body
    if body is None:
        return "", ()
    main, quotes = _Writer([]), list[Cited]()
    writer, quoting, kept = main, 0, 0
    numbers: list[int | None] = []
    node: LexborNode | None = body.child
    depth = 1
    # Down, right, up: without recursion, so that nesting has no bound.
    while node is not None:
        tag = node.tag or ""
        entered = None
        if tag == "-text":
            _write_text(node.text_content or "", writer, kept_blanks=bool(kept), keep_lines=keep_lines)
        elif tag not in _SILENT and not tag.startswith(("-", "!", "_")) and not (quoting and _names_quoted(node)):
            if not quoting and is_quote(node):
                main.lines(2)
                writer, quoting = _Writer([]), depth
            _open(node, tag, writer, numbers)
            kept += tag == "pre"
            entered = node.child
            if entered is None:
                kept -= tag == "pre"
                _close(tag, writer, numbers)
        if entered is not None:
            node, depth = entered, depth + 1
            continue
        while True:
            if quoting == depth:
                if writer.text():
                    quotes.append(Cited(writer.text(), dict(node.attributes)))
                writer, quoting = main, 0
            if node.next is not None:
                node = node.next
                break
            parent = node.parent
            depth -= 1
            if parent is None or depth == 0:
                node = None
                break
            node = parent
            kept -= node.tag == "pre"
            _close(node.tag or "", writer, numbers)
    return main.text(), tuple(quotes)


def _write_text(words: str, writer: _Writer, *, kept_blanks: bool, keep_lines: bool) -> None:
    words = words.replace("\0", "")
    if kept_blanks:
        writer.words(words)
        return
    words = _without_edges(_INNER_BLANKS.sub(" ", words)) if keep_lines else _BLANKS.sub(" ", words)
    if writer.due or not writer.parts or writer.parts[-1].endswith((" ", "\n")):
        words = words.lstrip(" \n" if writer.due else " ")
    writer.words(words)


def _without_edges(words: str) -> str:
    """The text without blanks on either side of its line ends."""
    first, *lines = words.split("\n")
    if not lines:
        return first
    *middle, last = lines
    return "\n".join((first.rstrip(" \t"), *(line.strip(" \t") for line in middle), last.lstrip(" \t")))


def _open(node: LexborNode, tag: str, writer: _Writer, numbers: list[int | None]) -> None:
    if tag in _PARAGRAPHS:
        writer.lines(1 if numbers and tag in ("ul", "ol", "p") else 2)
    elif tag in _LINES:
        if tag == "br" and writer.parts:
            writer.due += writer.due < 2
        else:
            writer.lines(1)
    if tag in ("ul", "ol"):
        numbers.append(0 if tag == "ol" else None)
    elif tag == "li":
        number = numbers[-1] if numbers else None
        if number is not None:
            numbers[-1] = number + 1
        writer.mark("• " if number is None else f"{number + 1}. ")
    elif tag == "img":
        _write_picture(node, writer)
    elif tag in _CELLS and writer.parts and not writer.due:
        writer.words(" ")


def _write_picture(node: LexborNode, writer: _Writer) -> None:
    """Pictures of a character ("🙂") are written as it; others are no words."""
    described = node.attributes.get("alt") or ""
    if 0 < len(described) <= _LONGEST_PICTURED and not any(letter.isalnum() for letter in described):
        writer.words(described if not described.isascii() else "")


def _close(tag: str, writer: _Writer, numbers: list[int | None]) -> None:
    if tag in ("ul", "ol") and numbers:
        numbers.pop()
    if tag == "li":
        writer.marked = False
    if tag in _PARAGRAPHS:
        writer.lines(1 if numbers and tag in ("ul", "ol", "p") else 2)
    elif tag in _LINES and tag != "br":
        writer.lines(1)
