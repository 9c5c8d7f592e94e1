"""Traits of a hypothesis: what can be measured of the comments it finds and of the page around them, in numbers.

`fitness` turns them into a belief; the names stand in ``NAMES``, in the order of the model's weights.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median

from threads.reading import bylines, cues
from threads.reading.drafts import Draft
from threads.reading.sheet import Sheet

LAYOUTS = ("answered", "listed", "headed", "footed", "carded", "gapped", "levelled", "signed")
_MOST_DRAFTS = 400
"""Of a longer section, this many comments, evenly spread, are measured."""
_MOST_LINES = 60
"""Lines of one comment that are measured."""
_SENTENCE_ENDS = (".", "!", "?", "…", ")", '"', "“", "”", "»", ":", "。", "！", "？", "؟", "।")
_CUT_OFF = ("...", "…", "[…]", "[...]", "»", "→", "weiterlesen", "read more", "mehr", "more")

NAMES = (
    *LAYOUTS,
    "points", "penalty", "count", "named", "timed", "absolute", "numbered", "verbs", "buttoned", "apart", "ended",
    "titled", "announced", "agreement", "none announced", "to first", "lost lines", "empty", "median words",
    "longest share", "one line", "few words", "sentences", "cut off", "inner bylines", "edge bylines", "inner cards",
    "inner titles", "repeated", "authors", "lone author", "names in words", "asides", "links", "listed lines",
    "time order", "alike headers", "regular", "from", "to", "coverage", "prose above", "indents", "capitals",
    "page lines", "page titles", "second person", "item bodies", "open above", "open below",
)  # fmt: skip


def measure(
    drafts: Sequence[Draft],
    sheet: Sheet,
    *,
    hypothesis: str,
    points: float,
    penalty: float,
    blank_share: float,
    title: tuple[int, int] | None,
    ended: bool,
    lost_lines: int,
) -> tuple[float, ...]:
    """The traits of the comments that a hypothesis found, in the order of ``NAMES``."""
    some = drafts if len(drafts) <= _MOST_DRAFTS else drafts[:: -(-len(drafts) // _MOST_DRAFTS)]
    words = _Words(some, sheet)
    first, last = min(draft.first for draft in drafts), max(draft.last for draft in drafts)
    announced = title[1] if title is not None else -1
    found = {
        **{name: float(name == hypothesis) for name in LAYOUTS},
        "points": points,
        "penalty": penalty,
        "count": math.log1p(len(drafts)),
        "buttoned": _share(some, lambda draft: _has_button(draft, sheet)),
        "apart": blank_share,
        "ended": float(ended),
        "titled": float(title is not None),
        "announced": float(announced > 0),
        "agreement": -abs(math.log((announced + 1) / (len(drafts) + 1))) if announced > 0 else -0.7,
        "none announced": float(announced == 0),
        "to first": math.log1p(abs(first - title[0])) if title is not None else 5.0,
        "lost lines": float(min(lost_lines, 30)),
        "from": first / len(sheet),
        "to": last / len(sheet),
        "coverage": (last - first + 1) / len(sheet),
        "prose above": math.log1p(_prose(0, first, sheet)),
        "page lines": math.log1p(len(sheet)),
        "page titles": float(min(8, len(sheet.titles))),
        **_headers(some, sheet),
        **words.traits(),
    }
    return tuple(found[name] for name in NAMES)


def _share(drafts: Sequence[Draft], test: Callable[[Draft], object]) -> float:
    return sum(bool(test(draft)) for draft in drafts) / len(drafts)


def _has_button(draft: Draft, sheet: Sheet) -> bool:
    buttons = sheet.lines.button_lines
    place = bisect_left(buttons, draft.first)
    return place < len(buttons) and buttons[place] <= draft.last


def _prose(start: int, end: int, sheet: Sheet) -> int:
    """Lines of prose in a stretch, at most 40."""
    lines = itertools.islice((index for index in range(start, end) if len(sheet.lines[index].body) >= 80), 40)
    return sum(1 for _ in lines)


def _headers(drafts: Sequence[Draft], sheet: Sheet) -> dict[str, float]:
    """Traits of what stands around the words: names, times and how alike the header lines are."""
    marks = [byline for draft in drafts for line in draft.header[:4] if (byline := sheet.byline(line)) is not None]
    shapes = Counter(byline.shape for byline in marks)
    authors = Counter(draft.author for draft in drafts if draft.author is not None)
    moments = [draft.moment for draft in drafts if draft.moment is not None]
    steps = list(itertools.pairwise(moments))
    rising, falling = sum(a <= b for a, b in steps), sum(a >= b for a, b in steps)
    starts = [draft.first for draft in drafts]
    gaps = sorted(after - before for before, after in itertools.pairwise(starts)) or [1]
    return {
        "named": sum(authors.values()) / len(drafts),
        "timed": _share(drafts, lambda draft: draft.time_text is not None),
        "absolute": len(moments) / len(drafts),
        "numbered": _share(drafts, lambda draft: draft.number is not None),
        "verbs": sum(byline.verb for byline in marks) / len(drafts),
        "authors": len(authors) / max(1, sum(authors.values())),
        "lone author": float(len(authors) == 1 and sum(authors.values()) > 1),
        "time order": max(rising, falling) / len(steps) if steps else 0.5,
        "alike headers": max(shapes.values(), default=0) / max(1, len(marks)),
        "open above": _share(drafts, lambda draft: draft.header and _blank(min(draft.header) - 1, sheet)),
        "open below": _share(drafts, lambda draft: draft.header and _blank(max(draft.header) + 1, sheet)),
        "regular": math.log1p(gaps[-1] / max(1, gaps[len(gaps) // 2])),
        "indents": float(len({draft.indent for draft in drafts if draft.indent is not None})),
    }


def _blank(index: int, sheet: Sheet) -> bool:
    return not 0 <= index < len(sheet) or sheet.lines[index].blank


class _Words:
    """The words that a hypothesis gives to each comment."""

    def __init__(self, drafts: Sequence[Draft], sheet: Sheet) -> None:
        self.drafts = drafts
        self.sheet = sheet
        self.bodies = [[line for line in draft.body if sheet.lines[line].body][:_MOST_LINES] for draft in drafts]

    def traits(self) -> dict[str, float]:
        """Lengths, ends, repetitions, and what in the words looks like something else."""
        texts = [[self.sheet.lines[line].body for line in body] for body in self.bodies]
        counts = [sum(self.sheet.lines.word_counts[line] for line in body) for body in self.bodies]
        whole = ["\n".join(body) for body in texts]
        total = len(self.drafts)
        usual = median(counts)
        repeats = Counter(text for text in whole if len(text) >= 12)
        return {
            "empty": sum(count == 0 for count in counts) / total,
            "median words": math.log1p(usual),
            "longest share": math.log1p(max(counts) / (usual + 1)),
            "one line": sum(len(body) == 1 for body in texts) / total,
            "few words": sum(0 < count < 4 for count in counts) / total,
            "sentences": sum(bool(body) and body[-1].endswith(_SENTENCE_ENDS) for body in texts) / total,
            "cut off": sum(bool(body) and body[-1].casefold().endswith(_CUT_OFF) for body in texts) / total,
            "repeated": sum(count - 1 for count in repeats.values()) / total,
            "links": sum("http" in text or "www." in text for text in whole) / total,
            "asides": sum(text[:400].count("!") + text[:400].count("?") for text in whole) / total,
            "capitals": sum(_is_headline(body) for body in texts) / total,
            "second person": sum("@" in text[:200] or cues.greets(text[:60]) for text in whole) / total,
            "names in words": self._names(whole) / total,
            **self._lines(),
        }

    def _names(self, whole: Sequence[str]) -> int:
        """Comments that name the author of another."""
        names = {draft.author.split()[0] for draft in self.drafts if draft.author and len(draft.author.split()[0]) > 2}
        names = set(list(names)[:60]) if len(names) > 60 else names
        found = 0
        for draft, text in zip(self.drafts, whole, strict=True):
            own = draft.author.split()[0] if draft.author else None
            found += any(name in text[:600] for name in names if name != own)
        return found

    def _lines(self) -> dict[str, float]:
        """What single lines of the words look like."""
        sheet, total = self.sheet, len(self.drafts)
        titles = {title for title, _ in sheet.titles}
        inner = edge = cards = titled = items = listed = 0
        for body in self.bodies:
            marks = [
                bool((byline := sheet.byline(line)) is not None and (byline.time_text or byline.verb)) for line in body
            ]
            inner += any(marks[1:-1])
            edge += any(marks[:1] + marks[-1:])
            cards += any(line in sheet.cards for line in body)
            titled += any(line in titles for line in body)
            items += bool(body) and sum(sheet.lines[line].is_item for line in body) * 2 > len(body)
            listed += bool(body) and body[0] in sheet.listed
        return {
            "inner bylines": inner / total,
            "edge bylines": edge / total,
            "inner cards": cards / total,
            "inner titles": titled / total,
            "item bodies": items / total,
            "listed lines": listed / total,
        }


def _is_headline(body: Sequence[str]) -> bool:
    """Whether the words are one line without an end, as headlines are."""
    return (
        len(body) == 1
        and len(body[0].split()) >= 4
        and not body[0].endswith(_SENTENCE_ENDS)
        and not bylines.looks_like_name(body[0])
    )
