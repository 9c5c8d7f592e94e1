"""A trained model as a folder: asked for log-odds, and its head moved onto calibrated lines, once.

The folder holds ``model.safetensors``, ``config.json`` and ``tokenizer.json``, as the Hugging Face library reads them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from threads.errors import ThreadsError

Floats = NDArray[np.float64]
Line = tuple[float, float]
"""Slope and shift: ``log_odds * slope + shift``."""
_WEIGHT, _BIAS = "classifier.weight", "classifier.bias"
_KEY = "calibration"
_TOKENS_A_CALL = 4_096
_MOST_TOKENS = 512


def ask(folder: Path, texts: Sequence[str]) -> tuple[tuple[str, ...], Floats]:
    """The labels of the model in a folder and its log-odds, axes ``(texts, labels)``; texts are cut at 512 tokens."""
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoConfig, AutoModelForSequenceClassification

    settings = AutoConfig.from_pretrained(folder, local_files_only=True)
    network = AutoModelForSequenceClassification.from_pretrained(folder, config=settings, dtype=torch.float32).eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(min(_MOST_TOKENS, settings.max_position_embeddings))
    ids = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
    labels = tuple(settings.id2label[place] for place in range(settings.num_labels))
    found = np.empty((len(texts), len(labels)))
    order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    with torch.inference_mode():
        while order:
            longest = len(ids[order[-1]])
            batch = [order.pop() for _ in range(min(len(order), max(1, _TOKENS_A_CALL // longest)))]
            rows = torch.tensor([ids[place] + [0] * (longest - len(ids[place])) for place in batch])
            mask = torch.tensor([[1] * len(ids[place]) + [0] * (longest - len(ids[place])) for place in batch])
            found[batch] = network(input_ids=rows, attention_mask=mask).logits.double().numpy()
    return labels, found


def folded(file: Path) -> dict[str, Line] | None:
    """The lines that a checkpoint's head holds already; ``None`` where it holds none."""
    from safetensors import safe_open

    with safe_open(file, framework="numpy") as stored:
        told = (stored.metadata() or {}).get(_KEY)
    return None if told is None else {label: (line[0], line[1]) for label, line in json.loads(told).items()}


def fold(file: Path, labels: Sequence[str], lines: Mapping[str, Line]) -> None:
    """Write the lines into the head's weights and bias, in the precision they have, and into the file's metadata.

    Raises:
        ThreadsError: the head holds lines already, or is not one output a label.
    """
    from safetensors import safe_open
    from safetensors.numpy import save_file

    if folded(file) is not None:
        raise ThreadsError(
            "the model is calibrated already", where=str(file), hint="train it anew, or take a copy from before"
        )
    with safe_open(file, framework="numpy") as stored:
        metadata = dict(stored.metadata() or {})
        tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118 - not a dict
    if _WEIGHT not in tensors or len(tensors[_WEIGHT]) != len(labels):
        raise ThreadsError(f"the model has no {_WEIGHT} with {len(labels)} outputs", where=str(file))
    slopes, shifts = (np.array([lines[label][part] for label in labels]) for part in (0, 1))
    kept = tensors[_WEIGHT].dtype
    tensors[_WEIGHT] = np.ascontiguousarray((tensors[_WEIGHT].astype(np.float64) * slopes[:, None]).astype(kept))
    tensors[_BIAS] = (tensors[_BIAS].astype(np.float64) * slopes + shifts).astype(kept)
    metadata[_KEY] = json.dumps({label: list(lines[label]) for label in labels})
    unfinished = file.with_name(f".{file.name}.unfinished")
    save_file(tensors, unfinished, metadata=metadata)
    unfinished.replace(file)
