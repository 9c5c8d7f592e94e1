"""How fast pages are read: ratios to trafilatura between interleaved runs, the gate, long pages, memory over a corpus.

python -m benchmarks.speed                        # needs ../shared/bench/dev, and trafilatura for the ratios
python -m benchmarks.speed --cases FOLDER --rounds 5
python -m benchmarks.speed --check                # fails where a ratio falls below its floor

Processor seconds of one core. Both programs get the same pages, ours the text and the markup, trafilatura the markup
with ``include_comments=True``; rounds alternate, so that what else the machine does falls on both. Only the ratios may
be quoted: seconds are those of this machine.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time

from benchmarks import cases, floors
from threads import inputs, pipeline
from threads.model import Page
from threads.reading import gate

_LONG = (1_000, 10_000, 100_000)
"""Comments on the long pages."""
_CORPUS = (500, 5_000)
"""Documents in the corpora whose memory is compared."""
_WORDS = (
    "the",
    "sluice",
    "was",
    "open",
    "again",
    "and",
    "nobody",
    "on",
    "the",
    "bridge",
    "saw",
    "who",
    "had",
    "its",
    "key",
)


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds that some work takes."""
    start = process_time()
    work()
    return process_time() - start


def rivals(folder: Path) -> dict[str, Callable[[], None]]:
    """By name, what reads all pages of the folder once."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*/page.txt"))]
    markup = sorted(folder.glob("*/page.html"))

    def text() -> None:
        for number, page in enumerate(texts):
            pipeline.reconstruct(Page(source=str(number), text=page, format="text"))

    def html() -> None:
        for path in markup:
            for page in inputs.read(str(path), on_problem=lambda problem: None):
                pipeline.reconstruct(page)

    found = {f"text, {len(texts)} pages": text, f"html, {len(markup)} pages": html}
    try:
        import trafilatura
    except ImportError:
        print("trafilatura is not installed (pip install trafilatura): no ratios to it", file=sys.stderr)
    else:
        raw = [path.read_bytes() for path in markup]

        def extract() -> None:
            for page in raw:
                trafilatura.extract(page, include_comments=True)

        found[f"trafilatura, {len(raw)} pages"] = extract
    return found


def interleaved(work: dict[str, Callable[[], None]], rounds: int) -> dict[str, list[float]]:
    """By name, the seconds of each round; one round beforehand warms caches up."""
    for one in work.values():
        one()
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, one in work.items():
            taken[name].append(seconds(one))
    return taken


def gate_speed(folder: Path) -> Iterator[str]:
    """Megabytes a second through the gate, as text and as markup."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*/page.txt"))]
    size = sum(len(text.encode()) for text in texts) / 1e6
    times = [seconds(lambda: [gate.may_hold_comments(text) for text in texts]) for _ in range(5)]
    yield f"gate, text: {size / statistics.median(times):.0f} MB a second ({size:.1f} MB)"
    raw = [path.read_bytes() for path in sorted(folder.glob("*/page.html"))]
    size = sum(map(len, raw)) / 1e6
    times = [seconds(lambda: [gate.may_hold_comments_as_html(page) for page in raw]) for _ in range(5)]
    yield f"gate, markup: {size / statistics.median(times):.0f} MB a second ({size:.1f} MB)"


def long_page(comments: int) -> str:
    """A nested page with so many comments, each with a name, a time, words and a button."""
    lines = ["The sluice", "", "Who opened it?", "", f"{comments} comments", ""]
    for number in range(comments):
        words = " ".join(_WORDS[(number * 7 + place * 3) % len(_WORDS)] for place in range(6 + number % 9))
        moment = f"{1 + number % 28} March 2021 at {number // 60 % 24}:{number % 60:02}"
        lines += [f"Otter{number % 997}", moment, f"No. {number}: {words}.", "Reply", ""]
    return "\n".join([*lines, "Leave a comment"])


def long_pages() -> Iterator[tuple[str, float]]:
    """What to print of longer and longer pages, and the comments a second: a quadratic step would show."""
    for comments in _LONG:
        page = Page(source="long", text=long_page(comments), format="text")
        start = process_time()
        found = len(pipeline.reconstruct(page).comments)
        taken = process_time() - start
        rate = found / taken
        yield f"{comments:,} comments on a page: {found:,} found in {taken:.1f} s, {rate:,.0f} a second", rate


def corpus_memory() -> Iterator[str]:
    """Peak memory of ``threads export`` over a small and a large corpus, each in a process of its own."""
    document = json.dumps({"url": "https://example.org/sluice", "text": long_page(20)})
    with tempfile.TemporaryDirectory() as folder:
        for documents in _CORPUS:
            corpus = Path(folder, f"{documents}.jsonl")
            with corpus.open("w", encoding="utf-8") as file:
                file.writelines(f"{document}\n" for _ in range(documents))
            program = (
                "import resource, sys; from threads import cli; status = cli.main(sys.argv[1:]);"
                "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(status)"
            )
            target = os.fspath(Path(folder, f"{documents}.json"))
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            options = ("--no-score", "--quiet", "-f", "ndjson", "-o", target)
            done = subprocess.run(
                [sys.executable, "-c", program, "export", *options, str(corpus)],
                check=True, capture_output=True, text=True,
            )  # fmt: skip
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            peak = int(done.stderr.split()[-1]) / 1024
            yield f"corpus of {documents:,}: {documents / taken:.0f} documents a second, at most {peak:.0f} MB held"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=cases.BENCH, help="folder of cases with page.txt and page.html")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--check", action="store_true", help="compare the ratios with floors.toml")
    options = parser.parse_args(arguments)
    ratios: dict[str, float | None] = {}
    print("\n".join(corpus_memory()))  # first: a child's peak begins at what its parent holds
    if options.cases.is_dir():
        taken = interleaved(rivals(options.cases), options.rounds)
        slowest = next((times for name, times in taken.items() if name.startswith("trafilatura")), None)
        for name, times in taken.items():
            shown = f"{name}: {statistics.median(times):.2f} s"
            if slowest is not None:
                each = [other / one for other, one in zip(slowest, times, strict=True)]
                ratios[name.partition(",")[0]] = statistics.median(each)
                shown += f", {statistics.median(each):.1f} times trafilatura ({min(each):.1f} to {max(each):.1f})"
            print(shown)
        print("\n".join(gate_speed(options.cases)))
    else:
        print(f"{options.cases} is not there: no ratios", file=sys.stderr)
    rates = []
    for line, rate in long_pages():
        print(line)
        rates.append(rate)
    ratios["long_pages"] = rates[-1] / rates[0]
    failed = floors.broken("speed", ratios) if options.check else []
    print("\n".join(failed), file=sys.stderr) if failed else None
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
