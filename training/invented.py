"""Invented pages: random trees of comments rendered in many layouts, and pages that only look as if they held comments.

Saved pages are few and come from few systems; these show the choice among layouts the habits that any system could
have. Words are nonsense: the choice rests on numbers alone. Seeds are fixed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.cases import Case, GoldComment

_SYLLABLES = ["bra", "dou", "fi", "go", "kla", "mou", "nai", "pe", "sel", "tor", "ven", "wi", "lo", "mi", "ra", "tu"]
_ENDS = ("va", "zen", "st", "l", "n", "rim", "do", "ke")
_SAYS = ("says:", "said:", "wrote:", "schrieb:", "sagt:", "dice:", "a dit :", "writes", "")
_JOINERS = (" on ", ", ", " - ", " · ", " | ", " at ", " ", " » ")
_BUTTONS = ("Reply", "Reply Report", "Like", "Quote", "Antworten", "Répondre", "Reply Share Like 3", "Report abuse")
_FORMS = ("Leave a Reply", "Post a comment", "Log in to comment", "Kommentar schreiben", "You must be logged in.")
_TITLES = ("{n} comments", "Comments ({n})", "Comments", "{n} Responses to the sluice", "Discussion", "{n} Kommentare")
_DATES = ("%B %d, %Y at %I:%M %p", "%d.%m.%Y, %H:%M", "%Y-%m-%d %H:%M", "%d %B %Y", "%b %d, %Y", "%d/%m/%Y - %H:%M")
_CARD = ("Member", "Joined: Mar 2011", "Posts: {n}", "Location: Ketteling", "Senior Member", "Beiträge: {n}")
_FEWEST, _MOST = 2, 24
_FEWEST_LINES_OF_MENU, _MOST_LINES_OF_MENU = 0, 30


@dataclass(frozen=True, slots=True)
class Post:
    """One invented comment."""

    name: str
    when: str
    paragraphs: tuple[str, ...]
    parent: int | None
    depth: int


def pages(count: int) -> Iterator[tuple[Case, str]]:
    """That many pages with comments and half as many without, each with its gold and its text."""
    for seed in range(count):
        yield _Page(seed).with_comments()
        if seed % 2:
            yield _Page(seed).without_comments()


class _Page:
    """One page; what is drawn depends on its seed alone."""

    def __init__(self, seed: int) -> None:
        self.name = f"invented--{seed}--1"
        self.chance = random.Random(seed)
        self.date = self.chance.choice(_DATES)
        self.button = self.chance.choice((*_BUTTONS, ""))
        self.says = self.chance.choice(_SAYS)
        self.joiner = self.chance.choice(_JOINERS)
        self.aged = self.chance.random() < 0.2
        self.spaced = self.chance.random() < 0.7
        """Whether blank lines stand between comments."""
        self.airy = self.chance.random() < 0.4
        """Whether a blank line stands between a header and its words."""

    def with_comments(self) -> tuple[Case, str]:
        """A page with a comment section."""
        style = self.chance.choice(STYLES)
        posts = self._posts(nests=style is _nested)
        above, below = self._article(), self._below()
        title = self.chance.choice((*_TITLES, "")).format(n=len(posts))
        text = "\n".join([*above, *([title, ""] if title else []), *style(self, posts), *below])
        gold = tuple(
            GoldComment(
                str(place), ("\n".join(post.paragraphs),), post.name, post.when,
                (None if post.parent is None else str(post.parent),),
            )
            for place, post in enumerate(posts)
        )  # fmt: skip
        return self._case("nested" if style is _nested else "flat, no reply", gold), text

    def without_comments(self) -> tuple[Case, str]:
        """A page with an article and what could be taken for comments: teasers, a programme, a list of recent words."""
        entries = self.chance.randint(3, 15)
        kind = self.chance.randrange(4)
        lines = self._article()
        for number in range(entries):
            when, title = self._when(number), self._words(3, 9).rstrip(".")
            if kind == 0:
                lines += [title, when, f"{self.chance.randint(0, 40)} comments", self._sentences(1), "Read more", ""]
            elif kind == 1:
                lines += [when, title, ""]
            elif kind == 2:
                lines += [f"{self._name()} on {title}", ""]
            else:
                lines += [
                    f"By {self._name()}{self.joiner}{when}",
                    self._sentences(self.chance.randint(1, 2)) + " [...]",
                    "",
                ]
        return self._case("negative", ()), "\n".join([*lines, *self._below()])

    def _case(self, kind: str, gold: tuple[GoldComment, ...]) -> Case:
        return Case(
            self.name, Path(self.name), platform="invented", kind=kind, language="-", comments=gold,
            parents_known=kind == "nested",
        )  # fmt: skip

    def _posts(self, *, nests: bool) -> list[Post]:
        names = [self._name() for _ in range(self.chance.randint(2, 12))]
        made: list[Post] = []
        usual = self.chance.choice((1, 1, 2, 3))
        depth = -1
        for place in range(self.chance.randint(_FEWEST, _MOST)):
            depth = self.chance.randint(0, min(4, depth + 1)) if nests else 0
            above = [other for other in range(place) if made[other].depth == depth - 1]
            words = tuple(self._sentences(self.chance.randint(1, 4)) for _ in range(self.chance.randint(1, usual)))
            parent = above[-1] if nests and above else None
            made.append(Post(self.chance.choice(names), self._when(place), words, parent, depth))
        return made

    def _name(self) -> str:
        first, last = (self._word().capitalize() for _ in range(2))
        return self.chance.choice(
            (first, f"{first} {last}", f"{first.lower()}{self.chance.randint(1, 99)}", first.lower())
        )

    def _when(self, place: int) -> str:
        if self.aged:
            return f"{1 + place} {self.chance.choice(('hours', 'days', 'months'))} ago"
        moment = datetime(2015, 3, 2, 9, 7) + timedelta(hours=7 * place)
        return moment.strftime(self.date)

    def _word(self) -> str:
        return "".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(1, 2))) + self.chance.choice(_ENDS)

    def _words(self, least: int, most: int) -> str:
        return " ".join(self._word() for _ in range(self.chance.randint(least, most))).capitalize() + "."

    def _sentences(self, count: int) -> str:
        return " ".join(self._words(3, 16) for _ in range(count))

    def _article(self) -> list[str]:
        menu = [
            self._words(1, 3).rstrip(".")
            for _ in range(self.chance.randint(_FEWEST_LINES_OF_MENU, _MOST_LINES_OF_MENU))
        ]
        prose = [
            line for _ in range(self.chance.randint(1, 8)) for line in (self._sentences(self.chance.randint(2, 6)), "")
        ]
        byline = [f"By {self._name()}", self._when(0), ""] if self.chance.random() < 0.6 else []
        return [*menu, "", self._words(3, 8).rstrip("."), "", *byline, *prose]

    def _below(self) -> list[str]:
        teasers = [
            line for _ in range(self.chance.randint(0, 6)) for line in (self._words(3, 8).rstrip("."), self._when(3))
        ]
        form = [self.chance.choice(_FORMS), ""] if self.chance.random() < 0.7 else []
        return ["", *form, *(["Most read", *teasers] if teasers else []), "Contact Imprint", ""]

    def between(self) -> list[str]:
        """The end of a comment: a button, or none, and a blank line, or none."""
        return [*([self.button] if self.button else []), *([""] if self.spaced else [])]

    def gap(self) -> list[str]:
        """What stands between a header and the words."""
        return [""] if self.airy else []

    def body(self, post: Post) -> list[str]:
        """The words, paragraphs set apart."""
        return "\n\n".join(post.paragraphs).split("\n")

    def header(self, post: Post) -> str:
        """Name and time on one line."""
        return f"{post.name}{' ' if self.says else ''}{self.says}{self.joiner}{post.when}"


Style = Callable[[_Page, list[Post]], list[str]]


def _headed(page: _Page, posts: list[Post]) -> list[str]:
    return [line for post in posts for line in (page.header(post), *page.gap(), *page.body(post), *page.between())]


def _in_two_lines(page: _Page, posts: list[Post]) -> list[str]:
    swapped = page.chance.random() < 0.3
    lines = []
    for post in posts:
        pair = [f"{post.name} {page.says}".strip(), post.when]
        lines += [*(reversed(pair) if swapped else pair), *page.gap(), *page.body(post), *page.between()]
    return lines


def _footed(page: _Page, posts: list[Post]) -> list[str]:
    by = page.chance.choice(("", "Posted by ", "— ", "by ", "von "))
    lines = []
    for post in posts:
        lines += [*page.body(post), *page.gap(), f"{by}{post.name}{page.joiner}{post.when}", *page.between()]
    return lines


def _numbered(page: _Page, posts: list[Post]) -> list[str]:
    sign = page.chance.choice(("#{n} ", "{n}. ", "#{n}\n", "{n}\n"))
    lines = []
    for place, post in enumerate(posts, start=1):
        header = f"{sign.format(n=place)}{post.name}{page.joiner}{post.when}"
        lines += [*header.split("\n"), *page.gap(), *page.body(post), *page.between()]
    return lines


def _carded(page: _Page, posts: list[Post]) -> list[str]:
    over = page.chance.random() < 0.5
    lines = []
    for post in posts:
        rows = page.chance.sample(_CARD, page.chance.randint(2, 4))
        card = [post.name, *(row.format(n=page.chance.randint(1, 9999)) for row in rows)]
        words = [post.when, *page.gap(), *page.body(post)]
        lines += [*card, *words, *page.between()] if over else [*words, "", *card, *page.between()]
    return lines


def _nested(page: _Page, posts: list[Post]) -> list[str]:
    bullet, step = page.chance.choice(("•", "-", "*", "1.")), page.chance.choice((2, 4))
    lines = []
    for post in posts:
        left = " " * (step * post.depth + 2)
        inner = left + " " * (len(bullet) + 1)
        rest = [post.when, "", *page.body(post), "", *([page.button] if page.button else [])]
        lines += [f"{left}{bullet} {post.name} {page.says}".rstrip(), *(f"{inner}{line}".rstrip() for line in rest), ""]
    return lines


STYLES: tuple[Style, ...] = (_headed, _in_two_lines, _footed, _numbered, _carded, _nested)
