"""The command line: parses, calls one command of the commands shelf, prints problems, and ends with an exit status.

Only the command that is asked for is loaded, and what it needs only when it runs: help and usage errors come at once.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import signal
import sys
import threading
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from types import FrameType, ModuleType
from typing import NoReturn

import threads
from threads import shelves
from threads.errors import InputError, ThreadsError, UsageError
from threads.exit_status import ExitStatus
from threads.hostile import for_line


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (``sys.argv`` when ``None``) and return its exit status; problems are one line on stderr."""
    _make_stdout_utf8()
    if sys.stderr is None:  # the shell may have closed it; what is said there is said to nobody
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (stays open as long as we run)
    try:
        with _tidy_end():
            status = _run(list(sys.argv[1:] if arguments is None else arguments))
        if sys.stdout is not None:  # the shell may have closed it
            sys.stdout.flush()
    except InputError as problem:
        return _complain(problem, ExitStatus.SOME_FAILED)
    except ThreadsError as problem:
        return _complain(problem, ExitStatus.WRONG_USAGE)
    except KeyboardInterrupt:
        return _complain("interrupted", ExitStatus.INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has seen enough (`threads export pages | head`); what is still buffered goes nowhere.
        _close_stdout()
        return ExitStatus.DONE
    except OSError as problem:
        place = f"{os.fsdecode(problem.filename)}: " if isinstance(problem.filename, str | bytes) else ""
        if problem.errno in (errno.ENOSPC, errno.EIO) and not place:
            place = "standard output: "  # files of ours have said their name
        return _complain(f"{place}{problem.strerror or problem}", ExitStatus.WRONG_USAGE)
    return status


def _run(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    try:
        if not first.startswith("-") and first in shelves.names("commands"):
            command = shelves.load("commands", first)
            status: int = command.run(_options(first, command, arguments[1:]))
            return status
        _parse_without_command(arguments)
    except SystemExit as end:  # argparse has printed the help or the version
        return end.code if isinstance(end.code, int) else ExitStatus.DONE
    return ExitStatus.DONE


def _options(name: str, command: ModuleType, arguments: list[str]) -> Namespace:
    # What follows "--" are inputs, whatever they begin with; Python 3.11 loses them where no input stands before it.
    end = arguments.index("--") if "--" in arguments and command.TAKES_INPUTS else len(arguments)
    arguments, after = arguments[:end], arguments[end + 1 :]
    # A command that declares a common option itself means its own.
    parser = _Parser(prog=f"threads {name}", description=command.__doc__, conflict_handler="resolve")
    if command.TAKES_INPUTS:
        parser.add_argument(
            "inputs",
            nargs="*" if after else "+",
            metavar="INPUT",
            help="a file, a folder (searched recursively), a glob, or - for standard input",
        )
        parser.add_argument(
            "--input-format",
            metavar="NAME",
            help=f"read inputs as this, whatever they look like: {', '.join(shelves.names('sources'))}",
        )
    common = parser.add_argument_group("options of every command")
    common.add_argument("--quiet", action="store_true", help="no progress bar and no summary; problems are still named")
    common.add_argument(
        "--model", metavar="NAME", default="embedded", help="the toxicity model, as `threads models` lists them"
    )
    common.add_argument(
        "--engine", metavar="NAME", help="what runs the model: onnx (default), or torch, for those with a GPU"
    )
    common.add_argument(
        "--precision", metavar="NAME", default="fp32", help="fp32 (default), int8 (faster, less exact) or bf16 (torch)"
    )
    common.add_argument("--no-cache", action="store_true", help="score every text anew and keep no scores")
    common.add_argument("--policy", metavar="FILE", help="a policy.toml that decides which scores become flags")
    command.add_arguments(parser)
    parser.check_options(arguments)
    if not command.TAKES_INPUTS:
        return parser.parse_args(arguments)
    # Options may stand between inputs: `threads export a.txt -f csv b.txt`.
    options = parser.parse_intermixed_args(arguments)
    options.inputs = [*options.inputs, *after]
    return options


def _parse_without_command(arguments: list[str]) -> None:
    known = shelves.names("commands")
    asked = next((argument for argument in arguments if not argument.startswith("-")), None)
    if asked is not None and asked not in known:
        near = get_close_matches(asked, known, n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        raise UsageError(f'no command is called "{asked}"', hint=f"{guess}(known: {', '.join(known)})")
    parser = _Parser(
        prog="threads", usage="threads COMMAND [OPTION]... INPUT...", description=threads.__doc__.split("\n")[0]
    )
    parser.add_argument("--version", action="version", version=f"comment-threads {threads.__version__}")
    if "-h" in arguments or "--help" in arguments:
        width = max(map(len, known))
        lines = (f"  {name:{width}}  {shelves.load('commands', name).SUMMARY}" for name in known)
        parser.epilog = "commands:\n" + "\n".join(lines) + "\n\nthreads COMMAND --help tells more about each."
    parser.parse_args(arguments)
    raise UsageError("name a command", hint=f"known: {', '.join(known)}; threads --help tells more")


class _Parser(ArgumentParser):
    """Parses as argparse does, but raises `UsageError` where argparse prints its usage and ends the program."""

    def __init__(
        self, *, prog: str, description: str | None, usage: str | None = None, conflict_handler: str = "error"
    ) -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            description=description,
            conflict_handler=conflict_handler,
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def check_options(self, arguments: Sequence[str]) -> None:
        """Name the first option that is not known, and one like it: argparse tells what else is missing first."""
        known = [name for action in self._actions for name in action.option_strings]
        for argument in arguments:
            option = argument.partition("=")[0]
            if option.startswith("--") and option not in known:
                near = get_close_matches(option, known, n=1)
                guess = f"did you mean {near[0]}? " if near else ""
                raise UsageError(f"no option is called {option}", hint=f"{guess}{self.prog} --help tells more")

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, hint=f"{self.prog} --help tells more")


@contextlib.contextmanager
def _tidy_end() -> Iterator[None]:
    """A polite request to end, by another program or a closed terminal, leaves no unfinished files behind."""

    def end(number: int, frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):  # Windows knows one of them
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _complain(problem: object, status: ExitStatus) -> ExitStatus:
    print(f"threads: {for_line(str(problem))}", file=sys.stderr)
    return status


def _make_stdout_utf8() -> None:
    """Whatever the locale, data on standard output is UTF-8; a lone surrogate becomes U+FFFD."""
    codecs.register_error("threads.replace", _replacement)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="threads.replace", newline="\n")


def _replacement(problem: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    return "\ufffd".encode() * (problem.end - problem.start), problem.end


def _close_stdout() -> None:
    with contextlib.suppress(OSError, ValueError):  # under a test, standard output is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
