"""Checkpoints fetched from a server on this machine: whole and right, or not at all."""

from __future__ import annotations

import hashlib
import socket
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from threads import checkpoints, fetching
from threads.checkpoints import Checkpoint
from threads.errors import ModelError, UsageError

WORDS = b"not a model, but bytes with a hash " * 40_000  # 1.4 MB: more than one chunk


def named(data: bytes, *, digest: str | None = None) -> Checkpoint:
    """A published checkpoint as it would be called if ``data`` were its bytes."""
    start = digest or hashlib.sha256(data).hexdigest()[:8]
    return Checkpoint(
        name="original",
        file=f"v0.0-test/tiny-{start}.ckpt",
        sha256=start,
        megabytes=1,
        languages=("en",),
        labels=checkpoints.SIX,
        hub_id="bert-base-uncased",
        summary="for tests",
    )


class Answering(BaseHTTPRequestHandler):
    """Serves what the server was given: ``{path: (status, headers, body)}``; everything else is not there."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        status, headers, body = self.server.pages.get(self.path, (404, {}, b"no such file"))  # type: ignore[attr-defined]
        self.send_response(status, headers.pop("Reason", None))
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as running:
        running.pages, running.asked = {}, []  # type: ignore[attr-defined]
        worker = threading.Thread(target=partial(running.serve_forever, 0.02), daemon=True)
        worker.start()
        monkeypatch.setenv("THREADS_MODELS_URL", f"http://127.0.0.1:{running.server_port}/mirror/")
        monkeypatch.setenv("THREADS_CACHE", str(tmp_path / "cache"))
        yield running
        running.shutdown()
        worker.join()


def offer(server: ThreadingHTTPServer, checkpoint: Checkpoint, body: bytes, **headers: str) -> None:
    named_headers = {name.replace("_", "-"): value for name, value in headers.items()}
    server.pages[f"/mirror/{checkpoint.file}"] = (200, named_headers, body)  # type: ignore[attr-defined]


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


def test_fetches_once_and_keeps(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    checkpoint = named(WORDS)
    offer(server, checkpoint, WORDS)
    assert checkpoints.state(checkpoint) == "absent"
    path = checkpoints.ready(checkpoint)
    assert path == tmp_path / "cache" / Path(checkpoint.file).name
    assert path.read_bytes() == WORDS
    assert checkpoints.state(checkpoint) == "fetched"
    assert checkpoints.ready(checkpoint) == checkpoints.fetch(checkpoint) == path
    assert server.asked == [f"/mirror/{checkpoint.file}"]  # type: ignore[attr-defined]
    assert left_behind(tmp_path / "cache") == [path.name]


def test_without_a_stated_length_the_hash_still_decides(server: ThreadingHTTPServer) -> None:
    checkpoint = named(WORDS)
    server.pages[f"/mirror/{checkpoint.file}"] = (200, {"Content-Length": ""}, WORDS)  # type: ignore[attr-defined]
    assert checkpoints.fetch(checkpoint).read_bytes() == WORDS


def test_refuses_what_has_another_hash(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    checkpoint = named(WORDS, digest="00000000")
    offer(server, checkpoint, WORDS)
    with pytest.raises(ModelError, match=r"SHA-256 begins with [0-9a-f]{8}, not 00000000"):
        checkpoints.ready(checkpoint)
    assert left_behind(tmp_path / "cache") == []


def test_refuses_what_breaks_off(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    checkpoint = named(WORDS)
    offer(server, checkpoint, WORDS[: len(WORDS) // 2], Content_Length=str(len(WORDS)))
    with pytest.raises(ModelError, match="broke off"):
        checkpoints.ready(checkpoint)
    assert left_behind(tmp_path / "cache") == []


def test_a_missing_file_names_the_address(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"http://127.0.0.1:\d+/mirror/v0.0-test/.*404"):
        checkpoints.ready(named(WORDS))
    assert left_behind(tmp_path / "cache") == []


def test_an_error_of_the_server_reaches_no_terminal_as_control_codes(server: ThreadingHTTPServer) -> None:
    checkpoint = named(WORDS)
    server.pages[f"/mirror/{checkpoint.file}"] = (503, {"Reason": "\x1b[31mred"}, b"")  # type: ignore[attr-defined]
    with pytest.raises(ModelError, match=r"503 ␛.31mred") as caught:
        checkpoints.ready(checkpoint)
    assert "\x1b" not in str(caught.value)


def test_offline_is_told_and_what_would_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    monkeypatch.setenv("THREADS_MODELS_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("THREADS_CACHE", str(tmp_path))
    with pytest.raises(ModelError, match=r"cannot be fetched: .*the embedded model needs none"):
        checkpoints.ready(named(WORDS))


def test_a_server_that_says_nothing_is_given_up(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("THREADS_MODELS_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(ModelError, match="no answer within"):
            checkpoints.ready(named(WORDS))


def test_a_full_disk_is_told_before_anything_is_fetched(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    checkpoint = named(WORDS)
    offer(server, checkpoint, b"", Content_Length=str(10**17))
    with pytest.raises(ModelError, match="no room"):
        checkpoints.ready(checkpoint)
    assert left_behind(tmp_path / "cache") == []


def test_an_address_that_is_no_web_address_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("THREADS_MODELS_URL", "file:///etc")
    monkeypatch.setenv("THREADS_CACHE", str(tmp_path))
    with pytest.raises(UsageError, match="http"):
        checkpoints.ready(named(WORDS))


def test_a_damaged_file_is_reported_and_fetched_anew_only_when_asked(server: ThreadingHTTPServer) -> None:
    checkpoint = named(WORDS)
    offer(server, checkpoint, WORDS)
    path = checkpoints.ready(checkpoint)
    path.write_bytes(WORDS[:-1] + b"!")
    with pytest.raises(ModelError, match="damaged"):
        checkpoints.ready(checkpoint)
    with pytest.raises(ModelError, match="damaged"):
        checkpoints.verify(checkpoint)
    assert len(server.asked) == 1  # type: ignore[attr-defined]
    assert checkpoints.fetch(checkpoint).read_bytes() == WORDS


def test_the_embedded_one_is_there_and_whole() -> None:
    assert checkpoints.state(checkpoints.EMBEDDED) == "embedded"
    path = checkpoints.verify(checkpoints.EMBEDDED)
    assert path.stat().st_size // 10**6 == checkpoints.EMBEDDED.megabytes
    assert sorted(file.name for file in checkpoints.settings_folder(checkpoints.EMBEDDED).iterdir()) == [
        "config.json",
        "tokenizer.json",
        "tokenizer_config.json",
    ]


def test_an_embedded_one_that_is_not_whole_is_never_fetched(
    server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = checkpoints.EMBEDDED.model_copy(update={"sha256": "0" * 64})
    with pytest.raises(ModelError, match="reinstall"):
        checkpoints.fetch(broken)
    assert server.asked == []  # type: ignore[attr-defined]


def test_an_unknown_name_lists_the_known() -> None:
    with pytest.raises(UsageError, match=r"did you mean multilingual\? .*unbiased-small"):
        checkpoints.get("multilingal")


def test_every_published_name_carries_its_hash() -> None:
    published = [checkpoint for checkpoint in checkpoints.KNOWN.values() if checkpoint.hub_id]
    assert {checkpoint.name for checkpoint in published} == {
        "original",
        "unbiased",
        "multilingual",
        "original-small",
        "unbiased-small",
    }
    for checkpoint in published:
        assert checkpoint.file.endswith(f"-{checkpoint.sha256}.ckpt")
        assert len(checkpoint.sha256) == 8


def test_the_cache_lies_where_caches_lie(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("THREADS_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert "comment-threads" in checkpoints.cache_folder().parts
    assert left_behind(tmp_path) == []
