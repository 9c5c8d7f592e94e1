"""Toxicity: a Detoxify model's view of each comment's own words; it abstains where it does not know the language.

Rules:

* Only ``Comment.own_words`` are scored, so that a quoted insult counts for whoever wrote it, not for who answers it.
* A comment without words of its own, or in a language the model was not trained on, gets no score but a reason. The
  embedded model and four of the published ones know English alone, ``multilingual`` seven languages; once that has
  been fetched it scores what the chosen model cannot read.
* Words too few to tell their language are scored when their letters belong to a script the model reads (Latin; Cyrillic
  too for ``multilingual``): short insults are the ones that matter, and a short comment in an unknown language seldom
  scores high.
* A comment too long for the model (254 tokens with the embedded one, some 180 words) is scored in groups of whole
  sentences, and each label takes its highest value among them. Nothing is cut off.
* A reply also gets its parent's toxicity, as a signal of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from threads import checkpoints
from threads.checkpoints import Checkpoint
from threads.model import Comment, Finding, Language, Score, Thread
from threads.scorers import Options

if TYPE_CHECKING:
    from threads.network.cache import ScoreCache
    from threads.network.model import Model
    from threads.network.spans import Carrier, Probabilities

LABELS = checkpoints.SIX
"""Those of the embedded model; a model that scores ``sexual_explicit`` adds it at the end."""

_NAMES = {"en": "English", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "tr": "Turkish"}
_NAMES |= {"ru": "Russian", "de": "German", "nl": "Dutch", "pl": "Polish", "sv": "Swedish", "zh": "Chinese"}
_LETTER = re.compile(r"[^\W\d_]")
_LETTERS_SEEN = 2_000
PARENT = "parent_toxicity"
"""A second signal beside a comment's own scores: the toxicity of the comment that it answers. Policies may ask for it;
tables and exports leave it out, for it can be looked up at the parent."""
SPANS_FROM = 0.5
"""From this value on the words that carry a score are looked for: below it nothing is flagged."""
_LONGEST_QUOTE = 80


def score(
    threads: Sequence[Thread], *, languages: Sequence[Mapping[str, Language]], options: Options
) -> list[list[Score]]:
    """For each thread its scores, comments in reading order, labels as in ``LABELS``; see the rules above.

    Raises:
        UsageError: no model is called ``options.model``, or its engine does not offer the precision.
        ModelError: it cannot be loaded or fetched.
    """
    chosen = checkpoints.get(options.model)
    views = [
        [_view(comment, spoken.get(comment.id), chosen) for comment in thread.comments]
        for thread, spoken in zip(threads, languages, strict=True)
    ]
    texts: dict[str, list[str]] = {}
    for thread, seen in zip(threads, views, strict=True):
        for comment, view in zip(thread.comments, seen, strict=True):
            if view.reason is None:
                texts.setdefault(view.checkpoint.name, []).append(comment.own_words)
    rows = {name: iter(_judged(asked, checkpoints.get(name), options)) for name, asked in texts.items()}
    scores = [
        [
            found
            for comment, view in zip(thread.comments, seen, strict=True)
            for found in _scores(comment, view, next(rows[view.checkpoint.name]) if view.reason is None else None)
        ]
        for thread, seen in zip(threads, views, strict=True)
    ]
    return [[*found, *_of_parents(thread, found)] for thread, found in zip(threads, scores, strict=True)]


def _of_parents(thread: Thread, scores: Sequence[Score]) -> Iterator[Score]:
    """How toxic the comment answered is, for each reply whose parent is scored and likelier right than wrong.

    It says nothing of the reply's own words, but raters who see the parent call more replies toxic under a toxic one.
    Joining the two texts into one was worse than not looking at the parent at all.
    """
    toxicity = {score.comment_id: score for score in scores if score.label == "toxicity" and score.value is not None}
    for link in thread.links:
        parent = toxicity.get(link.parent_id or "")
        if parent is not None and link.comment_id in toxicity and link.confidence >= 0.5:
            yield parent.model_copy(update={"comment_id": link.comment_id, "label": PARENT, "findings": ()})


@dataclass(frozen=True, slots=True)
class _View:
    """Which model looks at a comment, or why none does."""

    checkpoint: Checkpoint
    reason: str | None


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a model says of one text."""

    values: dict[str, float]
    findings: dict[str, tuple[Finding, ...]]


def _view(comment: Comment, language: Language | None, checkpoint: Checkpoint) -> _View:
    """The chosen model; ``multilingual``, where it has been fetched, for languages that only it knows."""
    reason = abstention(comment, language, checkpoint)
    if reason is not None and language is not None and language.code in checkpoints.MULTILINGUAL.languages:
        other = checkpoints.MULTILINGUAL
        if checkpoints.state(other) != "absent" and abstention(comment, language, other) is None:
            return _View(other, None)
    return _View(checkpoint, reason)


def abstention(comment: Comment, language: Language | None, checkpoint: Checkpoint) -> str | None:
    """Why the model can say nothing of a comment, one sentence; ``None`` where it can."""
    if comment.status != "visible":
        return "The comment's words are no longer there."
    words = comment.own_words
    letters = _LETTER.findall(words[:_LETTERS_SEEN]) or _LETTER.findall(words)
    if not letters:
        return "The comment has no words of its own."
    code = language.code if language is not None else None
    if code is not None:
        if code in checkpoint.languages:
            return None
        return f"The comment is in {_NAMES.get(code, code)}, which the {checkpoint.name} model does not know."
    scripts = ("LATIN", "CYRILLIC") if "ru" in checkpoint.languages else ("LATIN",)
    readable = sum(unicodedata.name(letter, "").startswith(scripts) for letter in letters)
    if readable * 2 > len(letters):
        return None
    return f"The comment's language is unknown, and the {checkpoint.name} model does not read its script."


def _judged(texts: Sequence[str], checkpoint: Checkpoint, options: Options) -> list[_Judged]:
    """One a text; no model is loaded when there is nothing to score."""
    if not texts:
        return []
    from threads import network

    model = network.load(checkpoint, engine=options.engine, precision=options.precision)
    with _cache(model) if options.cache else nullcontext() as cache:
        ask = partial(model.probabilities, cache=cache)
        rows = [dict(zip(model.labels, row, strict=True)) for row in ask(texts)]
        findings = _findings(texts, rows, model.labels, ask) if options.spans else [{} for _ in texts]
    return [_Judged(values, found) for values, found in zip(rows, findings, strict=True)]


def _findings(
    texts: Sequence[str], rows: Sequence[Mapping[str, float]], labels: Sequence[str], ask: Probabilities
) -> list[dict[str, tuple[Finding, ...]]]:
    """For each text the words that carry its high scores, by label; nothing for low ones."""
    from threads.network import spans

    high = [[column for column, label in enumerate(labels) if row[label] >= SPANS_FROM] for row in rows]
    hot = [place for place, columns in enumerate(high) if columns]
    found: list[dict[str, tuple[Finding, ...]]] = [{} for _ in texts]
    carried = spans.carriers(ask, [texts[place] for place in hot], columns=[high[place] for place in hot])
    for place, of_column in zip(hot, carried, strict=True):
        for column, carriers in of_column.items():
            if carriers:
                label = labels[column]
                finding = _finding(texts[place], label, rows[place][label], carriers)
                found[place][label] = (finding,)
    return found


def _finding(text: str, label: str, value: float, carriers: Sequence[Carrier]) -> Finding:
    heaviest = max(carriers, key=lambda carrier: carrier.weight)
    words = " ".join(text[slice(*heaviest.span)].split())[:_LONGEST_QUOTE]
    sentence = f'the model rates this {value:.2f} for {label.replace("_", " ")}, most of all for "{words}"'
    return Finding(spans=tuple(carrier.span for carrier in carriers), sentence=sentence)


def _cache(model: Model) -> AbstractContextManager[ScoreCache | None]:
    """Where its scores are kept; closed at the end of the block."""
    recipe = model.cache_recipe()
    if recipe is None:
        return nullcontext()
    from threads.network.cache import ScoreCache

    return ScoreCache(recipe)


def _scores(comment: Comment, view: _View, judged: _Judged | None) -> list[Score]:
    return [
        Score(
            comment_id=comment.id,
            scorer="toxicity",
            label=label,
            value=judged.values.get(label) if judged is not None else None,
            source=f"detoxify:{view.checkpoint.name}",
            reason=view.reason,
            findings=judged.findings.get(label, ()) if judged is not None else (),
        )
        for label in view.checkpoint.labels
    ]
