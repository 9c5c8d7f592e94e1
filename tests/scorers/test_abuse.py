"""What the abuse scorer recognises, and what it leaves alone."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from threads.model import Comment, Language, Thread
from threads.scorers import Options, abuse

FLAGGED = 0.65
"""Where the default policy begins."""

RECOGNISED = [
    ("insult", "You idiot, the shop closes at six."),
    ("insult", "you are really so dumb"),
    ("insult", "I see you are also still same stupid as in spring."),
    ("insult", "This is our true history, murderer!"),
    ("insult", "No, coward."),
    ("insult", "Idiot."),
    ("insult", "Shut up already"),
    ("insult", "Fuck you and your boat"),
    ("insult", "only those pathetic liberal losers still buy it"),
    ("insult", "and your soldiers raped half the province"),
    ("insult", "Are you brain dead?"),
    ("insult", "The mayor is a complete moron."),
    ("insult", "The sultan must lick his own piss."),
    ("threat", "I will strangle you in your sleep"),
    ("threat", "You will hang for this."),
    ("threat", "kill yourself"),
    ("threat", "we know where you live"),
    ("slur", "typical kikes again"),
    ("dehumanisation", "Refugees are cockroaches."),
    ("dehumanisation", "They are nothing but vermin, the lot"),
    ("incitement", "The enemies must be crushed, not talked to."),
    ("incitement", "All migrants should be shot at the border"),
    ("incitement", "Hang them all!"),
    ("incitement", "death to the infidels"),
]

DISGUISED = [
    ("insult", "you 1d10t", "you 1d10t"),
    ("insult", "you m o r o n", "you m o r o n"),
    ("insult", "you are stuuuupid, honestly", "you are stuuuupid"),
    ("insult", "you a\u200bsshole", "you a\u200bsshole"),
    ("insult", "f**k you", "f**k you"),
    ("insult", "you іdіоt", "you іdіоt"),
]

LEFT_ALONE = [
    "That is a stupid question, but here is the answer.",
    "What a shitty bus service, damn it.",
    "You are not an idiot.",
    "Nobody said you are stupid.",
    "I was an idiot to sell the bike.",
    "I feel like such a fool now, what an idiot I am",
    "Please don't call people vermin.",
    "He called me a moron and left.",
    "Rape is a crime and should be prosecuted.",
    "He was charged as a rapist in May.",
    "The terrorists were killed in the night, the ministry says.",
    "The process must be killed before the restart.",
    "There are rats and cockroaches in the cellar.",
    "We must not kill them.",
    "The boss must be killed twice on this level.",
    "Scunthorpe has a class on assassins in Essex.",
    "The word faggot is on the filter list.",
    "My cat is a killer.",
    "You and your dog can come along.",
    "You killed it with that solo!",
    "Muslims are welcome here, so are Jews.",
    "Two liars and a thief, that is the plot of the play.",
    "Turn left at the dick turpin inn, you can't miss it.",
    "",
]


def judged(thread: Thread, language: str | None = None) -> dict[tuple[str, str], float | None]:
    spoken = {comment.id: Language(code=language, confidence=0.99 if language else 0) for comment in thread.comments}
    (scores,) = abuse.score([thread], languages=[spoken], options=Options())
    assert [score.label for score in scores] == [label for _ in thread.comments for label in abuse.LABELS]
    return {(score.comment_id, score.label): score.value for score in scores}


@pytest.mark.parametrize(("label", "text"), RECOGNISED)
def test_recognises(label: str, text: str, a_thread: Callable[..., Thread]) -> None:
    assert (judged(a_thread(text))["c1", label] or 0) >= FLAGGED


@pytest.mark.parametrize(("label", "text", "words"), DISGUISED)
def test_undoes_disguises_and_points_at_the_original(label: str, text: str, words: str) -> None:
    (_, finding), *_ = abuse.findings(text)[label]
    start, end = finding.spans[0]
    assert text[start:end] == words


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_leaves_alone(text: str, a_thread: Callable[..., Thread]) -> None:
    raised = {label: value for (_, label), value in judged(a_thread(text)).items() if label != "profanity"}
    assert max(value or 0 for value in raised.values()) < FLAGGED, abuse.findings(text)


def test_coarse_words_alone_are_only_profanity() -> None:
    assert set(abuse.findings("What the fuck is this shit?")) == {"profanity"}


def test_does_not_judge_quoted_words(a_thread: Callable[..., Thread], quoting: Callable[[str, str], Comment]) -> None:
    comment = quoting("She wrote “you idiot” and was banned.", "you idiot")
    assert judged(a_thread(comment))["q", "insult"] == 0.0
    assert abuse.findings("> you are an idiot\nThat was uncalled for.") == {}


def test_other_languages_get_no_value_but_a_reason(a_thread: Callable[..., Thread]) -> None:
    thread = a_thread("Du bist so dumm wie ein idiot.")
    (scores,) = abuse.score([thread], languages=[{"c1": Language(code="de", confidence=0.99)}], options=Options())
    assert all(score.value is None and score.reason and "de" in score.reason for score in scores)


def test_unsure_language_is_read(a_thread: Callable[..., Thread]) -> None:
    assert (judged(a_thread("You idiot!"))["c1", "insult"] or 0) >= FLAGGED


def test_findings_say_what_and_where() -> None:
    (_, finding), *_ = abuse.findings("Well, thank you, you moron.")["insult"]
    assert finding.sentence == 'calls the person answered a name: "you moron"'


@pytest.mark.parametrize(
    "piece", ["you idiot ", "[quote]", "i d i o t ", "f**", "you are so so so ", "> a\n", "a", '"', "kill "]
)
def test_a_megabyte_takes_less_than_a_second(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    abuse.findings("warm up, you idiot")
    begun = time.process_time()
    abuse.findings(text)
    assert time.process_time() - begun < 1
