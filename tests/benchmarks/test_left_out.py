"""Leaving sites out: pages are read with the models put in for their time, and with the shipped ones after."""

from __future__ import annotations

import pytest

pytest.importorskip("sklearn", reason="the choice among layouts is fitted with scikit-learn: pip install scikit-learn")
pytest.importorskip("resiliparse", reason="pages are rendered with resiliparse: pip install resiliparse")

from benchmarks import left_out
from threads.clues import _model
from threads.clues._model import Model
from threads.reading import choice, traits
from threads.reading.trees import Forest


def test_both_models_are_put_in_and_taken_out_again():
    forest = Forest(traits.NAMES, 0.25, (), (), (), (), (), ())
    model = Model({"never": 1.0})
    before = choice._forest(), _model.default()
    with left_out.reading_with(forest, model):
        assert choice._forest().value([0.0] * len(traits.NAMES)) == 0.25
        assert _model.default() is model
    assert (choice._forest(), _model.default()) == before


def test_a_folder_that_is_not_there_is_told(tmp_path, capsys):
    assert left_out.main(["--cases", str(tmp_path / "nowhere")]) == 2
    assert "nowhere is not there" in capsys.readouterr().err
