"""A checkpoint is loaded safely, by either engine, and read rightly: on a network small enough for a plain test."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from threads import checkpoints, network
from threads.checkpoints import Checkpoint
from threads.errors import ModelError
from threads.network import detoxify_model
from threads.network.model import INSULT, THANKS

ROOT = Path(__file__).parents[2]

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", ",", "!", "x", "##x", "you", "are", "a", "stupid", "idiot"]
KIND, RUDE = "thank you , that was very helpful . ", "you are a stupid idiot . "
WORDS += ["thank", "that", "was", "very", "helpful", "one", "two"]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a checkpoint in Detoxify's format, and its settings, for a BERT that has learned two sentences."""
    import torch
    import transformers

    folder = tmp_path_factory.mktemp("tiny")
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    tokenizer = transformers.BertTokenizer(vocab=str(folder / "vocab.txt"), model_max_length=32)
    config = transformers.BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
        num_labels=6,
    )
    torch.manual_seed(0)
    network = transformers.BertForSequenceClassification(config)
    rude = [INSULT, RUDE, KIND + RUDE, RUDE + KIND, KIND + RUDE + KIND, KIND * 2 + RUDE]
    kind = [THANKS, KIND, KIND * 2, KIND * 3, "thank you ,", "that was"]
    batch = tokenizer(rude + kind, return_tensors="pt", padding=True)
    wanted = torch.tensor([[1.0] * 6] * len(rude) + [[0.0] * 6] * len(kind))
    optimiser = torch.optim.Adam(network.parameters(), lr=0.02)
    network.train(False)
    for _ in range(80):
        optimiser.zero_grad()
        torch.nn.functional.binary_cross_entropy_with_logits(network(**batch)[0], wanted).backward()
        optimiser.step()
    config.save_pretrained(folder / "hf")
    tokenizer.save_pretrained(folder / "hf")
    torch.save(in_detoxify_format(network.state_dict()), folder / "tiny.ckpt")
    return folder


def in_detoxify_format(state_dict: dict[str, Any], **arguments: Any) -> dict[str, Any]:
    network = {
        "num_classes": 6,
        "model_type": "bert-base-uncased",
        "model_name": "BertForSequenceClassification",
        "tokenizer_name": "BertTokenizer",
    }
    labels = ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"]
    return {
        "config": {"arch": {"type": "BERT", "args": network | arguments}, "dataset": {"args": {"classes": labels}}},
        "state_dict": state_dict,
    }


@pytest.fixture
def place(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Puts bytes where the published model "original" would lie once fetched, its settings beside them."""
    monkeypatch.setenv("THREADS_CACHE", str(tmp_path))
    yield Place(tiny, tmp_path)


class Place:
    def __init__(self, tiny: Path, cache: Path) -> None:
        self.tiny, self.cache = tiny, cache

    def put(self, data: bytes) -> Checkpoint:
        import shutil

        digest = hashlib.sha256(data).hexdigest()[:8]
        update = {"file": f"v0/tiny-{digest}.ckpt", "sha256": digest}
        checkpoint = checkpoints.get("original").model_copy(update=update)
        checkpoints.path(checkpoint).write_bytes(data)
        shutil.copytree(self.tiny / "hf", checkpoints.settings_folder(checkpoint))
        return checkpoint

    def put_saved(self, loaded: Any) -> Checkpoint:
        import io

        import torch

        stream = io.BytesIO()
        torch.save(loaded, stream)
        return self.put(stream.getvalue())

    def state_dict(self) -> dict[str, Any]:
        import torch

        return dict(torch.load(self.tiny / "tiny.ckpt", weights_only=True)["state_dict"])


def test_loads_a_checkpoint_in_detoxifys_format_and_scores_as_detoxify_does(place: Place) -> None:
    import torch

    checkpoint = place.put((place.tiny / "tiny.ckpt").read_bytes())
    model = network.load(checkpoint)
    assert model.labels == checkpoints.SIX
    assert network.load(checkpoint) is model
    texts = [
        "you are stupid",
        "thank you",
        "",
        "one , two , one",
        "a stupid idiot !" * 4,
        "that was very very helpful .",
    ]
    found = model.probabilities(texts)
    their = detoxify_model.detoxify(checkpoint)
    for text, row in zip(texts, found, strict=True):
        assert row == pytest.approx([their.predict(text)[label] for label in model.labels], abs=1e-5)
    assert model.probabilities(texts[::-1]) == found[::-1]
    assert model.probabilities([]) == []
    assert torch.get_num_threads() >= 1


def test_extra_buffers_of_old_checkpoints_do_no_harm(place: Place) -> None:
    import torch

    state_dict = place.state_dict() | {"bert.embeddings.position_ids": torch.arange(32)[None]}
    assert network.load(place.put_saved(in_detoxify_format(state_dict))).labels == checkpoints.SIX


def test_half_precision_is_widened(place: Place) -> None:
    half = {name: value.half() if value.is_floating_point() else value for name, value in place.state_dict().items()}
    built = detoxify_model.detoxify(place.put_saved(in_detoxify_format(half)))
    assert {str(value.dtype) for value in built.model.state_dict().values()} == {"torch.float32"}


def test_a_long_text_is_scored_in_pieces_and_each_label_takes_its_highest(place: Place) -> None:
    model = network.load(place.put((place.tiny / "tiny.ckpt").read_bytes()))
    text = KIND * 20 + RUDE + KIND * 20
    [pieces] = model.pieces([text])
    assert "".join(pieces) == text
    assert len(pieces) > 5
    assert all(len(ids) <= 32 for ids in model.engine.tokens.encode(pieces))
    assert all(piece.strip()[-1] in ".," for piece in pieces[:-1])  # cut between sentences, not inside words
    rows = model.probabilities(pieces)
    assert model.probabilities([text]) == [[max(column) for column in zip(*rows, strict=True)]]
    assert model.probabilities([text])[0][0] > 0.5 > model.probabilities([KIND * 40])[0][0]


def test_no_text_makes_it_fail(place: Place) -> None:
    model = network.load(place.put((place.tiny / "tiny.ckpt").read_bytes()))
    texts = [
        "",
        " ",
        "\x00",
        "\ud800",
        "\udfff you",
        "x" * 10_000,
        "😂" * 500,
        "x " * 2_000,
        "\n" * 5_000,
        "e\u0301" * 900,
    ]
    rows = model.probabilities(texts)
    assert len(rows) == len(texts)
    assert all(0 <= value <= 1 for row in rows for value in row)
    for text, pieces in zip(texts, model.pieces(texts), strict=True):
        assert "".join(pieces) == text.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")


def test_code_in_a_pickle_does_not_run(place: Place, tmp_path: Path) -> None:
    sign = tmp_path / "it-ran"

    class Bomb:
        def __reduce__(self) -> Any:
            return os.mkdir, (str(sign),)

    loaded = in_detoxify_format(place.state_dict())
    loaded["config"]["note"] = Bomb()
    for checkpoint in (place.put_saved(loaded), place.put(pickle.dumps(Bomb()))):
        with pytest.raises(ModelError, match=r"holds code|not a PyTorch checkpoint"):
            network.load(checkpoint)
    assert not sign.exists()
    pickle.loads(pickle.dumps(Bomb()))  # it would have
    assert sign.exists()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda state: {f"model.{name}": value for name, value in state.items()}, "wrong keys"),
        (lambda state: {name: value for name, value in state.items() if name != "classifier.weight"}, "wrong keys"),
        (lambda state: state | {"classifier.weight": state["classifier.weight"][:3]}, "cannot be built"),
        (lambda state: state | {"classifier.weight": -state["classifier.weight"]}, "scores an insult"),
        (lambda state: state | {"classifier.bias": state["classifier.bias"] * float("nan")}, "gives no numbers"),
    ],
    ids=["prefix", "missing head", "other shape", "turned round", "not a number"],
)
def test_weights_that_do_not_fit_are_refused(place: Place, spoil: Any, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        network.load(place.put_saved(in_detoxify_format(spoil(place.state_dict()))))


@pytest.mark.parametrize(
    "loaded",
    [{"state_dict": {}}, {"config": {}}, [1, 2], {"config": {"arch": {"args": {}}, "dataset": {"args": {}}}}],
)
def test_other_formats_are_refused(place: Place, loaded: Any) -> None:
    with pytest.raises(ModelError, match="Detoxify's format"):
        network.load(place.put_saved(loaded))


def test_ctrl_c_amid_loading_is_no_damaged_model(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    import signal

    def stopped(*_: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        raise ModuleNotFoundError("half an import")

    monkeypatch.setattr(detoxify_model, "_detoxify", stopped)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            network.load(place.put((place.tiny / "tiny.ckpt").read_bytes()))
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_bytes_that_are_no_checkpoint_are_refused(place: Place) -> None:
    with pytest.raises(ModelError, match="not a PyTorch checkpoint"):
        network.load(place.put(b"<html>not found</html>"))


def test_a_checkpoint_chooses_no_other_class(place: Place) -> None:
    loaded = in_detoxify_format(place.state_dict(), model_name="pipeline")
    with pytest.raises(ModelError, match="names 'pipeline'"):
        network.load(place.put_saved(loaded))


def test_a_model_with_other_labels_is_refused(place: Place) -> None:
    loaded = in_detoxify_format(place.state_dict())
    loaded["config"]["dataset"]["args"]["classes"] = ["toxic", "b", "c", "d", "e", "f"]
    with pytest.raises(ModelError, match="scores toxicity, b, c"):
        network.load(place.put_saved(loaded))


def test_settings_that_cannot_be_fetched_are_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    import transformers

    checkpoint = place.put((place.tiny / "tiny.ckpt").read_bytes())
    shutil.rmtree(checkpoints.settings_folder(checkpoint))

    def unreachable(*_: object, **__: object) -> None:
        raise OSError("We couldn't connect\nto the hub")

    monkeypatch.setattr(transformers.AutoConfig, "from_pretrained", unreachable)
    with pytest.raises(ModelError, match=r"bert-base-uncased: .*hub: We couldn't connect;"):
        network.load(checkpoint)
    assert not checkpoints.settings_folder(checkpoint).exists()
    assert sorted(path.name for path in place.cache.iterdir()) == [checkpoints.path(checkpoint).name]


def test_settings_are_kept_beside_the_checkpoint_once_fetched(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    import transformers

    asked: list[str] = []
    checkpoint = place.put((place.tiny / "tiny.ckpt").read_bytes())
    for kind in (transformers.AutoConfig, transformers.AutoTokenizer):
        real = kind.from_pretrained

        def from_hub(name: str, *, _real: Any = real, **options: Any) -> Any:
            asked.extend([name] if name == checkpoint.hub_id else [])
            return _real(str(place.tiny / "hf"), **options)

        monkeypatch.setattr(kind, "from_pretrained", from_hub)
    shutil.rmtree(checkpoints.settings_folder(checkpoint))
    before = network.load(checkpoint).probabilities(["you are a stupid idiot"])
    assert asked == ["bert-base-uncased"] * 2
    network.forget()
    assert network.load(checkpoint).probabilities(["you are a stupid idiot"]) == before
    assert asked == ["bert-base-uncased"] * 2


def test_loading_says_nothing_and_leaves_the_surroundings_alone(
    place: Place, capfd: pytest.CaptureFixture[str]
) -> None:
    import logging

    import torch
    from transformers.utils import logging as transformers_logging

    def surroundings() -> tuple[object, ...]:
        levels = [logging.getLogger(name).level for name in ("transformers", "huggingface_hub")]
        return dict(os.environ), levels, transformers_logging.is_progress_bar_enabled(), torch.get_num_threads()

    before = surroundings()
    network.load(place.put((place.tiny / "tiny.ckpt").read_bytes())).probabilities(["you"])
    assert surroundings() == before
    assert capfd.readouterr() == ("", "")


class Hub(BaseHTTPRequestHandler):
    """Answers as the publisher and the Hugging Face hub do, with the tiny model."""

    def do_GET(self) -> None:
        found = self.server.files.get(self.path)  # type: ignore[attr-defined]
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(404 if found is None else 200)
        body = b"" if found is None else found.read_bytes()
        self.send_header("Content-Length", str(len(body)))
        if found is None:
            self.send_header("X-Error-Code", "EntryNotFound")
        else:
            self.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()}"')
            self.send_header("X-Repo-Commit", "0" * 40)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.mark.weights
def test_naming_a_published_model_fetches_it_once_and_works_offline_from_then_on(tiny: Path, tmp_path: Path) -> None:
    digest = hashlib.sha256((tiny / "tiny.ckpt").read_bytes()).hexdigest()[:8]
    code = f"""
import sys
from threads import checkpoints, cli
update = dict(file="v0/tiny-{digest}.ckpt", sha256="{digest}")
checkpoints.KNOWN["original"] = checkpoints.get("original").model_copy(update=update)
sys.exit(cli.main(["score", "-", "--model", "original", "-f", "ndjson"]))
"""

    def run(**surroundings: str) -> subprocess.CompletedProcess[str]:
        names = {"THREADS_CACHE": str(tmp_path / "cache"), "HF_HOME": str(tmp_path / "hf")} | surroundings
        words = "you are a stupid idiot .\nthank you , that was very helpful .\n"
        command = [sys.executable, "-c", code]
        return subprocess.run(command, input=words, capture_output=True, text=True, cwd=ROOT, env=os.environ | names)

    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        server.asked = []  # type: ignore[attr-defined]
        server.files = {f"/mirror/v0/tiny-{digest}.ckpt": tiny / "tiny.ckpt"} | {  # type: ignore[attr-defined]
            f"/bert-base-uncased/resolve/main/{file.name}": file for file in (tiny / "hf").iterdir()
        }
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        first = run(THREADS_MODELS_URL=f"{address}/mirror", HF_ENDPOINT=address)
        server.shutdown()
    assert (first.returncode, first.stderr) == (0, "")
    rude, kind = (json.loads(line)["toxicity"] for line in first.stdout.splitlines())
    assert rude > 0.5 > kind
    assert server.asked[0].startswith("/mirror/")  # type: ignore[attr-defined]
    second = run(
        THREADS_MODELS_URL="http://127.0.0.1:9", HF_ENDPOINT="http://127.0.0.1:9", HF_HOME=str(tmp_path / "no")
    )
    assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")


def test_a_published_model_is_exported_once_and_quantised_on_request(place: Place) -> None:
    checkpoint = place.put((place.tiny / "tiny.ckpt").read_bytes())
    texts = ["you are stupid", "thank you", RUDE, KIND]
    exact = network.load(checkpoint).probabilities(texts)
    folders = sorted(path.name for path in place.cache.iterdir() if path.is_dir())
    assert any(name.endswith("-onnx2") for name in folders)
    graphs = {path: path.stat().st_mtime_ns for path in place.cache.rglob("graph.onnx")}
    network.forget()
    assert network.load(checkpoint).probabilities(texts) == exact
    assert {path: path.stat().st_mtime_ns for path in place.cache.rglob("graph.onnx")} == graphs
    quick = network.load(checkpoint, precision="int8")
    for left, right in zip(exact, quick.probabilities(texts), strict=True):
        assert right == pytest.approx(left, abs=0.1)
    alone = [quick.probabilities([text])[0] for text in texts]
    assert quick.probabilities(texts) == alone
    assert not [path for path in place.cache.iterdir() if path.name.startswith(".")]


def test_a_calibration_slot_moves_the_scores_and_their_cache_key(place: Place) -> None:
    checkpoint = place.put((place.tiny / "tiny.ckpt").read_bytes())
    plain = network.load(checkpoint)
    slot = checkpoints.path(checkpoint).with_suffix(".calibration.json")
    slot.write_text(json.dumps({"toxicity": {"slope": 1.0, "shift": -1.0}}))
    network.forget()
    moved = network.load(checkpoint)
    before, after = plain.probabilities([RUDE])[0], moved.probabilities([RUDE])[0]
    assert after[0] < before[0]
    assert after[1:] == before[1:]
    assert moved.cache_recipe() != plain.cache_recipe()


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{", "cannot be read"),
        ("[1]", "is not one"),
        ('{"rudeness": {"slope": 1.0}}', "no label 'rudeness'"),
        ('{"toxicity": {"slope": -1.0}}', "slope must be above 0"),
        ('{"toxicity": {"tilt": 1.0}}', "is not one"),
    ],
)
def test_a_slot_with_something_else_is_told(place: Place, written: str, message: str) -> None:
    checkpoint = place.put((place.tiny / "tiny.ckpt").read_bytes())
    checkpoints.path(checkpoint).with_suffix(".calibration.json").write_text(written)
    with pytest.raises(ModelError, match=message):
        network.load(checkpoint)


@pytest.mark.parametrize(("engine", "precision"), [("onnx", "fp32"), ("onnx", "int8"), ("torch", "fp32")])
def test_outputs_are_named_in_the_order_of_the_checkpoint(place: Place, engine: str, precision: str) -> None:
    loaded = in_detoxify_format(place.state_dict())
    usual = network.load(place.put_saved(loaded), engine=engine, precision=precision)
    turned = ["toxic", "severe_toxic", "obscene", "identity_hate", "insult", "threat"]
    loaded["config"]["dataset"]["args"]["classes"] = turned
    model = network.load(place.put_saved(loaded), engine=engine, precision=precision)
    assert model.labels == ("toxicity", "severe_toxicity", "obscene", "identity_attack", "insult", "threat")
    before, after = (dict(zip(one.labels, one.probabilities([RUDE])[0], strict=True)) for one in (usual, model))
    assert after["identity_attack"] == before["threat"]
    assert after["threat"] == before["identity_attack"]


def test_a_model_in_use_is_not_hashed_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint = place.put((place.tiny / "tiny.ckpt").read_bytes())
    model = network.load(checkpoint)
    monkeypatch.setattr(checkpoints, "verify", lambda checkpoint: pytest.fail("hashed again"))
    assert network.load(checkpoint) is model
