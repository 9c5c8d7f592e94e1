"""The training of the model of links, on the sample pages alone: it learns, leaves sites out, and repeats itself."""

from __future__ import annotations

import pytest

pytest.importorskip("scipy")

from benchmarks import links as benchmark
from training import link_examples, links


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return link_examples.load(tmp_path_factory.mktemp("no cases"))


def right_share(judged):
    points = benchmark.points_of((one, one.probabilities()) for found in judged for one in found)
    return sum(right for _, right in points) / len(points)


@pytest.fixture(scope="module")
def trained(pages):
    return links.train(pages)


def test_the_samples_are_learned(pages, trained):
    model, _, _ = trained
    assert right_share([links.judge(page, model) for page in pages]) > 0.95


def test_training_twice_gives_the_same(pages, trained):
    assert links.train(pages)[0].weights == trained[0].weights


def test_a_site_left_out_is_not_seen(trained):
    _, whole, _ = trained
    site = "custom--councilcorner--1"
    rest = links.without(whole, site)
    assert site in whole.sites and site not in rest.sites
    assert rest.matrix.shape[0] == len(rest.groups) == len(rest.right) < len(whole.groups)
    assert rest.groups.max() + 1 == len(rest.weights)


def test_who_is_named_is_what_training_asks_for(pages):
    page = next(page for page in pages if page.name == "custom--councilcorner--1")
    named = [links._named(page, place, frozenset({None, 1})) for place in range(len(page.right))]
    assert frozenset({1}) in named and frozenset({None, 1}) in named


def test_calibration_is_one_pair_a_site(pages, trained):
    model, _, _ = trained
    found = links.calibrate_apart(pages, [links.judge(page, model) for page in pages])
    assert set(found) == {"", *(page.site for page in pages)}


def test_figures_of_the_benchmark(pages):
    judged = [(one, one.scores) for page in pages for one in benchmark.by_hand(page)]
    assert all(abs(sum(scores)) <= 1.0 + 1e-9 for _, scores in judged)
    found = benchmark.figures(judged)
    assert 0.5 < found["accuracy"] <= 1.0 and 0.0 <= found["calibration error"] <= 1.0
    assert sum(count for count, _, _ in benchmark.reliability(benchmark.points_of(judged))) == len(judged)


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("wordpress--kettlenotes--1", "kettlenotes"),
        ("reddit--a--1", "reddit"),
        ("reddit-json--b--1", "reddit"),
        ("discourse-json--pond-12--1", "pond"),
        ("custom--pond-12--1", "pond-12"),
    ],
)
def test_sites(name, site):
    assert link_examples.site_of(name) == site
