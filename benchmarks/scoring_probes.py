"""What one figure a set hides: HateCheck by kind, words about groups, other languages, the parent beside a comment.

Each probe gives the lines to print and its figures by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks import scoring_measures as measures
from benchmarks import scoring_sets as sets
from benchmarks.scoring_sets import Examples, Floats
from threads import language
from threads.checkpoints import Checkpoint
from threads.model import Comment
from threads.scorers import toxicity

Ask = Callable[[Sequence[str], str], Floats]
"""Texts and the name of a head in, one score a text out."""
Found = tuple[list[str], dict[str, float | None]]
HALF = 0.5
_A_LANGUAGE = 200
_FOLDS, _ROUNDS = 5, 5
_WORST = 5
_LEAST_OF_A_GROUP = 10
GROUPS = (
    "african american",
    "african",
    "american",
    "asian",
    "bisexual",
    "black",
    "blind",
    "buddhist",
    "canadian",
    "catholic",
    "chinese",
    "christian",
    "deaf",
    "elderly",
    "european",
    "female",
    "gay",
    "heterosexual",
    "hispanic",
    "homosexual",
    "indian",
    "japanese",
    "jewish",
    "latina",
    "latino",
    "latinx",
    "lesbian",
    "lgbtq",
    "lgbt",
    "male",
    "mexican",
    "middle aged",
    "middle eastern",
    "millenial",
    "muslim",
    "nonbinary",
    "older",
    "old",
    "paralyzed",
    "protestant",
    "queer",
    "sikh",
    "straight",
    "taoist",
    "teenage",
    "transgender",
    "trans",
    "white",
    "younger",
    "young",
)
"""The identity terms of the two sets made from templates, as the sets spell them (Dixon et al. 2018)."""


def hatecheck(folder: Path, ask: Ask, *, sample: int | None = None) -> Found:
    """Accuracy at 0.5 of two heads for each kind of HateCheck, its two halves, and neutral and kind words of groups."""
    rows = sets.sampled(sets.read(folder, "hatecheck"), sample)
    texts = [row.text for row in rows]
    truths = np.array([row.label for row in rows])
    kinds = np.array([row.more["functionality"] for row in rows])
    heads = ("toxicity", "identity_attack")
    right = {head: (ask(texts, head) >= HALF) == truths for head in heads}
    parts = {kind: kinds == kind for kind in sorted(set(kinds.tolist()), key=_halves_apart)}
    parts |= {"HATEFUL": truths == 1, "NOT HATEFUL": truths == 0, "ALL": truths >= 0}
    lines = [f"{'':<24}{'n':>6}" + "".join(f"{head:>17}" for head in heads)]
    for name, part in parts.items():
        lines.append(
            f"{name:<24}{part.sum():>6}" + "".join(f"{100 * right[head][part].mean():>17.1f}" for head in heads)
        )
    figures: dict[str, float | None] = {}
    for head, prefix in zip(heads, ("hatecheck", "hatecheck_identity"), strict=True):
        for name, suffix in (("ALL", ""), ("HATEFUL", "_hateful"), ("NOT HATEFUL", "_not_hateful")):
            figures[prefix + suffix] = float(right[head][parts[name]].mean())
    for kind in ("ident_neutral", "ident_pos"):
        part = parts.get(f"{kind}_nh")
        figures[f"{kind}_flagged"] = None if part is None else 1 - float(right["toxicity"][part].mean())
        lines.append(f"{kind} flagged at 0.5: {_percent(figures[f'{kind}_flagged'])}")
    return lines, figures


def _halves_apart(kind: str) -> tuple[bool, str]:
    """Hateful kinds first; HateCheck ends their names in ``_h`` and the others' in ``_nh``."""
    return kind.endswith("_nh"), kind


def groups_named(text: str) -> list[str]:
    """The groups of `GROUPS` that a sentence names; a longer name hides the shorter ones in it.

    >>> groups_named("Ann is an African American nurse.")
    ['african american']
    """
    padded = "".join(letter if letter.isalpha() else " " for letter in f" {text.lower()} ")
    found = []
    for group in sorted(GROUPS, key=len, reverse=True):
        if f" {group} " in padded:
            found.append(group)
            padded = padded.replace(f" {group} ", "  ")
    return found


def identity(madlibs: Examples, templates: Examples, ask: Ask, *, mark: float) -> Found:
    """Of clean sentences made from templates the share flagged, in all and for the groups where it is highest."""
    figures: dict[str, float | None] = {}
    by_group: dict[str, list[float]] = defaultdict(list)
    lines = []
    for name, examples in (("madlibs", madlibs), ("templates", templates)):
        scores = ask(examples.texts, "toxicity")
        clean = examples.truths == 0
        for suffix, least in (("", HALF), ("_at_mark", mark)):
            figures[f"{name}_clean_flagged{suffix}"] = measures.flagged(least, scores[clean])
        lines.append(
            f"{name}: of {clean.sum()} clean sentences {_percent(figures[f'{name}_clean_flagged'])} flagged at 0.5, "
            f"{_percent(figures[f'{name}_clean_flagged_at_mark'])} at {mark}"
        )
        for text, score in zip(np.array(examples.texts)[clean], scores[clean], strict=True):
            for group in groups_named(text):
                by_group[group].append(score)
    shares = {
        group: measures.flagged(HALF, np.array(scores)) or 0.0
        for group, scores in by_group.items()
        if len(scores) >= _LEAST_OF_A_GROUP
    }
    worst = sorted(shares, key=lambda group: (-shares[group], group))[:_WORST]
    figures["worst_group_flagged"] = shares[worst[0]] if worst else None
    lines.append(
        "worst groups at 0.5: "
        + ", ".join(f"{group} {_percent(shares[group])} of {len(by_group[group])}" for group in worst)
    )
    return lines, figures


def parent(examples: Examples, ask: Ask) -> Found:
    """AUC of the comment alone, and with its parent's toxicity beside it, by a logistic model that has not seen it."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    truths = examples.truths.astype(int)
    if min(np.bincount(truths, minlength=2)) < _FOLDS:
        return [f"skipped: fewer than {_FOLDS} of a kind"], {}
    own = log_odds(ask(examples.texts, "toxicity"))
    above = log_odds(ask([row.parent or "" for row in examples.rows], "toxicity"))
    known = np.array([bool(row.parent) for row in examples.rows])
    above[~known] = above[known].mean() if known.any() else 0.0
    figures: dict[str, float | None] = {"parent_alone": measures.auc(examples.truths, above)}
    for name, columns in (("comment_alone", [own]), ("comment_and_parent", [own, above])):
        found = []
        for seed in range(_ROUNDS):
            folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=seed)
            guesses = cross_val_predict(
                LogisticRegression(), np.column_stack(columns), truths, cv=folds, method="predict_proba"
            )[:, 1]
            found.append(measures.auc(examples.truths, guesses) or 0.0)
        figures[name] = float(np.mean(found))
    gain = (figures["comment_and_parent"] or 0.0) - (figures["comment_alone"] or 0.0)
    lines = [f"AUC of {name.replace('_', ' ')}: {_share(figure)}" for name, figure in figures.items()]
    lines.append(f"gain {gain:+.4f}; {_FOLDS} folds, {_ROUNDS} times, {truths.sum()} toxic")
    figures["parent_gain"] = gain
    return lines, figures


def log_odds(shares: Floats) -> Floats:
    """Shares as log-odds, those at the ends moved in by a millionth."""
    inner = np.clip(shares, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(inner / (1 - inner)))


def languages(folder: Path, ask: Ask, checkpoint: Checkpoint, *, most: int = _A_LANGUAGE) -> Found:
    """For ten other languages and English: what share the scorer would score, and how raw scores would rank."""
    rows = {"english": list(sets.read(folder, "hatecheck"))}
    for row in sets.read(folder, "hatecheck_multilingual"):
        rows.setdefault(row.split, []).append(row)
    lines = [f"{'':<12}{'n':>5}{'scored':>9}{'abstained':>11}{'raw AUC':>9}"]
    scored_shares = {}
    for name, all_rows in rows.items():
        chosen = sets.sampled(all_rows, most)
        scored = float(np.mean([_is_scored(row.text, checkpoint) for row in chosen]))
        ranked = measures.auc(
            np.array([row.label for row in chosen], float), ask([row.text for row in chosen], "toxicity")
        )
        lines.append(f"{name:<12}{len(chosen):>5}{_percent(scored):>9}{_percent(1 - scored):>11}{_share(ranked):>9}")
        scored_shares[name] = scored
    english = scored_shares.pop("english")
    foreign = float(np.mean(list(scored_shares.values()))) if scored_shares else None
    return lines, {"english_abstained": 1 - english, "foreign_scored": foreign}


@cache
def _is_scored(text: str, checkpoint: Checkpoint) -> bool:
    comment = Comment(id="a", text=text, source_span=(0, len(text)), line=1)
    return toxicity.abstention(comment, language.detect(comment.own_words), checkpoint) is None


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"
