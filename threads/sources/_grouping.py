"""Comments of one conversation brought together: by a key in bounded memory, or by what stands above them."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import IO
from zlib import crc32

MOST_BYTES = 1 << 28
"""Held in memory; what goes beyond waits in temporary files."""
_PARTS = 64
"""Temporary files; one of them has to fit into memory."""
_SIZES = struct.Struct("<II")


def grouped(records: Iterable[tuple[str, bytes]], *, most_bytes: int = MOST_BYTES) -> Iterator[tuple[str, list[bytes]]]:
    """Each key with its records in their order; keys in order of appearance, unless temporary files were needed.

    Args:
        records: ``(key, record)``.
        most_bytes: how much is held in memory.
    """
    held: dict[str, list[bytes]] = {}
    size = 0
    parts: list[IO[bytes]] = []
    with ExitStack() as stack:
        for key, record in records:
            held.setdefault(key, []).append(record)
            size += len(record) + 100
            if size > most_bytes:
                if not parts:
                    parts = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(_PARTS)]
                _put_aside(held, parts)
                held, size = {}, 0
        if not parts:
            yield from held.items()
            return
        _put_aside(held, parts)
        held = {}
        for part in parts:
            yield from _taken_back(part).items()


def _put_aside(held: dict[str, list[bytes]], parts: list[IO[bytes]]) -> None:
    for key, records in held.items():
        name = key.encode("utf-8", "surrogatepass")
        part = parts[crc32(name) % _PARTS]
        for record in records:
            part.write(_SIZES.pack(len(name), len(record)) + name + record)


def _taken_back(part: IO[bytes]) -> dict[str, list[bytes]]:
    part.seek(0)
    found: dict[str, list[bytes]] = {}
    while sizes := part.read(_SIZES.size):
        name_bytes, record_bytes = _SIZES.unpack(sizes)
        key = part.read(name_bytes).decode("utf-8", "surrogatepass")
        found.setdefault(key, []).append(part.read(record_bytes))
    return found


def topmost(id: str, parent_of: Mapping[str, str | None], known: dict[str, str]) -> str:
    """The last id that is known of above a comment: it is the same for all comments of a conversation.

    Args:
        id: of the comment.
        parent_of: parents by id, as far as they are stated.
        known: answers found so far, to which this one is added; many questions then take no more time than one walk.
    """
    path: dict[str, None] = {}
    place = id
    while place not in known and place not in path:
        path[place] = None
        above = parent_of.get(place)
        if above is None:
            break
        place = above
    end = known.get(place, place)
    known.update(dict.fromkeys(path, end))
    return end
