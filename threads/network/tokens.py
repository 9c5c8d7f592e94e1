"""The tokenizer of a checkpoint, from its settings folder; needs neither torch nor transformers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threads.network.engine import unfit

if TYPE_CHECKING:
    from threads.checkpoints import Checkpoint

_MOST_TOKENS = 512
"""Detoxify's models were made for no more, whatever their settings say."""


class Tokens:
    """Texts to token numbers, as the checkpoint's own tokenizer gives them.

    Raises:
        ModelError: the folder holds no tokenizer.
    """

    def __init__(self, checkpoint: Checkpoint, folder: Path) -> None:
        from tokenizers import Tokenizer

        try:
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
            stated = json.loads((folder / "tokenizer_config.json").read_text("utf-8"))
            network = json.loads((folder / "config.json").read_text("utf-8"))
        except Exception as problem:  # the library raises bare Exceptions
            raise unfit(checkpoint, f"has no usable tokenizer: {str(problem).splitlines()[0][:200]}") from problem
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.padding = int(network.get("pad_token_id") or 0)
        """The number that fills a batch up."""
        limits = (stated.get("model_max_length"), network.get("max_position_embeddings"), _MOST_TOKENS)
        self.most = int(min(limit for limit in limits if limit)) - self._tokenizer.num_special_tokens_to_add(False)
        """The longest text it reads at once, the marks at its ends not counted."""

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Token numbers, one list a text, with the marks at both ends; nothing is cut."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts))]

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, marks not counted."""
        return [len(e.ids) for e in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
