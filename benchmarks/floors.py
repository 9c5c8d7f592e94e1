"""Floors: figures that must not fall, in floors.toml; `raise_to` lifts them and never lowers one."""

from __future__ import annotations

import math
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

FILE = Path(__file__).with_name("floors.toml")
CEILINGS = (
    "author_false",
    "time_false",
    "alarmed",
    "calibration_error",
    "ident_neutral_flagged",
    "ident_pos_flagged",
    "madlibs_clean_flagged",
    "templates_clean_flagged",
    "english_abstained",
    "foreign_scored",
    "int8_auc_loss_worst",
)
"""Figures of which less is better: their floor is a ceiling."""


def read() -> dict[str, dict[str, float]]:
    """``{"text.seeds": {"comment_f1": 0.99}}``: every floor, a share in [0, 1] or a ratio."""
    tables: dict[str, dict[str, float]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tables


def broken(name: str, measured: Mapping[str, float | None]) -> list[str]:
    """One sentence for each floor of a table that the measured figures break."""
    sentences = []
    for key, floor in read().get(name, {}).items():
        figure = measured.get(key)
        if figure is None or (figure > floor + 1e-9 if key in CEILINGS else figure < floor - 1e-9):
            shown = "not measured" if figure is None else f"{figure:.4f}"
            sentences.append(f"{name}: {key} is {shown}, {'above' if key in CEILINGS else 'below'} {floor:.4f}")
    return sentences


def raise_to(name: str, measured: Mapping[str, float | None], *, first: Sequence[str] = ()) -> list[str]:
    """Lift the floors of a table to the measured figures, in thousandths; says which rose.

    Figures named in ``first`` get a floor where they have none, and the table is begun with them.
    """
    tables = read()
    floors = tables.setdefault(name, {})
    risen = []
    for key in first:
        figure = measured.get(key)
        if figure is not None and key not in floors:
            floors[key] = _rounded(key, figure)
            risen.append(f"{name}: {key} begins at {floors[key]}")
    for key, floor in floors.items():
        figure = measured.get(key)
        if figure is None:
            continue
        rounded = _rounded(key, figure)
        if (rounded < floor) if key in CEILINGS else (rounded > floor):
            floors[key] = rounded
            risen.append(f"{name}: {key} from {floor} to {rounded}")
    if risen:
        FILE.write_text(_toml(tables), encoding="utf-8")
    return risen


def settle(
    name: str, measured: Mapping[str, float | None], *, check: bool, lift: bool, first: Sequence[str] = ()
) -> int:
    """What a benchmark ends with: lift the floors or compare with them, say so, and return the exit status."""
    for line in raise_to(name, measured, first=first) if lift else []:
        print(line)
    sentences = broken(name, measured) if check else []
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return 1 if sentences else 0


def _rounded(key: str, figure: float) -> float:
    """Away from the better side, so that the same figure measured again holds."""
    return (math.ceil if key in CEILINGS else math.floor)(figure * 1000) / 1000


def _toml(tables: Mapping[str, Mapping[str, float]]) -> str:
    head = "".join(line for line in FILE.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#"))
    parts = [
        f'["{name}"]\n' + "".join(f"{key} = {floor}\n" for key, floor in floors.items())
        for name, floors in tables.items()
    ]
    return head + "\n" + "\n".join(parts)
