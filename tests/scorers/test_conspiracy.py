"""Which comments promote a plot, and which only come near one."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from threads.model import Comment, Language, Thread
from threads.scorers import Options, conspiracy

CLAIM = "The harbour board poisons our drinking water to keep us tired and obedient."

PROMOTED = [
    CLAIM,
    "The shipyard fire was a false flag, the guards were told to stay at home.",
    "They sprayed the clouds again to ruin the grapes, on orders of the ministry.",
    "Every diver who measured it lost his licence. They don't want you to know what lies down there.",
    "Isn't it funny how the footage was deleted within minutes?",
    "Hired mourners and empty coffins, the same actors as last year.",
    "They stole the vote and wiped the logs at night.",
    "The moon landing was filmed in a studio, wake up sheeple!",
    "The globalist elite planned this epidemic from day one.",
    "Big pharma hides the cure because a healthy patient is a lost customer.",
    "Rothschild bankers control both sides and ordered the war.",
    "No gas chambers, that is Allied propaganda to cover up the real story.",
    "ch em tr ails over the lake, they sp r4y us like bugs",
    "Lovely garden! Shame they keep putting aluminium in the rain to make us ill.",
]

NEARBY = [
    "Where does the story about the chips come from? My aunt asked.",
    "Nobody poisons the water. It is limescale.",
    "Police said the group believed that the government was poisoning the water.",
    "I don't think that anyone planned the fire.",
    "I used to think they sprayed us. It took me two years to get out.",
    "In season two the mayor poisons the well to keep the town quiet.",
    "They were charged with conspiracy to steal copper.",
    "The ministry hid the cost overrun, it is in the audit report.",
    "The cabal in this game is bugged since the patch.",
    "Of course the pigeons are run by my cat, follow the crumbs.",
    "My sister and the neighbour planned my birthday in secret.",
    "The company knew about the asbestos; the files were published in 1998.",
    "Why was my comment deleted? I only asked about the mast.",
    "The synagogue opens at ten, bankers and farmers are welcome.",
    "If the dyke is not repaired, the next flood will take the village.",
    "Three hours in the queue and no ballots left. Resign!",
    "",
]


def best(thread: Thread, comment_id: str, language: str | None = None) -> float:
    spoken = {comment.id: Language(code=language, confidence=0.99 if language else 0) for comment in thread.comments}
    (scores,) = conspiracy.score([thread], languages=[spoken], options=Options())
    assert [score.label for score in scores] == [label for _ in thread.comments for label in conspiracy.LABELS]
    return max(score.value or 0.0 for score in scores if score.comment_id == comment_id)


@pytest.mark.parametrize("text", PROMOTED)
def test_promotes(text: str, a_thread: Callable[..., Thread]) -> None:
    assert best(a_thread(text), "c1") >= 0.5


@pytest.mark.parametrize("text", NEARBY)
def test_comes_near_and_is_left_alone(text: str, a_thread: Callable[..., Thread]) -> None:
    assert best(a_thread(text), "c1") < 0.5


@pytest.mark.parametrize("answer", ["Exactly.", "Spot on, somebody had to say it", "+1", "This. My wife and I agree."])
def test_agreement_takes_over_the_parents_claim(answer: str, a_thread: Callable[..., Thread]) -> None:
    assert best(a_thread(CLAIM, answer), "c2") >= 0.5
    assert best(a_thread("The bakery should open at six.", answer), "c2") < 0.5


def test_agreement_runs_down_a_chain(a_thread: Callable[..., Thread]) -> None:
    assert best(a_thread(CLAIM, "Exactly.", "Absolutely right"), "c3") >= 0.5


@pytest.mark.parametrize("answer", ["Nonsense.", "No.", "Got any proof of that?", "Which harbour is that?"])
def test_other_answers_take_over_nothing(answer: str, a_thread: Callable[..., Thread]) -> None:
    assert best(a_thread(CLAIM, answer), "c2") < 0.5


def test_agreement_with_a_refutation_is_left_alone(a_thread: Callable[..., Thread]) -> None:
    assert best(a_thread(CLAIM, "Nobody poisons anything, that is nonsense.", "Exactly."), "c3") < 0.5


def test_a_quoted_claim_counts_for_who_agrees_with_it_only(a_thread: Callable[..., Thread]) -> None:
    assert best(a_thread(f"> {CLAIM}\nExactly."), "c1") >= 0.5
    assert best(a_thread(f"> {CLAIM}\nWhich street is that?"), "c1") < 0.5
    assert best(a_thread(f'"{CLAIM}" They test it daily.'), "c1") < 0.5


def test_words_quoted_by_the_page_are_not_the_writers(
    a_thread: Callable[..., Thread], quoting: Callable[[str, str], Comment]
) -> None:
    comment = quoting(f"“{CLAIM}” Is that your boat?", CLAIM)
    assert best(a_thread(comment), "q") < 0.5


def test_says_what_it_found_and_where(a_thread: Callable[..., Thread]) -> None:
    text = "Too many false flags are sailing here."
    (scores,) = conspiracy.score([a_thread(text)], languages=[{}], options=Options())
    score = next(score for score in scores if score.label == "false-flag")
    (finding,) = score.findings
    assert finding.sentence.startswith('speaks of a false flag as fact: "false flags"')
    assert "false flags" in [text[start:end] for start, end in finding.spans]


def test_other_languages_get_no_value_but_a_reason(a_thread: Callable[..., Thread]) -> None:
    thread = a_thread("Die vergiften unser Wasser, damit wir müde bleiben.")
    (scores,) = conspiracy.score([thread], languages=[{"c1": Language(code="de", confidence=0.99)}], options=Options())
    assert all(score.value is None and score.reason and "de" in score.reason for score in scores)


@pytest.mark.parametrize(
    "piece", ["they poison us to keep us ill ", "no no ", "> a\n", "“a b c d", "so they can ", "(", "\n"]
)
def test_a_megabyte_takes_less_than_a_second(piece: str, a_thread: Callable[..., Thread]) -> None:
    best(a_thread("They wiped the logs, warm up."), "c1")
    thread = a_thread(piece * (1_000_000 // len(piece)))
    begun = time.process_time()
    best(thread, "c1")
    assert time.process_time() - begun < 1
