"""Documents of corpora made into pages: words or HTML with an address, whatever their columns are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from threads.errors import InputError
from threads.model import Page
from threads.sources import _records
from threads.sources.text import decode

MOST_BYTES = 1 << 25
"""Of one document; a larger one is left out and told."""
MOST_TOLD = 100
"""Faults of one input told one by one; the others are counted."""
_TEXT = ("text", "raw_content", "content", "plain_text", "page_text", "body", "main_text", "raw_text")
_HTML = ("html", "raw_html", "page_html", "html_content")
_URL = ("url", "uri", "page_url", "source_url", "link", "target_uri", "warc-target-uri", "warc_target_uri")
_TITLE = ("title", "page_title")
_ABOUT = ("meta", "metadata", "warc_headers", "headers")
"""Keys of an object that holds the address where the record itself has none."""
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column or key holds what; ``None`` where none does."""

    text: str | None = None
    html: str | None = None
    url: str | None = None
    title: str | None = None
    about: str | None = None

    @property
    def words(self) -> str:
        """The column that is read."""
        return self.text or self.html or ""


def columns_of(names: Iterable[Any]) -> Columns | None:
    """What the columns of a corpus hold; ``None`` without words, or with an id and a parent: those are comments.

    >>> columns_of(["id", "text", "url"]).url
    'url'
    >>> columns_of(["id", "parent_id", "text"]) is None
    True
    """
    named = {name.strip().casefold(): name for name in names if isinstance(name, str) and len(name) <= 60}
    text, html, url, title, about = (
        next((named[known] for known in knowns if known in named), None)
        for knowns in (_TEXT, _HTML, _URL, _TITLE, _ABOUT)
    )
    if (text is None and html is None) or _records.roles_of(named.values()) is not None:
        return None
    return Columns(text=text, html=html, url=url, title=title, about=about)


def sureness(columns: Columns) -> float:
    """How surely records with these columns are documents of a corpus, a share in [0, 1]."""
    if columns.url is not None:
        return 0.8
    return 0.6 if columns.text == "text" or columns.html is not None else 0.4


def page_of(record: Mapping[str, Any], columns: Columns, source: str) -> Page:
    """The page in a record that has words.

    Raises:
        InputError: they are no text, or too many.
    """
    words = record.get(columns.words)
    if not isinstance(words, str):
        raise InputError(f'its "{columns.words}" is no text', where=source, hint="left out")
    url, title = _string(record, columns.url), _string(record, columns.title)
    about = record.get(columns.about or "")
    if url is None and isinstance(about, Mapping):
        keys = {key.casefold(): key for key in about if isinstance(key, str)}
        url = next((found for name in _URL if name in keys and (found := _string(about, keys[name]))), None)
    if columns.text is None:
        return of_html(words.encode("utf-8", "replace"), source, url=url, title=title)
    return of_text(words, source, url=url, title=title)


def of_text(text: str, source: str, *, url: str | None, title: str | None = None, notes: tuple[str, ...] = ()) -> Page:
    """A document of plain words."""
    if len(text) > MOST_BYTES:
        raise too_large(source)
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n")
    return Page(source=source, text=text, url=url, title=title, in_corpus=True, notes=notes)


def of_bytes(data: bytes, source: str, *, url: str | None) -> Page:
    """The same from bytes."""
    text, notes = decode(data)
    return of_text(text, source, url=url, notes=notes)


def of_html(
    data: bytes, source: str, *, url: str | None, title: str | None = None, notes: tuple[str, ...] = ()
) -> Page:
    """A document of HTML; one whose markup never speaks of comments is not parsed, and has no words then."""
    from threads.markup import pages
    from threads.reading import gate

    if len(data) > MOST_BYTES:
        raise too_large(source)
    if not gate.may_hold_comments_as_html(data):
        notes = (*notes, "Its markup never speaks of comments, so that it was not read.")
        return Page(source=source, text="", format="html", url=url, title=title, in_corpus=True, notes=notes)
    try:
        page = pages.page(data, source)
    except Exception as fault:  # one page must not end the reading of millions
        raise InputError(
            f"cannot be read as HTML ({type(fault).__name__}: {str(fault)[:200]})", where=source
        ) from fault
    more = {"url": url or page.url, "title": title or page.title, "notes": (*notes, *page.notes), "in_corpus": True}
    return page.model_copy(update=more)


class Faults:
    """Counts what could not be read of one input, and what could.

    Args:
        source: the input.
        what: what it is made of, as in "lines".
    """

    def __init__(self, source: str, what: str) -> None:
        self._source = source
        self._what = what
        self._count = 0
        self.read = 0
        """How many were read."""

    def told(self, problem: InputError) -> Iterator[InputError]:
        """The problem itself, unless there were many before it."""
        self._count += 1
        if self._count <= MOST_TOLD:
            yield problem

    def at_the_end(self, hollow: str) -> Iterator[InputError]:
        """How many more there were; ``hollow`` where there was nothing at all."""
        if self._count > MOST_TOLD:
            more = self._count - MOST_TOLD
            yield InputError(f"{more:,} more {self._what} cannot be read and are left out", where=self._source)
        if not self._count and not self.read:
            yield InputError(hollow, where=self._source)


def too_large(source: str) -> InputError:
    """What is said of a document that is not read for its size."""
    return InputError(f"is larger than {MOST_BYTES >> 20} MB and left out", where=source)


def clean(text: str) -> str:
    """The text without lone surrogates, which no file can hold."""
    return _SURROGATE.sub("\ufffd", text)


def raised(readings: Iterable[Page | InputError]) -> Iterator[Page]:
    """The pages; problems are raised when they come, and what is behind them can be read all the same."""
    return map(_given, readings)  # unlike a generator, a map survives an error


def _given(reading: Page | InputError) -> Page:
    if isinstance(reading, InputError):
        raise reading
    return reading


def _string(record: Mapping[str, Any], key: str | None) -> str | None:
    value = record.get(key) if key is not None else None
    return clean(value) if isinstance(value, str) and value.strip() else None
