"""When scores become flags: rules read from TOML, each threshold beside its reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from threads import checkpoints, shelves
from threads.errors import UsageError
from threads.model import Flag, Noun, Score, Thread

ANY = "*"
"""Stands for every label of a scorer."""

COVERED: Mapping[str, frozenset[str]] = {
    "toxicity": frozenset({"insult", "threat", "slur", "dehumanisation", "incitement", "identity_attack", "obscene"}),
    "severe_toxicity": frozenset({"insult", "threat", "slur", "dehumanisation", "incitement", "identity_attack"}),
    "identity_attack": frozenset({"slur", "dehumanisation"}),
    "threat": frozenset({"incitement"}),
}
"""A model's label says nothing new where one of these is already flagged with its words."""

GRAVITY = ("insult", "slur", "dehumanisation", "threat", "incitement")
"""Of two findings on the same words the graver one stays."""


class Demand(Noun):
    """What another score must reach, or must not."""

    scorer: str
    label: str
    at_least: float = Field(ge=0.0, le=1.0)


class Rule(Noun):
    """One way for a score to become a flag."""

    scorer: str
    """A file name on the scorers shelf."""
    label: str
    """One of its labels, or ``*`` for all."""
    kind: Literal["abuse", "conspiracy"]
    """The kind of flag raised."""
    threshold: float = Field(ge=0.0, le=1.0)
    """Flag from this value on."""
    because: str = Field(min_length=1)
    """Why this threshold."""
    also: tuple[Demand, ...] = ()
    """All of these must hold as well."""
    unless: tuple[Demand, ...] = ()
    """None of these may hold."""

    def covers(self, scorer: str, label: str) -> bool:
        """Whether the rule speaks about this label."""
        return self.scorer == scorer and self.label in (ANY, label)


class Policy(Noun):
    """All rules in force."""

    rules: tuple[Rule, ...]

    def judge(self, thread: Thread, scores: Iterable[Score]) -> tuple[Flag, ...]:
        """The flags of a thread in reading order, worst first within a comment; one for each kind and label.

        Flags of a model that only repeat what words already show are left out; see ``COVERED`` and docs/policy.md.
        """
        of_comment: dict[str, list[Score]] = {comment.id: [] for comment in thread.comments}
        for score in scores:
            of_comment.setdefault(score.comment_id, []).append(score)
        return tuple(flag for found in of_comment.values() for flag in self._flags(found))

    def threshold(self, scorer: str, label: str) -> float | None:
        """The value from which this label is flagged; ``None`` where no rule flags it.

        Where some rules ask for a second score as well, the one that asks for none counts.
        """
        rule = self._plainest(scorer, label)
        return None if rule is None else rule.threshold

    def reason(self, scorer: str, label: str) -> str | None:
        """The written reason of that threshold; ``None`` where no rule flags the label."""
        rule = self._plainest(scorer, label)
        return None if rule is None else rule.because

    def _plainest(self, scorer: str, label: str) -> Rule | None:
        fitting = [rule for rule in self.rules if rule.covers(scorer, label)]
        return min(fitting, key=lambda rule: (bool(rule.also), rule.threshold), default=None)

    def _flags(self, scores: Sequence[Score]) -> list[Flag]:
        if not any(score.value for score in scores):
            return []
        values = {(score.scorer, score.label): score.value or 0.0 for score in scores}
        best: dict[tuple[str, str], Flag] = {}
        for score in scores:
            if not score.value:
                continue
            rule = next((rule for rule in self.rules if _applies(rule, score, values)), None)
            if rule is None:
                continue
            flag = _flag(rule, score, values)
            rival = best.get((flag.kind, flag.label))
            if rival is None or (not _by_model(flag), flag.score) > (not _by_model(rival), rival.score):
                best[flag.kind, flag.label] = flag
        kept = _without_repeats(list(best.values()))
        return sorted(kept, key=lambda flag: (flag.kind, -flag.score, flag.label))


def _applies(rule: Rule, score: Score, values: Mapping[tuple[str, str], float]) -> bool:
    return (
        rule.covers(score.scorer, score.label)
        and (score.value or 0.0) >= rule.threshold
        and all(values.get((other.scorer, other.label), 0.0) >= other.at_least for other in rule.also)
        and not any(values.get((other.scorer, other.label), 0.0) >= other.at_least for other in rule.unless)
    )


def _flag(rule: Rule, score: Score, values: Mapping[tuple[str, str], float]) -> Flag:
    value = score.value or 0.0
    if score.findings:
        reason = score.findings[0].sentence
        if score.scorer == "toxicity":
            reason += f"; flagged from {_short(rule.threshold)}"
    else:
        reason = f"the model rates this {_short(value)} for {score.label}; flagged from {_short(rule.threshold)}"
    for other in rule.also:
        reason += (
            f"; the {other.scorer} scorer agrees with {_short(values[other.scorer, other.label])} for {other.label}"
        )
    spans = tuple(sorted({span for finding in score.findings for span in finding.spans}))
    return Flag(
        comment_id=score.comment_id,
        kind=rule.kind,
        label=score.label,
        score=value,
        spans=spans,
        reason=reason,
        source=score.source,
    )


def _short(share: float) -> str:
    """A share as people write it: .93, and 1 where it is whole."""
    return "1" if share >= 0.995 else f"{share:.2f}".lstrip("0")


def _without_repeats(flags: list[Flag]) -> list[Flag]:
    """The flags without those that say again, less exactly, what another one says of the same words."""
    kept = []
    for flag in flags:
        others = [other for other in flags if other is not flag and other.kind == flag.kind == "abuse"]
        covered = _by_model(flag) and any(other.label in COVERED.get(flag.label, ()) for other in others)
        # A network shows words but not what they do: it never overrules those who know.
        knowing = others if _by_model(flag) else [other for other in others if not _by_model(other)]
        graver = any(_rank(other) > _rank(flag) and _within(flag, other) for other in knowing)
        if not covered and not graver:
            kept.append(flag)
    return kept


def _by_model(flag: Flag) -> bool:
    """Whether a network says it, which shows words but cannot say what they do."""
    return flag.source.startswith("detoxify:")


def _rank(flag: Flag) -> int:
    return GRAVITY.index(flag.label) if flag.label in GRAVITY else -1


def _within(flag: Flag, other: Flag) -> bool:
    """Whether every span of a flag overlaps one of another's."""
    return bool(flag.spans) and all(
        any(start < end_of and start_of < end for start_of, end_of in other.spans) for start, end in flag.spans
    )


@cache
def default_policy() -> Policy:
    """The policy that ships with the package, ``threads/policy.toml``."""
    text = files("threads").joinpath("policy.toml").read_text(encoding="utf-8")
    return _parsed(text, "policy.toml")


def load_policy(path: str | Path) -> Policy:
    """The policy in a TOML file of the same form as the default one.

    Raises:
        UsageError: it cannot be read, or a rule makes no sense; the message names file and line.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        what = problem.strerror if isinstance(problem, OSError) and problem.strerror else "not UTF-8 text"
        raise UsageError(f"the policy cannot be read: {what}", where=str(path)) from problem
    return _parsed(text, str(path))


def _parsed(text: str, where: str) -> Policy:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        place = re.search(r"at line (\d+)", str(problem))
        message = re.sub(r"\s*\(at .*\)$", "", str(problem))
        at = f"{where}:{place.group(1)}" if place else where
        raise UsageError(f"not TOML: {message}", where=at) from problem
    for key in data:
        if key != "rule":
            raise UsageError(
                _unknown("key", key, ["rule"]),
                where=f"{where}:{_key_line(text, 0, key)}",
                hint="rules stand under [[rule]]",
            )
    rules = data.get("rule", [])
    if not isinstance(rules, list) or not rules:
        raise UsageError("the policy has no rules", where=where, hint="write at least one [[rule]]")
    return Policy(rules=tuple(_rule(table, number, text, where) for number, table in enumerate(rules, 1)))


def _rule(table: Mapping[str, Any], number: int, text: str, where: str) -> Rule:
    def at(key: str) -> str:
        return f"{where}:{_key_line(text, number, key)}"

    for key in table:
        if key not in Rule.model_fields:
            raise UsageError(_unknown("key", key, Rule.model_fields), where=at(key))
    try:
        rule = Rule(**table)
    except ValidationError as problem:
        first = problem.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        missing = first["type"] == "missing" and len(first["loc"]) == 1
        message = f'the rule has no "{key}"' if missing else f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise UsageError(message, where=at("" if missing else key)) from problem
    _check_names(rule.scorer, rule.label, at("scorer"), at("label"), any_label=True)
    for key in ("also", "unless"):
        for demand in getattr(rule, key):
            _check_names(demand.scorer, demand.label, at(key), at(key), any_label=False)
    return rule


def _check_names(scorer: str, label: str, scorer_at: str, label_at: str, *, any_label: bool) -> None:
    known = shelves.names("scorers")
    if scorer not in known:
        raise UsageError(_unknown("scorer", scorer, known), where=scorer_at)
    scoring = shelves.load("scorers", scorer)
    labels = (*checkpoints.SEVEN, scoring.PARENT) if scorer == "toxicity" else scoring.LABELS
    if label not in labels and not (any_label and label == ANY):
        raise UsageError(_unknown(f"label of {scorer}", label, labels), where=label_at)


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = get_close_matches(name, names, n=1)
    guess = f"; did you mean {near[0]}?" if near else ""
    return f'no {what} is called "{name}"{guess} (known: {", ".join(names)})'


def _key_line(text: str, number: int, key: str) -> int:
    """The line of a key in the number-th ``[[rule]]`` (0: before the first); the rule's own line where it has none."""
    rule = header = 0
    for line_number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*\[\[\s*rule\s*\]\]", line):
            rule += 1
            if rule > number:
                break
            header = line_number
        elif key and rule == number and re.match(rf"""\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*(?:=|\])""", line):
            return line_number
    return header or 1
