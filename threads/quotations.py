"""Words inside a comment that somebody else wrote, told apart and handed back to their author.

Three kinds are known: passages in quotation marks, blocks that a page or a hand marks ("> ...", "Ann wrote:", "Click to
expand"), and passages that repeat another comment without any mark, as flat forum pages show whole posts quoted.
Blocks are cut out of the comment's words, passages in quotation marks stay and are named by their span. Matching is
fuzzy (rapidfuzz partial ratio) over candidates that share rare three-word runs: its cost grows with the page, not with
its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from threads import cues
from threads.model import Comment, Quote, Span

_INLINE = re.compile(
    r"“((?:[^“”\n]|“[^“”\n]{0,80}+”){12,2000}+)”|\"([^\"\n]{12,2000})\"|„([^„“”\n]{12,2000})[“”]|«\s?([^«»\n]{12,2000}?)\s?»|‘([^‘’\n]{20,600})’(?!\w)"
)
_MARKED = re.compile(r"^[ \t]*(?:>[ \t]?){1,5}(?=\S)(.+)", re.MULTILINE)
"""Lines quoted by hand; they stay in the comment's words and are named by their span."""
_SENTENCE = re.compile(r"\s*([^\n.!?“”\"]{20,400}[.!?…]?)")
_WORD = re.compile(r"\w+")
_RUN = 3
"""Words in a run that two texts must share before they are compared."""
_SHARED = 0.3
"""Share of a passage's runs that a comment must hold to be compared with it."""
_MOST_HOLDERS = 12
"""Runs that stand in more comments than this say nothing."""
_SHORTEST_OPENING = 18
"""Letters from which a first paragraph that an earlier comment holds word for word counts as quoted."""
_SURE = 88.0
"""Partial ratio from which a passage counts as the other comment's words (rapidfuzz scale, 0 to 100)."""
_SHORTEST_REPEAT = 60
"""Letters from which an unmarked paragraph that stands in another comment counts as quoted."""
_LONGEST_COMPARED = 4000


@cache
def _expand() -> re.Pattern[str]:
    """The button under a long quoted block, at the start of a line."""
    return re.compile(rf"^\W*{cues.any_of('expand')}\W*", re.IGNORECASE)


@cache
def _lead_in() -> re.Pattern[str]:
    """A line that hands the word to somebody else; ``name`` is who, ``rest`` what already stands on the line."""
    says, quoting = cues.any_of("says"), cues.any_of("quoting")
    return re.compile(
        rf"(?:(?P<name>\S.{{0,47}}?)(?:\s(?:{says})\s?:(?:\s?[↑»])?|:\s?↑)|(?:{quoting})(?:\s(?:by|von|de|from|di))?(?:\s(?P<after>\S.{{0,47}}?))?\s?:?)\s*(?P<rest>.*)",
        re.IGNORECASE,
    )


@dataclass(slots=True)
class _Holder:
    """A comment as others may quote it."""

    place: int
    plain: str


class _Index:
    """Which comments hold which runs of words."""

    def __init__(self, comments: Sequence[Comment]) -> None:
        self.place_of = {comment.id: place for place, comment in enumerate(comments)}
        self.plain = [_plain(comment.text) for comment in comments]
        self.unquoted = [_plain(_without_inline(comment.text)) for comment in comments]
        self._holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, text in enumerate(self.plain):
            for run in _runs(text):
                holders = self._holders[run]
                if len(holders) <= _MOST_HOLDERS and (not holders or holders[-1] != place):
                    holders.append(place)

    def holder_of(self, passage: str, quoter: int, *, earlier_first: bool) -> tuple[int, float] | None:
        """The comment that best holds a passage, with the partial ratio, or ``None``."""
        plain = _plain(passage)[:_LONGEST_COMPARED]
        votes: dict[int, int] = defaultdict(int)
        wanted = _runs(plain)
        for run in wanted:
            holders = self._holders.get(run, ())
            if len(holders) <= _MOST_HOLDERS:
                for place in holders:
                    if place != quoter:
                        votes[place] += 1
        # Comparing texts letter by letter is dear: only those that share a good part of the runs are.
        enough = _SHARED * len(wanted)
        ranked = sorted(
            (place for place in votes if votes[place] >= enough),
            key=lambda place: (-votes[place], (place > quoter) == earlier_first, abs(place - quoter)),
        )[:4]
        best: tuple[int, float] | None = None
        for place in ranked:
            ratio = (
                fuzz.partial_ratio(plain, self.plain[place][: 4 * _LONGEST_COMPARED])
                if len(plain) <= len(self.plain[place]) + 20
                else 0.0
            )
            if ratio >= _SURE and (best is None or ratio > best[1] + 1):
                best = (place, ratio)
        return best


def attribute(comments: Sequence[Comment], *, newest_first: bool = False) -> tuple[Comment, ...]:
    """The comments with their quotations named; quoted blocks are cut out of ``text``.

    Args:
        comments: in reading order.
        newest_first: whether quoted comments stand below those that quote them.
    """
    index = _Index(comments)
    return tuple(_attributed(place, comment, comments, index, newest_first) for place, comment in enumerate(comments))


def _attributed(
    place: int, comment: Comment, comments: Sequence[Comment], index: _Index, newest_first: bool
) -> Comment:
    if not comment.text:
        return comment
    text, blocks = _cut_blocks(place, comment, comments, index, newest_first)
    quotes = [Quote(text=words, comment_id=holder) for words, holder in blocks]
    for span in _first_sentence(text, place, index, newest_first) or _inline_spans(text):
        passage = text[span[0] : span[1]]
        found = index.holder_of(passage, place, earlier_first=not newest_first)
        if found is not None:
            quotes.append(Quote(text=passage, comment_id=comments[found[0]].id, span=span))
        elif len(passage.split()) >= 5:
            quotes.append(Quote(text=passage, span=span))
    if not quotes:
        return comment
    return comment.model_copy(
        update={"text": text, "quotes": tuple(quotes), "status": comment.status if text else "empty"}
    )


def _cut_blocks(
    place: int, comment: Comment, comments: Sequence[Comment], index: _Index, newest_first: bool
) -> tuple[str, list[tuple[str, str | None]]]:
    """The words left, and each block cut with the id of the comment that holds it."""
    paragraphs = comment.text.split("\n")
    kept: list[str] = []
    blocks: list[tuple[list[str], str | None]] = []
    holder: str | None = None
    inside = False
    expand_at = {number for number, line in enumerate(paragraphs) if _expand().match(line)}
    for number, line in enumerate(paragraphs):
        opened = _lead_in_of(line)
        if number in expand_at:
            inside, holder = False, None
            line = _expand().sub("", line)
            if line.strip():
                kept.append(line)
            continue
        if opened is not None:
            name, rest = opened
            until = _expand_end(number, expand_at)
            passage = " ".join([rest, *paragraphs[number + 1 : number + 6 if until is None else until]]).strip()
            found = _holder(passage, place, comment, comments, index, newest_first, name) if passage else None
            if found is None and rest:
                found = _holder(rest, place, comment, comments, index, newest_first, name)
            if (
                found is None
                and until is None
                and not rest
                and line.rstrip().endswith("↑")
                and number + 1 < len(paragraphs)
            ):
                until = number + 2  # somebody who is not on this page: at least the next paragraph is theirs
                expand_at.add(until)
            if found is not None or until is not None:
                holder, inside = found, True
                blocks.append(([], holder))
                if rest:
                    rest_words, own = _split_quoted(rest, holder, comments, index)
                    blocks[-1][0].append(rest_words)
                    if own:
                        kept.append(own)
                        inside = until is not None
                continue
        if not line.strip():
            (blocks[-1][0] if inside else kept).append(line)
            continue
        if inside and _still_quoted(line, number, holder, comments, index, expand_at):
            blocks[-1][0].append(line)
            continue
        inside = False
        opens_words = not any(kept) and any(rest.strip() for rest in paragraphs[number + 1 :])
        found_holder = (
            None if _MARKED.match(line) else _repeated(line, place, index, newest_first, opens_words=opens_words)
        )
        if found_holder is not None:
            target = comments[found_holder].id
            if blocks and blocks[-1][1] == target and (not kept or not "".join(kept[-1:]).strip()):
                blocks[-1][0].append(line)
            else:
                blocks.append(([line], target))
            holder, inside = target, True
            continue
        kept.append(line)
    if not blocks:
        return comment.text, []
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    quoted = [("\n".join(words).strip(), target) for words, target in blocks]
    return text, [(words, target) for words, target in quoted if words]


def _lead_in_of(line: str) -> tuple[str | None, str] | None:
    text = line.strip()
    if not text or len(text) > 4000:
        return None
    head = text[:140]
    found = _lead_in().match(head)
    if found is None:
        return None
    name = (found["name"] or found["after"] or "").strip(' :»"“”') or None
    if found["name"] is None and found["rest"] and not found["after"]:
        return None
    rest = found["rest"] + text[140:]
    return name, rest.strip()


def _expand_end(number: int, expand_at: set[int]) -> int | None:
    return min((end for end in expand_at if number < end <= number + 200), default=None)


def _holder(
    passage: str,
    place: int,
    comment: Comment,
    comments: Sequence[Comment],
    index: _Index,
    newest_first: bool,
    name: str | None,
) -> str | None:
    """The id of the comment that holds a passage; failing that, the last one by the person named."""
    found = index.holder_of(passage[:600], place, earlier_first=not newest_first)
    if found is not None:
        return comments[found[0]].id
    for piece in passage.split("\n")[:1] + re.split(r"(?<=[.!?])\s+", passage)[:3]:
        if len(piece) >= 15:
            found = index.holder_of(piece, place, earlier_first=not newest_first)
            if found is not None:
                return comments[found[0]].id
    if name is None:
        return None
    order: Iterable[int] = range(place + 1, len(comments)) if newest_first else range(place - 1, -1, -1)
    for other in order:
        if comments[other].author is not None and comments[other].author.casefold() == name.casefold():  # type: ignore[union-attr]
            return comments[other].id
    return None


def _still_quoted(
    line: str, number: int, holder: str | None, comments: Sequence[Comment], index: _Index, expand_at: set[int]
) -> bool:
    if _expand_end(number - 1, expand_at) is not None:
        return True
    place = index.place_of.get(holder) if holder is not None else None
    if place is None:
        return False
    plain = _plain(line)
    return bool(plain) and (
        plain in index.plain[place]
        or (
            len(plain) >= 12
            and fuzz.partial_ratio(plain, index.plain[place]) >= _SURE
            and len(plain) <= len(index.plain[place]) + 5
        )
    )


def _split_quoted(rest: str, holder: str | None, comments: Sequence[Comment], index: _Index) -> tuple[str, str]:
    """The part of a glued line that the quoted comment holds, and the words that follow it."""
    place = index.place_of.get(holder) if holder is not None else None
    if place is None or _plain(rest) in index.plain[place]:
        return rest, ""
    found = fuzz.partial_ratio_alignment(index.plain[place], _plain(rest))
    sentences = re.split(r"(?<=[.!?…])\s+", rest)
    if found is None or len(sentences) == 1:
        return rest, ""
    quoted = 0
    for number, sentence in enumerate(sentences, start=1):
        plain = _plain(sentence)
        if plain and fuzz.partial_ratio(plain, index.plain[place]) >= _SURE:
            quoted = number
    return " ".join(sentences[:quoted]), " ".join(sentences[quoted:])


def _repeated(line: str, place: int, index: _Index, newest_first: bool, *, opens_words: bool = False) -> int | None:
    """The comment whose words a paragraph repeats without a mark, or ``None``."""
    plain = _plain(line)
    if opens_words and len(plain) >= _SHORTEST_OPENING and plain.count(" ") >= 3:
        found = index.holder_of(line, place, earlier_first=not newest_first)
        if found is not None and f" {plain} " in f" {index.unquoted[found[0]]} " and (found[0] < place) != newest_first:
            return found[0]
    if len(plain) < _SHORTEST_REPEAT:
        return None
    found = index.holder_of(line, place, earlier_first=not newest_first)
    if found is None:
        return None
    # The one that puts the passage in quotation marks is the quoter, whatever the order of the page.
    is_own = fuzz.partial_ratio(plain[:_LONGEST_COMPARED], index.unquoted[found[0]][: 4 * _LONGEST_COMPARED]) >= 95.0
    return found[0] if is_own and (found[0] < place) != newest_first else None


def _first_sentence(text: str, place: int, index: _Index, newest_first: bool) -> list[Span]:
    """The inline quotations with the first sentence among them, where it repeats an earlier comment's words."""
    found = _SENTENCE.match(text)
    if found is None or found.end() >= len(text.rstrip()) or found.group(1).count(" ") < 5:
        return []
    plain = _plain(found.group(1))
    holder = index.holder_of(found.group(1), place, earlier_first=not newest_first)
    if holder is None or f" {plain} " not in f" {index.unquoted[holder[0]]} " or (holder[0] < place) == newest_first:
        return []
    return [found.span(1), *(span for span in _inline_spans(text) if span[0] >= found.end(1))]


def _inline_spans(text: str) -> list[Span]:
    spans = [found.span(1) for found in _MARKED.finditer(text)]
    for found in _INLINE.finditer(text):
        group = next(number for number, value in enumerate(found.groups(), start=1) if value is not None)
        start, end = found.span(group)
        if len(found.group(group).split()) >= 3 and not any(first < end and start < last for first, last in spans):
            spans.append((start, end))
    return sorted(spans)


def _without_inline(text: str) -> str:
    for start, end in reversed(_inline_spans(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _runs(plain: str) -> set[tuple[str, ...]]:
    words = plain.split()[:6000]
    return {tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}
