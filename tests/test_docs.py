"""The documentation is true: its examples run, its figures are the measured ones, nothing on a shelf is left out."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import math
import os
import re
import shlex
import sys
import tomllib
from argparse import Namespace
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import seeds
from threads import cli, document, shelves
from threads.exports._table import COLUMNS
from threads.layouts import _platforms

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
README = (ROOT / "README.md").read_text("utf-8")
EXTENDING = (ROOT / "docs/extending.md").read_text("utf-8")
FORMATS = (ROOT / "docs/formats.md").read_text("utf-8")
EVERYTHING = "\n".join(page.read_text("utf-8") for page in PAGES)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOLERANCE = 0.02  # model scores move a little with the processor and the version of PyTorch
DECIMAL = re.compile(r"\d?\.\d{2,}|\d{1,3}%")
PERCENT = 5  # confidences move a little when models are fitted again
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def blocks(text: str, language: str) -> list[str]:
    return [body for found, body in FENCE.findall(text) if found == language]


def steps(console: str) -> list[tuple[str, str]]:
    """``(command, what it shows)`` for every ``$`` line of a transcript."""
    found = re.split(r"^\$ (.+)\n", console, flags=re.MULTILINE)
    assert not found[0].strip(), f"shows something before its first command: {found[0]!r}"
    return list(zip(found[1::2], found[2::2], strict=True))


def needs_weights(console: str) -> bool:
    commands = [command.split() for command, _ in steps(console)]
    return any(
        words[:2] in (["threads", "report"], ["threads", "score"])
        or (words[:2] == ["threads", "export"] and "--no-score" not in words)
        for words in commands
    )


def line_differs(shown: str, line: str) -> bool:
    """Whether a line is not as shown; ``...`` stands for anything, decimals may move a little."""
    pattern = "".join(
        ".*" if part == "..." else "(" + DECIMAL.pattern + ")" if DECIMAL.fullmatch(part) else re.escape(part)
        for part in re.split(rf"(\.\.\.|{DECIMAL.pattern})", shown.rstrip())
    )
    met = re.fullmatch(pattern, line.rstrip())
    wanted = re.findall(DECIMAL.pattern, shown.replace("...", " "))
    return met is None or any(far(number, found) for number, found in zip(wanted, met.groups(), strict=True))


def far(shown: str, found: str) -> bool:
    """Whether two decimals, or two percentages, are further apart than they may be."""
    allowed = PERCENT if shown.endswith("%") else TOLERANCE
    return abs(float(shown.rstrip("%")) - float(found.rstrip("%"))) > allowed


def difference(shown: str, out: str) -> str | None:
    """What is not as shown, or ``None``; a line ``...`` stands for any number of lines."""
    lines = out.rstrip().split("\n") if out.strip() else []
    place, floating = 0, False
    wanted = shown.rstrip().split("\n") if shown.strip() else []
    for index, line in enumerate(wanted):
        if line == "...":
            floating = True
            continue
        ends = floating and "..." not in wanted[index:]
        if ends:  # what follows the last gap stands at the end
            place = max(place, len(lines) - len(wanted[index:]))
        while floating and place < len(lines) and line_differs(line, lines[place]):
            place += 1
        if place >= len(lines) or line_differs(line, lines[place]):
            return f"shown: {line}\nfound: {lines[place] if place < len(lines) else 'the end'}\nin:\n{out}"
        place, floating = place + 1, False
    return None if floating or place == len(lines) else f"not shown: {lines[place]}\nin:\n{out}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample pages, where examples run."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "seeds").symlink_to(ROOT / "seeds", target_is_directory=True)
    return folder


@cache
def output_of(command: str, folder: Path, _: int) -> str:
    """What a command of ours writes to standard output; it must end well and complain of nothing."""
    words = shlex.split(command)
    assert words[0] == "threads", command
    out, complaints = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True), io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaints):
        status = cli.main(words[1:])
    assert (status, complaints.getvalue()) == (0, ""), command
    return out.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


def replay(console: str, folder: Path, stage: int = 0) -> None:
    for command, shown in steps(console):
        if command.startswith("cat "):
            (folder / command.removeprefix("cat ")).write_text(shown, encoding="utf-8")
        else:
            assert (wrong := difference(shown, output_of(command, folder, stage))) is None, f"$ {command}\n{wrong}"


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("THREADS_CACHE", os.fspath(tmp_path))


@pytest.mark.parametrize(
    "console",
    [
        pytest.param(body, marks=[pytest.mark.weights] if needs_weights(body) else [], id=steps(body)[-1][0])
        for body in blocks(README, "console")
    ],
)
def test_transcripts_of_the_readme_show_what_comes_out(console: str, desk: Path) -> None:
    replay(console, desk)


def test_the_page_shown_first_is_one_of_the_sample_pages() -> None:
    page = seeds.page("custom--councilcorner--1").read_text("utf-8")
    wrong = difference(f"...\n{blocks(README, 'text')[0]}...\n", page)
    assert wrong is None, wrong
    assert README.index("answers Chimney Pot") < sum(map(len, README.splitlines(keepends=True)[:40]))


def test_the_python_of_the_readme_prints_what_is_shown(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = blocks(README, "python")
    with contextlib.chdir(desk):
        exec(compile(program, "README.md", "exec"), {})
    shown = next(body for body in blocks(README, "text") if body.startswith("Moss: "))
    assert (wrong := difference(shown, capsys.readouterr().out)) is None, wrong


@pytest.mark.weights
async def test_the_screen_of_the_readme_is_the_one_that_shows(tmp_path: Path) -> None:
    from threads.casework import Casework
    from threads.ledger import Ledger
    from threads.pipeline import judge
    from threads.policy import default_policy
    from tui.app import ModerateApp
    from tui.desk import Desk

    page = os.fspath(seeds.page("disqus--saltquay--1"))
    casework = Casework(Namespace(inputs=[page], model="embedded", policy=None, quiet=True), score=False)
    with Ledger(tmp_path / "decisions.ledger") as ledger:
        app = ModerateApp(Desk(ledger, moderator="ann", judge=judge, policy=default_policy()), casework)
        async with app.run_test(size=(100, 30)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.press("]")
            await pilot.pause()
            out = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
    shown = next(body for body in blocks(README, "text") if "Threads 1/1" in body)
    assert (wrong := difference(shown, out)) is None, wrong


@pytest.mark.weights
@pytest.mark.parametrize("text", [README, FORMATS], ids=["README", "formats"])
def test_comments_shown_as_json_are_what_the_export_writes(text: str, desk: Path) -> None:
    exported = json.loads(output_of("threads export seeds/custom--councilcorner--1/page.txt", desk, 0))
    by_id = {comment["id"]: comment for comment in exported["threads"][0]["comments"]}
    shown = [json.loads(body) for body in blocks(text, "json")]
    assert shown
    for comment in shown:
        assert_like(comment, by_id[comment["id"]])


def assert_like(shown: Any, found: Any) -> None:
    if isinstance(shown, dict):
        assert list(shown) == list(found)
        for key in shown:
            assert_like(shown[key], found[key])
    elif isinstance(shown, list):
        assert len(shown) == len(found)
        for one, other in zip(shown, found, strict=True):
            assert_like(one, other)
    elif isinstance(shown, float):
        assert math.isclose(shown, found, abs_tol=TOLERANCE)
    else:
        assert shown == found


def test_the_readme_counts_the_sample_pages_right() -> None:
    pages, comments = map(int, re.search(r"on (\d+) pages with (\d+) comments", README).groups())  # type: ignore[union-attr]
    assert pages == len(seeds.names())
    assert comments == sum(len(seeds.gold(name)["comments"]) for name in seeds.names())
    for row in ("comments found; invented", "author, time and words as on the page", "parent right, or one of those"):
        # tests/test_reconstruction_seeds.py holds every one of these to be right
        assert re.search(rf"^\| {row}.*\| {comments}\b", README, re.MULTILINE), row


@pytest.mark.weights
def test_the_readme_states_the_measured_flags(desk: Path) -> None:
    import polars

    output_of("threads report seeds/ -o report/", desk, 0)
    found = polars.read_parquet(desk / "report/comments.parquet")
    wanted = raised = unasked = 0
    for name in seeds.names():
        rows = found.filter(
            polars.col("source").str.contains(name, literal=True), polars.col("status").is_in(["visible", "empty"])
        )
        for gold, row in zip(seeds.gold(name)["comments"], rows.iter_rows(named=True), strict=True):
            kinds = {kind for kind in ("abuse", "conspiracy") if row[kind]}
            must = set(gold.get("must", []))
            wanted, raised = wanted + len(must), raised + len(must & kinds)
            unasked += len(kinds - must - set(gold.get("may", [])))
    assert f"| flags that have to be raised | {raised} of {wanted} |" in README
    assert f"| flags nobody asked for | {unasked} |" in README


@pytest.fixture
def open_shelves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], tuple[str, str]]]:
    """A function that puts an example (``# threads/SHELF/NAME.py`` and the code) on its shelf, until the test ends."""
    placed: list[tuple[str, str]] = []
    for shelf in shelves.SHELVES:
        (tmp_path / shelf).mkdir()
        package = importlib.import_module(f"threads.{shelf}")
        monkeypatch.setattr(package, "__path__", [*package.__path__, os.fspath(tmp_path / shelf)])

    def place(program: str) -> tuple[str, str]:
        heading, code = program.split("\n", 1)
        shelf, name = re.fullmatch(r"# threads/(\w+)/(\w+)\.py", heading).groups()  # type: ignore[union-attr]
        (tmp_path / shelf / f"{name}.py").write_text(code, encoding="utf-8")
        importlib.invalidate_caches()
        shelves.names.cache_clear()
        placed.append((shelf, name))
        return shelf, name

    yield place
    for shelf, name in placed:
        sys.modules.pop(f"threads.{shelf}.{name}", None)
        if hasattr(sys.modules[f"threads.{shelf}"], name):
            delattr(sys.modules[f"threads.{shelf}"], name)
    monkeypatch.undo()
    shelves.names.cache_clear()


def test_the_guide_to_extending_works_as_written(
    desk: Path, tmp_path: Path, open_shelves: Callable[[str], tuple[str, str]]
) -> None:
    """From top to bottom: files are put on their shelves, commands run, in the order of the page."""
    placed = []
    for stage, (language, body) in enumerate(FENCE.findall(EXTENDING), 1):
        if language == "console":
            replay(body, desk, stage)
        elif language == "python":
            placed.append(open_shelves(body))
        elif language == "toml" and body.startswith("# threads/markup/_platforms/"):
            assert set(tomllib.loads(body)) <= {"generator", "names"}
        elif language == "toml":
            from threads.policy import load_policy

            (tmp_path / "mine.toml").write_text(body, encoding="utf-8")
            assert load_policy(tmp_path / "mine.toml").threshold("shouting", "shouting") == 0.8
    assert sorted(shelf for shelf, _ in placed) == sorted(shelves.SHELVES), "one example a shelf"
    check_scorer_and_report()


def check_scorer_and_report() -> None:
    from threads import scorers
    from threads.model import Case, Page
    from threads.pipeline import reconstruct

    text = "Comments (2)\n\n~ otter, room 4\nTHIS IS MUCH TOO LOUD.\n~ nan, room 2\nOh.\n\nLeave a comment\n"
    thread = reconstruct(Page(source="guests.txt", text=text))
    scores = scorers.score([thread], languages=[{}], scorers=["shouting"])[0]
    assert [(score.label, score.value) for score in scores] == [("shouting", 1.0), ("shouting", None)]
    assert "fewer than 12" in (scores[1].reason or "")
    table = shelves.load("reports", "statuses").report([Case(thread=thread)])
    assert table.rows() == [("visible", 2)]


@pytest.mark.parametrize("name", shelves.names("commands"))
def test_every_command_is_described_in_the_readme(name: str) -> None:
    assert re.search(rf"threads {name}\b", README)


@pytest.mark.parametrize(
    ("shelf", "name"), [(shelf, name) for shelf in shelves.SHELVES[:-1] for name in shelves.names(shelf)]
)
def test_every_file_on_a_shelf_is_named_in_the_documentation(shelf: str, name: str) -> None:
    where = README if shelf in ("layouts", "clues", "scorers", "exports", "sources") else EVERYTHING
    assert f"`{name}`" in where, f"threads/{shelf}/{name}.py is named nowhere"


def test_every_platform_and_word_list_is_named_in_the_guide() -> None:
    folder = Path(_platforms.__file__).parent
    for path in folder.glob("*.toml"):
        assert f"`{path.stem}`" in EXTENDING, path.stem
    for path in (ROOT / "threads").glob("*.toml"):
        assert f"`threads/{path.name}`" in EXTENDING, path.name


def test_every_field_and_column_is_explained() -> None:
    models = (document.Document, document.Thread, document.Comment, document.Flag, document.Decision, document.Quote)
    for model in models:
        for name, field in model.model_fields.items():
            assert f"`{field.alias or name}`" in FORMATS, f"{model.__name__}.{name}"
    for column in COLUMNS:
        assert f"`{column}`" in FORMATS, column
    assert f"`{document.SCHEMA}`" in FORMATS


def test_every_environment_variable_is_named_in_the_readme() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "threads").glob("**/*.py"))
    read = set(re.findall(r"environ(?:\.get\(|\[)\s*\"(THREADS_\w+)\"", code))
    assert read, "the code reads some"
    assert all(f"`{name}`" in README for name in read), read


@pytest.mark.parametrize("target", ["report", "test", "check"])
def test_what_make_is_asked_for_is_there(target: str) -> None:
    assert f"make {target}" in EVERYTHING
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", page.read_text("utf-8"))):
        if target.startswith(("https://", "http://")):
            continue
        path, _, heading = target.partition("#")
        file = (page.parent / path) if path else page
        assert file.resolve().is_relative_to(ROOT) and file.exists(), f"{page.name}: {target}"
        if heading:
            assert heading in headings(file), f"{page.name}: {target}"


def headings(file: Path) -> set[str]:
    lines = re.findall(r"^#+ (.+)$", FENCE.sub("", file.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.casefold()).replace(" ", "-") for line in lines}


@each_page
def test_no_path_of_somebodys_machine_is_left(page: Path) -> None:
    assert not re.search(r"(?<![\w.~])/(?:work|home|root|tmp|mnt|Users|opt)\b", page.read_text("utf-8"))


@pytest.mark.parametrize(
    ("shown", "out", "same"),
    [
        ("a\n...\nb 0.50\n", "a\nx\ny\nb 0.51\n", True),
        ("a\n...\nb 0.50\n", "a\nx\nb 0.61\n", False),
        ("a\n...\n", "a\n", True),
        ("...\nb\n", "a\nb\nc\n", False),
        ("a,...,c\n", "a,b,b,c\n", True),
        ("a\nb\n", "a\n", False),
        ("a\n", "a\nb\n", False),
        ("a\n...\nc\n", "a\nc\nd\nc\n", True),
    ],
)
def test_transcripts_are_compared_as_readers_would(shown: str, out: str, same: bool) -> None:
    assert (difference(shown, out) is None) is same
