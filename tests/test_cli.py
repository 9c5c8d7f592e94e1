import io
import os
import signal
import subprocess
import sys
import time
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
        (["export", "x", "--formt", "json"], "no option is called --formt; did you mean --format?"),
        (["export", "--formt=json"], "no option is called --formt"),
        (["report", "--zzz"], "no option is called --zzz; threads report --help tells more"),
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


def test_inputs_may_begin_with_a_dash(command):
    assert cli.main(["probe", "--quiet", "--", "-c.txt", "--quiet"]) == 0
    assert command.seen[0].inputs == ["-c.txt", "--quiet"]


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


def start(*arguments, **more):
    return subprocess.Popen([sys.executable, "-m", "threads", *arguments], **more)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot hand over a closed standard output")
@pytest.mark.parametrize(
    ("closing", "status", "out", "err"),
    [
        (">&-", 2, "", "threads: standard output is closed; name a file with -o\n"),
        ("2>&-", 1, '"threads": [\n]}\n', ""),
        (">&- 2>&-", 2, "", ""),
    ],
)
def test_what_the_shell_has_closed(tmp_path, closing, status, out, err):
    (tmp_path / "empty.txt").write_text("")
    line = f'"{sys.executable}" -m threads export --no-score empty.txt {closing}'
    run = subprocess.run(["sh", "-c", line], capture_output=True, text=True, cwd=tmp_path)
    assert (run.returncode, run.stderr) == (status, err)
    assert run.stdout.endswith(out) and bool(run.stdout) == bool(out)


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_request_to_end_leaves_nothing_unfinished(tmp_path, number):
    (tmp_path / "out.json").write_text("old")
    (tmp_path / "a.txt").write_text("A page\n")
    os.mkfifo(tmp_path / "never")  # nobody writes to it: reading waits
    process = start(
        "export",
        *("--no-score", "never", "a.txt", "-o", "out.json"),
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        # Tests run in the background, or by nohup, hand down that these are ignored.
        preexec_fn=lambda: [signal.signal(one, signal.SIG_DFL) for one in (signal.SIGHUP, signal.SIGINT)],
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".out.json.*")):
        assert time.monotonic() < deadline and process.poll() is None
        time.sleep(0.05)
    time.sleep(0.2)
    process.send_signal(getattr(signal, number))
    _, err = process.communicate(timeout=60)
    assert process.returncode == {"SIGTERM": 143, "SIGHUP": 129, "SIGINT": 130}[number]
    assert "Traceback" not in err and (number != "SIGINT" or "out.json: interrupted, not written" in err)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "never", "out.json"]
    assert (tmp_path / "out.json").read_text() == "old"


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
    assert (run.returncode, run.stderr) == (2, "threads: standard output: No space left on device\n")
