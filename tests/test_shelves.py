"""Every file on every shelf has a docstring, what its shelf asks for, and a test."""

import ast
import inspect
from pathlib import Path

import pytest

from threads import shelves
from threads.errors import UsageError

ROOT = Path(__file__).parent.parent
VERBS = {
    "sources": {"matches": 2, "read": 2},
    "layouts": {"segment": 1},
    "clues": {"find": 1},
    "scorers": {"score": 1},
    "reports": {"report": 1},
    "exports": {"export": 2},
    "commands": {"add_arguments": 1, "run": 1},
}
"""What each shelf asks for, with the number of positional arguments."""
CONSTANTS = {"scorers": ("LABELS",), "commands": ("SUMMARY", "TAKES_INPUTS")}
FILES = [(shelf, name) for shelf in shelves.SHELVES for name in shelves.names(shelf)]
SOURCES = sorted(ROOT.glob("threads/**/*.py"))


def test_every_shelf_is_known_here_and_holds_something():
    assert set(VERBS) == set(shelves.SHELVES)
    assert {shelf for shelf, _ in FILES} == set(shelves.SHELVES)


@pytest.mark.parametrize(("shelf", "name"), FILES)
def test_a_file_on_a_shelf_offers_what_its_shelf_asks_for(shelf, name):
    module = shelves.load(shelf, name)
    for verb, positional in VERBS[shelf].items():
        function = getattr(module, verb, None)
        assert callable(function), f"{module.__name__} has no {verb}()"
        taken = [
            p
            for p in inspect.signature(function).parameters.values()
            if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
        ]
        assert len([p for p in taken if p.default is p.empty]) <= positional <= len(taken)
        assert function.__doc__, f"{module.__name__}.{verb} has no docstring"
    for constant in CONSTANTS.get(shelf, ()):
        assert hasattr(module, constant), f"{module.__name__} has no {constant}"


@pytest.mark.parametrize(("shelf", "name"), FILES)
def test_a_file_on_a_shelf_has_a_docstring_whose_first_line_says_what_it_is(shelf, name):
    lines = (shelves.load(shelf, name).__doc__ or "").split("\n")
    assert lines[0].strip().endswith((".", ":")) or ". " in lines[0], f"{shelf}/{name}.py begins with {lines[0]!r}"


@pytest.mark.parametrize(("shelf", "name"), FILES)
def test_a_file_on_a_shelf_has_a_test(shelf, name):
    assert (ROOT / "tests" / shelf / f"test_{name}.py").is_file(), f"tests/{shelf}/test_{name}.py is missing"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_on_a_shelf_never_import_each_other(path):
    shelf = path.parent.name
    if shelf not in shelves.SHELVES or path.stem.startswith("_"):
        return
    siblings = {f"threads.{shelf}.{name}" for name in shelves.names(shelf)}
    tree = ast.parse(path.read_text("utf-8"))
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
    assert not imported & siblings


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(UsageError, match=r'no export is called "jsno"; did you mean json\? \(known: csv, json'):
        shelves.load("exports", "jsno")


def test_helpers_of_a_shelf_do_not_stand_on_it():
    assert not any(name.startswith("_") for _, name in FILES)
