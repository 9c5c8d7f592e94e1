"""report.html: one file that reads without network, script or a second file, and in which strangers' words do nothing.

The template engine escapes every value, and the page's own content policy forbids scripts and anything from outside, so
that words which slipped through would still do nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from threads.reporting import report_cards, report_drawings, report_sections
from threads.reporting.masking import showable
from threads.reporting.plots import PLOT_PIXELS, TOP_PIXELS, height_of
from threads.reporting.receipt import Receipt
from threads.reporting.reply_trees import ROW_PIXELS
from threads.reporting.report_cards import Numbering, shortened
from threads.reporting.report_sections import References, references
from threads.reporting.report_tables import Tables

MOST_CARDS = 500
_TEMPLATES = Path(__file__).parent.parent / "reports" / "_templates"


@dataclass(frozen=True, slots=True)
class _Flagged:
    """Card numbers of the flagged comments, by what they are counted under."""

    of_thread: dict[int, References]
    of_author: dict[str, References]


def render(tables: Tables, receipt: Receipt) -> str:
    """The page as text."""
    drawn = report_drawings.drawn(tables)
    numbers = report_cards.numbering(tables, most=MOST_CARDS, also=report_drawings.drawn_comments(drawn))
    labels = report_sections.labels(tables, numbers)
    authors = report_sections.authors(tables)
    doubtful, doubtful_count = report_sections.doubtful(tables)
    heated = report_sections.heated(tables)
    return (
        _environment()
        .get_template("report.html")
        .render(
            receipt=receipt,
            figures={name: value for name, value, _ in tables.overview.iter_rows()},
            cards=report_cards.cards(tables, numbers),
            shown_numbers=numbers.shown,
            flagged_count=len(numbers.of),
            labels=labels,
            label_bars=report_sections.label_bars(labels),
            drawings=report_drawings.drawings(drawn, numbers),
            threads=heated.head(report_sections.MOST_THREADS).to_dicts(),
            names={row["thread_number"]: report_sections.name_of(row) for row in heated.iter_rows(named=True)},
            flagged=_flagged(tables, numbers),
            authors=authors,
            author_whiskers=report_sections.author_whiskers(authors),
            flagged_authors=tables.authors.filter(polars.col("flagged") > 0).height,
            targets=report_sections.targets(tables),
            abusive_answers=report_sections.abusive_answers(tables, numbers),
            toxicity=report_sections.distribution(tables, numbers, "toxicity"),
            confidence=report_sections.distribution(tables, numbers, "link_confidence"),
            clues=report_sections.clues(tables),
            doubtful=doubtful,
            doubtful_count=doubtful_count,
            languages=report_sections.languages(tables),
            twice=_given_twice(tables),
        )
    )


def _flagged(tables: Tables, numbers: Numbering) -> _Flagged:
    by_thread: dict[int, list[int]] = {}
    by_author: dict[str, list[int]] = {}
    rows = tables.comments.filter(polars.col("flags") > 0).select("thread_number", "comment_id", "author")
    for thread, comment, author in rows.iter_rows():
        by_thread.setdefault(thread, []).append(numbers.of[thread, comment])
        if author is not None:
            by_author.setdefault(author, []).append(numbers.of[thread, comment])
    return _Flagged(
        {thread: references(found, numbers.shown) for thread, found in by_thread.items()},
        {author: references(found, numbers.shown) for author, found in by_author.items()},
    )


def _given_twice(tables: Tables) -> int:
    """How many threads repeat one before them: their comments are counted again."""
    with_comments = tables.threads.filter(polars.col("comments") > 0)
    return with_comments.height - with_comments["id"].n_unique()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "shown": lambda text: showable(text or ""),
        "short": _short,
        "percent": percent,
        "number": lambda value: f"{value:,.0f}",
        "share": lambda value: "–" if value is None else f"{value:.2f}",
        "words": lambda label: label.replace("_", " ").replace("-", " "),
        "from_top": height_of,
    }
    environment.globals |= {
        "plot_pixels": PLOT_PIXELS,
        "top_pixels": TOP_PIXELS,
        "row_pixels": ROW_PIXELS,
        "plural": _plural,
    }
    return environment


def _short(text: str | None, letters: int = 120) -> str:
    return shortened(showable(text or ""), letters)


def percent(share: float | None) -> str:
    """A share for people; below ten per cent with one decimal."""
    if share is None:
        return "–"
    return f"{share:.1%}" if 0 < share < 0.0995 else f"{share:.0%}"


def _plural(count: float, word: str, words: str | None = None) -> str:
    """ "1 comment", "2 comments"."""
    return f"{count:,.0f} {word if count == 1 else words or word + 's'}"
