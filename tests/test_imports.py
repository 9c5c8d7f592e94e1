"""What a cold start loads: each guest stays outside until somebody needs it."""

import json
import subprocess
import sys

import pytest

HEAVY = (
    "torch", "detoxify", "transformers", "polars", "textual", "onnxruntime", "langdetect", "rapidfuzz", "sqlite3",
    "rich", "tui", "zstandard",
)  # fmt: skip
COMMANDS_WITHOUT_WORK = (
    ["--help"],
    ["--version"],
    ["nonsense"],
    ["export"],
    ["export", "--help"],
    ["schema", "-f", "xml"],
)


def loaded_by(statement):
    """Names of all modules that a fresh interpreter holds after a statement."""
    code = f"{statement}\nimport sys, json\nsys.stderr.write('\\n' + json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stderr.splitlines()[-1]))


def test_importing_the_library_loads_nothing_heavy():
    loaded = loaded_by("import threads")
    assert loaded.isdisjoint({*HEAVY, "pydantic"})


def test_the_nouns_load_pydantic_alone():
    assert loaded_by("from threads import Case, Page, Thread, UsageError").isdisjoint(HEAVY)


@pytest.mark.parametrize("arguments", COMMANDS_WITHOUT_WORK, ids=" ".join)
def test_help_and_usage_errors_come_at_once(arguments):
    loaded = loaded_by(f"from threads.cli import main; main({arguments!r})")
    assert loaded.isdisjoint({*HEAVY, "pydantic"})


def test_an_export_without_scores_loads_no_scorer(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("A title\n\nAnn says:\nhello\n")
    loaded = loaded_by(f"from threads.cli import main; main(['export', {str(page)!r}, '--no-score'])")
    assert "threads.pipeline" in loaded
    assert loaded.isdisjoint(
        {"torch", "detoxify", "polars", "textual", "threads.scorers.toxicity", "threads.scorers.abuse"}
    )
