"""The toxicity model is trained by one command: here on a handful of invented comments and a very small encoder."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import polars
import pytest

from threads.checkpoints import SIX
from training import contrasts, disguises, packing, toxicity, toxicity_table
from training.toxicity_table import EVALUATION, SETS, Labelled

CLEAN = "the ferry leaves at nine and the tea is good"
RUDE = "you are a stupid idiot and i hate you"


def row(text: str, label: int | None, split: str = "train", **more: Any) -> dict[str, Any]:
    return {"text": text, "label": label, "sublabels": json.dumps(more), "split": split}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with every set, two comments each, and one comment that an evaluation set holds too."""
    folder = tmp_path / "data"
    folder.mkdir()
    more: dict[str, dict[str, float]] = {
        "davidson": {"offensive_share": 1.0},
        "civil_toxic_spans": {"span_share": 0.8, "obscene": 0, "threat": 0.4, "insult": 1, "identity_attack": 0},
        "jigsaw_multilabel_scraps": dict.fromkeys(SIX[1:], 0),
    }
    for name in {*SETS, *EVALUATION}:
        words = name.replace("_", " ")
        split = "train" if name in SETS else "test"
        rows = [
            row(f"{RUDE} {words}", 1, split, **more.get(name, {})),
            row(f"{CLEAN} {words}", 0, split, **more.get(name, {})),
        ]
        if name == "jigsaw_test_binary":
            rows.append(row(f"{CLEAN}, EDOS!", 0, "test"))
        polars.DataFrame(rows, schema_overrides={"label": polars.Int64}).write_parquet(folder / f"{name}.parquet")
    return folder


def test_texts_of_evaluation_sets_are_taken_out_whatever_their_spaces_and_signs(data: Path) -> None:
    texts = [found.text for found in toxicity_table.read(data)]
    assert f"{RUDE} edos" in texts
    assert f"{CLEAN} edos" not in texts
    assert len(texts) == 2 * len(SETS) - 1


def test_unknown_labels_are_masked_and_words_tell_the_rest(data: Path) -> None:
    found = {row.text: dict(zip(SIX, row.targets, strict=True)) for row in toxicity_table.read(data)}
    rude = found[f"{RUDE} jigsaw train binary"]
    assert (rude["toxicity"], rude["insult"], rude["threat"], rude["identity_attack"]) == (1.0, 1.0, 0.0, 0.05)
    assert set(found[f"{CLEAN} jigsaw train binary"].values()) == {0.0}
    civil = found[f"{RUDE} civil toxic spans"]
    assert civil["threat"] == pytest.approx(0.6)
    assert math.isnan(civil["severe_toxicity"])
    sexist = found[f"{RUDE} edos"]
    assert (sexist["toxicity"], sexist["identity_attack"]) == (1.0, 1.0)


def test_the_same_text_is_held_out_wherever_it_stands() -> None:
    texts = [Labelled(f"comment number {number}", (0.0,) * 6, "set") for number in range(3000)]
    held = sum(one.held_out for one in texts)
    assert 50 < held < 140
    for one in texts[:200]:
        assert Labelled(one.text.upper() + " !", one.targets, "other").held_out == one.held_out


def test_contrasts_are_the_same_each_time_and_name_each_group_in_kind_and_in_hateful_sentences() -> None:
    first, again = (list(contrasts.sentences(400, seed=1)) for _ in range(2))
    assert [one.text for one in first] == [one.text for one in again]
    assert [one.text for one in contrasts.sentences(400, seed=2)] != [one.text for one in first]
    for word in ("muslim", "gay", "deaf", "women"):
        labels = {one.targets[0] for one in first if word in one.text.lower()}
        assert {0.0, 1.0} <= labels, word
    assert all("{" not in one.text for one in first)


def test_disguises_keep_most_letters() -> None:
    chance = random.Random(0)
    spelt = {disguises.disguised("stupid idiots everywhere", chance) for _ in range(60)}
    assert len(spelt) > 30
    assert disguises.disguised("a bc", chance) == "a bc"


def test_batches_hold_every_text_once_and_stay_small() -> None:
    lengths = [random.Random(1).randint(3, 128) for _ in range(500)]
    groups = toxicity.batches(lengths, random.Random(2))
    assert sorted(place for group in groups for place in group) == list(range(500))
    assert all(max(lengths[place] for place in group) * len(group) <= toxicity.TOKENS_A_STEP for group in groups)


@pytest.mark.weights
def test_one_command_trains_and_another_packs(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    import torch
    import transformers

    encoder = tmp_path / "encoder"
    encoder.mkdir()
    words = sorted({word for text in (CLEAN, RUDE, *map(str, SETS)) for word in text.replace("_", " ").split()})
    (encoder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]))
    tokenizer = transformers.BertTokenizer(vocab=str(encoder / "vocab.txt"), model_max_length=128)
    tokenizer.save_pretrained(encoder)
    sizes = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
    config = transformers.BertConfig(vocab_size=len(words) + 5, max_position_embeddings=128, **sizes)
    network = transformers.BertModel(config)
    with torch.no_grad():
        for parameter in network.parameters():  # equal matrices would be exported as one
            parameter += 0.01 * torch.randn_like(parameter)
    network.save_pretrained(encoder)
    monkeypatch.setattr(toxicity, "CONTRASTS", 10)
    out, place = tmp_path / "out", tmp_path / "package"
    toxicity.main(["--data", str(data), "--encoder", str(encoder), "--out", str(out), "--port", "29631"])
    assert "texts to learn from" in capfd.readouterr().out
    digest = packing.pack(out, place)
    assert len(digest) == 64
    assert {file.name for file in place.rglob("*.*")} >= {"model.safetensors", "graph.onnx", "tokenizer.json"}
    assert (place / "graph.onnx").stat().st_size < (place / "model.safetensors").stat().st_size + 200_000
