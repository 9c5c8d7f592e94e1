"""A Detoxify model, loaded safely and asked quickly: texts in, probabilities out.

The library's own way is to unpickle the checkpoint, trust its keys and pad every text to the longest of its list. Here
a checkpoint is read as data only (a pickle that holds code is refused, not run), its keys and labels are compared with
the model's, two known sentences are scored before any other, and texts go through the network sorted by length.
"""

from __future__ import annotations

import io
import logging
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from threads import checkpoints
from threads.checkpoints import Checkpoint
from threads.errors import ModelError

INSULT = "You are a stupid idiot."
THANKS = "Thank you, that was very helpful."
# Measured on one core with the embedded model: 512 tokens a call is within noise of 256, and 1024 is slower.
TOKENS_A_CALL = 512
MOST_CALLERS = 8
_SENTENCE = re.compile(r"[^.!?…。！？\n]*[.!?…。！？\n]*\s*")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LONGEST_PART = 2_000  # characters; a tokenizer need not see a megabyte at once
_LONGEST_WHOLE = 4 * _LONGEST_PART
_loading = Lock()
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
            raise _unfit(self.checkpoint, "gives no numbers")
        # A head may be wider than its labels (the published "unbiased" one holds 16 outputs, 7 of them labels).
        return [[round(value, 6) for value in row] for row in shares[:, : len(self.labels)].tolist()]


def load(checkpoint: Checkpoint) -> Model:
    """The model, loaded once a process; a published one is fetched first where it is absent.

    Raises:
        ModelError: the checkpoint is missing, damaged, holds code, or does not do what a toxicity model does.
    """
    with _loading:  # two threads asking at once load one model
        return _load(checkpoint, checkpoints.path(checkpoint))


@cache
def _load(checkpoint: Checkpoint, _where: Path) -> Model:
    where = checkpoints.ready(checkpoint)
    settings = fetch_settings(checkpoint)
    model = Model(_detoxify(checkpoint, where, settings), checkpoint)
    if set(model.labels) != set(checkpoint.labels):
        raise _unfit(checkpoint, f"scores {', '.join(model.labels)} and not {', '.join(checkpoint.labels)}")
    rude, kind = (row[model.labels.index("toxicity")] for row in model.probabilities([INSULT, THANKS]))
    if not rude > 0.5 > kind:
        raise _unfit(checkpoint, f"scores an insult {rude:.2f} and a thank-you {kind:.2f}")
    return model


def fetch_settings(checkpoint: Checkpoint) -> Path:
    """The folder with its configuration and tokenizer; a published checkpoint's come from the Hugging Face hub, once.

    Raises:
        ModelError: the hub cannot be reached, or has no such model.
    """
    folder = checkpoints.settings_folder(checkpoint)
    if checkpoint.hub_id is None or folder.is_dir():
        return folder
    import transformers

    classes = _read(checkpoint, checkpoints.path(checkpoint))["config"]["arch"]["args"]["num_classes"]
    try:
        with _silence(), tempfile.TemporaryDirectory(dir=folder.parent, prefix=".settings-") as unfinished:
            # The head's width comes from this file once Detoxify is given a folder.
            config = transformers.AutoConfig.from_pretrained(checkpoint.hub_id, num_labels=int(classes))
            tokenizer = transformers.AutoTokenizer.from_pretrained(checkpoint.hub_id)
            config.save_pretrained(unfinished)
            tokenizer.save_pretrained(unfinished)
            shutil.copytree(unfinished, f"{unfinished}-whole")
            with suppress(FileExistsError):  # somebody else was faster
                Path(f"{unfinished}-whole").rename(folder)
    except Exception as problem:
        reason = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise ModelError(
            f"the settings of the {checkpoint.name} model cannot be fetched from the Hugging Face hub: {reason}",
            where=checkpoint.hub_id,
            hint="check the connection; the embedded model needs none",
        ) from problem
    return folder


def _detoxify(checkpoint: Checkpoint, where: Path, settings: Path) -> Any:
    loaded = _read(checkpoint, where)
    arguments = loaded["config"]["arch"]["args"]
    # Only these two reach getattr(transformers, ...) inside Detoxify.
    if not re.fullmatch(r"\w{1,40}ForSequenceClassification", str(arguments.get("model_name"))):
        raise _unfit(checkpoint, f"names {arguments.get('model_name')!r} as its network")
    if not re.fullmatch(r"\w{1,40}Tokenizer(Fast)?", str(arguments.get("tokenizer_name"))):
        raise _unfit(checkpoint, f"names {arguments.get('tokenizer_name')!r} as its tokenizer")
    # Detoxify looks this name up on the hub unless it is a folder, whatever else it is given.
    arguments["model_type"] = str(settings)
    keys = set(loaded["state_dict"])
    stream = io.BytesIO()
    import torch

    torch.save({"config": loaded["config"], "state_dict": loaded["state_dict"]}, stream)
    stream.seek(0)
    del loaded
    try:
        with _silence():
            from detoxify import Detoxify

            detoxify = Detoxify(checkpoint=stream, huggingface_config_path=str(settings))
    except Exception as problem:
        raise _unfit(checkpoint, f"cannot be built: {str(problem).splitlines()[0][:200]}") from problem
    _compare(checkpoint, keys, set(detoxify.model.state_dict()))
    return detoxify


def _read(checkpoint: Checkpoint, where: Path) -> dict[str, Any]:
    import torch

    try:
        with warnings.catch_warnings(action="ignore"):
            loaded = torch.load(where, map_location="cpu", weights_only=True)
        arguments, classes = loaded["config"]["arch"]["args"], loaded["config"]["dataset"]["args"]["classes"]
        if not (isinstance(arguments, dict) and isinstance(classes, list) and isinstance(loaded["state_dict"], dict)):
            raise TypeError("a part of another kind")
    except (KeyError, TypeError) as problem:
        raise _unfit(checkpoint, f"is not in Detoxify's format ({problem} is amiss)") from problem
    except Exception as problem:  # pickle, zip and torch each raise their own
        found = re.search(r"GLOBAL (\S{1,120})", str(problem))
        what = f"holds code ({found[1]}) and was not loaded" if found else "is not a PyTorch checkpoint"
        raise _unfit(checkpoint, what) from problem
    return dict(loaded)


def _compare(checkpoint: Checkpoint, stored: set[str], needed: set[str]) -> None:
    # Missing weights are drawn at random without an error, so that a wrong prefix gives a model that guesses.
    missing = sorted(needed - stored)
    # Old checkpoints hold these two, which newer networks work without.
    strange = sorted(key for key in stored - needed if not key.endswith("position_ids") and ".pooler." not in key)
    if missing or strange:
        example = f"no {missing[0]}" if missing else f"an unknown {strange[0][:80]}"
        raise _unfit(checkpoint, f"does not fit its network: {len(missing) + len(strange)} wrong keys, as {example}")


def _unfit(checkpoint: Checkpoint, what: str) -> ModelError:
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


@contextmanager
def _silence() -> Iterator[None]:
    """No bars and no chatter from the libraries on standard error; their settings are put back."""
    from transformers.utils import logging as transformers_logging

    loggers = [logging.getLogger(name) for name in ("transformers", "huggingface_hub")]
    levels = [logger.level for logger in loggers]
    bars = transformers_logging.is_progress_bar_enabled()
    restore: Callable[[], None] = transformers_logging.enable_progress_bar if bars else lambda: None
    transformers_logging.disable_progress_bar()
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        restore()
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
