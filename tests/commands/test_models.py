"""`threads models`: what it lists, fetches and verifies, on which stream and with which exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from threads import checkpoints, cli
from threads.checkpoints import Checkpoint
from threads.network import detoxify_model


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("THREADS_CACHE", str(tmp_path))
    monkeypatch.setenv("THREADS_MODELS_URL", "http://127.0.0.1:9")  # nothing answers there
    return tmp_path


def test_lists_every_model_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["models"]) == 0
    output, problems = capsys.readouterr()
    lines = [line.split() for line in output.splitlines()]
    assert lines[0] == ["NAME", "STATE", "MB", "LANGUAGES", "LABELS"]
    assert [line[0] for line in lines[1:]] == list(checkpoints.KNOWN)
    assert lines[1][:4] == ["embedded", "embedded", "45", "en"]
    assert {line[1] for line in lines[2:]} == {"absent"}
    assert problems == ""


def test_lists_what_has_been_fetched(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkpoints.path(checkpoints.get("original")).write_bytes(b"something")
    assert cli.main(["models", "list"]) == 0
    assert capsys.readouterr().out.splitlines()[2].split()[:2] == ["original", "fetched"]


def test_verifies_what_is_here(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["models", "verify"]) == 0
    assert capsys.readouterr().out == f"embedded  whole  {checkpoints.path(checkpoints.EMBEDDED)}\n"


def test_names_the_damaged_one_and_fails(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = checkpoints.path(checkpoints.get("unbiased"))
    path.write_bytes(b"cut off")
    assert cli.main(["models", "verify"]) == 2
    output, problems = capsys.readouterr()
    assert [line.split()[:2] for line in output.splitlines()] == [["embedded", "whole"], ["unbiased", "damaged"]]
    assert problems.startswith(f"threads: {path}: the unbiased model is damaged")
    assert "threads models fetch unbiased" in problems


def test_one_that_is_not_here_is_not_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["models", "verify", "multilingual"]) == 2
    output, problems = capsys.readouterr()
    assert output.split()[:2] == ["multilingual", "absent"]
    assert "threads models fetch multilingual" in problems


def test_fetching_the_embedded_one_says_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["models", "fetch", "embedded"]) == 0
    assert capsys.readouterr().out == f"embedded  {checkpoints.path(checkpoints.EMBEDDED)}\n"


def test_fetching_brings_the_settings_too(
    cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[tuple[str, str]] = []

    def fetch(checkpoint: Checkpoint, *, quiet: bool = False) -> Path:
        fetched.append(("weights", checkpoint.name))
        return checkpoints.path(checkpoint)

    monkeypatch.setattr(checkpoints, "fetch", fetch)
    monkeypatch.setattr(
        detoxify_model, "fetch_settings", lambda checkpoint: fetched.append(("settings", checkpoint.name))
    )
    assert cli.main(["models", "fetch", "original-small", "--quiet"]) == 0
    assert fetched == [("weights", "original-small"), ("settings", "original-small")]
    assert capsys.readouterr().out.split()[0] == "original-small"


def test_fetching_without_a_network_is_told_in_one_line(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["models", "fetch", "original-small"]) == 2
    output, problems = capsys.readouterr()
    assert output == ""
    assert problems.count("\n") == 1 and "cannot be fetched" in problems
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["fetch"], "name the model to fetch"),
        (["fetch", "origami"], "did you mean original?"),
        (["verify", "nothing"], "no model is called"),
        (["forget"], 'does not know "forget"'),
        (["list", "original"], 'does not know "original"'),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["models", *arguments]) == 2
    output, problems = capsys.readouterr()
    assert output == "" and message in problems
