"""The ONNX graph of a checkpoint: shipped for the embedded model, exported once for the published ones.

The embedded model's graph is its structure alone; its weights come from the checkpoint, so that they lie in the package
once. Graphs of other checkpoints and of other precisions lie in the cache folder, named after the checkpoint's hash.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from threads import checkpoints
from threads.errors import ModelError
from threads.network.engine import unfit

if TYPE_CHECKING:
    import numpy as np

    from threads.checkpoints import Checkpoint
    from threads.network import Precision

_VERSION = 2
"""Of what `export` and `quantised` write; a new one makes them anew."""

_LABELS = "labels.json"


@dataclass(frozen=True, slots=True)
class Graph:
    """What a session needs."""

    file: Path
    settings: Path
    """The folder of its tokenizer and configuration."""
    labels: tuple[str, ...]
    weights: dict[str, np.ndarray] = field(default_factory=dict)
    """By name, where the file holds none."""


def ready(checkpoint: Checkpoint, precision: Precision) -> Graph:
    """The graph, exported or quantised first where it is not there yet.

    Raises:
        ModelError: the checkpoint is no Detoxify checkpoint, or there is no room for the graph.
    """
    if precision == "int8":
        return _quantised(checkpoint)
    if checkpoint.hub_id is None:
        return _embedded(checkpoint)
    return _exported(checkpoint)


def _embedded(checkpoint: Checkpoint) -> Graph:
    from threads.network import weights

    settings = checkpoints.settings_folder(checkpoint)
    stored = weights.read(checkpoint)
    named = {f"network.{name}": value for name, value in stored.tensors.items()}
    return Graph(checkpoints.path(checkpoint).with_name("graph.onnx"), settings, stored.labels, named)


def _exported(checkpoint: Checkpoint) -> Graph:
    from threads.network import detoxify_model

    settings = detoxify_model.fetch_settings(checkpoint)
    folder = checkpoints.path(checkpoint).with_name(f"{checkpoints.path(checkpoint).stem}-onnx{_VERSION}")
    if not (folder / "graph.onnx").is_file():

        def write(unfinished: Path) -> None:
            from threads.network import export

            built = detoxify_model.detoxify(checkpoint)
            export.write(built.model, unfinished / "graph.onnx")
            # Published checkpoints do not all name their outputs in the same order.
            (unfinished / _LABELS).write_text(json.dumps(list(built.class_names)), "utf-8")

        _make(checkpoint, folder, write)
    return Graph(folder / "graph.onnx", settings, _labels(checkpoint, folder))


def _quantised(checkpoint: Checkpoint) -> Graph:
    stem = f"{checkpoint.name}-{checkpoint.sha256[:8]}"
    folder = checkpoints.cache_folder() / f"{stem}-int8-{_VERSION}"
    if not (folder / "graph.onnx").is_file():
        whole = _embedded(checkpoint) if checkpoint.hub_id is None else _exported(checkpoint)

        def write(unfinished: Path) -> None:
            from threads.network import export

            export.quantise(whole.file, whole.weights, unfinished / "graph.onnx")
            (unfinished / _LABELS).write_text(json.dumps(list(whole.labels)), "utf-8")

        _make(checkpoint, folder, write)
    return Graph(folder / "graph.onnx", checkpoints.settings_folder(checkpoint), _labels(checkpoint, folder))


def _labels(checkpoint: Checkpoint, folder: Path) -> tuple[str, ...]:
    try:
        labels = tuple(json.loads((folder / _LABELS).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as problem:
        raise unfit(checkpoint, f"has a graph without labels; delete {folder} and it is made anew") from problem
    return labels


def _make(checkpoint: Checkpoint, folder: Path, write: Callable[[Path], None]) -> None:
    """Fill a folder beside the place and move it there, so that a stopped export leaves nothing half-written."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".graph-"))
    except OSError as problem:
        raise ModelError(f"no room for the graph of the model: {problem.strerror}", where=str(folder)) from problem
    try:
        write(unfinished)
        with suppress(OSError):  # somebody else was faster
            unfinished.rename(folder)
    except OSError as problem:
        reason = problem.strerror or problem
        raise ModelError(f"the graph of the model cannot be kept: {reason}", where=str(folder)) from problem
    except ModelError:
        raise
    except Exception as problem:  # torch and onnx each raise their own
        reason = str(problem).splitlines()[0][:200] if str(problem) else type(problem).__name__
        raise unfit(checkpoint, f"cannot be exported to ONNX: {reason}") from problem
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
