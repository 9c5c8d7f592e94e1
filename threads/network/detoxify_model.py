"""A Detoxify model as the library itself builds it, loaded safely, offline where it can be.

The library's own way is to unpickle the checkpoint, ask the hub for its settings and trust its keys. Here a checkpoint
is read as data only (a pickle that holds code is refused, not run), nothing is asked for that is on disk, and its keys
and labels are compared with the model's.
"""

from __future__ import annotations

import io
import logging
import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threads import checkpoints
from threads.errors import ModelError
from threads.network.engine import unfit

if TYPE_CHECKING:
    from threads.checkpoints import Checkpoint


def detoxify(checkpoint: Checkpoint) -> Any:
    """The library's own object, in single precision; its ``class_names`` say what the outputs mean, in order.

    Raises:
        ModelError: the checkpoint is missing, damaged, holds code, or is not what it says.
    """
    built = _detoxify(checkpoint, fetch_settings(checkpoint))
    if set(built.class_names) != set(checkpoint.labels):
        raise unfit(checkpoint, f"scores {', '.join(built.class_names)} and not {', '.join(checkpoint.labels)}")
    built.model.float().eval()  # half precision would stay half, at a third of the speed
    return built


def stored(checkpoint: Checkpoint) -> dict[str, Any]:
    """The checkpoint as Detoxify keeps one: ``config`` and ``state_dict``; our own, stored as safetensors, as well.

    Raises:
        ModelError: it is not in Detoxify's format, or holds code.
    """
    if checkpoint.hub_id is not None:
        return _read(checkpoint, checkpoints.path(checkpoint))
    import torch

    from threads.network import weights

    own = weights.read(checkpoint)
    return {"config": own.config, "state_dict": {name: torch.from_numpy(value) for name, value in own.tensors.items()}}


def fetch_settings(checkpoint: Checkpoint) -> Path:
    """The folder with its configuration and tokenizer; a published checkpoint's come from the Hugging Face hub, once.

    Raises:
        ModelError: the hub cannot be reached, or has no such model.
    """
    folder = checkpoints.settings_folder(checkpoint)
    if checkpoint.hub_id is None or folder.is_dir():
        return folder
    import transformers

    config = _read(checkpoint, checkpoints.path(checkpoint))["config"]
    classes = config["arch"]["args"].get("num_classes", len(config["dataset"]["args"]["classes"]))
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".settings-"))
    try:
        with _silence():
            # The head's width comes from this file once Detoxify is given a folder.
            settings = transformers.AutoConfig.from_pretrained(checkpoint.hub_id, num_labels=int(classes))
            tokenizer = transformers.AutoTokenizer.from_pretrained(checkpoint.hub_id)
            settings.save_pretrained(unfinished)
            tokenizer.save_pretrained(unfinished)
        with suppress(OSError):  # somebody else was faster
            unfinished.rename(folder)
    except Exception as problem:
        reason = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise ModelError(
            f"the settings of the {checkpoint.name} model cannot be fetched from the Hugging Face hub: {reason}",
            where=checkpoint.hub_id,
            hint="check the connection; the embedded model needs none",
        ) from problem
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def _detoxify(checkpoint: Checkpoint, settings: Path) -> Any:
    loaded = stored(checkpoint)
    arguments = loaded["config"]["arch"]["args"]
    # Only these two reach getattr(transformers, ...) inside Detoxify.
    if not re.fullmatch(r"\w{1,40}ForSequenceClassification", str(arguments.get("model_name"))):
        raise unfit(checkpoint, f"names {arguments.get('model_name')!r} as its network")
    if not re.fullmatch(r"\w{1,40}Tokenizer(Fast)?", str(arguments.get("tokenizer_name"))):
        raise unfit(checkpoint, f"names {arguments.get('tokenizer_name')!r} as its tokenizer")
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

            built = Detoxify(checkpoint=stream, huggingface_config_path=str(settings))
    except Exception as problem:
        raise unfit(checkpoint, f"cannot be built: {str(problem).splitlines()[0][:200]}") from problem
    _compare(checkpoint, keys, set(built.model.state_dict()))
    return built


def _read(checkpoint: Checkpoint, where: Path) -> dict[str, Any]:
    import torch

    try:
        with warnings.catch_warnings(action="ignore"):
            loaded = torch.load(where, map_location="cpu", weights_only=True)
        arguments, classes = loaded["config"]["arch"]["args"], loaded["config"]["dataset"]["args"]["classes"]
        if not (isinstance(arguments, dict) and isinstance(classes, list) and isinstance(loaded["state_dict"], dict)):
            raise TypeError("a part of another kind")
    except (KeyError, TypeError) as problem:
        raise unfit(checkpoint, f"is not in Detoxify's format ({problem} is amiss)") from problem
    except Exception as problem:  # pickle, zip and torch each raise their own
        found = re.search(r"GLOBAL (\S{1,120})", str(problem))
        what = f"holds code ({found[1]}) and was not loaded" if found else "is not a PyTorch checkpoint"
        raise unfit(checkpoint, what) from problem
    return dict(loaded)


def _compare(checkpoint: Checkpoint, stored: set[str], needed: set[str]) -> None:
    # Missing weights are drawn at random without an error, so that a wrong prefix gives a model that guesses.
    missing = sorted(needed - stored)
    # Old checkpoints hold these two, which newer networks work without.
    strange = sorted(key for key in stored - needed if not key.endswith("position_ids") and ".pooler." not in key)
    if missing or strange:
        example = f"no {missing[0]}" if missing else f"an unknown {strange[0][:80]}"
        raise unfit(checkpoint, f"does not fit its network: {len(missing) + len(strange)} wrong keys, as {example}")


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
