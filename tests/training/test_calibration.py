"""Calibration: a known line is found again, folded into a head once, and changes no ranking."""

from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("scipy", reason="scipy is in the extra `training`")

from threads.checkpoints import SIX
from threads.errors import ThreadsError
from training import calibration, trained_model
from training.toxicity_table import Labelled


def drawn(slope, shift, number=20_000):
    """Log-odds and labels whose true line is known."""
    chance = np.random.default_rng(0)
    logits = chance.normal(0, 3, number)
    truths = (chance.random(number) < 1 / (1 + np.exp(-(logits * slope + shift)))).astype(float)
    return logits, truths


@pytest.mark.parametrize(("slope", "shift"), [(1.0, 0.0), (0.5, -1.0), (2.0, 1.5)])
def test_a_known_line_is_found_again(slope, shift):
    found = calibration.fit(*drawn(slope, shift))
    assert found == (pytest.approx(slope, rel=0.08), pytest.approx(shift, abs=0.1))


def test_weights_stand_for_copies():
    logits, truths = drawn(0.7, -0.4, 300)
    weights = np.where(truths == 0, 3.0, 1.0)
    copied = np.concatenate([logits, *[logits[truths == 0]] * 2]), np.concatenate([truths, *[truths[truths == 0]] * 2])
    assert calibration.fit(logits, truths, weights) == pytest.approx(calibration.fit(*copied), abs=1e-4)


def test_shares_of_raters_are_truths_too():
    logits = np.linspace(-4, 4, 500)
    slope, shift = calibration.fit(logits, 1 / (1 + np.exp(-(0.6 * logits + 0.3))))
    assert (slope, shift) == (pytest.approx(0.6, abs=0.02), pytest.approx(0.3, abs=0.02))


def test_kinds_that_do_not_overlap_give_a_bounded_line():
    slope, shift = calibration.fit(np.array([-3.0, -2.0, 2.0, 3.0]), np.array([0.0, 0.0, 1.0, 1.0]))
    assert 0 < slope < 5
    assert shift == pytest.approx(0, abs=0.01)


def test_the_slope_stays_above_zero_where_scores_are_upside_down():
    slope, _ = calibration.fit(np.array([-2.0, -1.0, 1.0, 2.0]), np.array([1.0, 1.0, 0.0, 0.0]))
    assert slope > 0


@pytest.mark.parametrize("truths", [[0.0, 0.0], [1.0, 1.0], [np.nan, 1.0]])
def test_what_cannot_be_fitted_is_told(truths):
    with pytest.raises(ValueError):
        calibration.fit(np.array([0.1, 0.2]), np.array(truths))


def test_calibrated_apart_means_what_it_says():
    logits, truths = drawn(1.0, -3.0)
    told = calibration.judge(logits, truths, np.ones(len(truths)))
    assert told["ece_before"] > 0.1
    assert told["ece_after"] < 0.02
    marks = told["threshold_for_precision"]
    assert marks["0.8"] < marks["0.9"] < marks["0.95"]
    assert told["at"]["0.9"]["precision"] > 0.9
    assert told["at"]["0.3"]["recall"] > told["at"]["0.9"]["recall"]


def test_a_label_with_few_texts_is_left_as_it_is():
    told = calibration.judge(np.linspace(-1, 1, 50), np.array([1.0] * 3 + [0.0] * 47), np.ones(50))
    assert (told["slope"], told["shift"]) == (1.0, 0.0)
    assert "fewer than" in told["left"]


def labelled(toxic, source, text):
    return Labelled(text, (float(toxic), *[float("nan")] * 5), source)


def test_the_natural_mix_is_given_back():
    rows = [
        *[labelled(1, calibration.JIGSAW, "You are an idiot.")] * 10,
        *[labelled(0, calibration.JIGSAW, "Black ink is sold in the shop.")] * 20,
        *[labelled(0, calibration.JIGSAW, "The page was moved on Monday.")] * 20,
        *[labelled(1, "paradetox", "You are an idiot.")] * 7,
    ]
    found = calibration.weights(rows)
    toxic, telling, plain, other = found[:10], found[10:30], found[30:50], found[50:]
    assert toxic.sum() / found[:50].sum() == pytest.approx(calibration.NATURAL_TOXIC_SHARE)
    assert telling.sum() / (telling.sum() + plain.sum()) == pytest.approx(calibration.NATURAL_TELLING_SHARE)
    assert set(other) == {1.0}


def test_without_jigsaw_every_text_counts_once():
    assert calibration.weights([labelled(1, "ethos", "words"), labelled(0, "ethos", "words")]).tolist() == [1.0, 1.0]


def test_the_threshold_for_a_precision():
    scores = np.repeat([0.2, 0.6, 0.9], 40)
    truths = np.concatenate([np.zeros(40), np.repeat([1.0, 0.0], [32, 8]), np.ones(40)])
    ones = np.ones(120)
    assert calibration.threshold(0.95, truths, scores, ones) == 0.61
    assert calibration.threshold(0.85, truths, scores, ones) == 0.21
    assert calibration.threshold(0.95, np.zeros(120), scores, ones) is None


@pytest.fixture
def model(tmp_path):
    save = pytest.importorskip("safetensors.numpy").save_file
    chance = np.random.default_rng(1)
    tensors = {
        "bert.other.weight": chance.normal(size=(4, 4)).astype(np.float16),
        "classifier.weight": chance.normal(size=(len(SIX), 8)).astype(np.float16),
        "classifier.bias": chance.normal(size=len(SIX)).astype(np.float16),
    }
    save(tensors, tmp_path / "model.safetensors", metadata={"step": "9 of 9"})
    return tmp_path / "model.safetensors", tensors


def test_folding_moves_the_head_and_nothing_else(model):
    from safetensors import safe_open

    file, before = model
    lines = {label: (0.5 + place / 10, -1.0 + place) for place, label in enumerate(SIX)}
    trained_model.fold(file, SIX, lines)
    with safe_open(file, framework="numpy") as stored:
        after = {name: stored.get_tensor(name) for name in before}
        assert stored.metadata()["step"] == "9 of 9"
    assert {tensor.dtype for tensor in after.values()} == {np.dtype(np.float16)}
    assert (after["bert.other.weight"] == before["bert.other.weight"]).all()
    seen = np.random.default_rng(2).normal(size=(5, 8))
    slopes, shifts = (np.array([lines[label][part] for label in SIX]) for part in (0, 1))
    logits = seen @ before["classifier.weight"].T.astype(float) + before["classifier.bias"]
    folded = seen @ after["classifier.weight"].T.astype(float) + after["classifier.bias"]
    assert folded == pytest.approx(logits * slopes + shifts, abs=0.01)
    assert trained_model.folded(file) == lines


def test_nothing_is_folded_twice(model, capsys):
    file, _ = model
    assert trained_model.folded(file) is None
    trained_model.fold(file, SIX, dict.fromkeys(SIX, (0.5, 0.0)))
    whole = file.read_bytes()
    with pytest.raises(ThreadsError, match="calibrated already"):
        trained_model.fold(file, SIX, dict.fromkeys(SIX, (0.5, 0.0)))
    assert calibration.main(["--data", "none", "--model", str(file.parent), "--write"]) == 1
    assert "calibrated already" in capsys.readouterr().err
    assert file.read_bytes() == whole


def test_a_model_of_other_outputs_is_refused(model):
    with pytest.raises(ThreadsError, match="outputs"):
        trained_model.fold(model[0], SIX[:2], dict.fromkeys(SIX, (1.0, 0.0)))


def test_the_command_fits_folds_and_tells(model, monkeypatch):
    file, _ = model
    logits, truths = drawn(0.5, -1.0, 400)
    rows = [Labelled("words", (truth,) * len(SIX), "ethos") for truth in truths]
    monkeypatch.setattr(calibration.toxicity, "table", lambda data: ([], rows))
    monkeypatch.setattr(trained_model, "ask", lambda folder, texts: (SIX, np.column_stack([logits] * len(SIX))))
    before = file.read_bytes()
    assert calibration.main(["--data", "none", "--model", str(file.parent)]) == 0
    assert file.read_bytes() == before, "nothing is written unasked"
    assert calibration.main(["--data", "none", "--model", str(file.parent), "--write"]) == 0
    told = json.loads((file.parent / "calibration.json").read_text("utf-8"))
    assert set(told["labels"]) == set(SIX)
    assert told["labels"]["threat"]["slope"] == pytest.approx(0.5, rel=0.3)
    assert trained_model.folded(file) == {label: (one["slope"], one["shift"]) for label, one in told["labels"].items()}
