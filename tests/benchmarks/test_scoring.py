"""The benchmark of scores: what its measures give for tiny arrays, how sets are read and thinned, what it leaves out."""

from __future__ import annotations

import json

import numpy as np
import polars
import pytest

pytest.importorskip("sklearn", reason="scikit-learn is in the extra `training`")

from benchmarks import floors, scoring
from benchmarks import scoring_measures as measures
from benchmarks import scoring_probes as probes
from benchmarks import scoring_sets as sets
from benchmarks.scoring_sets import Question, Row
from threads import checkpoints

ONES = np.ones(4)
TRUTHS = np.array([0.0, 0.0, 1.0, 1.0])


class StandIn:
    """Scores a text by its length, whatever the head."""

    checkpoint = checkpoints.EMBEDDED

    def __init__(self, *_, **__):
        pass

    def scores(self, texts, head):
        return np.array([min(len(text), 100) / 100 for text in texts])


def write(folder, name, rows):
    names = ("text", "parent_text", "label", "sublabels", "split")
    polars.DataFrame([dict(zip(names, row, strict=True)) for row in rows], infer_schema_length=None).write_parquet(
        folder / f"{name}.parquet"
    )


@pytest.mark.parametrize(
    ("scores", "wanted"),
    [([0.1, 0.2, 0.8, 0.9], 1.0), ([0.9, 0.8, 0.2, 0.1], 0.0), ([0.5] * 4, 0.5), ([0.1, 0.4, 0.35, 0.8], 0.75)],
)
def test_auc_and_its_draws(scores, wanted):
    assert measures.auc(TRUTHS, np.array(scores)) == pytest.approx(wanted)
    drawn = measures.draws(TRUTHS, np.array(scores), number=2_000)
    assert drawn.mean() == pytest.approx(wanted, abs=0.02)
    low, high = measures.interval(drawn)
    assert 0 <= low <= wanted <= high <= 1


def test_one_kind_alone_has_no_auc():
    assert measures.auc(np.ones(3), np.ones(3)) is None
    assert measures.interval(measures.draws(np.ones(3), np.ones(3))) is None


def test_precision_recall_and_false_alarms():
    scores = np.array([0.1, 0.6, 0.5, 0.4])
    assert measures.at(0.5, TRUTHS, scores, ONES) == (0.5, 0.5)
    assert measures.at(0.5, TRUTHS, scores, np.array([1.0, 9.0, 1.0, 1.0])) == (pytest.approx(0.1), 0.5)
    assert measures.at(0.99, TRUTHS, scores, ONES) == (None, 0.0)
    assert measures.flagged(0.5, scores) == 0.5
    assert measures.flagged(0.5, scores[:0]) is None
    assert measures.average_precision(TRUTHS, np.array([0.1, 0.2, 0.8, 0.9]), ONES) == pytest.approx(1.0)


def test_calibration_error_is_the_mean_gap():
    bins = measures.reliability(np.array([1.0, 1.0, 0.0, 0.0]), np.array([0.9, 0.9, 0.1, 0.1]), ONES)
    assert [(one.weight, round(one.said, 6), one.true) for one in bins] == [(2, 0.1, 0), (2, 0.9, 1)]
    assert measures.calibration_error(bins) == pytest.approx(0.1)
    assert measures.calibration_error([]) is None
    assert "said 0.90 true 1.00" in measures.diagram(bins)
    assert measures.strip(bins).split() == ["-", "0", *["-"] * 11, "100", "-"]


def test_a_score_of_one_falls_into_the_last_step():
    (one,) = measures.reliability(np.ones(1), np.ones(1), np.ones(1))
    assert (one.low, one.high) == (pytest.approx(14 / 15), 1.0)


def test_thinning_keeps_the_rarer_kind_and_the_mix():
    truths = [1] * 10 + [0] * 990
    kept = sets.thinned(truths, 100)
    assert len(kept) == 100
    assert sum(weight for place, weight in kept if truths[place]) == 10
    assert sum(weight for place, weight in kept if not truths[place]) == pytest.approx(990)
    assert kept == sets.thinned(truths, 100), "the same each time"
    assert sets.thinned([0] * 5, 10) == [(place, 1.0) for place in range(5)]


@pytest.mark.parametrize(
    ("name", "more", "label", "wanted"),
    [
        ("civil_threat", {"threat": 0.5}, 1, 1),
        ("civil_threat", {"threat": 0.0}, 1, 0),
        ("civil_threat", {"threat": 0.2}, 1, None),
        ("olid_insult", {"insult": 1.0, "b": "TIN"}, 1, 1),
        ("olid_insult", {}, 1, None),
        ("olid_insult_among_toxic", {"b": "UNT"}, 1, 0),
        ("olid_insult_among_toxic", {"b": "nan"}, 0, None),
        ("olid_group_among_targeted", {"c": "GRP"}, 1, 1),
        ("unhealthy_hostile", {"hostile": 1.0}, 0, 1),
        ("ethos_violence", {}, 0, 0),
        ("ethos_violence", {"violence": None}, 1, None),
        ("ethos_violence", {"violence": 0.7}, 1, 1),
        ("edos_threat", {"threat": None}, 1, 0),
    ],
)
def test_what_a_question_takes_for_true(name, more, label, wanted):
    (question,) = (one for one in sets.SUBLABELS if one.name == name)
    assert question.truth(Row("words", None, label, more, "test")) == wanted


def test_a_question_reads_its_part_alone(tmp_path):
    write(
        tmp_path,
        "some",
        [
            ("one", None, 1, None, "test"),
            ("two", "above", 0, '{"a": 1}', "test"),
            ("three", None, None, None, "test"),
            ("four", None, 1, None, "train"),
            (None, None, 1, None, "test"),
        ],
    )
    found = sets.examples(Question("some", "some", "test"), tmp_path)
    assert found.texts == ["one", "two"]
    assert found.truths.tolist() == [1, 0]
    assert found.rows[1].parent == "above"
    assert found.rows[1].more == {"a": 1}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ann is an African American nurse.", ["african american"]),
        ("A middle-aged, LGBTQ person", ["middle aged", "lgbtq"]),
        ("The golden transport", []),
    ],
)
def test_groups_in_a_sentence(text, wanted):
    assert probes.groups_named(text) == wanted


def test_hatecheck_by_kind_and_half(tmp_path):
    kinds = [("threat_dir_h", 1, 90), ("threat_dir_h", 1, 10), ("ident_neutral_nh", 0, 10), ("ident_pos_nh", 0, 80)]
    write(
        tmp_path,
        "hatecheck",
        [("x" * n, None, label, json.dumps({"functionality": kind}), "test") for kind, label, n in kinds],
    )
    lines, figures = probes.hatecheck(tmp_path, StandIn().scores)
    assert figures["hatecheck"] == figures["hatecheck_hateful"] == figures["hatecheck_not_hateful"] == 0.5
    assert (figures["ident_neutral_flagged"], figures["ident_pos_flagged"]) == (0.0, 1.0)
    assert any(line.startswith("threat_dir_h") for line in lines)


def test_a_parent_that_tells_is_a_gain():
    chance = np.random.default_rng(0)
    truths = np.array([0.0, 1.0] * 60)
    rows = [Row("x" * chance.integers(1, 99), "y" * (80 if truth else 20), int(truth), {}, "gc") for truth in truths]
    examples = sets.Examples(Question("cat_gc", "cat_large"), rows, truths, np.ones(120))
    _, figures = probes.parent(examples, StandIn().scores)
    assert figures["comment_and_parent"] == pytest.approx(1.0)
    assert figures["parent_gain"] > 0.3


def test_missing_data_is_told_and_skipped(tmp_path, capsys, monkeypatch):
    assert scoring.main(["--data", str(tmp_path / "none")]) == 0
    assert "skipped" in capsys.readouterr().out
    monkeypatch.setattr(scoring, "Asked", StandIn)
    write(tmp_path, "ethos", [("x" * n, None, int(n > 50), "{}", "test") for n in range(1, 90)])
    target = tmp_path / "out.json"
    assert scoring.main(["--data", str(tmp_path), "--json", str(target)]) == 0
    shown = capsys.readouterr()
    assert "cat_gc: skipped" in shown.err
    assert "held out: skipped" in shown.out
    told = json.loads(target.read_text("utf-8"))
    assert told["figures"]["auc_ethos"] == told["figures"]["mean_auc"] == 1.0
    assert told["figures"]["mean_main_auc"] is None


def test_floors_begin_rise_and_hold(tmp_path, monkeypatch):
    place = tmp_path / "floors.toml"
    place.write_text("# Why.\n", encoding="utf-8")
    monkeypatch.setattr(floors, "FILE", place)
    floors.raise_to("scoring", {"mean_auc": 0.8567, "foreign_scored": 0.1234, "other": 1.0}, first=scoring.FLOORED)
    assert floors.read() == {"scoring": {"mean_auc": 0.856, "foreign_scored": 0.124}}
    assert floors.broken("scoring", {"mean_auc": 0.8567, "foreign_scored": 0.1234}) == []
    assert len(floors.broken("scoring", {"mean_auc": 0.85, "foreign_scored": 0.2})) == 2


def test_a_sample_sets_no_floors():
    with pytest.raises(SystemExit):
        scoring.main(["--sample", "100", "--raise"])


def test_every_question_finds_its_set():
    if not sets.DATA.is_dir():
        pytest.skip("../shared/data with the labelled sets is not here")
    for question in (*sets.TOXICITY, *sets.SUBLABELS):
        found = sets.examples(question, sets.DATA, sample=10)
        assert 0 < found.truths.sum() < len(found.truths), question.name
