"""The embedded model by each engine: as Detoxify scores, the same whatever stands beside it, and quick to start."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from threads import checkpoints, network
from threads.errors import UsageError
from threads.network import detoxify_model

ROOT = Path(__file__).parents[2]

SENTENCES = [
    ("You are a worthless idiot and everybody here knows it.", 0.7, 1.0),
    ("Shut your mouth, you stupid moron.", 0.7, 1.0),
    ("Thank you for the careful answer, it helped me a lot.", 0.0, 0.2),
    ("The bridge opens again in March, says the town hall.", 0.0, 0.2),
]


@pytest.mark.weights
def test_the_embedded_model_tells_insults_from_talk_without_a_network() -> None:
    code = f"""
import socket, sys
def refuse(*_, **__): raise OSError("the network was used")
socket.socket.connect = socket.getaddrinfo = refuse
from threads import checkpoints, network
model = network.load(checkpoints.EMBEDDED)
assert not {{"torch", "transformers", "onnx"}} & set(sys.modules)
print(*(row[model.labels.index("toxicity")] for row in model.probabilities({[text for text, _, _ in SENTENCES]!r})))
"""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "TRANSFORMERS_"))}
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=surroundings, check=True
    )
    assert output.stderr == ""
    for value, (text, low, high) in zip(map(float, output.stdout.split()), SENTENCES, strict=True):
        assert low <= value <= high, text


@pytest.mark.weights
@pytest.mark.parametrize("engine", network.ENGINES)
def test_the_embedded_model_scores_as_detoxify_predicts(engine: str) -> None:
    model = network.load(checkpoints.EMBEDDED, engine=engine)
    texts = [text * times for text, _, _ in SENTENCES for times in (1, 2, 7)] + ["no", "", "ÄÖÜ é ñ", "😂 lol"]
    their = detoxify_model.detoxify(checkpoints.EMBEDDED)
    for text, row in zip(texts, model.probabilities(texts), strict=True):
        assert row == pytest.approx([their.predict(text)[label] for label in model.labels], abs=1e-5)


def mixture(count: int) -> list[str]:
    chance = random.Random(5)
    words = [
        "you",
        "the",
        "idiot",
        "bridge",
        "thank",
        "stupid",
        "of",
        "river",
        "moron",
        "opens",
        "please",
        "in",
        "a",
        "hate",
        "very",
        "kind",
        "people",
        "12",
        "é",
        "😂",
    ]
    return [" ".join(chance.choices(words, k=chance.randint(1, 70))) for _ in range(count)]


@pytest.mark.weights
@pytest.mark.parametrize("precision", ["fp32", "int8"])
def test_a_score_is_the_same_bit_for_bit_whatever_stands_beside_it(
    precision: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THREADS_CACHE", str(tmp_path))
    model = network.load(checkpoints.EMBEDDED, precision=precision)
    texts = mixture(60)
    alone = [model.log_odds([text])[0].tolist() for text in texts]
    assert model.log_odds(texts).tolist() == alone
    order = list(range(len(texts)))
    random.Random(6).shuffle(order)
    assert model.log_odds([texts[place] for place in order]).tolist() == [alone[place] for place in order]


@pytest.mark.weights
def test_a_padded_call_gives_the_same_bits_as_a_call_without_padding() -> None:
    engine = network.load(checkpoints.EMBEDDED).engine
    tokens = engine.tokens.encode(mixture(40))
    alone = [engine.ask([ids])[0].tolist() for ids in tokens]
    for size in (2, 3, 8, 40):
        calls = [engine.ask(tokens[start : start + size]) for start in range(0, len(tokens), size)]
        assert [row.tolist() for call in calls for row in call] == alone


@pytest.mark.weights
def test_eight_bits_stay_near_and_say_so_in_their_recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THREADS_CACHE", str(tmp_path))
    exact, quick = (network.load(checkpoints.EMBEDDED, precision=name) for name in ("fp32", "int8"))
    texts = mixture(60)
    for left, right in zip(exact.probabilities(texts), quick.probabilities(texts), strict=True):
        assert right == pytest.approx(left, abs=0.25)
    assert exact.cache_recipe() != quick.cache_recipe()
    assert quick.engine.tokens_a_call == 1


@pytest.mark.weights
def test_half_precision_on_torch_where_the_processor_has_it() -> None:
    try:
        model = network.load(checkpoints.EMBEDDED, precision="bf16")
    except UsageError as problem:
        assert "has no bfloat16" in str(problem)
        pytest.skip("this processor has no bfloat16")
    exact = network.load(checkpoints.EMBEDDED)
    for left, right in zip(model.probabilities(mixture(20)), exact.probabilities(mixture(20)), strict=True):
        assert right == pytest.approx(left, abs=0.05)
    assert model.cache_recipe() is None


@pytest.mark.parametrize(
    ("engine", "precision", "message"),
    [
        ("tensorrt", "fp32", "no engine is called 'tensorrt' .*onnx, torch"),
        (None, "fp8", "no precision is called 'fp8'"),
        ("onnx", "bf16", "the onnx engine has no bf16"),
        ("torch", "int8", "the torch engine has no int8"),
    ],
)
def test_what_does_not_go_together_is_told(engine: str | None, precision: str, message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("' .*", "'.*")):
        network.check(engine, precision)


@pytest.mark.weights
@pytest.mark.parametrize("spoilt", ["model.safetensors", "graph.onnx", "hf/tokenizer.json"])
def test_a_damaged_package_is_told_in_one_line(spoilt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    from threads.errors import ModelError

    home = checkpoints.path(checkpoints.EMBEDDED).parent
    shutil.copytree(home, tmp_path / "minilm")
    (tmp_path / "minilm" / spoilt).write_bytes((home / spoilt).read_bytes()[:5000])
    monkeypatch.setattr(checkpoints, "path", lambda checkpoint: tmp_path / "minilm" / "model.safetensors")
    with pytest.raises(ModelError) as problem:
        network.load(checkpoints.EMBEDDED)
    assert len(str(problem.value).splitlines()) == 1


def test_help_loads_no_engine() -> None:
    code = (
        "import sys\nfrom threads import cli\ncli.main(['--help'])\n"
        "sys.exit(bool({'torch', 'onnxruntime', 'numpy', 'tokenizers', 'pydantic', 'polars'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)
