"""How well pages are read: comments, authors, times and parents against gold, by kind, platform and language.

python -m benchmarks.reconstruction                         # our sample pages, and ../shared/bench/dev where it is
python -m benchmarks.reconstruction --track html --cases ../shared/bench/dev
python -m benchmarks.reconstruction --check                 # fails where a figure falls below its floor
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks import cases, floors, measures
from benchmarks.cases import Case
from benchmarks.measures import ReliabilityPoint, Tally
from benchmarks.pairing import Found
from threads import inputs, pipeline

GROUPS: dict[str, Callable[[Case], str]] = {
    "layout": lambda case: case.kind,
    "platform": lambda case: case.platform,
    "language": lambda case: case.language,
}


def read(case: Case) -> list[Found]:
    """The comments of a case as the program reads them; several threads of one input one after the other."""
    found = []
    for page in inputs.read(str(case.path), on_problem=lambda problem: print(problem, file=sys.stderr)):
        thread = pipeline.reconstruct(page)
        for comment in thread.comments:
            link = thread.link_of[comment.id]
            parent = None if link.parent_id is None else f"{thread.id}/{link.parent_id}"
            time = comment.time_text or (comment.posted_at.isoformat() if comment.posted_at else None)
            found.append(
                Found(f"{thread.id}/{comment.id}", parent, comment.author, time, comment.text, link.confidence)
            )
    return found


def measure(chosen: Iterable[Case]) -> tuple[list[tuple[Case, Tally]], list[ReliabilityPoint]]:
    """The counts of each case, and how sure and how right all links are."""
    counted, points = [], []
    for case in chosen:
        counts, certain = measures.tally(case, read(case))
        counted.append((case, counts))
        points.extend(certain)
    return counted, points


def total(counted: Sequence[tuple[Case, Tally]]) -> Tally:
    """All counts as one."""
    whole: Tally = Counter()
    for _, counts in counted:
        whole.update(counts)
    return whole


def rows(counted: Sequence[tuple[Case, Tally]]) -> list[tuple[str, dict[str, float | None]]]:
    """The rows of the table: all, then by layout, platform and language."""
    found = [("ALL", measures.figures(total(counted)))]
    for group, key in GROUPS.items():
        parts: dict[str, list[tuple[Case, Tally]]] = defaultdict(list)
        for case, counts in counted:
            if case.kind != "negative":
                parts[key(case)].append((case, counts))
        found += [(f"{group} {name}", measures.figures(total(part))) for name, part in sorted(parts.items())]
    return found


def run(folder: Path, track: str, *, label: str, check: bool, lift: bool, per_case: bool) -> list[str]:
    """Measure one folder, print its tables, and give the floors that broke."""
    chosen = list(cases.load(folder, track)) if folder.is_dir() else []
    if not chosen:
        print(f"{label}, {track}: skipped, {folder} holds no such case")
        return []
    counted, points = measure(chosen)
    whole = total(counted)
    figures = measures.figures(whole) | {"calibration_error": measures.calibration_error(points)}
    print(f"{label}, {track}: {len(chosen)} inputs, percent")
    print(
        measures.table(
            [(case.name, measures.figures(counts)) for case, counts in counted] if per_case else rows(counted)
        )
    )
    if whole["negatives"]:
        print(f"pages without comments where some were found: {whole['alarmed']} of {whole['negatives']}")
    if figures["calibration_error"] is not None:
        print(f"expected calibration error of links: {figures['calibration_error']:.3f}")
    print()
    name = f"{track}.{label}"
    if lift:
        print("\n".join(floors.raise_to(name, figures)))
    return floors.broken(name, figures) if check else []


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; exit status 1 where a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, help="a folder of cases with gold; default: sample and benchmark pages")
    parser.add_argument("--track", choices=list(cases.TRACKS), action="append", help="default: all")
    parser.add_argument("--check", action="store_true", help="compare with floors.toml")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is measured")
    parser.add_argument("--per-case", action="store_true", help="one row a case")
    options = parser.parse_args(arguments)
    folders = {"given": options.cases} if options.cases else {"seeds": cases.SEEDS, "bench": cases.BENCH}
    failed = [
        sentence
        for label, folder in folders.items()
        for track in options.track or cases.TRACKS
        for sentence in run(
            folder, track, label=label, check=options.check, lift=options.lift, per_case=options.per_case
        )
    ]
    print("\n".join(failed), file=sys.stderr) if failed else None
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
