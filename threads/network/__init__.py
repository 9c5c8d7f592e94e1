"""The engine room: a Detoxify checkpoint loaded safely and asked quickly. Read in the order `load` goes through it."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Literal, get_args

from threads.errors import UsageError

if TYPE_CHECKING:
    from threads.checkpoints import Checkpoint
    from threads.network.engine import Engine
    from threads.network.model import Model

EngineName = Literal["onnx", "torch"]
Precision = Literal["fp32", "bf16", "int8"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
_OFFERED = {("onnx", "fp32"), ("onnx", "int8"), ("torch", "fp32"), ("torch", "bf16")}

_loading = Lock()
_loaded: dict[tuple[str, ...], Model] = {}


def check(engine: str | None, precision: str) -> tuple[EngineName, Precision]:
    """The engine and precision as asked for, once they are known to go together; the engine is "onnx" where it can be.

    Raises:
        UsageError: one is unknown, or the engine does not offer the precision.
    """
    if engine is None:
        engine = "torch" if precision == "bf16" else "onnx"
    for value, known, what in ((engine, ENGINES, "engine"), (precision, PRECISIONS, "precision")):
        if value not in known:
            raise UsageError(f"no {what} is called {value!r}", hint=f"known: {', '.join(known)}")
    if (engine, precision) not in _OFFERED:
        offered = ", ".join(f"--engine {one} --precision {other}" for one, other in sorted(_OFFERED))
        raise UsageError(f"the {engine} engine has no {precision}", hint=f"offered: {offered}")
    return engine, precision  # type: ignore[return-value]


def load(checkpoint: Checkpoint, *, engine: str | None = None, precision: str = "fp32") -> Model:
    """The model, loaded once a process; a published one is fetched first where it is absent.

    Args:
        checkpoint: from `threads.checkpoints`.
        engine: "onnx" (ONNX Runtime on the processor; scores are the same bit for bit, whatever the batch) or "torch"
            (PyTorch on CUDA, MPS or the processor); ``None``: onnx, but torch for bf16.
        precision: "fp32"; "int8" with onnx; "bf16" with torch where the hardware has it.

    Raises:
        UsageError: the engine is unknown or does not offer the precision.
        ModelError: the checkpoint is missing, damaged, holds code, or does not do what a toxicity model does.
    """
    from threads import checkpoints

    chosen = check(engine, precision)
    known = (checkpoint.name, checkpoint.sha256, str(checkpoints.path(checkpoint)), *chosen)
    with _loading:  # two callers at once load one model
        if known not in _loaded:
            from threads.network.model import Model

            checkpoints.ready(checkpoint)  # hashes the whole file: once a process, not once a page
            model = Model(_engine(checkpoint, *chosen), checkpoint)
            model.prove()
            _loaded[known] = model
        return _loaded[known]


def _engine(checkpoint: Checkpoint, engine: EngineName, precision: Precision) -> Engine:
    from threads.network.interrupts import uninterrupted

    with uninterrupted():
        if engine == "onnx":
            from threads.network import onnx_engine

            return onnx_engine.start(checkpoint, precision)
        from threads.network import torch_engine

        return torch_engine.start(checkpoint, precision)


def forget() -> None:
    """Load models anew from now on; those in use stay as they are."""
    _loaded.clear()
