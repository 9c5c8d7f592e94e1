"""`score`: toxicity of plain texts, for people who only want that."""

from __future__ import annotations

from collections.abc import Iterable

from threads import language
from threads.model import Comment, Language, Thread
from threads.scorers import Options, toxicity

_BATCH = 2_000
"""Texts made into comments at a time, so that memory does not grow with the corpus."""


def score(
    texts: Iterable[str],
    *,
    model: str = "embedded",
    engine: str | None = None,
    precision: str = "fp32",
    languages: Iterable[str | None] | None = None,
    cache: bool = True,
) -> list[dict[str, float | None]]:
    """Probabilities in [0, 1] by label, one dictionary a text, in order.

    >>> [row] = threads.score(["Thank you, that helped."])
    >>> row["toxicity"] < 0.1
    True

    Args:
        texts: any text, in any length; long ones are scored in groups of sentences.
        model: a name that ``threads models`` lists.
        engine: "onnx" (the default) or "torch".
        precision: "fp32", "int8" (onnx) or "bf16" (torch).
        languages: ISO 639-1 codes where they are known, one a text; ``None``: they are detected. A model says nothing
            of languages it does not know: all values are ``None`` there, which is not zero.
        cache: whether scores of texts seen before are looked up.

    Raises:
        UsageError: a name is unknown, or ``languages`` is not as long as ``texts``.
        ModelError: the model cannot be loaded or fetched.
    """
    options = Options(model=model, engine=engine, precision=precision, cache=cache, spans=False)
    listed = list(texts)
    stated: list[str | None] = [None] * len(listed) if languages is None else list(languages)
    if len(stated) != len(listed):
        from threads.errors import UsageError

        raise UsageError(f"{len(listed)} texts but {len(stated)} languages")
    rows: list[dict[str, float | None]] = []
    for start in range(0, len(listed), _BATCH):
        rows += _scored(listed[start : start + _BATCH], stated[start : start + _BATCH], options)
    return rows


def _scored(texts: list[str], stated: list[str | None], options: Options) -> list[dict[str, float | None]]:
    comments = tuple(
        Comment(id=str(place), text=text, source_span=(0, len(text)), line=1) for place, text in enumerate(texts)
    )
    spoken = {
        comment.id: Language(code=code, confidence=1.0) if code is not None else language.detect(comment.text)
        for comment, code in zip(comments, stated, strict=True)
    }
    thread = Thread(id="texts", source="texts", comments=comments, links=())
    [scores] = toxicity.score([thread], languages=[spoken], options=options)
    rows: list[dict[str, float | None]] = [{} for _ in texts]
    for found in scores:
        rows[int(found.comment_id)][found.label] = found.value
    return rows
