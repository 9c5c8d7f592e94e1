"""A loaded Detoxify model asked quickly: texts in, probabilities out.

Detoxify.predict pads every text to the longest of its list, cuts off what is too long and fails on some texts. Here
texts go through the network sorted by length, long ones in pieces, and no text fails; the numbers are the same.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock
from typing import Any

from threads import checkpoints
from threads.checkpoints import Checkpoint
from threads.errors import ModelError

# 300 forum comments took the embedded model 3.3 s of one core at 256 tokens a call, 3.0 s at 512, 3.2 s at 1024 and
# 3.6 s at 2048; Detoxify.predict took 6.9 s one at a time (November 2026).
TOKENS_A_CALL = 512
MOST_CALLERS = 8
_SENTENCE = re.compile(r"[^.!?…。！？\n]*[.!?…。！？\n]*\s*")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LONGEST_PART = 2_000  # characters; a tokenizer need not see a megabyte at once
_LONGEST_WHOLE = 4 * _LONGEST_PART
_scoring = Lock()


class Model:
    """A loaded checkpoint. `probabilities` gives one row a text, columns as in ``labels``."""

    def __init__(self, detoxify: Any, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        self.labels: tuple[str, ...] = tuple(detoxify.class_names)
        self._network = detoxify.model.float().eval()
        self._tokenizer = detoxify.tokenizer
        limits = (self._tokenizer.model_max_length, self._network.config.max_position_embeddings, 512)
        self.most_tokens = int(min(limits)) - self._tokenizer.num_special_tokens_to_add()
        """The longest text it reads at once, the marks at its ends not counted."""

    def probabilities(self, texts: Sequence[str]) -> list[list[float]]:
        """Shares in [0, 1], axes ``(texts, labels)``; six decimals, so that a neighbour in the list moves nothing.

        A text longer than ``most_tokens`` is cut into groups of whole sentences, and each label takes its highest value
        among them: one threat in a long comment is still a threat. Any text is accepted, the empty one too.
        """
        places: dict[str, list[int]] = {}  # equal pieces are scored once
        for index, parts in enumerate(self.pieces(texts)):
            for piece in parts:
                places.setdefault(piece, []).append(index)
        rows = [[0.0] * len(self.labels) for _ in texts]
        for indices, values in zip(places.values(), self._score(list(places)), strict=True):
            for index in indices:
                rows[index] = [max(pair) for pair in zip(rows[index], values, strict=True)]
        return rows

    def pieces(self, texts: Sequence[str]) -> list[list[str]]:
        """Each text in parts of at most ``most_tokens`` tokens, cut between sentences where it can be.

        Nothing is lost: joined, the parts give the text again (lone surrogates, which no tokenizer takes, as U+FFFD).
        """
        clean = [_LONE_SURROGATE.sub("\ufffd", text) for text in texts]
        likely = [text for text in clean if len(text) <= _LONGEST_WHOLE]
        whole = {text for text, tokens in zip(likely, self._lengths(likely), strict=True) if tokens <= self.most_tokens}
        return [[text] if text in whole else self._cut(text) for text in clean]

    def _cut(self, text: str) -> list[str]:
        parts = [part for sentence in _SENTENCE.findall(text) if sentence for part in _short(sentence, _LONGEST_PART)]
        groups, held, held_tokens = [], "", 0
        for part, tokens in self._fitting(parts):
            if held and held_tokens + tokens > self.most_tokens:
                groups.append(held)
                held, held_tokens = "", 0
            held, held_tokens = held + part, held_tokens + tokens
        # Words cut apart and joined again may count more tokens than their halves did.
        return [piece for piece, _ in self._fitting([*groups, held])]

    def _fitting(self, parts: Sequence[str]) -> Iterator[tuple[str, int]]:
        for part, tokens in zip(parts, self._lengths(parts), strict=True):
            if tokens > self.most_tokens and len(part) > 1:
                yield from self._fitting(_short(part, len(part) // 2))
            else:
                yield part, tokens

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        return [len(ids) for ids in self._tokenizer(list(texts), add_special_tokens=False, verbose=False)["input_ids"]]

    def _score(self, texts: list[str]) -> list[list[float]]:
        if not texts:
            return []
        tokens = self._tokenizer(texts)["input_ids"]
        batches = list(_batches([len(ids) for ids in tokens]))
        results: list[list[float]] = [[] for _ in texts]

        def call(batch: list[int]) -> None:
            for index, values in zip(batch, self._call([tokens[index] for index in batch]), strict=True):
                results[index] = values

        with _one_thread_a_call() as callers:
            if callers == 1 or len(batches) == 1:
                for batch in batches:
                    call(batch)
            else:
                with ThreadPoolExecutor(callers) as pool:
                    for _ in pool.map(call, batches):
                        pass
        return results

    def _call(self, tokens: list[list[int]]) -> list[list[float]]:
        import torch

        width = max(len(ids) for ids in tokens)
        padding = self._tokenizer.pad_token_id
        ids = torch.tensor([row + [padding] * (width - len(row)) for row in tokens])
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in tokens])
        with torch.inference_mode():
            shares = torch.sigmoid(self._network(input_ids=ids, attention_mask=mask)[0])
        if not bool(torch.isfinite(shares).all()):
            raise unfit(self.checkpoint, "gives no numbers")
        # A head may be wider than its labels (the published "unbiased" one holds 16 outputs, 7 of them labels).
        return [[round(value, 6) for value in row] for row in shares[:, : len(self.labels)].tolist()]


def unfit(checkpoint: Checkpoint, what: str) -> ModelError:
    """The error of a checkpoint that cannot be used, and why."""
    return ModelError(f"the {checkpoint.name} model {what}", where=str(checkpoints.path(checkpoint)))


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices in groups of like length, longest first, each at most ``TOKENS_A_CALL`` tokens with its padding."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: (-lengths[index], index)):
        if batch and (len(batch) + 1) * lengths[batch[0]] > TOKENS_A_CALL:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _short(text: str, most: int) -> list[str]:
    """The text in parts of at most ``most`` characters, cut after a blank where there is one."""
    parts, start, most = [], 0, max(most, 1)
    while len(text) - start > most:
        blank = text.rfind(" ", start + most // 2, start + most)
        end = blank + 1 if blank >= 0 else start + most
        parts.append(text[start:end])
        start = end
    return [*parts, text[start:]]


@contextmanager
def _one_thread_a_call() -> Iterator[int]:
    """How many calls may run side by side, each on one thread: splitting one small product over threads that others
    keep busy costs more than it gains (a sixth of the speed was measured on two busy cores).
    """
    import torch

    with _scoring:
        before = torch.get_num_threads()
        usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        torch.set_num_threads(1)
        try:
            yield max(1, min(before, usable, MOST_CALLERS))
        finally:
            torch.set_num_threads(before)
