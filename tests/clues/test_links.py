"""Links as the model weighs them: probabilities, reasons in words, what the page shows before what is guessed."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threads import clues, shelves
from threads.clues import _model, _reasons
from threads.clues._model import Model
from threads.clues._setting import Setting
from threads.model import Block, Comment, Page, Quote, Section
from threads.reading.conversation import Conversation

START = datetime(2016, 5, 4, 9, tzinfo=UTC)
WORDS = [
    "The lower valve has leaked since Easter.",
    "It is the gasket and not the valve, I had the lid open.",
    "Trains run every twenty minutes again.",
    "Somebody should order one before the cellar is full.",
    "The choir meets on Thursday evening in the hall.",
]


def comment(place, text=None, author=None, minutes=None, **fields):
    posted_at = START + timedelta(minutes=minutes) if minutes is not None else None
    text = WORDS[place % len(WORDS)] if text is None else text
    return Comment(
        id=f"c{place}", author=author, posted_at=posted_at, text=text, source_span=(0, 0), line=place + 1, **fields
    )


def linked(*comments, **section):
    values = {"hypothesis": "headed", "fit": 1.0, **section}
    return clues.link(Page(source="page", text=""), Section(comments=tuple(comments), **values))


def parents(thread):
    return [link.parent_id for link in thread.links]


def test_who_is_named_is_answered_and_who_came_second_is_kept():
    made = [comment(0, author="Otterby", minutes=0), comment(1, author="Ferry Nan", minutes=30)]
    thread = linked(*made, comment(2, "@Otterby when was that?", "Gull", 50))
    link = thread.links[2]
    assert link.parent_id == "c0" and link.confidence > 0.6
    assert link.evidence[0].clue == "mention" and link.evidence[0].sentence == "addresses Otterby"
    assert any(other.parent_id is None for other in link.runners_up)


def test_where_nothing_ties_a_comment_it_starts_its_own_thread_and_says_so():
    thread = linked(*(comment(place, minutes=600 * place, author=f"Member {place}") for place in range(5)))
    assert parents(thread) == [None] * 5
    assert all(link.evidence for link in thread.links)
    assert "ties it to another comment" in " ".join(one.sentence for one in thread.links[3].evidence)


def test_what_the_page_shows_stands_before_what_is_guessed():
    made = [comment(0, author="Otterby", indent_columns=0), comment(1, author="Gull", indent_columns=2)]
    made.append(comment(2, "@Gull no.", "Ferry Nan", indent_columns=0))
    thread = linked(*made, layout="nested")
    assert parents(thread) == [None, "c0", None]
    assert all(link.confidence >= 0.9 for link in thread.links)
    assert [one.parent_id for one in thread.links[2].runners_up] == ["c1"]


def test_stated_and_open_parents_stand_on_one_page():
    blocks = (
        Block(id="a", author="Otterby", text=WORDS[0]),
        Block(id="b", parent_id="a", author="Gull", text=WORDS[1]),
        Block(id="c", parent_known=False, author="Ferry Nan", text=f"@Gull, {WORDS[3]}"),
        Block(id="d", parent_known=False, author="Tom", text="No.", quotes=(Quote(text=WORDS[0], comment_id="a"),)),
    )
    page = Page(source="page", text="", blocks=blocks, blocks_fit=0.9)
    from threads import pipeline

    thread = pipeline.reconstruct(page)
    assert parents(thread) == [None, "a", "b", "a"]
    assert [link.evidence[0].clue for link in thread.links] == ["stated", "stated", "mention", "quotation"]
    assert min(thread.links[0].confidence, thread.links[1].confidence) > 0.97


def test_times_show_the_tree_of_a_page_that_stands_newest_first():
    """Each thread begins with what is older than all above it; what is newer than the one above answers one above."""
    minutes = [900, 700, 750, 800, 500, 450, 300, 400, 350, 100]
    thread = linked(*(comment(place, minutes=at, author=f"Member {place}") for place, at in enumerate(minutes)))
    assert thread.order == "newest"
    assert parents(thread)[2] == "c1" and parents(thread)[7] == "c6" and parents(thread)[8] == "c6"
    assert [place for place, parent in enumerate(parents(thread)) if parent is None] == [0, 1, 4, 5, 6, 9]


def test_nobody_answers_what_was_written_later():
    minutes = [0, 300, 20, 400, 30, 500, 40, 600]
    thread = linked(*(comment(place, minutes=at, author=f"Member {place}") for place, at in enumerate(minutes)))
    at = {f"c{place}": minute for place, minute in enumerate(minutes)}
    for link in thread.links:
        assert link.parent_id is None or at[link.parent_id] <= at[link.comment_id]


@pytest.mark.parametrize(
    ("minutes", "platform", "ordering"),
    [
        ([0, 5, 9, 30, 40, 50, 60], "phpbb", "rising"),
        ([0, 50, 9, 30, 20, 50, 25], None, "tree"),
        ([60, 50, 40, 30, 20, 10, 0], None, "newest"),
        ([None] * 7, None, "timeless"),
        ([5, 5, 5, 5, 5, 5, 5], "hackernews", "timeless"),
    ],
)
def test_kinds_of_page(minutes, platform, ordering):
    made = tuple(comment(place, minutes=at) for place, at in enumerate(minutes))
    order = "newest" if ordering == "newest" else "oldest"
    section = Section(hypothesis="headed", comments=made, platform=platform)
    kinds = Setting(Conversation(made, section, order), quoting=0).kinds
    assert kinds[0] == ordering
    assert ("forum" in kinds, "threaded" in kinds) == (platform == "phpbb", platform == "hackernews")


def test_a_clue_that_the_model_does_not_know_counts_for_what_it_says():
    weights = Model({"alone": 1.0}).on(("rising",))
    assert weights.score([("clue weather", 2.0), ("never seen", 5.0)]) == 4.0  # 2.0 more than is usual without
    assert weights.score([("clue weather", -9.0)]) == 0.0


def test_weights_differ_by_kind_and_scores_are_cooled():
    model = Model({"a": 1.0, "a|tree": 0.5, "b": 2.0}, temperature=2.0, lapse=0.1)
    assert model.on(("rising",)).score([("a", 2.0), ("b", 1.0)]) == 4.0
    assert model.on(("tree", "few")).score([("a", 2.0), ("b", 1.0)]) == 5.0
    even, likely = model.on(()).probabilities([0.0, 0.0]), model.on(()).probabilities([900.0, 0.0])
    assert even == [0.5, 0.5] and likely == pytest.approx([0.95, 0.05])


def test_traits_that_have_words_are_traits_of_the_model():
    known = {key.partition("|")[0] for key in _model.default().weights}
    assert {trait for trait in _reasons.SAID if trait not in known} <= {"answers the page author"}
    assert {clue for clue, _ in _reasons.SAID.values()} <= set(shelves.names("clues"))


NAMES = ["Otterby", "Ferry Nan", "Ferry Tom", "tide_clock7", None]
OPENINGS = ["", "", "@Otterby ", "Ferry, ", "I agree. ", "No, ", "Thanks for the article. ", "@Nobody ", "You are right. "]


def talk(seed):
    """A random page: names, times and words in any order, some comments deep, some stated."""
    chance = random.Random(seed)
    timed, deep, stated = chance.random() < 0.6, chance.random() < 0.3, chance.random() < 0.2
    made = []
    for place in range(chance.randint(1, 14)):
        fields = {"indent_columns": 2 * chance.randint(0, 3)} if deep and chance.random() < 0.8 else {}
        if stated and chance.random() < 0.7:
            fields |= {"stated_id": f"s{place}", "parent_stated": True}
            fields["stated_parent"] = chance.choice([None, f"s{chance.randint(0, 14)}"])
        quoted = [Quote(text="words", comment_id=f"c{chance.randint(0, 13)}")] if chance.random() < 0.3 else []
        made.append(
            comment(
                place,
                chance.choice(OPENINGS) + chance.choice(WORDS),
                chance.choice(NAMES),
                chance.randint(0, 4000) if timed and chance.random() < 0.9 else None,
                quotes=tuple(quoted),
                **fields,
            )
        )
    platform = chance.choice([None, "phpbb", "reddit"])
    return linked(*made, layout="nested" if deep else "flat", platform=platform), made


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_what_holds_of_all_links(seed):
    thread, made = talk(seed)
    assert [link.comment_id for link in thread.links] == [one.id for one in made]
    for link in thread.links:
        named = [link.parent_id, *(other.parent_id for other in link.runners_up)]
        assert len(set(named)) == len(named) and link.comment_id not in named
        shares = [link.confidence, *(other.confidence for other in link.runners_up)]
        assert all(0.0 <= share <= 1.0 for share in shares) and sum(shares) <= 1.0 + 1e-9
        for evidence in (link.evidence, *(other.evidence for other in link.runners_up)):
            assert evidence and all(one.sentence and one.clue in shelves.names("clues") for one in evidence)
            assert [one.weight for one in evidence] == sorted((one.weight for one in evidence), reverse=True)
    assert len(list(thread.walk())) == len(made), "a circle hides comments"
    assert talk(seed)[0] == thread, "the same page gives the same links"


@pytest.mark.parametrize("count", [3000])
def test_long_flat_pages_take_time_by_their_length(count):
    from time import process_time

    def seconds(comments):
        made = [comment(place, author=f"Member {place % 700}", minutes=place) for place in range(comments)]
        began = process_time()
        linked(*made)
        return process_time() - began

    seconds(50)
    assert seconds(count) < 12 * max(seconds(count // 4), 0.02)
