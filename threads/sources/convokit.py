"""ConvoKit corpora: `utterances.jsonl` or `utterances.json` of a corpus folder, or the folder itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from threads.errors import InputError
from threads.model import Block, Page
from threads.sources import _json, _markdown, _moments, _repairs
from threads.sources._repairs import Draft

_ANSWERED = ("reply_to", "reply-to")
_CONVERSATION = ("conversation_id", "root")
_MOST_BYTES = 1 << 28


def matches(head: bytes, name: str) -> float:
    """Sure where an utterance has its conversation, speaker and whom it answers."""
    value = _json.opening(head)
    first = _json.first_object(value if isinstance(value, list) else [value])
    if "id" not in first or "text" not in first or not any(key in first for key in _ANSWERED):
        return 0.0
    if not any(key in first for key in _CONVERSATION) or not ("speaker" in first or "user" in first):
        return 0.0
    return 0.97


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a conversation, titled as `conversations.json` beside it says; the root is its first comment."""
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        value = _json.document(data, source)
        yield from _pages(value if isinstance(value, list) else [], source)
        return
    yield from _from_lines(data.splitlines(), source)


def stream(file: BinaryIO, source: str) -> Iterator[Page]:
    """The same from lines, one utterance each."""
    return _from_lines(file, source)


def _from_lines(lines: Iterable[bytes], source: str) -> Iterator[Page]:
    values = _json.Lines(lines, source)
    yield from _pages((value for _, _, value in values), source)
    values.complain()


def _pages(utterances: Iterable[Any], source: str) -> Iterator[Page]:
    drafts: dict[str, Draft] = {}
    for utterance in utterances:
        if isinstance(utterance, dict) and "id" in utterance:
            block = _block(utterance)
            conversation = _json.identity(_first(utterance, _CONVERSATION)) or block.id
            drafts.setdefault(conversation, Draft()).blocks.append(block)
    if not drafts:
        raise InputError("holds no utterances", where=source, hint="give the folder of a corpus, or its utterances")
    described = _conversations(source)
    for conversation, draft in drafts.items():
        draft.title, draft.url = _title_and_address(described.get(conversation), draft.blocks, conversation)
        yield _repairs.page(draft, source=source, format="convokit")


def _block(utterance: dict[str, Any]) -> Block:
    words = utterance.get("text")
    text = words if isinstance(words, str) else ""
    posted = utterance.get("timestamp")
    id, parent = _json.identity(utterance.get("id")) or "", _json.identity(_first(utterance, _ANSWERED))
    return Block(
        id=id,
        parent_id=parent,
        author=_speaker(utterance.get("speaker", utterance.get("user"))),
        posted_at=_moments.moment(posted),
        time_text=_moments.time_text(posted),
        text=text.replace("\r\n", "\n"),
        status=_markdown.status_of(text),
    )


def _speaker(value: Any) -> str | None:
    """The speaker's id; in some files an object that holds it."""
    return _json.identity(value.get("id", value.get("name"))) if isinstance(value, dict) else _json.identity(value)


def _title_and_address(meta: Any, blocks: list[Block], conversation: str) -> tuple[str | None, str | None]:
    meta = meta.get("meta", meta) if isinstance(meta, dict) else {}
    if not isinstance(meta, dict):
        return None, None
    title = next((meta[key] for key in ("title", "thread_title", "page_title") if isinstance(meta.get(key), str)), None)
    address = next((meta[key] for key in ("url", "link", "permalink") if isinstance(meta.get(key), str)), None)
    return title, address if address and "://" in address else None


def _conversations(source: str) -> dict[str, Any]:
    """What the corpus says of its conversations; empty where the file is not there or makes no sense."""
    place = Path(source)
    folder = place if place.is_dir() else place.parent
    path = folder / "conversations.json"
    with suppress(OSError, ValueError):
        if source != "-" and path.is_file() and path.stat().st_size <= _MOST_BYTES:
            value = _json.parse(path.read_text("utf-8-sig", errors="replace"))
            return value if isinstance(value, dict) else {}
    return {}


def _first(utterance: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((utterance[key] for key in keys if utterance.get(key) is not None), None)
