"""Our own CSV and Parquet exports read back: ids, parents, names, times, words and status as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from threads.model import Block, Page, Status
from threads.sources import _moments, _repairs
from threads.sources._repairs import Draft

_COLUMNS = frozenset(
    ("thread_id", "source", "comment_id", "parent_id", "posted_at_text", "text", "status", "link_evidence")
)
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BLANKS = "\t\r\n \u00a0\ufeff\u200b"
_STATUSES: tuple[Status, ...] = ("visible", "deleted", "removed", "empty")


def is_ours(columns: Sequence[str]) -> bool:
    """Whether these are the columns that `threads export -f csv` and `-f parquet` write."""
    return _COLUMNS.issubset(columns)


def pages(records: Iterable[Mapping[str, Any]], *, source: str, is_csv: bool) -> Iterator[Page]:
    """One page a thread, its id and source as they were; scores and flags are made anew."""
    threads: dict[tuple[str | None, str | None], list[dict[str, Any]]] = {}
    for record in records:
        cells = {key: _cell(value, is_csv=is_csv) for key, value in record.items() if isinstance(key, str)}
        threads.setdefault((cells.get("thread_id"), cells.get("source")), []).append(cells)
    for (id, given), members in threads.items():
        first = members[0]
        draft = Draft(title=first.get("title"), url=first.get("url"), blocks=[_block(cells) for cells in members])
        page = _repairs.page(draft, source=given or source, format="comment_table", platform=first.get("platform"))
        yield page.model_copy(update={"id": id})


def _block(cells: Mapping[str, Any]) -> Block:
    status = cells.get("status")
    return Block(
        id=cells.get("comment_id") or "",
        parent_id=cells.get("parent_id"),
        author=cells.get("author"),
        posted_at=_moments.moment(cells.get("posted_at")),
        time_text=cells.get("posted_at_text"),
        text=cells.get("text") or "",
        status=next((known for known in _STATUSES if known == status), "visible"),
    )


def _cell(value: Any, *, is_csv: bool) -> Any:
    """What a cell held before it was made safe for spreadsheets; ``None`` where it is empty."""
    if not isinstance(value, str):
        return value if value is None else str(value)  # in Parquet, a column may have any type
    if not is_csv:
        return value
    rest = value[1:]
    if value.startswith("'") and (rest.lstrip(_BLANKS).startswith(_FORMULA) or rest[:1] in ("\t", "\r")):
        value = rest
    return value or None
