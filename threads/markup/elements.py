"""A page's elements as flat lists in page order: tags, attributes, who stands in whom, and the words between them.

Lexbor mends the markup and writes it out well-formed; one pass over that text then fills the lists. What stands inside
element ``i`` are the elements ``i + 1 .. end[i]`` and the chunks of words ``first[i] .. last[i]``: ranges, no walks.
"""

from __future__ import annotations

import re
from functools import cached_property
from html import unescape

_TOKEN = re.compile(
    r"<(?:(/)([a-zA-Z][^\s>/]*)|([a-zA-Z][^\s>/]*)((?: [^\s>]+?=\"[^\"]*\")*+)|!--.*?--|[^>]*)>([^<]*)", re.DOTALL
)
_RAW_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})\b[^>]{0,2000}>")
_ANCHOR = re.compile(r' (?:id|name)="([^"]+)"')
_ATTRIBUTE = re.compile(r' ([^\s>]+?)="([^"]*)"')
_MUTE = [
    "script", "style", "iframe", "noembed", "noframes", "svg", "template", "xmp", "plaintext", "select", "object",
    "audio", "video", "canvas", "textarea",
]  # fmt: skip
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
_BLANK_LINE = frozenset("p blockquote h1 h2 h3 h4 h5 h6 ul ol dl pre table hr form figure".split())  # noqa: SIM905
_NEW_LINE = frozenset(
    "address article aside body button center dd details dir div dt fieldset figcaption footer header head html".split()  # noqa: SIM905
) | frozenset(
    "legend li main menu nav noscript option section summary tbody tfoot thead tr td th title label".split()  # noqa: SIM905
)
_LISTS = frozenset(("ul", "ol", "dl", "menu", "dir"))
GLUED, SPACED, LINE, PARAGRAPH = 0, 1, 2, 3
"""What stands before a chunk: nothing, a blank, a line end, an empty line."""
_GAP_OF = dict.fromkeys(_NEW_LINE, LINE) | dict.fromkeys(_BLANK_LINE, PARAGRAPH) | {"br": LINE}
DEEPEST = 3000
"""Elements inside each other; parsers need time with the square of it, browsers stop at 512."""
_MANY_TAGS = 12_000
_PASSED_OVER = re.compile(
    r"</[a-z][^\s<>/]{0,40}(?=[\s/])"
    r"|<(?:t[dhr]|tbody|thead|tfoot|caption|col|colgroup|frame|frameset|html|head|body|form)(?=[\s/])",
    re.IGNORECASE,
)
"""Tags with attributes that make no element where they are out of place."""
_MOST_COPIED = 1 << 28


class Elements:
    """The page; every list but those of chunks has one entry an element."""

    def __init__(self, html: str) -> None:
        self.tags: list[str] = ["#page"]
        self.attributes: list[str] = [""]
        self.up: list[int] = [-1]
        self.end: list[int] = [0]
        """The first element behind it and all that it holds."""
        self.first: list[int] = [0]
        self.last: list[int] = [0]
        """``chunks[first:last]`` are its words."""
        self.chunks: list[str] = []
        """Words between two tags, blanks collapsed; never empty."""
        self.owner: list[int] = []
        """The element that a chunk stands in directly."""
        self.gap: list[int] = []
        """What stands before a chunk."""
        self.depth: list[int] = []
        """How many lists a chunk stands in."""
        self.marker: dict[int, str] = {}
        """The bullet or number before a chunk that opens a list item."""
        self.scripts: list[str] = []
        """What the page states for search engines in JSON-LD."""
        self._fill(html)
        self._values: dict[str, dict[str, str]] = {}

    def __len__(self) -> int:
        return len(self.tags)

    def _fill(self, html: str) -> None:
        tags, attributes, up, end = self.tags, self.attributes, self.up, self.end
        first, last, chunks, owner, gap, depth = self.first, self.last, self.chunks, self.owner, self.gap, self.depth
        stack = [0]
        counters: list[int] = []
        pending, listed, preserved, marker = PARAGRAPH, 0, 0, ""
        gap_of, void, lists = _GAP_OF.get, VOID, _LISTS
        for closing, closed, opened, written, words in _TOKEN.findall(html):
            if opened:
                index = len(tags)
                tags.append(opened)
                attributes.append(written)
                up.append(stack[-1])
                end.append(index + 1)
                count = len(chunks)
                first.append(count)
                last.append(count)
                if (wide := gap_of(opened, 0)) > pending:
                    pending = wide
                if opened not in void:
                    stack.append(index)
                    if opened in lists:
                        listed += 1
                        counters.append(0 if opened == "ol" else -1)
                    elif opened == "li":
                        if counters and counters[-1] >= 0:
                            counters[-1] += 1
                            marker = f"{counters[-1]}."
                        else:
                            marker = "•"
                    elif opened == "pre":
                        preserved += 1
            elif closing:
                index = stack[-1]
                if tags[index] == closed and index:
                    stack.pop()
                    end[index] = len(tags)
                    last[index] = len(chunks)
                    if (wide := gap_of(closed, 0)) > pending:
                        pending = wide
                    if closed in lists:
                        listed -= 1
                        counters.pop()
                        marker = ""
                    elif closed == "pre":
                        preserved -= 1
            if words:
                if "&" in words:
                    words = unescape(words)
                shown = words.strip("\n") if preserved else " ".join(words.split())
                if not shown or shown.isspace():
                    if not pending:
                        pending = SPACED
                    continue
                if not pending and words[0].isspace():
                    pending = SPACED
                if marker:
                    self.marker[len(chunks)] = marker
                    marker = ""
                chunks.append(shown)
                owner.append(stack[-1])
                gap.append(pending)
                depth.append(listed)
                pending = SPACED if words[-1].isspace() else GLUED
        for index in stack:
            end[index] = len(tags)
            last[index] = len(chunks)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every id and name that a link can lead to."""
        return frozenset(found for written in self.attributes if written for found in _ANCHOR.findall(written))

    def values(self, index: int) -> dict[str, str]:
        """The attributes of an element by name."""
        written = self.attributes[index]
        if not written:
            return {}
        found = self._values.get(written)
        if found is None:
            found = {name: unescape(value) if "&" in value else value for name, value in _ATTRIBUTE.findall(written)}
            self._values[written] = found
        return found

    def parents(self, index: int) -> list[int]:
        """The elements around an element, nearest first, without the page itself."""
        found = []
        index = self.up[index]
        while index > 0:
            found.append(index)
            index = self.up[index]
        return found

    def children(self, index: int) -> list[int]:
        """The elements directly inside an element."""
        found = []
        inner, stop = index + 1, self.end[index]
        while inner < stop:
            found.append(inner)
            inner = self.end[inner]
        return found

    def size(self, index: int) -> int:
        """How many chunks of words stand in an element."""
        return self.last[index] - self.first[index]

    def plain(self, index: int) -> str:
        """The words of an element in one line."""
        return self.line(self.first[index], self.last[index])

    def line(self, start: int, stop: int) -> str:
        """Some chunks in one line; what no blank parts on the page is not parted here."""
        chunks, gap = self.chunks, self.gap
        parts: list[str] = []
        for place in range(start, stop):
            if gap[place] and parts:
                parts.append(" ")
            parts.append(chunks[place])
        return "".join(parts)


def parse(html: str) -> Elements:
    """The elements of a page, however broken its markup is; scripts, styles and pictures' inner parts are left out."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(kept_apart(html))
    scripts = (
        [node.text() for node in tree.css('script[type="application/ld+json"]')]
        if "application/ld+json" in html
        else []
    )
    tree.strip_tags(_MUTE)
    elements = Elements(tree.html or "")
    elements.scripts = scripts
    return elements


def kept_apart(html: str) -> str:
    """The page with an empty comment before each tag that may be passed over, where there are many of them.

    Lexbor copies the words before such a tag to join them to those behind it, and keeps each copy: 1 MB took 2 GB.
    """
    count = sum(1 for _ in _PASSED_OVER.finditer(html))
    return _PASSED_OVER.sub(r"<!---->\g<0>", html) if count * len(html) > _MOST_COPIED else html


def flattened(html: str) -> tuple[str, bool]:
    """The page without the tags that nest deeper than `DEEPEST`, and whether there were any."""
    if html.count("<") < _MANY_TAGS:
        return html, False
    depth = deepest = 0
    for found in _RAW_TAG.finditer(html):
        if found.group(2).lower() in VOID:
            continue
        depth = max(0, depth + (-1 if found.group(1) else 1))
        deepest = max(deepest, depth)
    # A list item or paragraph may go unclosed: only blocks that do nest are counted again, and cut.
    if deepest <= DEEPEST:
        return html, False
    return _cut(html), True


def _cut(html: str) -> str:
    kept: list[str] = []
    position = depth = 0
    for found in _RAW_TAG.finditer(html):
        if found.group(2).lower() in VOID:
            continue
        too_deep = depth > DEEPEST if found.group(1) else depth >= DEEPEST
        depth = max(0, depth + (-1 if found.group(1) else 1))
        if too_deep:
            kept.append(html[position : found.start()])
            kept.append(" ")
            position = found.end()
    kept.append(html[position:])
    return "".join(kept)
