import io
import os
import subprocess
import sys
from types import ModuleType

import pytest

import threads
from threads import cli, shelves
from threads.errors import InputError, LedgerError, ModelError, UsageError


@pytest.fixture
def command(monkeypatch):
    """A command called ``probe`` whose ``run`` a test may replace; it stores the options it is given."""
    module = ModuleType("probe", "Try things.\n\nMore about it.")
    module.SUMMARY = "try things"
    module.TAKES_INPUTS = True
    module.add_arguments = lambda parser: parser.add_argument("-x", "--extra")
    module.seen = []

    def run(options):
        module.seen.append(options)
        return 0

    module.run = run
    names, load = shelves.names, shelves.load
    monkeypatch.setattr(shelves, "names", lambda shelf: ("probe",) if shelf == "commands" else names(shelf))
    monkeypatch.setattr(shelves, "load", lambda shelf, name: module if shelf == "commands" else load(shelf, name))
    return module


def test_version(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"comment-threads {threads.__version__}\n"


def test_help_names_every_command(capsys):
    assert cli.main(["--help"]) == 0
    out = capsys.readouterr().out
    for name in shelves.names("commands"):
        assert f"  {name} " in out and shelves.load("commands", name).SUMMARY in out


@pytest.mark.parametrize("name", shelves.names("commands"))
def test_every_command_has_help_and_the_common_options(name, capsys):
    assert cli.main([name, "--help"]) == 0
    out = capsys.readouterr().out
    for option in ("--quiet", "--model", "--policy"):
        assert option in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name a command; known: "),
        (["exprot"], 'no command is called "exprot"; did you mean export? (known: '),
        (["--nonsense"], "--nonsense"),
        (["export"], "required: INPUT; threads export --help tells more"),
        (["export", "x", "--formt", "json"], "--formt"),
        (["export", "x", "--form", "json"], "--form"),
        (["export", "x", "-f", "jsn"], "did you mean json?"),
        (["export", "x", "--input-format", "txt"], "did you mean text?"),
        (["export", "x", "--model", "embeded"], "did you mean embedded?"),
        (["schema", "-f", "csv"], "invalid choice"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(arguments, message, capsys):
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("threads: ") and err.count("\n") == 1 and message in err


def test_options_may_stand_between_inputs(command):
    assert cli.main(["probe", "a", "-x", "1", "b", "--quiet", "--", "-c"]) == 0
    (options,) = command.seen
    assert (options.inputs, options.extra, options.quiet) == (["a", "b", "-c"], "1", True)
    assert (options.model, options.policy, options.input_format) == ("embedded", None, None)


def test_a_command_may_declare_a_common_option_itself(command):
    command.add_arguments = lambda parser: parser.add_argument("--model", type=int, default=3)
    assert cli.main(["probe", "a"]) == 0
    assert command.seen[0].model == 3


@pytest.mark.parametrize(
    ("fault", "status", "line"),
    [
        (InputError("is empty", where="a.txt"), 1, "threads: a.txt: is empty\n"),
        (UsageError("no", hint="yes"), 2, "threads: no; yes\n"),
        (ModelError("is damaged"), 2, "threads: is damaged\n"),
        (LedgerError("is locked", where="x.db"), 2, "threads: x.db: is locked\n"),
        (UsageError("evil \x1b[2J\nname"), 2, "threads: evil ␛[2J name\n"),
        (KeyboardInterrupt(), 130, "threads: interrupted\n"),
        (OSError(28, "No space left on device", "out.json"), 2, "threads: out.json: No space left on device\n"),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_a_problem_is_one_line_and_an_exit_status(command, fault, status, line, capsys):
    def run(options):
        raise fault

    command.run = run
    assert cli.main(["probe", "a"]) == status
    assert capsys.readouterr() == ("", line)


def test_a_fault_of_the_program_is_not_hushed_up(command):
    def run(options):
        raise ZeroDivisionError

    command.run = run
    with pytest.raises(ZeroDivisionError):
        cli.main(["probe", "a"])


def test_standard_output_is_utf8_whatever_the_locale_and_holds_no_surrogates(command, monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", newline="\r\n"))

    def run(options):
        print("Grüße \ud800 🐦")
        return 0

    command.run = run
    assert cli.main(["probe", "a"]) == 0
    assert raw.getvalue() == "Grüße \ufffd 🐦\n".encode()


def test_the_module_is_the_command(tmp_path):
    run = subprocess.run([sys.executable, "-m", "threads", "--version"], capture_output=True, text=True, cwd=tmp_path)
    assert (run.returncode, run.stdout.split()[0], run.stderr) == (0, "comment-threads", "")


def test_a_reader_that_has_seen_enough_is_no_problem():
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run([sys.executable, "-m", "threads", "schema"], stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_one_line():
    with open("/dev/full", "w") as full:  # noqa: PTH123
        run = subprocess.run(
            [sys.executable, "-m", "threads", "schema"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert (run.returncode, run.stderr) == (2, "threads: No space left on device\n")
