"""Fetches one large file over HTTP: whole and with the right hash, or not at all."""

from __future__ import annotations

import errno
import hashlib
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from threads import hostile
from threads.errors import ModelError, UsageError

if TYPE_CHECKING:
    from http.client import HTTPResponse

TIMEOUT_SECONDS = 30.0
_CHUNK_BYTES = 1 << 20


def fetch(url: str, target: Path, *, sha256: str, title: str, quiet: bool = False) -> None:
    """Write what stands at ``url`` to ``target``; a progress bar shows on a terminal's standard error unless ``quiet``.

    Args:
        url: http or https.
        target: replaced in one step once everything has arrived; its folder is made.
        sha256: the first hexadecimal digits of the SHA-256 that the file must have.
        title: what is fetched, for messages and the bar.
        quiet: show no bar.

    Raises:
        UsageError: the address is neither http nor https.
        ModelError: no answer, an answer that is an error, a transfer that breaks off, another hash, or no room.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise UsageError("the address of a model must begin with http:// or https://", where=url)
    try:
        with _answer(url, title) as answer:
            _receive(answer, target, sha256=sha256, title=title, url=url, quiet=quiet)
    except (OSError, HTTPException) as problem:
        if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
            raise ModelError(f"the {title} cannot be kept: {problem.strerror}", where=str(target.parent)) from problem
        raise _broken_off(title, url, _reason(problem)) from problem


@contextmanager
def _answer(url: str, title: str) -> Iterator[HTTPResponse]:
    try:
        answer = urlopen(Request(url, headers={"User-Agent": "comment-threads"}), timeout=TIMEOUT_SECONDS)
    except HTTPError as problem:
        problem.close()
        answered = hostile.for_line(f"{problem.code} {problem.reason}")
        raise ModelError(f"the {title} cannot be fetched: the server answers {answered}", where=url) from None
    except (URLError, HTTPException, OSError, ValueError) as problem:
        raise ModelError(
            f"the {title} cannot be fetched: {_reason(problem)}",
            where=url,
            hint="check the connection; the embedded model needs none",
        ) from problem
    with answer:
        yield answer


def _receive(answer: HTTPResponse, target: Path, *, sha256: str, title: str, url: str, quiet: bool) -> None:
    from threads.files import replacing

    stated = answer.headers.get("Content-Length", "")
    total = int(stated) if stated.isdecimal() else None
    target.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(target.parent).free
    if total is not None and total > free:
        raise ModelError(
            f"no room for the {title}: {_size(total)} to fetch, {_size(free)} free", where=str(target.parent)
        )
    digest, received = hashlib.sha256(), 0
    # Leaving the block by an error takes the unfinished file away.
    with _bar(title, total, quiet=quiet) as advance, replacing(target) as file:
        while chunk := answer.read(_CHUNK_BYTES):
            file.write(chunk)
            digest.update(chunk)
            received += len(chunk)
            advance(len(chunk))
        if total is not None and received != total:
            raise _broken_off(title, url, f"only {_size(received)} of {_size(total)} came")
        found = digest.hexdigest()
        if not found.startswith(sha256):
            raise ModelError(
                f"what came is not the {title}: its SHA-256 begins with {found[:8]}, not {sha256[:8]}", where=url
            )


@contextmanager
def _bar(title: str, total: int | None, *, quiet: bool) -> Iterator[Callable[[int], object]]:
    if quiet or not sys.stderr.isatty():
        yield lambda _bytes: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(f"Fetching the {title}", total=total)
        yield lambda size: progress.advance(task, size)


def _broken_off(title: str, url: str, reason: str) -> ModelError:
    return ModelError(f"fetching the {title} broke off: {reason}", where=url, hint="try again")


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB"


def _reason(problem: BaseException) -> str:
    if isinstance(problem, TimeoutError) or isinstance(getattr(problem, "reason", None), TimeoutError):
        return f"no answer within {TIMEOUT_SECONDS:.0f} seconds"
    return str(getattr(problem, "reason", None) or problem) or type(problem).__name__
