"""Records with an id and a parent, whatever their columns are called, made into pages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from threads.model import Block, Page, Status
from threads.sources import _markdown, _moments, _repairs
from threads.sources._repairs import Draft

_ROLES: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("_columns.toml").read_text(encoding="utf-8"))
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NONE = frozenset(("", "null", "none", "nan", "nat", "n/a", "na", "undefined", "false", r"\n", "-"))
_ZERO = frozenset(("0", "-1", "0.0", "-1.0", "root"))
_WHOLE = re.compile(r"(-?\d{1,20})\.0+")
_STATUSES: dict[str, Status] = {
    "deleted": "deleted", "removed": "removed", "spam": "removed", "trash": "removed", "rejected": "removed",
    "blocked": "removed", "hidden": "removed", "empty": "empty",
}  # fmt: skip
_PREFIXED = re.compile(r"t1_(?=[a-z0-9]{1,13}$)")


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column holds what; ``None`` where none does."""

    id: str
    parent: str
    author: str | None = None
    text: str | None = None
    time: str | None = None
    thread: str | None = None
    title: str | None = None
    url: str | None = None
    status: str | None = None
    deleted: str | None = None


def roles_of(columns: Iterable[Any]) -> Roles | None:
    """What the columns of a table hold; ``None`` without an id, a parent, and words or an author.

    >>> roles_of(["tree_id", "post_id", "parent_id", "author_id", "text"]).thread
    'tree_id'
    >>> roles_of(["id", "text"]) is None
    True
    """
    named: dict[str, str] = {}
    for column in columns:
        if isinstance(column, str) and len(column) <= 60:
            named.setdefault(_folded(column), column)
    taken: set[str] = set()
    found: dict[str, str | None] = {}
    for role, names in _ROLES.items():
        found[role] = next((named[name] for name in names if name in named and named[name] not in taken), None)
        # An address is told by the thread's column too, and one column of names is enough.
        if found[role] is not None and role not in ("url", "thread"):
            taken.add(found[role] or "")
    id, parent = found.pop("id"), found.pop("parent")
    if id is None or parent is None or (found["text"] is None and found["author"] is None):
        return None
    return Roles(id=id, parent=parent, **found)


def pages(records: Iterable[Mapping[str, Any]], roles: Roles, *, source: str, format: str) -> Iterator[Page]:
    """One page a thread, in order of appearance; one for all where no column tells threads apart."""
    threads: dict[str, list[Mapping[str, Any]]] = {}
    empty = 0
    for record in records:
        id, words = _cell(record, roles.id), record.get(roles.text or "")
        if id is None and not words:
            empty += 1
            continue
        threads.setdefault(_cell(record, roles.thread) or "", []).append(record)
    for thread, members in threads.items():
        draft = _draft(thread, members, roles)
        if empty:
            rows = _repairs.counted(empty, "row", "rows")
            draft.notes.append(f"Left out: {rows} with neither an id nor words.")
            empty = 0
        yield _repairs.page(draft, source=source, format=format)


def _draft(thread: str, members: Sequence[Mapping[str, Any]], roles: Roles) -> Draft:
    ids = {id for record in members if (id := _cell(record, roles.id)) is not None}
    draft = Draft(url=_shared(members, roles.url), title=_shared(members, roles.title))
    if draft.url is not None and "://" not in draft.url:
        draft.url = None
    for record in members:
        draft.blocks.append(_block(record, roles, ids, thread))
    return draft


def _block(record: Mapping[str, Any], roles: Roles, ids: set[str], thread: str) -> Block:
    posted = record.get(roles.time or "")
    words = record.get(roles.text or "")
    text = words if isinstance(words, str) else "" if words is None else str(words)
    return Block(
        id=_cell(record, roles.id) or "",
        parent_id=_parent(_cell(record, roles.parent), ids, thread),
        author=_author(record.get(roles.author or "")),
        posted_at=_moments.moment(posted),
        time_text=posted.isoformat() if isinstance(posted, date) else _moments.time_text(posted),
        text=text.replace("\r\n", "\n").replace("\r", "\n"),
        status=_status(record, roles, text),
    )


def _parent(stated: str | None, ids: set[str], thread: str) -> str | None:
    """The id meant: tables write none as 0, and a whole number as a fraction where a column has gaps."""
    if stated is None or stated in ids:
        return stated
    bare = _PREFIXED.sub("", stated)
    for other in (bare, _WHOLE.sub(r"\1", stated), f"t1_{stated}"):
        if other in ids:
            return other
    is_thread = thread != "" and stated in (thread, f"t3_{thread}", thread.removeprefix("t3_"))
    return None if is_thread or stated in _ZERO or stated.startswith("t3_") else stated


def _status(record: Mapping[str, Any], roles: Roles, text: str) -> Status:
    stated = record.get(roles.status or "")
    known = _STATUSES.get(stated.casefold()) if isinstance(stated, str) else None
    gone = record.get(roles.deleted or "")
    if known is None and (gone is True or str(gone).casefold() in ("true", "1", "yes", "t")):
        known = "removed" if "remove" in (roles.deleted or "").casefold() else "deleted"
    return known or _markdown.status_of(text)


def _author(value: Any) -> str | None:
    """A name, or that inside an object."""
    if isinstance(value, Mapping):
        value = next(
            (value[key] for key in ("name", "displayName", "display_name", "username", "id") if value.get(key)), None
        )
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int | str) and not isinstance(value, bool) else None


def _cell(record: Mapping[str, Any], column: str | None) -> str | None:
    """An id as text; ``None`` where the cell is empty or says so."""
    value = record.get(column) if column is not None else None
    if isinstance(value, Mapping):
        value = value.get("id")
    if isinstance(value, float):
        value = int(value) if value.is_integer() and abs(value) < 1 << 53 else None if value != value else value
    if value is None or isinstance(value, bool | list):
        return None
    text = str(value).strip()
    return None if text.casefold() in _NONE else text


def _shared(members: Sequence[Mapping[str, Any]], column: str | None) -> str | None:
    """What all rows of a thread say, or the first of them says where the others say nothing."""
    if column is None:
        return None
    told = {value.strip() for record in members if isinstance(value := record.get(column), str) and value.strip()}
    return next(iter(told)) if len(told) == 1 else None


def _folded(column: str) -> str:
    return re.sub(r"[\s\-.]+", "_", _HUMP.sub("_", column.strip())).casefold()
