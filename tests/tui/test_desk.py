"""The session without a terminal: moving, deciding, undoing, finding, and scores that come in meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.samples import NOON, bread, judge, thread_of, trams
from threads import Case, Decision, InputError, Ledger, LedgerError, ModelError, Thread
from tui.desk import Desk
from tui.scoring import PIECE_COMMENTS
from tui.words import Filter, Mark

NewDesk = Callable[..., Desk]


def here(desk: Desk) -> str | None:
    return desk.comment.id if desk.comment else None


def marks(desk: Desk, place: int = 0) -> dict[str, str]:
    return {comment: decision.action for comment, decision in desk.sheets[place].decisions.items()}


def score_all(desk: Desk) -> int:
    rounds = 0
    while wanted := desk.unscored():
        desk.take(wanted, desk.score(wanted))
        rounds += 1
    return rounds


def chain(length: int) -> Thread:
    """Each comment answers the one before; every tenth is flagged."""
    told = [
        (f"c{n}", f"c{n - 1}" if n else None, f"p{n % 7}", "You idiots!" if n % 10 == 9 else f"number {n}")
        for n in range(length)
    ]
    return thread_of("chain", told)


def test_an_empty_desk_bears_every_key(new_desk: NewDesk) -> None:
    desk = new_desk()
    desk.move(1)
    desk.choose_thread(3)
    desk.show()
    assert (desk.sheet, desk.comment, desk.card, desk.next_flag(1), desk.next_open()) == (
        None,
        None,
        None,
        False,
        False,
    )
    assert desk.decide("remove") is None
    assert desk.annotate("why") is None
    assert desk.find("x", origin=desk.place) is False
    assert desk.find_next(1) is False


def test_a_thread_without_comments_bears_every_key(new_desk: NewDesk) -> None:
    desk = new_desk(thread_of("empty", ()), bread())
    desk.move(1)
    assert (desk.comment, desk.card, desk.decide("remove")) == (None, None, None)
    assert desk.find("nothing at all", origin=desk.place) is False
    assert desk.next_flag(1) and here(desk) == "b3"


def test_the_cursor_walks_the_tree_and_stops_at_its_ends(new_desk: NewDesk) -> None:
    desk = new_desk(trams())
    walked = [here(desk)]
    for _ in range(8):
        desk.move(1)
        walked.append(here(desk))
    assert walked == ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a7", "a7"]
    desk.move(-100)
    assert here(desk) == "a1"


def test_replies_stand_under_what_they_answer(new_desk: NewDesk) -> None:
    told = [("x1", None, "A", "one"), ("x2", None, "B", "two"), ("x3", "x1", "C", "late answer to one")]
    sheet = new_desk(thread_of("late", told)).sheet
    assert sheet is not None
    assert [(row.comment.id, row.depth, row.last) for row in sheet.rows] == [
        ("x1", 0, False),
        ("x3", 1, True),
        ("x2", 0, True),
    ]


def test_flags_lead_on_to_the_next_thread_and_back(new_desk: NewDesk) -> None:
    desk = new_desk(trams(), thread_of("quiet", [("q1", None, "Q", "hello")]), bread())
    seen = []
    while desk.next_flag(1):
        seen.append(here(desk))
    assert seen == ["a2", "a4", "a7", "b3"]
    assert here(desk) == "b3", "at the end nothing moves"
    back = []
    while desk.next_flag(-1):
        back.append(here(desk))
    assert back == ["a7", "a4", "a2"]


@pytest.mark.parametrize("action", ["approve", "remove", "escalate", "skip"])
def test_a_decision_is_recorded_and_the_next_open_flag_comes(
    new_desk: NewDesk, ledger_path: Path, action: Mark
) -> None:
    desk = new_desk(trams())
    desk.next_flag(1)
    desk.decide(action, note="seen")
    assert (marks(desk), here(desk)) == ({"a2": action}, "a4")
    with Ledger(ledger_path) as ledger:
        assert ledger.decisions() == [
            Decision(thread_id="t-trams", comment_id="a2", action=action, moderator="ann", at=NOON, note="seen")
        ]


def test_a_decision_with_shift_stays(new_desk: NewDesk) -> None:
    desk = new_desk(trams())
    desk.next_flag(1)
    desk.decide("remove", stay=True)
    assert (marks(desk), here(desk)) == ({"a2": "remove"}, "a2")


def test_going_on_passes_over_what_is_decided_and_what_was_skipped(new_desk: NewDesk) -> None:
    desk = new_desk(trams(), bread())
    desk.choose_comment("a4")
    desk.decide("skip", stay=True)
    desk.choose_comment("a7")
    desk.decide("approve", stay=True)
    desk.choose_comment("a2")
    desk.decide("remove")
    assert here(desk) == "b3"
    desk.decide("remove")
    assert here(desk) == "b3", "nothing open follows, so nothing moves"


def test_a_skipped_comment_stays_open(new_desk: NewDesk) -> None:
    desk = new_desk(trams())
    desk.next_flag(1)
    desk.decide("skip")
    assert (desk.tally.open_flags, desk.tally.decided) == (3, 0)
    desk.choose_comment("a2")
    desk.decide("approve")
    assert (desk.tally.open_flags, desk.tally.decided) == (2, 1)


def test_undo_goes_back_decision_by_decision(new_desk: NewDesk, ledger_path: Path) -> None:
    desk = new_desk(trams(), bread())
    desk.next_flag(1)
    for action in ("remove", "escalate", "approve", "remove"):
        desk.decide(action)
    assert (marks(desk), marks(desk, 1)) == ({"a2": "remove", "a4": "escalate", "a7": "approve"}, {"b3": "remove"})
    seen = []
    while desk.undoable:
        desk.undo()
        seen.append(here(desk))
    assert seen == ["b3", "a7", "a4", "a2"], "the cursor shows what was undone"
    assert (marks(desk), marks(desk, 1)) == ({}, {})
    with Ledger(ledger_path) as ledger:
        assert [row.action for row in ledger.decisions()] == ["remove", "escalate", "approve", "remove", *["undo"] * 4]
    with pytest.raises(IndexError):
        desk.undo()


def test_undo_brings_back_what_held_before(new_desk: NewDesk) -> None:
    new_desk(trams()).decide("approve", stay=True)
    desk = new_desk(trams())
    desk.decide("remove", stay=True)
    undone = desk.undo()
    assert undone is not None and undone.action == "approve"
    assert marks(desk) == {"a1": "approve"}
    assert desk.undoable == 0, "an earlier session's decisions are not this session's to undo"


def test_decisions_are_there_after_a_restart(new_desk: NewDesk) -> None:
    desk = new_desk(trams())
    desk.next_flag(1)
    desk.decide("remove")
    desk.decide("approve")
    again = new_desk(bread(), trams())
    assert marks(again, 1) == {"a2": "remove", "a4": "approve"}
    assert again.sheets[1].open == [6]


def test_a_page_that_lies_here_twice_is_decided_once(new_desk: NewDesk) -> None:
    desk = new_desk(trams(), trams())
    desk.next_flag(1)
    desk.decide("remove", stay=True)
    assert marks(desk, 1) == {"a2": "remove"}
    desk.choose_thread(1)
    desk.undo()
    assert (desk.at, marks(desk, 0), marks(desk, 1)) == (0, {}, {})


def test_what_others_decide_is_seen_when_the_thread_is_opened_again(new_desk: NewDesk) -> None:
    desk = new_desk(trams(), bread())
    desk.choose_thread(1)
    new_desk(trams(), moderator="bob").decide("escalate", stay=True)
    assert marks(desk) == {}
    desk.choose_thread(0)
    assert marks(desk) == {"a1": "escalate"}


def test_a_note_repeats_the_decision_and_undo_takes_only_the_note(new_desk: NewDesk) -> None:
    desk = new_desk(trams())
    assert desk.annotate("too early") is None
    desk.decide("remove", stay=True)
    desk.annotate("names a private person")
    assert desk.card is not None and desk.card.decision is not None
    assert (desk.card.decision.action, desk.card.decision.note) == ("remove", "names a private person")
    undone = desk.undo()
    assert undone is not None and (undone.action, undone.note) == ("remove", "")


def test_a_ledger_that_fails_changes_nothing(new_desk: NewDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = new_desk(trams())
    desk.next_flag(1)
    desk.decide("remove", stay=True)

    def fail(self: Ledger, decision: Decision) -> int:
        raise LedgerError("the disk is full")

    monkeypatch.setattr(Ledger, "record", fail)
    with pytest.raises(LedgerError):
        desk.decide("approve")
    with pytest.raises(LedgerError):
        desk.undo()
    assert (marks(desk), here(desk), desk.undoable) == ({"a2": "remove"}, "a2", 1)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("all", ["a1", "a2", "a3", "a4", "a5", "a6", "a7"]),
        ("flagged", ["a1", "a2", "a4", "a7"]),
        ("open", ["a1", "a4", "a7"]),
        ("abuse", ["a1", "a2", "a7"]),
        ("conspiracy", ["a1", "a4"]),
    ],
)
def test_a_filter_shows_what_passes_and_the_comment_at_hand(
    new_desk: NewDesk, wanted: Filter, shown: list[str]
) -> None:
    desk = new_desk(trams())
    desk.choose_comment("a2")
    desk.decide("remove", stay=True)
    desk.choose_comment("a1")
    desk.show(wanted)
    assert desk.sheet is not None
    assert [desk.sheet.rows[row].comment.id for row in desk.sheet.shown] == shown
    assert here(desk) == "a1"


def test_filters_come_in_turn_and_guide_the_flags(new_desk: NewDesk) -> None:
    desk = new_desk(trams(), bread())
    assert [desk.show() for _ in range(5)] == ["flagged", "open", "abuse", "conspiracy", "all"]
    desk.show("conspiracy")
    assert desk.next_flag(1) and here(desk) == "a4"
    assert desk.next_flag(1) is False


def test_what_is_decided_stays_in_sight_until_the_filter_is_set_again(new_desk: NewDesk) -> None:
    desk = new_desk(trams())
    desk.show("open")
    desk.next_flag(1)
    desk.decide("remove")
    assert desk.sheet is not None and 1 in desk.sheet.shown
    desk.show("open")
    assert 1 not in desk.sheet.shown


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("IDIOT", ["a2", "a3", "b3"]),
        ("old_sto", ["a2", "a7"]),
        ("false-flag", ["a4"]),
        ("conspiracy", ["a4"]),
        ("s K.", ["a5"]),
        (".*", []),
    ],
)
def test_find_looks_in_authors_texts_and_flags_of_all_threads(new_desk: NewDesk, text: str, hits: list[str]) -> None:
    desk = new_desk(trams(), bread())
    assert desk.find(text, origin=desk.place) is bool(hits)
    seen = [here(desk)] if hits else []
    for _ in hits[1:]:
        assert desk.find_next(1)
        seen.append(here(desk))
    assert seen == hits
    if hits:
        assert desk.find_next(1) and here(desk) == hits[0], "round to the first"
        assert desk.find_next(-1) and here(desk) == hits[-1]


def test_find_starts_where_it_was_asked_for_with_every_letter(new_desk: NewDesk) -> None:
    desk = new_desk(trams())
    origin = desk.place
    seen = []
    for text in ("d", "de", "depot", "depot r", "depot rx", "depot"):
        desk.find(text, origin=origin)
        seen.append(here(desk))
    assert seen == ["a1", "a3", "a4", "a5", "a1", "a4"]
    assert desk.found == (1, 2)
    desk.find("", origin=origin)
    assert (here(desk), desk.search) == ("a1", None)


def test_find_shows_a_comment_that_the_filter_hides(new_desk: NewDesk) -> None:
    desk = new_desk(trams())
    desk.show("flagged")
    assert desk.find("walk", origin=desk.place)
    assert (here(desk), desk.filter) == ("a6", "all")
    assert desk.sheet is not None and desk.sheet.position == 5


def test_scores_come_in_without_moving_the_cursor(new_desk: NewDesk) -> None:
    desk = new_desk(trams(), bread(), scored=False)
    desk.choose_comment("a5")
    assert desk.card is not None and not desk.card.scored
    assert (desk.tally.scored, desk.tally.open_flags) == (0, 0)
    score_all(desk)
    assert (desk.tally.scored, desk.tally.open_flags, here(desk)) == (10, 4, "a5")
    assert desk.card.scored and desk.card.abstentions == (("toxicity", "there is no model here"),)
    assert [(bar.score.label, bar.threshold) for bar in desk.card.bars] == [("insult", 0.5), ("false-flag", 0.5)]


def test_flags_that_come_in_join_a_filtered_tree_around_the_cursor(new_desk: NewDesk) -> None:
    desk = new_desk(trams(), scored=False)
    desk.choose_comment("a5")
    desk.show("flagged")
    assert desk.sheet is not None and desk.sheet.shown == [4]
    score_all(desk)
    assert (desk.sheet.shown, here(desk), desk.sheet.position) == ([1, 3, 4, 6], "a5", 2)


def test_the_thread_looked_at_is_scored_first(new_desk: NewDesk) -> None:
    desk = new_desk(chain(100), trams(), scored=False)
    desk.choose_thread(1)
    first = desk.unscored()
    assert first[0][0] == 1 and first[0][1].comment_ids == tuple(f"a{n}" for n in range(1, 8))


def test_a_long_thread_is_scored_piece_by_piece_with_the_comments_above(new_desk: NewDesk) -> None:
    desk = new_desk(chain(100), scored=False)
    seen: list[str] = []
    while wanted := desk.unscored():
        assert sum(len(piece.comment_ids) for _, piece in wanted) <= PIECE_COMMENTS
        for _, piece in wanted:
            first = piece.comment_ids[0]
            parent = piece.thread.parent(piece.thread.by_id[first])
            assert (parent and parent.id) == (None if first == "c0" else f"c{int(first[1:]) - 1}")
            seen += piece.comment_ids
        desk.take(wanted, desk.score(wanted))
    assert seen == [f"c{n}" for n in range(100)]
    whole = judge([chain(100)])[0]
    assert desk.sheets[0].flags == whole.flags_of
    assert desk.sheets[0].scores == whole.scores_of


def test_a_fault_on_one_page_is_told_and_the_others_are_scored(ledger_path: Path) -> None:
    def fails_on_bread(threads: list[Thread]) -> list[Case]:
        if any(thread.id == "t-bread" for thread in threads):
            raise ValueError("no such flour")
        return judge(threads)

    with Ledger(ledger_path) as ledger:
        desk = Desk(ledger, moderator="ann", judge=fails_on_bread)
        for thread in (trams(), bread()):
            desk.add(Case(thread=thread))
        score_all(desk)
        assert (len(desk.sheets[0].scored), len(desk.sheets[1].scored)) == (7, 0)
        assert [type(problem) for problem in desk.problems] == [InputError]
        assert "bread.txt" in str(desk.problems[0]) and "no such flour" in str(desk.problems[0])


def test_a_model_that_cannot_be_used_is_raised(ledger_path: Path) -> None:
    def no_model(threads: list[Thread]) -> list[Case]:
        raise ModelError("the checkpoint is damaged")

    with Ledger(ledger_path) as ledger:
        desk = Desk(ledger, moderator="ann", judge=no_model)
        desk.add(Case(thread=trams()))
        with pytest.raises(ModelError):
            desk.score(desk.unscored())


def test_the_card_says_why_a_comment_stands_where_it_stands(new_desk: NewDesk) -> None:
    desk = new_desk(trams())
    desk.choose_comment("a3")
    card = desk.card
    assert card is not None and card.parent is not None
    assert (card.parent.id, card.link.confidence, card.link.evidence[0].sentence) == ("a2", 0.92, "indented under a2")
    assert (card.author_of("a2"), card.author_of("nobody"), card.replies) == ("old_stoker", None, 0)


def test_guides_of_deep_replies_are_bounded(new_desk: NewDesk) -> None:
    sheet = new_desk(chain(3000)).sheet
    assert sheet is not None
    assert sheet.rows[-1].depth == 2999
    assert sheet.guides(2999) == (True,) * 12
    assert new_desk(trams()).sheets[0].guides(3) == (False, True)
