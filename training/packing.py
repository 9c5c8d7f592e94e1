"""Puts a trained model into the package: weights, settings and graph, in the places where the library looks for them.

python -m training.packing --model FOLDER

``FOLDER`` is what `training.toxicity` wrote and `training.calibration` calibrated: model.safetensors (half precision),
config.json, tokenizer.json, tokenizer_config.json, and calibration.json where there is one. The digits it prints at the
end belong into ``threads/checkpoints.py``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import threads
from threads.checkpoints import SIX
from threads.network import export

PLACE = Path(threads.__file__).parent / "scorers" / "_models" / "minilm"
MOST_BYTES = 50_000_000
_SETTINGS = ("config.json", "tokenizer.json", "tokenizer_config.json")
CONFIG: dict[str, Any] = {
    "arch": {
        "type": "BERT",
        "args": {
            "num_classes": len(SIX),
            "model_type": "hf",
            "model_name": "BertForSequenceClassification",
            "tokenizer_name": "BertTokenizer",
        },
    },
    "dataset": {"type": "own", "args": {"classes": list(SIX)}},
}
"""What Detoxify expects in a checkpoint; ``model_type`` becomes the settings folder's path when it is loaded."""


def pack(model: Path, place: Path) -> str:
    """Write the package's files to ``place``; return the SHA-256 of the weights.

    Raises:
        SystemExit: the files are larger than a package should be.
    """
    from safetensors import safe_open
    from safetensors.torch import load_file, save_file
    from transformers import AutoConfig, AutoModelForSequenceClassification

    place.mkdir(parents=True, exist_ok=True)
    (place / "hf").mkdir(exist_ok=True)
    for name in _SETTINGS:
        shutil.copyfile(model / name, place / "hf" / name)
    if (model / "calibration.json").is_file():
        shutil.copyfile(model / "calibration.json", place / "calibration.json")
    with safe_open(model / "model.safetensors", framework="numpy") as file:
        noted = dict(file.metadata() or {})
    state = load_file(model / "model.safetensors")
    noted["detoxify"] = json.dumps(CONFIG)
    save_file({name: value.half().contiguous() for name, value in state.items()}, place / "model.safetensors", noted)
    (place / "model.safetensors").chmod(0o644)
    network = AutoModelForSequenceClassification.from_config(AutoConfig.from_pretrained(place / "hf"))
    network.load_state_dict({name: value.float() for name, value in state.items()})
    with tempfile.TemporaryDirectory() as folder:
        export.write(network.eval(), Path(folder) / "whole.onnx")
        names = export.without_weights(Path(folder) / "whole.onnx", place / "graph.onnx")
    if {f"network.{name}" for name in state} != set(names):
        raise SystemExit("the graph and the weights name different matrices")
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    if size > MOST_BYTES:
        raise SystemExit(f"{size / 1e6:.1f} MB is too much for the package")
    return hashlib.sha256((place / "model.safetensors").read_bytes()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> None:
    """Pack the model and print its hash."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--model", type=Path, required=True, help="the folder of the trained model")
    parser.add_argument("--place", type=Path, default=PLACE, help="default: the package's own folder")
    chosen = parser.parse_args(arguments)
    print(pack(chosen.model, chosen.place))


if __name__ == "__main__":
    main()
