"""Scores become flags by rules, and a policy that makes no sense says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from threads.errors import UsageError
from threads.model import Comment, Finding, Link, Score, Span, Thread
from threads.policy import Policy, Rule, default_policy, load_policy

THREAD = Thread(
    id="t",
    source="made up",
    comments=tuple(Comment(id=name, text="you moron and liar", source_span=(0, 0), line=1) for name in ("a", "b")),
    links=tuple(Link(comment_id=name, confidence=1) for name in ("a", "b")),
)


def scored(scorer: str, label: str, value: float | None, *, of: str = "a", span: Span | None = None) -> Score:
    findings = (Finding(spans=(span,), sentence=f"says {label}"),) if span else ()
    return Score(
        comment_id=of,
        scorer=scorer,
        label=label,
        value=value,
        source="detoxify:test" if scorer == "toxicity" else "lexicon:test",
        findings=findings,
    )


def labels(*scores: Score) -> list[tuple[str, str]]:
    return [(flag.comment_id, flag.label) for flag in default_policy().judge(THREAD, scores)]


def test_flags_from_the_threshold_on() -> None:
    threshold = default_policy().threshold("toxicity", "insult")
    assert threshold is not None
    assert labels(scored("toxicity", "insult", threshold)) == [("a", "insult")]
    assert labels(scored("toxicity", "insult", threshold - 0.001)) == []


def test_an_abstention_flags_nothing() -> None:
    assert labels(scored("toxicity", "insult", None), scored("conspiracy", "cabal", None)) == []


def test_comments_in_reading_order_whatever_the_order_of_scores() -> None:
    found = labels(
        scored("abuse", "insult", 0.9, of="b", span=(0, 9)), scored("abuse", "threat", 0.9, of="a", span=(0, 9))
    )
    assert found == [("a", "threat"), ("b", "insult")]


def test_a_model_flag_gives_its_value_and_the_threshold() -> None:
    (flag,) = default_policy().judge(THREAD, [scored("toxicity", "insult", 0.93)])
    assert flag.reason == "the model rates this .93 for insult; flagged from .70"
    assert flag.spans == ()
    assert flag.source == "detoxify:test"


def test_one_flag_a_label_and_the_one_with_words_wins() -> None:
    (flag,) = default_policy().judge(
        THREAD, [scored("toxicity", "insult", 0.97), scored("abuse", "insult", 0.9, span=(0, 9))]
    )
    assert (flag.source, flag.spans, flag.reason) == ("lexicon:test", ((0, 9),), "says insult")


def test_a_general_model_flag_gives_way_to_a_particular_one() -> None:
    insult = scored("abuse", "insult", 0.9, span=(0, 9))
    assert labels(scored("toxicity", "toxicity", 0.99)) == [("a", "toxicity")]
    assert labels(scored("toxicity", "toxicity", 0.99), insult) == [("a", "insult")]


def test_of_two_findings_on_the_same_words_the_graver_stays() -> None:
    insult, threat = scored("abuse", "insult", 0.9, span=(4, 9)), scored("abuse", "threat", 0.8, span=(0, 9))
    elsewhere = scored("abuse", "insult", 0.9, span=(14, 18))
    assert labels(insult, threat) == [("a", "threat")]
    assert labels(elsewhere, threat) == [("a", "insult"), ("a", "threat")]


def test_swearing_at_the_topic_does_not_flag_alone() -> None:
    assert labels(scored("toxicity", "toxicity", 0.99), scored("abuse", "profanity", 0.7, span=(0, 3))) == []


def test_a_weak_finding_needs_the_model() -> None:
    weak = scored("abuse", "slur", 0.62, span=(0, 3))
    assert labels(weak) == []
    (flag,) = default_policy().judge(THREAD, [weak, scored("toxicity", "toxicity", 0.8)])
    assert flag.reason == "says slur; the toxicity scorer agrees with .80 for toxicity"


def test_every_claim_family_has_a_threshold_and_a_reason() -> None:
    policy = default_policy()
    assert policy.threshold("conspiracy", "false-flag") == 0.5
    assert policy.reason("conspiracy", "hidden-plot")
    assert policy.threshold("abuse", "profanity") is None
    assert policy.reason("abuse", "profanity") is None


def test_the_same_scores_give_the_same_flags() -> None:
    scores = [scored("conspiracy", "cabal", 0.6, span=(0, 3)), scored("abuse", "insult", 0.9, span=(4, 9))]
    assert default_policy().judge(THREAD, scores) == default_policy().judge(THREAD, list(reversed(scores)))


RULE = '[[rule]]\nscorer = "abuse"\nlabel = "insult"\nkind = "abuse"\nthreshold = 0.5\nbecause = "test"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_a_policy_of_ones_own(tmp_path: Path) -> None:
    policy = load_policy(written(tmp_path, RULE))
    assert policy == Policy(rules=(Rule(scorer="abuse", label="insult", kind="abuse", threshold=0.5, because="test"),))


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (RULE.replace('"abuse"\nlabel', '"abus"\nlabel'), 2, r'no scorer is called "abus"; did you mean abuse\?'),
        (RULE.replace('"insult"', '"insults"'), 3, r'no label of abuse is called "insults"; did you mean insult\?'),
        (RULE.replace("threshold", "treshold"), 5, r'no key is called "treshold"; did you mean threshold\?'),
        (RULE.replace("0.5", "5"), 5, "less than or equal to 1"),
        (RULE.replace('kind = "abuse"', 'kind = "rudeness"'), 4, "abuse"),
        (RULE.replace('because = "test"\n', ""), 1, 'the rule has no "because"'),
        (RULE + "\n" + RULE.replace('"test"', '""'), 13, "because"),
        (
            RULE + 'also = [{scorer = "toxicity", label = "toxic", at_least = 0.5}]\n',
            7,
            'no label of toxicity is called "toxic"',
        ),
        (RULE + "also = [{scorer = 1}]\n", 7, "also"),
        ("[rules]\n" + RULE, 1, r'no key is called "rules"; did you mean rule\?'),
        ("[[rule]]\nscorer = \n", 2, "not TOML"),
    ],
)
def test_says_where_a_policy_makes_no_sense(text: str, line: int, says: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError, match=says) as caught:
        load_policy(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_an_empty_or_missing_policy_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no rules"):
        load_policy(written(tmp_path, ""))
    with pytest.raises(UsageError, match="cannot be read"):
        load_policy(tmp_path / "absent.toml")
