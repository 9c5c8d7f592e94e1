"""JSON records with an id and a parent: an array, an object that holds one, or one record a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from threads.errors import InputError
from threads.model import Page
from threads.sources import _json, _records

_HOLDERS = ("comments", "posts", "messages", "replies", "data", "items", "results", "records", "rows", "nodes")
_CHILDREN = ("replies", "children", "responses", "comments", "answers")


def matches(head: bytes, name: str) -> float:
    """Willing where a record has the keys: such files are read where they are named, not searched for in folders."""
    record = _json.first_object(_listed(_json.opening(head)))
    return 0.45 if _records.roles_of(record) is not None else 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a thread; records nested under `replies` or `children` answer the one they stand in."""
    if _json.is_lines(data):
        yield from _from_lines(data.splitlines(), source)
        return
    yield from _pages(_listed(_json.document(data, source)), source)


def stream(file: BinaryIO, source: str) -> Iterator[Page]:
    """The same from lines, one record each."""
    return _from_lines(file, source)


def _from_lines(lines: Iterable[bytes], source: str) -> Iterator[Page]:
    values = _json.Lines(lines, source)
    yield from _pages((value for _, _, value in values), source)
    values.complain()


def _listed(value: Any) -> Any:
    """The list of records: the value itself, or the first of its lists that is called like one."""
    if isinstance(value, dict) and _records.roles_of(value) is None:
        return next((value[key] for key in _HOLDERS if isinstance(value.get(key), list)), value)
    return value


def _pages(value: Any, source: str) -> Iterator[Page]:
    records = list(_flat(value))
    roles = _records.roles_of({key: None for record in records[:100] for key in record})
    if roles is None:
        raise InputError(
            "has no records with ids, parents and words", where=source, hint="call the keys id, parent_id and text"
        )
    yield from _records.pages(records, roles, source=source, format="comment_json")


def _flat(value: Any) -> Iterator[dict[str, Any]]:
    """Every record, those nested in others right behind them with the other's id as their parent."""
    stack: list[tuple[Any, str | None, Any]] = [
        (record, None, None) for record in reversed(list([value] if isinstance(value, dict) else value or ()))
    ]
    while stack:
        record, parent_key, above = stack.pop()
        if not isinstance(record, dict):
            continue
        inner = [(key, record[key]) for key in _CHILDREN if isinstance(record.get(key), list)]
        roles = _records.roles_of(record)
        if above is not None and parent_key is not None and record.get(parent_key) is None:
            record = {**record, parent_key: above}
        yield {key: value for key, value in record.items() if key not in dict(inner)}
        own = record.get(roles.id) if roles else None
        for _, children in reversed(inner):
            stack.extend((child, roles.parent if roles else None, own) for child in reversed(children))
