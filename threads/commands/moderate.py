"""Look through comments in the terminal, flagged ones first at hand, and decide: keep, remove, escalate.

Pages are read and rebuilt first; scores and flags come in while you read on. Every decision is written to the ledger,
an SQLite file that only grows, before the next key is taken; read the same page again and it shows what was decided.
Press ? for the keys.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from threads.errors import UsageError
from threads.exit_status import ExitStatus
from threads.hostile import for_line

SUMMARY = "look through comments in the terminal and decide about them"
TAKES_INPUTS = True
SWITCH_SECONDS = 0.0005


def add_arguments(parser: ArgumentParser) -> None:
    """Where decisions go, and whose they are."""
    parser.add_argument(
        "--ledger", metavar="FILE", type=Path, help="where decisions are kept (default: in your user data folder)"
    )
    parser.add_argument("--moderator", metavar="NAME", help="who decides (default: your login name)")


def run(options: Namespace) -> int:
    """Open the desk until it is quit; problems with inputs are named once the terminal is free again.

    Raises:
        UsageError: there is no terminal, or an option makes no sense.
        LedgerError: the ledger cannot be opened.
    """
    _need_terminal()
    from functools import partial

    from threads import pipeline, scorers
    from threads.casework import Casework
    from threads.ledger import Ledger
    from threads.policy import default_policy
    from tui.app import ModerateApp
    from tui.desk import Desk
    from tui.preferences import Preferences

    # Quiet: a progress bar would write across the screen.
    casework = Casework(Namespace(**{**vars(options), "quiet": True}), score=False)
    policy = casework.policy or default_policy()
    judge = partial(pipeline.judge, options=scorers.chosen(options), policy=policy)
    with Ledger(options.ledger or _default_ledger()) as ledger:
        desk = Desk(ledger, moderator=options.moderator or _login_name(), judge=judge, policy=policy)
        app = ModerateApp(desk, casework, preferences=Preferences(_preferences_file()))
        # A key takes dozens of turns of the event loop, and each waits for the interpreter while another thread reads
        # pages: at the usual 5 ms a time that is felt.
        sys.setswitchinterval(SWITCH_SECONDS)
        app.run()
    problems = [*casework.problems, *desk.problems]
    for problem in problems:
        print(f"threads: {for_line(str(problem))}", file=sys.stderr)
    if app.trouble is not None:
        raise app.trouble
    return app.return_code or (ExitStatus.SOME_FAILED if problems else ExitStatus.DONE)


def _need_terminal() -> None:
    for stream, name in (
        (sys.stdin, "standard input"),
        (sys.stdout, "standard output"),
        (sys.stderr, "standard error"),
    ):
        if stream is None or not stream.isatty():
            hint = "name files instead of - and redirect nothing, or use `threads report` or `threads export`"
            raise UsageError(f"moderate needs a terminal, and {name} is none", hint=hint)


def _default_ledger() -> Path:
    from platformdirs import user_data_dir

    return Path(user_data_dir("comment-threads", appauthor=False)) / "decisions.ledger"


def _preferences_file() -> Path:
    from platformdirs import user_config_dir

    return Path(user_config_dir("comment-threads", appauthor=False)) / "moderate.json"


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user, as in some containers
        return "moderator"
