"""From a command's inputs to its cases: reads, rebuilds and judges page by page, names each problem, and goes on."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from threads.errors import InputError, ThreadsError, unforeseen
from threads.exit_status import ExitStatus
from threads.progress import Progress
from threads.tally import Tally

if TYPE_CHECKING:
    from threads.model import Case, Page, Thread
    from threads.policy import Policy

BATCH_COMMENTS = 500
BATCH_PAGES = 50
"""A batch is judged when it holds this much: models work faster on many comments, memory stays bounded."""
_MOST_KEPT = 10_000
"""Problems kept; each of them all is told."""


class Casework:
    """The cases of all inputs, in order; iterate it once.

    Args:
        options: the common options as cli.py declares them.
        score: whether comments are scored and flagged; ``False`` loads no scorer, model or policy default.
        ledger: the file that the decisions come from; ``None``: cases have none.
        output: the file the cases will be written to; a folder search or a glob passes over it.

    Raises:
        UsageError: the model, policy or input format is unknown or broken; nothing has been read by then.
        LedgerError: the ledger is not there or cannot be read.
    """

    def __init__(
        self, options: Namespace, *, score: bool = True, ledger: str | None = None, output: str | None = None
    ) -> None:
        self._options = options
        self._score = score
        self._ledger = ledger
        self._output = output
        self.problems: list[InputError] = []
        """What could not be processed so far, the first 10,000 of them."""
        self.tally = Tally()
        """What became of the documents of corpora so far."""
        self.interrupted = False
        """Whether the user stopped it; the cases until then are whole."""
        self.policy: Policy | None = None
        """The policy of ``--policy``; ``None``: the default one."""
        self._check()

    @property
    def exit_status(self) -> ExitStatus:
        """What the command should end with, once iterated."""
        if self.interrupted:
            return ExitStatus.INTERRUPTED
        return ExitStatus.SOME_FAILED if self.problems else ExitStatus.DONE

    def __iter__(self) -> Iterator[Case]:
        from threads import inputs

        complaints: list[InputError] = []
        input_format = getattr(self._options, "input_format", None)
        found = inputs.find(
            self._options.inputs, input_format=input_format, output=self._output, on_problem=complaints.append
        )
        with Progress("pages", total=len(found), quiet=getattr(self._options, "quiet", False)) as progress:
            self._progress = progress
            for complaint in complaints:
                self._tell(complaint)
            try:
                cases = self._cases(self._threads(found))
                yield from cases if self._ledger is None else self._decided(cases, self._ledger)
            except KeyboardInterrupt:
                self.interrupted = True
                progress.say("interrupted; what was finished is kept")
            if self.tally.documents and not getattr(self._options, "quiet", False):
                progress.say(str(self.tally))

    def _check(self) -> None:
        from threads import scorers, shelves

        if getattr(self._options, "input_format", None) is not None:
            shelves.load("sources", self._options.input_format)
        if getattr(self._options, "model", None) is not None:
            scorers.chosen(self._options)
        if getattr(self._options, "policy", None) is not None:
            from threads.policy import load_policy

            self.policy = load_policy(self._options.policy)
        if self._ledger is not None:
            from threads.ledger import Ledger

            Ledger(self._ledger, read_only=True).close()

    def _threads(self, found: list[str]) -> Iterator[Thread]:
        from threads import inputs, pipeline

        input_format = getattr(self._options, "input_format", None)
        for source in found:
            for page in inputs.read(source, input_format=input_format, on_problem=self._tell):
                if page.in_corpus and not self._may_hold_comments(page):
                    continue
                try:
                    thread = pipeline.reconstruct(page)
                except ThreadsError as problem:
                    self._tell(InputError(str(problem), where=page.source))
                except Exception as fault:
                    self._tell(unforeseen(fault, page.source, "could not be rebuilt"))
                else:
                    if not page.in_corpus or self._is_worth_keeping(thread):
                        yield thread
            self._progress.advance()

    def _may_hold_comments(self, page: Page) -> bool:
        """Whether a document of a corpus is read closely; one that is not is counted."""
        from threads.reading import gate

        self._progress.count(self.tally.documents + 1, "documents")
        if page.blocks or self._keeps_empty or gate.may_hold_comments(page.text):
            return True
        self.tally.passed_over += 1
        return False

    def _is_worth_keeping(self, thread: Thread) -> bool:
        """Whether the thread of a document of a corpus is given on; it is counted in any case."""
        if thread.comments:
            self.tally.with_comments += 1
            return True
        self.tally.without_comments += 1
        return self._keeps_empty

    @property
    def _keeps_empty(self) -> bool:
        return bool(getattr(self._options, "keep_empty", False))

    def _cases(self, threads: Iterator[Thread]) -> Iterator[Case]:
        batch: list[Thread] = []
        waiting = 0
        for thread in threads:
            batch.append(thread)
            waiting += len(thread.comments)
            # Nothing to gain from batches where nothing is scored.
            if not self._score or waiting >= BATCH_COMMENTS or len(batch) >= BATCH_PAGES:
                yield from self._judge(batch)
                batch, waiting = [], 0
        if batch:
            yield from self._judge(batch)

    def _decided(self, cases: Iterator[Case], path: str) -> Iterator[Case]:
        """The cases with the decisions that the ledger holds in force when each comes."""
        from threads.ledger import Ledger

        with Ledger(path, read_only=True) as ledger:
            for case in cases:
                known = case.thread.by_id
                decisions = {name: found for name, found in ledger.current(case.thread.id).items() if name in known}
                yield case.model_copy(update={"decisions": decisions})

    def _judge(self, batch: list[Thread]) -> list[Case]:
        try:
            return self._judged(batch)
        except ThreadsError:
            raise  # a model that cannot be loaded concerns every page
        except Exception as fault:
            if len(batch) == 1:
                self._tell(unforeseen(fault, batch[0].source, "could not be scored"))
                return []
            # One page of the batch is to blame; the others are not.
            return [case for thread in batch for case in self._judge([thread])]

    def _judged(self, batch: list[Thread]) -> list[Case]:
        from threads import pipeline, scorers

        if not self._score:
            from threads import language
            from threads.model import Case

            return [
                Case(
                    thread=thread,
                    languages={comment.id: language.detect(comment.own_words) for comment in thread.comments},
                )
                for thread in batch
            ]

        return pipeline.judge(batch, options=scorers.chosen(self._options), policy=self.policy)

    def _tell(self, problem: InputError) -> None:
        if len(self.problems) < _MOST_KEPT:
            self.problems.append(problem)
        self._progress.say(str(problem))
