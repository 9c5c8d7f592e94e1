import sys
from argparse import Namespace

import pytest

from threads import casework, pipeline
from threads.casework import Casework
from threads.errors import ModelError, UsageError
from threads.model import Case, Comment, Evidence, Link, Thread


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text(f"page {name}\n\nwith words\n")
    return tmp_path


def options(*inputs, **more):
    return Namespace(
        **{"inputs": list(inputs), "input_format": None, "quiet": False, "model": "embedded", "policy": None, **more}
    )


def thread_of(page, count=3):
    comments = tuple(Comment(id=f"c{n}", text="words", source_span=(0, 1), line=1) for n in range(count))
    evidence = (Evidence(clue="stated", weight=1.0, sentence="stated"),)
    return Thread(
        id=page.source,
        source=page.source,
        comments=comments,
        links=tuple(Link(comment_id=comment.id, confidence=1.0, evidence=evidence) for comment in comments),
    )


@pytest.fixture
def judged(monkeypatch):
    """Batches that were judged, as lists of sources; nothing is rebuilt or scored for real."""
    batches = []

    def judge(threads, *, options, policy):
        batches.append([thread.source for thread in threads])
        return [Case(thread=thread) for thread in threads]

    monkeypatch.setattr(pipeline, "reconstruct", thread_of)
    monkeypatch.setattr(pipeline, "judge", judge)
    return batches


def sources_of(cases):
    return [case.thread.source for case in cases]


def test_cases_come_in_the_order_of_the_inputs(folder, judged):
    work = Casework(options("d.txt", "a.txt", "b.txt"))
    assert sources_of(work) == ["d.txt", "a.txt", "b.txt"]
    assert judged == [["d.txt", "a.txt", "b.txt"]]
    assert (work.exit_status, work.problems) == (0, [])


def test_batches_are_bounded_by_comments_and_by_pages(folder, judged, monkeypatch):
    monkeypatch.setattr(casework, "BATCH_COMMENTS", 6)
    assert len(list(Casework(options(".")))) == 4
    assert [len(batch) for batch in judged] == [2, 2]
    judged.clear()
    monkeypatch.setattr(casework, "BATCH_PAGES", 1)
    assert len(list(Casework(options(".")))) == 4
    assert [len(batch) for batch in judged] == [1, 1, 1, 1]


def test_without_scores_nothing_is_judged_and_each_case_comes_at_once(folder, judged):
    cases = iter(Casework(options("a.txt", "b.txt"), score=False))
    case = next(cases)
    assert case.thread.source == "a.txt" and case.scores == () and set(case.languages) == {"c0", "c1", "c2"}
    assert sources_of(cases) == ["b.txt"]
    assert judged == []


def test_a_problem_is_a_line_and_the_others_are_processed(folder, judged, capsys):
    (folder / "b.txt").write_text("")
    work = Casework(options("missing.txt", "."))
    assert sources_of(work) == ["./a.txt", "./c.txt", "./d.txt"]
    assert work.exit_status == 1
    assert [problem.where for problem in work.problems] == ["missing.txt", "./b.txt"]
    assert capsys.readouterr() == ("", "threads: missing.txt: no such file or folder\nthreads: ./b.txt: is empty\n")


def test_a_fault_on_one_page_is_a_problem_of_that_page(folder, judged, monkeypatch, capsys):
    def reconstruct(page):
        if page.source == "b.txt":
            raise RuntimeError("stumbled\nhere")
        return thread_of(page)

    monkeypatch.setattr(pipeline, "reconstruct", reconstruct)
    work = Casework(options("a.txt", "b.txt", "c.txt"), score=False)
    assert sources_of(work) == ["a.txt", "c.txt"]
    assert work.exit_status == 1
    err = capsys.readouterr().err
    assert (
        err.startswith("threads: b.txt: could not be rebuilt (RuntimeError: stumbled here at ") and err.count("\n") == 1
    )
    assert err.endswith("; please report this page\n")


def test_a_fault_while_scoring_costs_one_page_and_not_its_batch(folder, judged, monkeypatch):
    def judge(threads, **more):
        if any(thread.source == "b.txt" for thread in threads):
            raise RuntimeError("stumbled")
        return [Case(thread=thread) for thread in threads]

    monkeypatch.setattr(pipeline, "judge", judge)
    work = Casework(options("a.txt", "b.txt", "c.txt", quiet=True))
    assert sources_of(work) == ["a.txt", "c.txt"]
    assert [problem.message[:20] for problem in work.problems] == ["could not be scored "]


def test_a_model_that_cannot_be_loaded_ends_the_work(folder, judged, monkeypatch):
    def judge(threads, **more):
        raise ModelError("is damaged")

    monkeypatch.setattr(pipeline, "judge", judge)
    with pytest.raises(ModelError):
        list(Casework(options("a.txt", "b.txt")))


def test_stopping_it_keeps_what_was_finished(folder, judged, monkeypatch, capsys):
    def reconstruct(page):
        if page.source == "c.txt":
            raise KeyboardInterrupt
        return thread_of(page)

    monkeypatch.setattr(pipeline, "reconstruct", reconstruct)
    work = Casework(options("a.txt", "b.txt", "c.txt", "d.txt"), score=False)
    assert sources_of(work) == ["a.txt", "b.txt"]
    assert work.interrupted and work.exit_status == 130
    assert capsys.readouterr().err == "threads: interrupted; what was finished is kept\n"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"model": "embeded"}, "did you mean embedded"),
        ({"input_format": "texts"}, "did you mean text"),
        ({"policy": "no-such-policy.toml"}, "no-such-policy.toml"),
    ],
)
@pytest.mark.parametrize("score", [True, False])
def test_wrong_options_are_told_before_anything_is_read(wrong, message, score):
    with pytest.raises(UsageError, match=message):
        Casework(options("unread.txt", **wrong), score=score)


def test_a_bar_is_shown_on_a_terminal_only_and_not_when_quiet(folder, judged, monkeypatch, capsys):
    list(Casework(options(".", "missing.txt")))
    assert capsys.readouterr().err == "threads: missing.txt: no such file or folder\n"
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    list(Casework(options(".", "missing.txt")))
    shown = capsys.readouterr().err
    assert "pages" in shown and "4/4" in shown and "threads: missing.txt: no such file or folder" in shown
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    list(Casework(options(".", "missing.txt", quiet=True)))
    assert capsys.readouterr().err == "threads: missing.txt: no such file or folder\n"
