"""Fits the model of links (threads/clues/_model.json) on pages whose trees are known; prints how well it holds elsewhere.

    python -m training.links --cases ../shared/bench/dev            # fit on everything and write the model
    python -m training.links --cases ../shared/bench/dev --folds 0  # leave one site out, write nothing

Pages are taken in three ways: as this project reads their text, as their gold cuts them, and, where the tree is known
for certain, with all structure dropped. No random numbers are used. Nothing of the pages but these weights is kept.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from threads import clues, layouts
from threads.clues._model import Model
from threads.clues._traits import Reader
from threads.model import Candidate, Comment, Page, Quote, Section
from threads.reading import times
from threads.reading.conversation import Claim, Conversation, order_of

MODEL = Path(clues.__file__).parent / "_model.json"
SHARED_PENALTY, KIND_PENALTY = 0.5, 2.0
SAME_TEXT = 80.0
DROP: list[str] = []
PRIOR = {
    "alone|wiki": -2.0, "turn opening": 3.0, "turn following": 0.8, "alone|threaded": -0.7,
    "quotation block": 4.5, "quotation inline": 3.8, "quotation further": 1.5, "numbering reference": 3.5,
    "mention header": 5.0, "mention at": 3.5, "mention opening": 2.6, "mention vocative": 2.2, "mention further": 1.5, "mention shared": 1.5,
    "mention spoken": 1.2, "opener agreement": 0.8, "opener disagreement": 0.8, "opener answer": 0.6, "opener address": 0.4,
}
"""What is believed before any page is seen: weights are drawn towards these, the others towards 0."""
WEIGHT_OF = {"as read": 1.0, "as marked": 0.5, "flattened": 0.5, "export": 0.5, "seed": 4.0}
LESS_FOR_LONG = 0.35
"""A page of n comments counts n to the power of one minus this."""


@dataclass
class Example:
    """One page, cut into comments, with the parents that are right."""

    name: str
    site: str
    way: str
    conversation: Conversation
    claims: list[list[Claim]]
    right: list[frozenset[int | None] | None]
    """By place; ``None`` where the gold says nothing of the comment."""
    kinds: tuple[str, ...] = ()
    explicit: list[bool] = field(default_factory=list)

    @property
    def weight(self) -> float:
        n = sum(r is not None for r in self.right)
        return WEIGHT_OF[self.way] * n ** -LESS_FOR_LONG if n else 0.0


def site_of(name: str) -> str:
    platform, site, *_ = name.split("--")
    if "reddit" in platform:
        return "reddit"
    return "urho3d" if "urho3d" in site else "discourse-mozilla" if site.startswith("mozilla") else site


def examples(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.iterdir()):
        gold_file = path / "gold.json"
        if not gold_file.is_file():
            continue
        gold = json.loads(gold_file.read_text("utf-8"))
        if not gold.get("comments") or not gold.get("parents_known", True):
            continue
        name, site = path.name, site_of(path.name)
        if (path / "page.txt").is_file():
            page = Page(source=name, text=(path / "page.txt").read_text("utf-8", "replace"))
            section = layouts.segment(page)
            if section.comments:
                yield example(name, site, "as read", section, article_of(page, section), aligned(gold["comments"], section.comments), gold)
            if gold["layout"] == "flat" and "reddit" not in name and "mediawiki" not in name and "--zeit-de" not in name:
                yield marked(name, site, "as marked", gold)
            if gold["layout"] == "nested" and len(gold["comments"]) >= 5:
                yield marked(name, site, "flattened", gold)
        elif len(gold["comments"]) >= 8:
            if name.split("--")[0] in ("youtube-json", "blogger-atom", "disqus-xml", "mbox", "wxr", "guardian-json"):
                continue
            yield marked(name, site, "export", gold)


def seed_examples(folder: Path | None) -> Iterator[Example]:
    """The sample pages of this project, and pages with their gold beside them."""
    import seeds

    golds = [(name, seeds.gold(name), seeds.page(name)) for name in seeds.names()]
    for path in sorted(folder.glob("*.gold.json")) if folder is not None else ():
        gold = json.loads(path.read_text("utf-8"))
        golds.append((path.name, gold, folder / gold["file"]))
    for name, gold, file in golds:
        if gold["has_comments"]:
            page = Page(source=name, text=file.read_text("utf-8"))
            section = layouts.segment(page)
            yield example(name, name, "seed", section, article_of(page, section), aligned(gold["comments"], section.comments), gold)


def article_of(page: Page, section: Section) -> str:
    return clues._above(page, section)


def aligned(gold: list[dict[str, Any]], found: Sequence[Comment]) -> dict[str, int]:
    """Places of the comments found by the id of the gold comment they are, likest first."""
    pairs = []
    squeezed = [" ".join(c.text.split()) for c in found]
    for i, wanted in enumerate(gold):
        text = " ".join(wanted["text"].split())
        for j, shown in enumerate(squeezed):
            if abs(i / len(gold) - j / len(found)) > 0.25 and len(gold) > 40:
                continue
            if 0.5 <= (len(text) + 5) / (len(shown) + 5) <= 2:
                ratio = fuzz.ratio(text, shown, score_cutoff=SAME_TEXT)
                if ratio:
                    pairs.append((-ratio, abs(i / len(gold) - j / len(found)), i, j))
    match: dict[str, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(pairs):
        if gold[i]["id"] not in match and j not in taken:
            match[gold[i]["id"]] = j
            taken.add(j)
    return match


def example(name: str, site: str, way: str, section: Section, article: str, place_of: dict[str, int], gold: dict[str, Any]) -> Example:
    conversation = Conversation(section.comments, section, order_of(section.comments), article)
    claims = clues.claims_of(conversation)
    right: list[frozenset[int | None] | None] = [None] * len(section.comments)
    for wanted in gold["comments"]:
        place = place_of.get(wanted["id"])
        if place is None:
            continue
        ok = {wanted.get("parent"), *wanted.get("parent_ok", [])}
        places = {None if x is None else place_of.get(x, -1) for x in ok}
        right[place] = frozenset(places)
    reader = Reader(conversation, claims)
    return Example(name, site, way, conversation, claims, right, reader.setting.kinds, [any(x.settles for x in c) for c in claims])


def marked(name: str, site: str, way: str, gold: dict[str, Any]) -> Example:
    made = []
    for place, c in enumerate(gold["comments"]):
        time = c.get("time")
        moment = None
        if time is not None:
            try:
                if way == "export" and not any(ch.isalpha() for ch in str(time).replace("T", "").replace("Z", "")) and "-" not in str(time):
                    moment = datetime.fromtimestamp(float(time), UTC)
                elif way == "export":
                    moment = datetime.fromisoformat(str(time).replace("Z", "+00:00"))
                    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            except (ValueError, OverflowError):
                moment = None
            if moment is None:
                when = times.find(str(time))
                moment = when.moment if when else None
        quotes = tuple(Quote(text="quoted words", comment_id=q) for q in c.get("quotes") or [])
        made.append(
            Comment(id=c["id"], author=c.get("author"), posted_at=moment, time_text=None if time is None else str(time), text=c["text"],
                    quotes=quotes, source_span=(0, 0), line=place + 1)
        )
    platform = gold["platform"] if gold["platform"] != "custom" else gold.get("platform_detail")
    section = Section(hypothesis="headed", comments=tuple(made), layout="flat", platform=platform)
    return example(name, site, way, section, "", {c["id"]: i for i, c in enumerate(gold["comments"])}, gold)


# ------------------------------------------------------------------ fitting
def described(page: Example, history: Sequence[int | None] | None, model: dict[str, float] | None) -> tuple[list[list[tuple[int | None, list[tuple[str, float]]]]], list[int | None]]:
    """Options of every place. With a model its own choices are the history, else the right ones."""
    reader = Reader(page.conversation, page.claims)
    rows, chosen = [], []
    weights = Model(model).on(page.kinds) if model is not None else None
    for place in range(len(page.right)):
        options = reader.options()
        rows.append(options)
        if page.explicit[place]:
            parent = max((x for x in page.claims[place] if x.settles), key=lambda x: x.evidence.weight).parent
        elif weights is not None:
            parent = max(options, key=lambda o: (weights.score(o.traits), o.parent is None)).parent
        else:
            ok = page.right[place]
            parent = None
            if ok:
                known = [x for x in ok if x is not None and x >= 0 and x < place]
                parent = max(known) if known and None not in ok else None
        if parent is not None and parent >= len(page.right):
            parent = None
        chosen.append(parent)
        reader.settle(parent)
    return rows, chosen


class Design:
    """The options of many pages as one sparse matrix."""

    def __init__(self, pages: Sequence[Example], rows: Sequence[list[Any]], index: dict[str, int] | None = None) -> None:
        self.index = {} if index is None else index
        fixed = index is not None
        data, columns, starts = [], [], [0]
        groups, good, weights, self.pages, self.places = [], [], [], [], []
        group = 0
        for number, (page, options_of) in enumerate(zip(pages, rows, strict=True)):
            for place, options in enumerate(options_of):
                ok = page.right[place]
                if ok is None or page.explicit[place] or not any(option.parent in ok for option in options):
                    continue
                for parent, _, traits in options:
                    for name, value in traits:
                        for key in (name, *(f"{name}|{kind}" for kind in page.kinds)):
                            if key not in self.index:
                                if fixed:
                                    continue
                                self.index[key] = len(self.index)
                            columns.append(self.index[key])
                            data.append(value)
                    starts.append(len(columns))
                    groups.append(group)
                    good.append(parent in ok)
                weights.append(page.weight)
                self.pages.append(number)
                self.places.append(place)
                group += 1
        self.matrix = csr_matrix((data, columns, starts), shape=(len(groups), len(self.index)))
        self.groups, self.good, self.weights = np.array(groups), np.array(good), np.array(weights)
        self.firsts = np.flatnonzero(np.r_[True, np.diff(self.groups) > 0])


def fit(design: Design, start: dict[str, float] | None = None) -> dict[str, float]:
    names = list(design.index)
    for name in PRIOR:
        if name not in design.index:
            names.append(name)
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    penalty = np.array([KIND_PENALTY if "|" in name else SHARED_PENALTY for name in names])
    g, firsts = design.groups, design.firsts
    X = design.matrix.copy()
    X.resize((X.shape[0], len(names)))
    XT = X.T.tocsr()

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = X @ w
        top = np.maximum.reduceat(z, firsts)
        e = np.exp(z - top[g])
        s = np.add.reduceat(e, firsts)
        p = e / s[g]
        pg = np.where(design.good, p, 0.0)
        sg = np.maximum(np.add.reduceat(pg, firsts), 1e-12)
        value = -(design.weights * np.log(sg)).sum() + 0.5 * (penalty * (w - prior) ** 2).sum()
        grad = XT @ (design.weights[g] * (p - pg / sg[g])) + penalty * (w - prior)
        return value, grad

    w0 = np.array([start.get(n, PRIOR.get(n, 0.0)) if start else PRIOR.get(n, 0.0) for n in names])
    best = minimize(loss, w0, jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-7})
    return {name: float(v) for name, v in zip(names, best.x, strict=True) if abs(v) > 1e-4}


def train(pages: Sequence[Example], rounds: int = 2, start: dict[str, float] | None = None) -> dict[str, float]:
    model = start
    for number in range(rounds):
        rows = [described(page, None, model if (number or start) else None)[0] for page in pages]
        model = fit(Design(pages, rows), model)
    assert model is not None
    return model


def judged(page: Example, model: dict[str, float]) -> list[tuple[bool, float, bool, float]]:
    """``(right, confidence, is a reply in gold, probability of what is right)`` of each open comment."""
    rows, chosen = described(page, None, model)
    weights = Model(model).on(page.kinds)
    found = []
    for place, options in enumerate(rows):
        ok = page.right[place]
        if ok is None or page.explicit[place]:
            continue
        p = weights.probabilities([weights.score(option.traits) for option in options])
        best = max(range(len(p)), key=lambda i: (p[i], options[i].parent is None))
        found.append((options[best].parent in ok, p[best], None not in ok, sum(q for q, option in zip(p, options, strict=True) if option.parent in ok)))
    return found


def ranked_by_hand(claims: list[Claim], ids: list[str]) -> list[Candidate]:
    """The parents as they were ranked before there was a model: independent witnesses with weights set by hand."""
    doubt: dict[int | None, float] = {}
    for claim in claims:
        doubt[claim.parent] = doubt.get(claim.parent, 1.0) * (1.0 - claim.evidence.weight)
    belief = {parent: 1.0 - rest for parent, rest in doubt.items()}
    strongest = max((weight for parent, weight in belief.items() if parent is not None), default=0.0)
    belief[None] = 1.0 - (1.0 - belief.get(None, 0.0)) * (1.0 - 0.5 * (1.0 - strongest))
    total = sum(belief.values())
    found = [Candidate(parent_id=None if p is None else ids[p], confidence=w / max(total, 1.0)) for p, w in belief.items()]
    return sorted(found, key=lambda c: (-c.confidence, c.parent_id is not None, c.parent_id or ""))


def hand_set(page: Example) -> list[tuple[bool, float, bool, float]]:
    found = []
    ids = [str(i) for i in range(len(page.right))]
    for place, claims in enumerate(page.claims):
        ok = page.right[place]
        if ok is None or page.explicit[place]:
            continue
        ranked = ranked_by_hand(claims, ids)
        best = ranked[0]
        to = lambda c: None if c.parent_id is None else int(c.parent_id)
        found.append((to(best) in ok, best.confidence, None not in ok, sum(c.confidence for c in ranked if to(c) in ok)))
    return found


def ece(found: Sequence[tuple[bool, float, bool, float]], bins: int = 10) -> tuple[float, list[tuple[int, float, float]]]:
    table, error = [], 0.0
    for b in range(bins):
        inside = [(r, c) for r, c, *_ in found if b / bins <= c < (b + 1) / bins or (b == bins - 1 and c == 1.0)]
        if inside:
            acc, conf = sum(r for r, _ in inside) / len(inside), sum(c for _, c in inside) / len(inside)
            error += len(inside) / len(found) * abs(acc - conf)
            table.append((len(inside), conf, acc))
        else:
            table.append((0, 0.0, 0.0))
    return error, table


def summary(label: str, found: Sequence[tuple[bool, float, bool, float]]) -> str:
    n = len(found)
    replies = [r for r, _, reply, _ in found if reply]
    loss = -sum(math.log(max(p, 1e-4)) for *_, p in found) / max(1, n)
    return (f"{label:34} n={n:5} acc={100 * sum(r for r, *_ in found) / max(1, n):5.1f} reply acc={100 * sum(replies) / max(1, len(replies)):5.1f} ({len(replies)}) "
            f"log loss={loss:.3f} ece={100 * ece(found)[0]:.1f}" if n else f"{label}: none")


def folds_of(pages: Sequence[Example], count: int) -> list[set[str]]:
    sites = sorted({page.site for page in pages})
    if count <= 0:
        return [{site} for site in sites]
    size = defaultdict(int)
    for page in pages:
        size[page.site] += len(page.right)
    folds: list[set[str]] = [set() for _ in range(count)]
    load = [0] * count
    for site in sorted(sites, key=lambda s: (-size[s], s)):
        k = load.index(min(load))
        folds[k].add(site)
        load[k] += size[site]
    return folds


def cross_validated(pages: Sequence[Example], count: int) -> dict[int, list[tuple[bool, float, bool, float]]]:
    """What the model says of each page without having seen its site, by the page's number."""
    out = {}
    for fold in folds_of(pages, count):
        model = train([p for p in pages if p.site not in fold and p.way not in DROP and not any(p.name.startswith(d) for d in DROP)])
        for number, page in enumerate(pages):
            if page.site in fold:
                out[number] = judged(page, model)
    return out


def own(pages: Sequence[Example]) -> dict[int, list[tuple[bool, float, bool, float]]]:
    """What a model fitted on all pages says of them."""
    model = train(pages)
    return {number: judged(page, model) for number, page in enumerate(pages)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=None)
    parser.add_argument("--pages", type=Path, default=None)
    parser.add_argument("--drop", nargs="*", default=[])
    parser.add_argument("--penalty", type=float, nargs=2, default=None)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    global SHARED_PENALTY, KIND_PENALTY
    DROP.extend(options.drop)
    if options.penalty:
        SHARED_PENALTY, KIND_PENALTY = options.penalty
    pages = [*examples(options.cases), *seed_examples(options.pages)]
    if options.folds is not None:
        found = own(pages) if options.folds == -1 else cross_validated(pages, options.folds)
        groups = defaultdict(list)
        for number, page in enumerate(pages):
            new, old = found[number], hand_set(page)
            keys = [page.way, f"{page.way}: {page.kinds[0]}"]
            if page.way == "as read" and "mediawiki" not in page.name:
                keys.append("as read, without mediawiki")
            for key in keys:
                groups[key].append((new, old))
            if options.verbose and new:
                a, b = sum(r for r, *_ in new), sum(r for r, *_ in old)
                print(f"{page.name[:40]:40} {page.way:9} {'+'.join(page.kinds):28} {page.conversation.order:8} n={len(new):4} new={100*a/len(new):5.1f} old={100*b/len(old):5.1f}  {'<<<' if b > a else ''}")
        for key, entries in sorted(groups.items()):
            print(summary(f"{key} | model", [x for new, _ in entries for x in new]))
            print(summary(f"{key} | hand-set", [x for _, old in entries for x in old]))
        return
    model = train(pages)
    kept = {name: round(weight, 3) for name, weight in sorted(model.items()) if abs(weight) >= 0.02}
    MODEL.write_text(json.dumps({"weights": kept}, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
