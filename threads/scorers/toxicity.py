"""Toxicity: a Detoxify model's view of each comment's own words; it abstains where it does not know the language.

Rules:

* Only ``Comment.own_words`` are scored, so that a quoted insult counts for whoever wrote it, not for who answers it.
* A comment without words of its own, or in a language the model was not trained on, gets no score but a reason. The
  embedded model and four of the published ones know English alone, ``multilingual`` seven languages.
* Words too few to tell their language are scored when their letters belong to a script the model reads (Latin; Cyrillic
  too for ``multilingual``): short insults are the ones that matter, and a short comment in an unknown language seldom
  scores high.
* A comment too long for the model (512 tokens, some 350 words) is scored in groups of whole sentences, and each label
  takes its highest value among them. Nothing is cut off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from threads import checkpoints
from threads.checkpoints import Checkpoint
from threads.model import Comment, Language, Score, Thread
from threads.scorers import Options

LABELS = checkpoints.SIX
"""Those of the embedded model; a model that scores ``sexual_explicit`` adds it at the end."""

_NAMES = {"en": "English", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "tr": "Turkish"}
_NAMES |= {"ru": "Russian", "de": "German", "nl": "Dutch", "pl": "Polish", "sv": "Swedish", "zh": "Chinese"}
_LETTER = re.compile(r"[^\W\d_]")
_LETTERS_SEEN = 2_000


def score(
    threads: Sequence[Thread], *, languages: Sequence[Mapping[str, Language]], options: Options
) -> list[list[Score]]:
    """For each thread its scores, comments in reading order, labels as in ``LABELS``; see the rules above.

    Raises:
        UsageError: no model is called ``options.model``.
        ModelError: it cannot be loaded or fetched.
    """
    checkpoint = checkpoints.get(options.model)
    abstentions = [
        [abstention(comment, spoken.get(comment.id), checkpoint) for comment in thread.comments]
        for thread, spoken in zip(threads, languages, strict=True)
    ]
    texts = [
        comment.own_words
        for thread, reasons in zip(threads, abstentions, strict=True)
        for comment, reason in zip(thread.comments, reasons, strict=True)
        if reason is None
    ]
    rows = iter(_probabilities(texts, checkpoint))
    return [
        [
            found
            for comment, reason in zip(thread.comments, reasons, strict=True)
            for found in _scores(comment, reason, next(rows) if reason is None else {}, checkpoint)
        ]
        for thread, reasons in zip(threads, abstentions, strict=True)
    ]


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


def _probabilities(texts: Sequence[str], checkpoint: Checkpoint) -> list[dict[str, float]]:
    """One dictionary a text, by label; no model is loaded when there is nothing to score."""
    if not texts:
        return []
    from threads.scorers import _detoxify

    model = _detoxify.load(checkpoint)
    return [dict(zip(model.labels, row, strict=True)) for row in model.probabilities(texts)]


def _scores(comment: Comment, reason: str | None, values: Mapping[str, float], checkpoint: Checkpoint) -> list[Score]:
    return [
        Score(
            comment_id=comment.id,
            scorer="toxicity",
            label=label,
            value=values.get(label),
            source=f"detoxify:{checkpoint.name}",
            reason=reason,
        )
        for label in checkpoint.labels
    ]
