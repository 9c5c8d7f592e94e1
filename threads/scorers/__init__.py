"""The scorers shelf: each file says something of every comment of a thread; `score` asks them all."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from threads import shelves
from threads.model import Language, Noun, Score, Thread


class Options(Noun):
    """What a user may choose about scoring."""

    model: str = "embedded"
    """A name that ``threads models`` lists."""
    engine: str | None = None
    """One of ``threads.network.ENGINES``; ``None``: the fastest whose scores do not depend on what else is scored."""
    precision: str = "fp32"
    """One of ``threads.network.PRECISIONS``."""
    cache: bool = True
    """Whether scores of texts seen before are looked up."""
    spans: bool = True
    """Whether the words that carry a high score of the model are looked for; costs some calls for each such comment."""


def chosen(options: Namespace) -> Options:
    """The choices of a command line, once they are known to make sense together.

    Raises:
        UsageError: the model, the engine or the precision is unknown, or the two do not go together.
    """
    from threads import checkpoints, network

    name = checkpoints.get(options.model).name
    engine, precision = network.check(getattr(options, "engine", None), getattr(options, "precision", "fp32"))
    return Options(model=name, engine=engine, precision=precision, cache=not getattr(options, "no_cache", False))


class Scorer(Protocol):
    """What a file on this shelf offers. Scorers judge ``Comment.own_words``: quoted words belong to who wrote them."""

    LABELS: tuple[str, ...]
    """The labels it gives, in a fixed order."""

    def score(
        self, threads: Sequence[Thread], *, languages: Sequence[Mapping[str, Language]], options: Options
    ) -> list[list[Score]]:
        """For each thread its scores: one a comment and label, comments in reading order, labels as in ``LABELS``.

        A scorer that cannot judge a comment gives ``value=None`` and the reason.
        """


def score(
    threads: Sequence[Thread],
    *,
    languages: Sequence[Mapping[str, Language]],
    options: Options | None = None,
    scorers: Iterable[str] | None = None,
) -> list[tuple[Score, ...]]:
    """The scores of several threads, one tuple a thread, from the named scorers (all on the shelf when ``None``)."""
    found: list[list[Score]] = [[] for _ in threads]
    for name in shelves.names("scorers") if scorers is None else scorers:
        module = shelves.load("scorers", name)
        for gathered, scores in zip(
            found, module.score(threads, languages=languages, options=options or Options()), strict=True
        ):
            gathered.extend(scores)
    return [tuple(scores) for scores in found]
