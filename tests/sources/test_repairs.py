import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threads import pipeline
from threads.model import Block, Quote
from threads.sources import _repairs
from threads.sources._repairs import Draft

IDS = st.sampled_from(["", "a", "b", "c", "d", "e", "a~2", "no-id-1", "x\ny"])
BLOCKS = st.builds(
    Block,
    id=IDS,
    parent_id=st.none() | IDS,
    author=st.sampled_from(["nan", "otter", None]),
    text=st.sampled_from(["", "one", "two", "three", "\0four", "five\ud800"[:4]]),
    time_text=st.sampled_from(["1", "2", None]),
)


def page_of(*blocks, **more):
    return _repairs.page(Draft(blocks=list(blocks), **more), source="in", format="mbox")


def block(id, parent=None, text="words", **more):
    return Block(id=id, parent_id=parent, text=text, **more)


def parents(page):
    return {found.id: found.parent_id for found in page.blocks}


@settings(deadline=None)
@given(st.lists(BLOCKS, max_size=12))
def test_whatever_comes_in_a_sound_tree_goes_out_and_every_change_is_told(blocks):
    page = page_of(*blocks)
    told = "\n".join(page.notes)
    ids = [found.id for found in page.blocks]
    assert len(set(ids)) == len(ids) and all(ids)
    # Every parent is here, and above every comment there is an end.
    for found in page.blocks:
        seen = set()
        place = found
        while place.parent_id is not None:
            assert place.id not in seen
            seen.add(place.id)
            place = next(other for other in page.blocks if other.id == place.parent_id)
    # No words are lost.
    assert {text for found in blocks if (text := found.text.replace("\0", ""))} <= {
        found.text for found in page.blocks
    } | {found.text.replace("\0", "") for found in blocks if "stands in the file" in told}
    # Untouched input is handed on untouched, and what was touched is told.
    sound = (
        len({found.id for found in blocks}) == len(blocks)
        and all(found.id for found in blocks)
        and parents(page) == {found.id: found.parent_id for found in blocks}
    )
    assert sound == (not page.notes) or "\n" in "".join(found.id for found in blocks)
    pipeline.reconstruct(page)


@given(st.lists(BLOCKS, max_size=12))
def test_what_was_repaired_needs_no_further_repair(blocks):
    once = page_of(*blocks)
    again = page_of(*once.blocks)
    assert again.blocks == once.blocks
    assert not again.notes


def test_sound_comments_stay_as_they_are():
    page = page_of(block("a"), block("b", "a"))
    assert parents(page) == {"a": None, "b": "a"}
    assert not page.notes


def test_an_orphan_begins_a_thread_and_keeps_what_the_source_says():
    page = page_of(block("b", "a"), block("c", "a"))
    assert parents(page) == {"b": None, "c": None}
    assert page.notes == ("b and c answer a, which is not here: each was made a thread of its own.",)
    link = pipeline.reconstruct(page).links[0]
    assert link.evidence[0].sentence == "the source says it answers a, which is not here"


def test_an_orphan_is_tied_to_the_nearest_one_that_is_named_and_here():
    page = page_of(block("a"), block("c", "b"), further_parents={"c": ["b", "a"]})
    assert parents(page)["c"] == "a"
    assert page.notes == ("c answers b, which is not here: it was tied to a, the nearest one before it.",)


def test_nobody_answers_himself():
    page = page_of(block("a", "a"))
    assert parents(page) == {"a": None}
    assert page.notes == ("a is said to answer itself: it was made a thread of its own.",)


def test_a_circle_is_cut_at_its_earliest_comment():
    from datetime import UTC, datetime

    late, early = datetime(2021, 1, 2, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)
    page = page_of(
        block("a", "c", posted_at=late),
        block("b", "a", posted_at=early),
        block("c", "b", posted_at=late),
        block("d", "a"),
    )
    assert parents(page) == {"a": "c", "b": None, "c": "b", "d": "a"}
    assert page.notes == ("a, c and b answer each other in a circle: b was made a thread of its own.",)


def test_a_copy_is_left_out_and_the_fuller_one_stays():
    gone = block("a", text="[deleted]", status="deleted", author=None, time_text="noon")
    page = page_of(gone, block("a", text="words", author="nan", time_text="noon"), block("b", "a"))
    assert [found.text for found in page.blocks] == ["words", "words"]
    assert page.notes == ("a stands in the file twice: one of them was kept.",)


def test_another_comment_with_the_same_id_gets_one_of_its_own():
    page = page_of(block("a", text="one", author="nan"), block("a", text="two", author="otter"), block("b", "a"))
    assert parents(page) == {"a": None, "a~2": None, "b": "a"}
    assert page.notes[0].startswith("Two different comments have the id a: the later one is called a~2")


def test_a_comment_without_an_id_gets_one():
    page = page_of(block(""), block("no-id-1"), block(""))
    assert [found.id for found in page.blocks] == ["no-id-2", "no-id-1", "no-id-3"]
    assert page.notes[0] == "A comment without an id is called no-id-2."


def test_many_repairs_of_a_kind_are_summed_up():
    page = page_of(*(block(f"c{number}", f"c{number}") for number in range(50)))
    assert len(page.notes) == _repairs.MOST_SENTENCES + 1
    assert page.notes[-1] == "In all, 50 comments answered themselves."


def test_many_orphans_of_one_parent_are_one_sentence():
    page = page_of(*(block(f"c{number}", "gone") for number in range(50)))
    assert page.notes == (
        "c0, c1, c2, c3, c4 and 45 more answer gone, which is not here: each was made a thread of its own.",
    )


def test_hostile_ids_stay_on_one_short_line():
    page = page_of(block("a\n\x1b[31m" + "b" * 500, "gone\u202e"))
    (note,) = page.notes
    assert "\n" not in note and "\x1b" not in note and "\u202e" not in note
    assert len(note) < 300


def test_what_no_file_can_hold_is_cleaned():
    made = Block.model_construct(
        **block("a").model_dump() | {"text": "one\0 \ud800", "author": "n\ud800an", "quotes": (Quote(text="q"),)}
    )
    (found,) = page_of(made).blocks
    assert (found.text, found.author) == ("one \ufffd", "n\ufffdan")


def test_a_quotation_is_handed_to_the_comment_above_that_holds_it():
    page = page_of(
        block("a", text="The tide was late, again!"),
        block("b", "a", text="Was it?"),
        block("c", "b", text="Yes.", quotes=(Quote(text="the tide was late"), Quote(text="never said"))),
    )
    assert [quote.comment_id for quote in page.blocks[2].quotes] == ["a", None]


def test_words_that_are_gone_leave_an_empty_comment():
    assert page_of(block("a", text="")).blocks[0].status == "empty"
    assert page_of(block("a", text="", status="deleted")).blocks[0].status == "deleted"


def test_a_chain_of_a_hundred_thousand_answers_takes_a_moment():
    page = page_of(*(block(f"c{number}", f"c{number - 1}" if number else "c99999") for number in range(100_000)))
    assert len(page.blocks) == 100_000
    assert len(page.notes) == 1


@pytest.mark.parametrize("count", [-1, True, 1 << 60, None])
def test_a_count_that_makes_no_sense_is_none(count):
    page = page_of(block("a"), declared_count=count)
    assert page.declared_count in (None, 1)


def test_thousands_of_comments_with_one_id_take_a_moment():
    page = page_of(*(block("a", text=f"words {number}") for number in range(10_000)))
    assert len({block.id for block in page.blocks}) == 10_000
    assert page.blocks[-1].id == "a~10000"
