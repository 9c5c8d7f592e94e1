from __future__ import annotations

import json
from argparse import ArgumentError, ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from threads import casework
from threads.commands import report
from threads.errors import InputError, UsageError
from threads.exit_status import ExitStatus
from threads.model import Case, Comment, Evidence, Flag, Link, Thread


def a_case(name: str = "page") -> Case:
    comment = Comment(id="c1", author="Al", text="You fool.", source_span=(0, 9), line=1)
    link = Link(comment_id="c1", confidence=1.0, evidence=(Evidence(clue="layout", weight=1.0, sentence="a root"),))
    flag = Flag(comment_id="c1", kind="abuse", label="insult", score=0.9, spans=((4, 8),), reason="r", source="s")
    thread = Thread(id=name, source=f"{name}.txt", title=f"Title of {name}", comments=(comment,), links=(link,))
    return Case(thread=thread, flags=(flag,))


class Standin:
    """Casework without files and models: gives these cases, then has these problems."""

    cases: tuple[Case, ...] = ()
    complaints: tuple[InputError, ...] = ()
    stops = False

    def __init__(self, options: Namespace, *, ledger: str | None = None) -> None:
        self.policy = None
        self.problems: list[InputError] = []
        self.interrupted = False

    def __iter__(self) -> Iterator[Case]:
        yield from self.cases
        self.problems.extend(self.complaints)
        self.interrupted = self.stops

    @property
    def exit_status(self) -> ExitStatus:
        if self.interrupted:
            return ExitStatus.INTERRUPTED
        return ExitStatus.SOME_FAILED if self.problems else ExitStatus.DONE


@pytest.fixture
def standin(monkeypatch: pytest.MonkeyPatch) -> type[Standin]:
    fresh = type("Standin", (Standin,), {"cases": (a_case(),)})
    monkeypatch.setattr(casework, "Casework", fresh)
    return fresh


def options(folder: Path, *, quiet: bool = False) -> Namespace:
    return Namespace(
        inputs=["pages"],
        input_format=None,
        quiet=quiet,
        model="embedded",
        policy=None,
        output=str(folder),
        ledger=None,
    )


def summary(folder: Path) -> dict[str, object]:
    return json.loads((folder / "summary.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_needs_a_folder() -> None:
    parser = ArgumentParser(exit_on_error=False)
    report.add_arguments(parser)
    assert parser.parse_args(["-o", "r"]).output == "r"
    assert parser.parse_args(["--output", "r"]).output == "r"
    with pytest.raises((SystemExit, ArgumentError)):
        parser.parse_args([])
    assert report.TAKES_INPUTS


def test_writes_the_folder_and_says_so(
    standin: type[Standin], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report.run(options(tmp_path / "r")) == 0
    assert (tmp_path / "r" / "report.html").is_file()
    said = capsys.readouterr()
    assert "1 comment on 1 page by 1 author" in said.out
    assert "insult 0.90 Al: You fool." in said.out
    assert said.err == ""


def test_quiet_says_nothing(standin: type[Standin], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report.run(options(tmp_path / "r", quiet=True)) == 0
    assert capsys.readouterr() == ("", "")
    assert (tmp_path / "r" / "flags.csv").is_file()


def test_problems_are_in_the_report_and_in_the_exit_status(standin: type[Standin], tmp_path: Path) -> None:
    standin.complaints = (InputError("is empty\x1b[2J", where="b.txt"),)
    assert report.run(options(tmp_path / "r")) == 1
    assert summary(tmp_path / "r")["problems"] == ["b.txt: is empty␛[2J"]


def test_nothing_read_writes_nothing(standin: type[Standin], tmp_path: Path) -> None:
    report.run(options(tmp_path / "r"))
    standin.cases = ()
    standin.complaints = (InputError("is empty", where="b.txt"),)
    with pytest.raises(InputError, match="no input could be processed"):
        report.run(options(tmp_path / "r"))
    assert summary(tmp_path / "r")["problems"] == [], "the earlier report is still there"


def test_pages_without_comments_are_a_report_too(standin: type[Standin], tmp_path: Path) -> None:
    standin.cases = (Case(thread=Thread(id="bare", source="bare.txt")),)
    assert report.run(options(tmp_path / "r")) == 0
    assert summary(tmp_path / "r")["counts"]["threads_without_comments"] == 1  # type: ignore[index]


def test_an_earlier_report_is_no_input_of_the_next(standin: type[Standin], tmp_path: Path) -> None:
    report.run(options(tmp_path / "r"))
    again = a_case("again")
    old = again.thread.model_copy(update={"source": str(tmp_path / "r" / "report.html")})
    standin.cases = (again, again.model_copy(update={"thread": old}))
    report.run(options(tmp_path / "r"))
    assert [thread["id"] for thread in summary(tmp_path / "r")["threads"]] == ["again"]  # type: ignore[attr-defined]


def test_a_folder_of_others_is_refused_before_any_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.txt").write_text("x")

    def never(*arguments: object, **more: object) -> None:
        raise AssertionError("nothing may be read")

    monkeypatch.setattr(casework, "Casework", never)
    with pytest.raises(UsageError, match=r"mine\.txt"):
        report.run(options(tmp_path))


def test_the_same_command_twice_gives_the_same_report(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from threads import pipeline
    from threads.cli import main

    monkeypatch.setattr(pipeline, "judge", lambda threads, **_: [Case(thread=thread) for thread in threads])
    for _ in range(2):
        assert main(["report", ".", "-o", "report/", "--quiet"]) == 0
        assert summary(pages.parent / "report")["counts"]["threads"] == 1  # type: ignore[index]
    assert main(["report", ".", "-o", "report", "-o", "second", "--quiet"]) == 0
    assert summary(pages.parent / "second")["counts"]["threads"] == 1  # type: ignore[index]


def test_interrupted_keeps_what_was_finished(standin: type[Standin], tmp_path: Path) -> None:
    standin.stops = True
    assert report.run(options(tmp_path / "r")) == 130
    assert summary(tmp_path / "r")["interrupted"] is True


def test_half_a_report_does_not_replace_a_whole_one(
    standin: type[Standin], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report.run(options(tmp_path / "r"))
    standin.cases, standin.stops = (a_case("other"),), True
    assert report.run(options(tmp_path / "r")) == 130
    assert summary(tmp_path / "r")["threads"][0]["id"] == "page"  # type: ignore[index]
    assert "interrupted, no report was written" in capsys.readouterr().err
