"""Writes ONNX graphs: from a torch network, without its weights, or with weights of eight bits."""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

_OPSET = 17
_MOST_IN_ONE_FILE = 1_500_000_000
"""Bytes; a protobuf message ends at two gigabytes."""


def write(network: Any, file: Path) -> None:
    """Export a transformers classifier, weights included: ``input_ids``, ``attention_mask`` in, ``logits`` out.

    Weights keep the names of the network's state after "network.", and are not folded, so that `without_weights` can
    leave them out.
    """
    import torch

    class Logits(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            return self.network(input_ids=input_ids, attention_mask=attention_mask)[0]

    before = network.config._attn_implementation
    network.set_attn_implementation("eager")
    ids = torch.tensor([[5, 6, 7, 8, 9, 10, 11], [5, 6, 7, 8, 9, 10, 12]])
    axes = {0: "texts", 1: "tokens"}
    try:
        with warnings.catch_warnings(action="ignore"), torch.inference_mode():
            # .eval() on the wrapper: the exporter restores its flag, and would turn dropout on.
            torch.onnx.export(
                Logits().eval(),
                (ids, torch.ones_like(ids)),
                str(file),
                dynamo=False,
                opset_version=_OPSET,
                do_constant_folding=False,
                input_names=["input_ids", "attention_mask"],
                output_names=["logits"],
                dynamic_axes={"input_ids": axes, "attention_mask": axes, "logits": {0: "texts"}},
            )
    finally:
        network.set_attn_implementation(before)


def without_weights(file: Path, target: Path) -> tuple[str, ...]:
    """Copy a graph to ``target`` with a mark in place of every float weight; return their names."""
    import onnx
    from onnx import TensorProto

    graph = onnx.load(file)
    names = []
    for weight in graph.graph.initializer:
        if weight.data_type != TensorProto.FLOAT:
            continue
        size = 4
        for length in weight.dims:
            size *= length
        weight.ClearField("raw_data")
        weight.ClearField("float_data")
        weight.data_location = TensorProto.EXTERNAL
        for key, value in (("location", "weights"), ("offset", "0"), ("length", str(size))):
            weight.external_data.add(key=key, value=value)
        names.append(weight.name)
    target.write_bytes(graph.SerializeToString())
    return tuple(names)


def quantise(file: Path, weights: Mapping[str, np.ndarray], target: Path) -> None:
    """Copy a graph to ``target`` with matrices of eight bits, a scale each column; ``weights`` if the file has none."""
    import numpy as np
    import onnx
    from onnx import TensorProto, numpy_helper
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory(dir=target.parent, prefix="whole-") as folder:
        graph = onnx.load(file, load_external_data=not weights)
        for place, weight in enumerate(graph.graph.initializer):
            if weight.name in weights:
                value = np.ascontiguousarray(weights[weight.name].astype(np.float32))
                graph.graph.initializer[place].CopyFrom(numpy_helper.from_array(value, weight.name))
            weight.data_location = TensorProto.DEFAULT
        _fold_transposes(graph)
        whole = Path(folder) / "whole.onnx"
        onnx.save(graph, whole)
        with _quiet():
            quantize_dynamic(
                whole,
                target,
                per_channel=True,
                reduce_range=True,  # safe on processors without VNNI, and no slower with it
                weight_type=QuantType.QInt8,
                use_external_data_format=whole.stat().st_size > _MOST_IN_ONE_FILE,
            )


@contextmanager
def _quiet() -> Iterator[None]:
    """The library advises a step, on standard error, that was measured to bring nothing."""
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.ERROR)
    try:
        yield
    finally:
        root.setLevel(before)


def _fold_transposes(graph: Any) -> None:
    """Turn weights round where the graph does it on every call: only matrices that are constants are quantised."""
    from onnx import numpy_helper

    weights = {weight.name: weight for weight in graph.graph.initializer}
    kept = []
    for node in graph.graph.node:
        if node.op_type == "Transpose" and node.input[0] in weights:
            order = next(attribute.ints for attribute in node.attribute if attribute.name == "perm")
            turned = numpy_helper.to_array(weights[node.input[0]]).transpose(order)
            graph.graph.initializer.append(numpy_helper.from_array(turned.copy(), node.output[0]))
        else:
            kept.append(node)
    used = {name for node in kept for name in node.input}
    graph.graph.ClearField("node")
    graph.graph.node.extend(kept)
    left = [weight for weight in graph.graph.initializer if weight.name in used]
    graph.graph.ClearField("initializer")
    graph.graph.initializer.extend(left)
