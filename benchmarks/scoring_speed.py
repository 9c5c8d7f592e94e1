"""How quickly comments are scored: ratios to Detoxify.predict with the same weights, in processor time.

python -m benchmarks.scoring_speed [--data ../shared/data] [--comments 400] [--rounds 5] [--check | --raise]

Engines take turns on the same comments in page order, round by round, each on one thread of its own, and the median of
the rounds' ratios is given: other work on the machine then slows all alike. The machine's own limit is the number of
floating-point operations a second that a matrix product of the network's shape reaches; cold starts are counted in
processes of their own, from the first import to the first score. Floors are in floors.toml, table "scoring_speed".
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import cases, floors
from threads import checkpoints, network
from threads.network import detoxify_model
from threads.network.model import Model

TABLE = "scoring_speed"
_BATCH = 32
_LAYERS, _HIDDEN, _INNER = 6, 384, 1536
_FLOPS_A_TOKEN = 2 * _LAYERS * (4 * _HIDDEN * _HIDDEN + 2 * _HIDDEN * _INNER)
_GEMM = """
import time, numpy, torch
torch.set_num_threads(1)
best = 0.0
for rows in (64, 256, 512):
    left = numpy.random.default_rng(0).standard_normal((rows, {hidden}), dtype=numpy.float32)
    right = numpy.random.default_rng(1).standard_normal(({hidden}, {inner}), dtype=numpy.float32)
    for one, other in ((left, right), (torch.from_numpy(left), torch.from_numpy(right))):
        for _ in range(10):
            start = time.process_time()
            for _ in range(20):
                one @ other
            best = max(best, 20 * 2 * rows * {hidden} * {inner} / (time.process_time() - start))
print(best)
"""
_OURS = """
import time
start, used = time.perf_counter(), time.process_time()
import threads
threads.score(["You are a stupid idiot."], languages=["en"], cache=False)
print(time.perf_counter() - start, time.process_time() - used)
"""
_THEIRS = """
import time
start, used = time.perf_counter(), time.process_time()
import io, torch, json
from safetensors.torch import load_file
from safetensors import safe_open
from detoxify import Detoxify
with safe_open({weights!r}, framework="pt") as file:
    config = json.loads(file.metadata()["detoxify"])
config["arch"]["args"]["model_type"] = {settings!r}
stream = io.BytesIO()
torch.save({{"config": config, "state_dict": load_file({weights!r})}}, stream)
stream.seek(0)
their = Detoxify(checkpoint=stream, huggingface_config_path={settings!r})
their.model.float()
their.predict("You are a stupid idiot.")
print(time.perf_counter() - start, time.process_time() - used)
"""


def comments(data: Path, count: int) -> list[str]:
    """The first comments of the CAT set (talk pages), in file order, or else those of our own sample pages."""
    source = data / "cat_large.parquet"
    if source.is_file():
        import polars

        table = polars.read_parquet(source, columns=["text", "split"]).filter(polars.col("split") == "gn")
        return [str(text) for text in table["text"].head(count)]
    print(f"skipped: {source} is not there; comments of seeds/ instead")
    found = [comment.texts[0] for case in cases.load(Path("seeds"), "text") for comment in case.comments]
    return (found * (count // len(found) + 1))[:count]


def ratios(texts: Sequence[str], rounds: int) -> dict[str, float]:
    """Processor time of Detoxify.predict by 32 through that of each engine, medians over the rounds."""
    import torch

    torch.set_num_threads(1)
    embedded = checkpoints.EMBEDDED
    detoxify = detoxify_model.detoxify(embedded)
    exact, quick = (_alone(network.load(embedded, precision=name)) for name in ("fp32", "int8"))

    def by_32() -> None:
        for start in range(0, len(texts), _BATCH):
            detoxify.predict(list(texts[start : start + _BATCH]))

    def one_by_one() -> None:
        for text in texts:
            detoxify.predict(text)

    engines: dict[str, Callable[[], Any]] = {
        "by_32": by_32,
        "one_by_one": one_by_one,
        "fp32": lambda: exact.probabilities(texts),
        "int8": lambda: quick.probabilities(texts),
    }
    spent: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(rounds):
        for name, run in engines.items():
            start = time.process_time()
            run()
            spent[name].append(time.process_time() - start)
    tokens = sum(map(len, exact.engine.tokens.encode(texts)))
    limit = gemm()
    found = {name: median(base / own for base, own in zip(spent["by_32"], spent[name], strict=True)) for name in spent}
    found["fp32_to_one_by_one"] = median(
        base / own for base, own in zip(spent["one_by_one"], spent["fp32"], strict=True)
    )
    found["share_of_limit"] = tokens * _FLOPS_A_TOKEN / median(spent["fp32"]) / limit
    found["comments_a_second_fp32"] = len(texts) / median(spent["fp32"])
    found["comments_a_second_int8"] = len(texts) / median(spent["int8"])
    del found["by_32"]
    return found


def _alone(model: Model) -> Model:
    model.engine.callers = 1  # processor time of one core; callers beside it add cores, not work
    return model


def gemm() -> float:
    """Floating-point operations a second of one matrix product in single precision, at the network's shape: the best of
    two libraries.

    In a process of its own, for the number of threads is settled when the library is loaded.
    """
    code = _GEMM.format(hidden=_HIDDEN, inner=_INNER)
    surroundings = os.environ | dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return float(subprocess.check_output([sys.executable, "-c", code], text=True, env=surroundings))


def cold_starts(rounds: int) -> dict[str, float]:
    """Seconds from the first import to the first score, in new processes, ours and Detoxify's in turn; medians."""
    embedded = checkpoints.EMBEDDED
    theirs = _THEIRS.format(
        weights=str(checkpoints.path(embedded)), settings=str(checkpoints.settings_folder(embedded))
    )
    spent: dict[str, list[tuple[float, float]]] = {"ours": [], "theirs": []}
    for _ in range(rounds):
        for name, code in (("ours", _OURS), ("theirs", theirs)):
            surroundings = os.environ | {"HF_HUB_OFFLINE": "1"}
            output = subprocess.check_output(
                [sys.executable, "-c", code], text=True, env=surroundings, stderr=subprocess.DEVNULL
            )
            wall, used = map(float, output.split()[-2:])
            spent[name].append((wall, used))
    return {
        "cold_start_seconds": median(wall for wall, _ in spent["ours"]),
        "cold_start_detoxify_seconds": median(wall for wall, _ in spent["theirs"]),
        "cold_start": median(their / own for (_, own), (_, their) in zip(spent["ours"], spent["theirs"], strict=True)),
    }


def help_seconds(rounds: int) -> float:
    """Processor time of ``threads --help``, the interpreter's own start counted; median."""
    spent = []
    for _ in range(rounds):
        before = os.times()
        subprocess.run([sys.executable, "-m", "threads", "--help"], check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        spent.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return median(spent)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; with ``--check`` return 1 where a ratio is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--comments", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--check", action="store_true", help="fail where a ratio is below its floor")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    chosen = parser.parse_args(arguments)
    texts = comments(chosen.data, chosen.comments)
    found = (
        ratios(texts, chosen.rounds) | cold_starts(chosen.rounds) | {"help_seconds": help_seconds(2 * chosen.rounds)}
    )
    for name, value in found.items():
        print(f"{name:28} {value:8.3f}")
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1))
    return floors.settle(TABLE, found, check=chosen.check, lift=chosen.lift)


if __name__ == "__main__":
    sys.exit(main())
