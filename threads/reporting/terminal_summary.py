"""What `threads report` says in the terminal: the figures, the most heated threads, the most urgent comments."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars
from rich.console import Console
from rich.table import Table
from rich.text import Text

from threads.hostile import for_line
from threads.reporting import report_cards, report_page, report_sections
from threads.reporting.receipt import Receipt
from threads.reporting.report_cards import Card
from threads.reporting.report_tables import Tables

MOST_THREADS = 5
MOST_CARDS = 8
_WORDS_LETTERS = 160


def show(tables: Tables, receipt: Receipt, folder: str, *, console: Console | None = None) -> None:
    """Print the summary to ``console``, standard output when ``None``; strangers' words carry no markup or controls."""
    out = console or Console(highlight=False)
    figures = {name: value for name, value, _ in tables.overview.iter_rows()}
    numbers = report_cards.numbering(tables, most=MOST_CARDS)
    out.print(_figures(figures))
    if numbers.of:
        out.print()
        out.print(_labels(report_sections.labels(tables, numbers)))
        out.print(_threads(tables))
        out.print(Text("Most urgent", style="bold"))
        for card in report_cards.cards(tables, numbers)[:MOST_CARDS]:
            out.print(_line(card), no_wrap=True, overflow="ellipsis")
        out.print()
    if receipt.problems:
        count = len(receipt.problems)
        out.print(Text(f"{count:,} {'input' if count == 1 else 'inputs'} could not be processed", style="yellow"))
    if receipt.interrupted:
        out.print(Text("Interrupted: the report holds what was finished", style="yellow"))
    out.print(Text.assemble(("Report: ", "bold"), for_line(str(Path(folder) / "report.html"))), soft_wrap=True)


def _figures(figures: Mapping[str, float | None]) -> Text:
    def count(name: str, one: str, many: str) -> str:
        value = int(figures[name] or 0)
        return f"{value:,} {one if value == 1 else many}"

    text = Text()
    text.append(f"{count('comments', 'comment', 'comments')} on {count('threads', 'page', 'pages')}")
    text.append(f" by {count('authors', 'author', 'authors')}; ")
    text.append(f"{count('flagged', 'needs', 'need')} a human eye", style="bold")
    if figures["flagged"]:
        text.append(f" ({report_page.percent(figures['flagged_share'])}): {figures['abuse']:,.0f} for abuse")
        text.append(f", {figures['conspiracy']:,.0f} for conspiracy claims")
    if figures["unscored"]:
        text.append(f"; {count('unscored', 'was', 'were')} not scored")
    if figures["decided"]:
        text.append(f"; {count('decided', 'is', 'are')} decided")
    return text


def _labels(labels: list[report_sections.Label]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("flagged for")
    table.add_column("comments", justify="right")
    table.add_column()
    most = max(label.comments for label in labels)
    for label in labels:
        bar = "█" * max(1, round(24 * label.comments / most))
        style = "magenta" if label.kind == "conspiracy" else "red"
        table.add_row(Text(for_line(f"{label.kind}: {label.label}")), f"{label.comments:,}", Text(bar, style=style))
    table.add_section()
    table.add_row()
    return table


def _threads(tables: Tables) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("most heated", overflow="ellipsis", no_wrap=True, max_width=48)
    for name in ("flagged", "of", "turned at", "mean toxicity"):
        table.add_column(name, justify="right")
    chosen = report_sections.heated(tables).filter(polars.col("flagged") > 0).head(MOST_THREADS)
    for row in chosen.iter_rows(named=True):
        table.add_row(Text(for_line(report_sections.name_of(row))), *_thread_cells(row))
    table.add_row()
    return table


def _thread_cells(row: Mapping[str, Any]) -> list[str]:
    mean = "–" if row["mean_toxicity"] is None else f"{row['mean_toxicity']:.2f}"
    return [f"{row['flagged']:,}", f"{row['comments']:,}", f"{row['first_flagged']:,}", mean]


def _line(card: Card) -> Text:
    said = report_cards.shortened("".join(piece.text for piece in card.pieces), _WORDS_LETTERS)
    first = card.flags[0]
    style = "magenta" if first["kind"] == "conspiracy" else "red"
    return Text.assemble(
        f"{'#' + str(card.number):>4} ",
        (f"{for_line(first['label'])} {first['score']:.2f} ", style),
        (for_line(card.comment["author"] or "(no name)"), "bold"),
        f": {for_line(said)}",
    )
