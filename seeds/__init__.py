"""Sample pages written for this project, the same for tests, docs and a first look; this is the only door to them.

    >>> from seeds import gold, html_names, names, page
    >>> page(names()[0]).name, page(html_names()[0]).name
    ('page.txt', 'page.html')

Each stands in a folder ``PLATFORM--SITE--N`` of its own; docs/seeds.md says what is in the files and how to add one.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@cache
def names() -> tuple[str, ...]:
    """Names of all seeds that are text, in alphabetical order: ``("blogger--crumbandcrust--1", ...)``."""
    return tuple(sorted(found.parent.name for found in HERE.glob("*--*--*/page.txt")))


@cache
def html_names() -> tuple[str, ...]:
    """Names of all seeds that are HTML, in alphabetical order."""
    return tuple(sorted(found.parent.name for found in HERE.glob("*--*--*/page.html")))


def folder(name: str) -> Path:
    """The folder of one seed.

    Raises:
        KeyError: there is no seed of that name; the message names those there are.
    """
    if name not in (*names(), *html_names()):
        raise KeyError(f"no seed is called {name!r} (known: {', '.join((*names(), *html_names()))})")
    return HERE / name


def page(name: str) -> Path:
    """The page as a reader would be given it: UTF-8 text with line ends as ``\\n``, or HTML as a server sends it."""
    return folder(name) / ("page.html" if name in html_names() else "page.txt")


def gold(name: str) -> dict[str, Any]:
    """What is on the page: ``platform``, ``layout``, ``order``, ``declared_count``, and ``comments`` in reading order.

    Each comment has ``id``, ``parent`` (``None`` for a root), ``parent_ok`` where other parents are right too,
    ``author`` and ``time`` as the page shows them (``None`` where it does not), ``lines`` (``[first, last]``, counted
    from 1; not in HTML), ``text`` (its own words, whitespace collapsed), and where they apply ``title`` (its subject
    line, which opens ``text``), ``quotes`` (ids), ``must`` and ``may`` (kinds of flags).
    """
    found: dict[str, Any] = json.loads((folder(name) / "gold.json").read_text(encoding="utf-8"))
    return found
