"""What holds of every page: rendered trees come back, no word is invented, no circle, nothing ever raises."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import seeds
from threads.model import Page, Thread
from threads.pipeline import reconstruct
from threads.reading import bylines

HEADS, MIDDLES, TAILS = (
    ("bra", "dou", "fi", "go", "kla", "mou", "nai", "pe"),
    ("lo", "mi", "ra", "tu"),
    ("va", "zen", "st", "l"),
)
WORDS = [f"{head}{middle}{tail}" for head in HEADS for middle in MIDDLES for tail in TAILS]
"""None of these is a button, a greeting or a month."""
FEWEST, MOST = 3, 9
Tree = list[tuple[str, str, int | None, int]]
"""``(name, words, place of the parent or None, depth)`` in reading order."""


def grow(seed: int) -> Tree:
    """A random tree, replies right under their parents; no two comments share three words in a row."""
    chance = random.Random(seed)
    names = [f"{word.capitalize()}ix" for word in chance.sample(WORDS, 4)]
    made: Tree = []
    depth = -1
    for place in range(chance.randint(FEWEST, MOST)):
        depth = chance.randint(0, min(4, depth + 1))
        above = [other for other in range(place) if made[other][3] == depth - 1]
        sentences = (" ".join(chance.sample(WORDS, chance.randint(6, 12))) for _ in range(chance.randint(1, 3)))
        text = " ".join(f"{sentence.capitalize()}." for sentence in sentences)
        made.append((chance.choice(names), text, above[-1] if above else None, depth))
    return made


trees = st.integers(0, 2**32).map(grow)


def moment(place: int) -> str:
    found = datetime(2014, 3, 2, 9, 0) + timedelta(hours=5 * place)
    clock = f"{found.hour % 12 or 12}:{found.minute:02} {'am' if found.hour < 12 else 'pm'}"
    return f"March {found.day}, {found.year} at {clock}"


def nested(tree) -> str:
    items = []
    for place, (name, text, _, depth) in enumerate(tree):
        left, inner = " " * (4 * depth + 2), " " * (4 * depth + 4)
        items.append(f"{left}• {name} says:\n{inner}{moment(place)}\n\n{inner}{text}\n\n{inner}Reply\n\n")
    return f"Ovalous pontage\n\n{len(tree)} comments\n\n{''.join(items)}Leave a Reply\n"


def headed(tree) -> str:
    posts = (f"{name} says:\n{moment(place)}\n\n{text}\n\nReply\n\n" for place, (name, text, _, _) in enumerate(tree))
    return f"Ovalous pontage\n\n{len(tree)} comments\n\n{''.join(posts)}Leave a Reply\n"


def footed(tree) -> str:
    posts = (f"{text}\n{name} · {moment(place)}\n\n" for place, (name, text, _, _) in enumerate(tree))
    return f"Ovalous pontage\n\n{len(tree)} comments\n\n{''.join(posts)}Leave a Reply\n"


def read(text: str) -> Thread:
    return reconstruct(Page(source="page", text=text))


def told(thread: Thread) -> list[tuple[str | None, str]]:
    return [(comment.author, comment.text) for comment in thread.comments]


few = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(trees)
@example(grow(215))  # one root with all others below it
def test_nested_trees_come_back(tree):
    thread = read(nested(tree))
    assert told(thread) == [(name, text) for name, text, _, _ in tree]
    place_of = {comment.id: place for place, comment in enumerate(thread.comments)}
    found = [None if link.parent_id is None else place_of[link.parent_id] for link in thread.links]
    assert found == [parent for _, _, parent, _ in tree]


@few
@given(trees)
def test_comments_under_their_headers_come_back(tree):
    assert told(read(headed(tree))) == [(name, text) for name, text, _, _ in tree]


@few
@given(trees)
@example(grow(3936))
def test_comments_over_their_footers_come_back(tree):
    assert told(read(footed(tree))) == [(name, text) for name, text, _, _ in tree]


PIECES = [
    "Otterby says:", "3 comments", "Comments", "March 2, 2014 at 5:07 pm", "3 hours ago", "vor 8 Stunden", "Reply", "  • Gull",
    "      • Otterby", "  1. Ferry Nan", "level 1", "level 3", "#12", "Otterby wrote:", "Click to expand...", "> It leaks.",
    "Posts: 12", "Joined: Mar 2011", "Experienced member", "Leave a Reply", "[deleted]", "@Gull, no.", "“It leaks badly”, he said.",
    "It leaks badly and nobody has looked at it since Easter.", "", "", "\t", "_____", "+1", "12", "Otterby: ↑",
    "It leaks. Otterby (talk) 08:01, 2 March 2020 (UTC)", "otterby 12 points 3 years ago (2 children)", "\u202eright to left",
    "gull 3 hours ago | root | parent | next [–]", "Pingback: boats", "\N{THUMBS UP SIGN}", "\x00\x1b[31m", "٣ تعليقات", "ab" * 3000,
]  # fmt: skip
LINE = st.one_of(st.sampled_from(PIECES), st.text(max_size=60), st.text(alphabet=" \t•-.0123456789():", max_size=20))
JUMBLE = st.lists(LINE, max_size=40).map("\n".join)


def damage(seed: int, lines: list[str]) -> str:
    """A page with some lines lost, doubled, moved, cut short, or among pieces of other pages."""
    chance = random.Random(seed)
    page = chance.choice((nested, headed, footed))(grow(seed)).split("\n")
    if chance.random() < 0.3:
        page = seeds.page(chance.choice(seeds.names())).read_text(encoding="utf-8").split("\n")[:400]
    for line in [*lines, *chance.choices(PIECES, k=chance.randint(0, 8))]:
        at = chance.randrange(len(page))
        change = chance.randrange(5)
        if change == 0:
            del page[at : at + chance.randint(1, 5)]
        elif change == 1:
            page[at:at] = page[at : at + chance.randint(1, 9)]
        elif change == 2:
            page.insert(at, page.pop(chance.randrange(len(page))))
        elif change == 3:
            page[at] = page[at][: chance.randint(0, len(page[at]))]
        else:
            page.insert(at, line)
        page = page or [""]
    return "\n".join(page)


DAMAGED = st.builds(damage, st.integers(0, 2**32), st.lists(LINE, max_size=6))
ANYTHING = st.one_of(
    DAMAGED,
    DAMAGED,
    JUMBLE,
    st.text(max_size=400),
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "So", "Lo", "Mn", "Zs", "Zl"]), max_size=200),
    st.builds(lambda text, times: text * times, st.text(max_size=30), st.integers(0, 300)),
    st.builds(lambda blanks, text: "\n" * blanks + text + "\n" * blanks, st.integers(0, 500), JUMBLE),
)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def sound(thread: Thread, text: str) -> None:
    """Assert what holds of every thread."""
    ids = [comment.id for comment in thread.comments]
    assert len(set(ids)) == len(ids)
    assert [link.comment_id for link in thread.links] == ids
    for link in thread.links:
        assert link.parent_id is None or (link.parent_id in thread.by_id and link.parent_id != link.comment_id)
        assert 0.0 <= link.confidence <= 1.0 and link.evidence
        assert all(0.0 <= found.weight <= 1.0 for found in link.evidence)
    assert {comment.id for comment, _ in thread.walk()} == set(ids), "a circle hides comments"
    there = words(text)
    for comment in thread.comments:
        assert words(comment.text) <= there, "a word is invented"
        assert all(word in text for word in words(comment.author or "")), "a name is invented"
        start, end = comment.source_span
        assert 0 <= start <= end <= len(text)
        assert 1 <= comment.line <= text.count("\n") + 1
        for quote in comment.quotes:
            assert words(quote.text) <= there
            if quote.span is not None:
                assert comment.text[slice(*quote.span)] == quote.text
            assert quote.comment_id is None or quote.comment_id in thread.by_id
        assert len(comment.own_words) == len(comment.text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANYTHING)
@example(damage(338962, []))  # a quotation headed by a name without a colon
def test_any_text_gives_a_sound_thread(text):
    sound(read(text), text)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAMAGED)
def test_reading_twice_gives_the_same(text):
    bylines.parse.cache_clear()
    first = read(text)
    bylines.parse.cache_clear()
    assert read(text) == first
