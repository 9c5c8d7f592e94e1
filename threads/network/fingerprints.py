"""What tells one set of weights, tokenizer and graph from another."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from threads import checkpoints

if TYPE_CHECKING:
    from threads.checkpoints import Checkpoint

_FILES = ("config.json", "tokenizer.json", "tokenizer_config.json")


@cache
def of(checkpoint: Checkpoint) -> str:
    """The checkpoint's name and SHA-256 as far as known, and a digest of its settings folder."""
    folder = checkpoints.settings_folder(checkpoint)
    digest = hashlib.blake2b(digest_size=16)
    for name in _FILES:
        place = folder / name
        digest.update(name.encode() + b"\0" + (place.read_bytes() if place.is_file() else b""))
    return f"{checkpoint.name} {checkpoint.sha256} {digest.hexdigest()}"
