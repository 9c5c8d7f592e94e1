"""Detoxify's checkpoints: which there are, where they lie, whether they are whole. The embedded one is always there.

Published ones are fetched when a user names one that is not there, and never otherwise. They lie in the user's cache
folder, or in the folder that ``THREADS_CACHE`` names; ``THREADS_MODELS_URL`` names a mirror to fetch them from.
"""

from __future__ import annotations

import hashlib
import os
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from threads.errors import ModelError, UsageError
from threads.model import Noun

PUBLISHED_URL = "https://github.com/unitaryai/detoxify/releases/download/"
SIX = ("toxicity", "severe_toxicity", "obscene", "threat", "insult", "identity_attack")
SEVEN = (*SIX, "sexual_explicit")
State = Literal["embedded", "fetched", "absent"]


class Checkpoint(Noun):
    """One model that can be asked for by name."""

    name: str
    """What ``--model`` calls it."""
    file: str
    """Below ``threads/scorers/_models/`` for the embedded one, below the publisher's address for the others."""
    sha256: str
    """The first hexadecimal digits of its SHA-256, as many as are known: 64, or the 8 in a published file's name."""
    megabytes: int
    """Its size on disk."""
    languages: tuple[str, ...]
    """ISO 639-1 codes of the languages it was trained on; it says nothing about comments in others."""
    labels: tuple[str, ...]
    """What it scores."""
    hub_id: str | None = None
    """The model on the Hugging Face hub whose settings and tokenizer it needs; ``None``: it brings its own."""
    group_tokens: int | None = None
    """Long comments are scored in groups of sentences of at most so many tokens; ``None``: as many as it reads."""
    summary: str
    """One line about it."""


EMBEDDED = Checkpoint(
    name="embedded",
    file="minilm/model.safetensors",
    sha256="48f304c4925dd05d9a09e9028e2a7dd19eb967b02633ea131f85da9c3442fbeb",
    megabytes=45,
    languages=("en",),
    labels=SIX,
    group_tokens=254,
    summary="MiniLM-L6 on open data, part of this package (its MODEL_CARD.md has figures and faults)",
)

# File names, and with them the hashes, as detoxify 0.5.4 lists them in MODEL_URLS; a test compares the two.
_PUBLISHED = (
    Checkpoint(
        name="original",
        file="v0.1-alpha/toxic_original-c1212f89.ckpt",
        sha256="c1212f89",
        megabytes=438,
        languages=("en",),
        labels=SIX,
        hub_id="bert-base-uncased",
        summary="BERT, Jigsaw 2018 (Wikipedia talk pages)",
    ),
    Checkpoint(
        name="unbiased",
        file="v0.3-alpha/toxic_debiased-c7548aa0.ckpt",
        sha256="c7548aa0",
        megabytes=499,
        languages=("en",),
        labels=SEVEN,
        hub_id="roberta-base",
        summary="RoBERTa, Jigsaw 2019 (Civil Comments), fewer false alarms on identity terms",
    ),
    Checkpoint(
        name="multilingual",
        file="v0.4-alpha/multilingual_debiased-0b549669.ckpt",
        sha256="0b549669",
        megabytes=1112,
        languages=("en", "fr", "es", "it", "pt", "tr", "ru"),
        labels=SEVEN,
        hub_id="xlm-roberta-base",
        summary="XLM-RoBERTa, Jigsaw 2019 and 2020, seven languages",
    ),
    Checkpoint(
        name="original-small",
        file="v0.1.2/original-albert-0e1d6498.ckpt",
        sha256="0e1d6498",
        megabytes=47,
        languages=("en",),
        labels=SIX,
        hub_id="albert-base-v2",
        summary="ALBERT, Jigsaw 2018; small on disk, not faster than original",
    ),
    Checkpoint(
        name="unbiased-small",
        file="v0.1.2/unbiased-albert-c8519128.ckpt",
        sha256="c8519128",
        megabytes=47,
        languages=("en",),
        labels=SEVEN,
        hub_id="albert-base-v2",
        summary="ALBERT, Jigsaw 2019; small on disk, not faster than unbiased",
    ),
)

KNOWN: dict[str, Checkpoint] = {checkpoint.name: checkpoint for checkpoint in (EMBEDDED, *_PUBLISHED)}
MULTILINGUAL = KNOWN["multilingual"]


def get(name: str) -> Checkpoint:
    """The checkpoint of that name.

    Raises:
        UsageError: none is called so; the message names those that are.
    """
    if name not in KNOWN:
        near = get_close_matches(name, KNOWN, n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        raise UsageError(f"no model is called {name!r}", hint=f"{guess}(known: {', '.join(KNOWN)})")
    return KNOWN[name]


def cache_folder() -> Path:
    """Where fetched checkpoints lie; not made until one is fetched."""
    stated = os.environ.get("THREADS_CACHE")
    if stated:
        return Path(stated).absolute()
    import platformdirs

    return Path(platformdirs.user_cache_dir("comment-threads", appauthor=False))


def path(checkpoint: Checkpoint) -> Path:
    """Where its file lies, or would lie once fetched."""
    if checkpoint.hub_id is None:
        return Path(__file__).parent / "scorers" / "_models" / checkpoint.file
    return cache_folder() / Path(checkpoint.file).name


def settings_folder(checkpoint: Checkpoint) -> Path:
    """Where its configuration and tokenizer lie, or would lie once fetched."""
    where = path(checkpoint)
    return where.parent / "hf" if checkpoint.hub_id is None else where.with_name(f"{where.stem}-hf")


def state(checkpoint: Checkpoint) -> State:
    """Whether it is here; `verify` tells whether it is whole."""
    if checkpoint.hub_id is None:
        return "embedded"
    return "fetched" if path(checkpoint).is_file() else "absent"


def verify(checkpoint: Checkpoint) -> Path:
    """The path of its file once the file's SHA-256 has been found right.

    Raises:
        ModelError: the file is missing, unreadable or not what it should be.
    """
    where = path(checkpoint)
    again = _remedy(checkpoint)
    try:
        with where.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise ModelError(f"the {checkpoint.name} model is not here", where=str(where), hint=again) from None
    except OSError as problem:
        reason = problem.strerror or problem
        raise ModelError(f"the {checkpoint.name} model cannot be read: {reason}", where=str(where)) from problem
    if not found.startswith(checkpoint.sha256):
        raise ModelError(
            f"the {checkpoint.name} model is damaged: its SHA-256 begins with {found[:8]}, not {checkpoint.sha256[:8]}",
            where=str(where),
            hint=again,
        )
    return where


def fetch(checkpoint: Checkpoint, *, quiet: bool = False) -> Path:
    """Its file, from the publisher into the cache folder; a whole one that is there already is kept.

    Raises:
        ModelError: it cannot be reached, breaks off, is not what it should be, or there is no room for it.
    """
    from threads import fetching

    if state(checkpoint) != "absent":
        try:
            return verify(checkpoint)
        except ModelError:
            if checkpoint.hub_id is None:  # nothing to fetch in its place
                raise
    url = os.environ.get("THREADS_MODELS_URL", PUBLISHED_URL).rstrip("/") + "/" + checkpoint.file
    where = path(checkpoint)
    fetching.fetch(url, where, sha256=checkpoint.sha256, title=f"{checkpoint.name} model", quiet=quiet)
    return where


def ready(checkpoint: Checkpoint, *, quiet: bool = False) -> Path:
    """The path of its verified file, fetched first where it is absent.

    Raises:
        ModelError: as `verify` and `fetch` do; a damaged file is reported and not replaced unasked.
    """
    return fetch(checkpoint, quiet=quiet) if state(checkpoint) == "absent" else verify(checkpoint)


def _remedy(checkpoint: Checkpoint) -> str:
    if checkpoint.hub_id is None:
        return "reinstall comment-threads"
    return f"`threads models fetch {checkpoint.name}` fetches it"
