"""Quoted blocks inside a comment, cut out of its words: "Ann wrote: ...", "Click to expand", whole posts repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from threads.reading import cues
from threads.reading.folding import folded
from threads.reading.passages import MARKED, SURE, Passages, plain

_SHORTEST_REPEAT = 60
"""Letters from which an unmarked paragraph that stands in an earlier comment counts as quoted."""
_SHORTEST_OPENING = 18
"""Letters from which a first paragraph that an earlier comment holds word for word counts as quoted."""
_SURE_REPEAT = 95.0
"""Partial ratio asked of unmarked paragraphs."""
_LONGEST_NAME = 48
_MOST_NAME_WORDS = 4
_FEWEST_WORDS_UNDER_NAME = 4
"""Words that somebody not here by this name must share with an earlier comment for a bare "Ann:" to open a block."""
_MOST_OPENINGS = 2
"""Comments that may hold a short first line whole; one that more of them hold is a part of the page, no quotation."""
_LONGEST_LINE = 4000
_LONGEST_HEAD = 140
_LONGEST_BLOCK = 200
"""Lines between the head of a block and the button under it."""
_AFTER_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@dataclass(slots=True)
class Block:
    """A block cut out of a comment."""

    holder: int | None
    """The place of the comment that holds its words; ``None`` where it is not on the page."""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The quoted words."""
        return "\n".join(self.lines).strip()


def cut(place: int, passages: Passages) -> tuple[str, list[Block]]:
    """The words of a comment without quoted blocks, and the blocks."""
    text = passages.comments[place].text
    cutter = _Cutter(place, passages, text.split("\n"))
    cutter.run()
    blocks = [block for block in cutter.blocks if block.text]
    if not blocks:
        return text, []
    return re.sub(r"\n{3,}", "\n\n", "\n".join(cutter.kept)).strip(), blocks


@cache
def _expand() -> re.Pattern[str]:
    """The button under a long quoted block, at the start of a line."""
    return re.compile(rf"^\W*{cues.any_of('expand')}\W*")


@cache
def _lead_in() -> re.Pattern[str]:
    """A line that hands the word to somebody else; ``name`` or ``after`` is who, ``rest`` what stands behind."""
    says, joined_says, quoting = cues.any_of("says"), cues.any_of("joined_says"), cues.any_of("quoting")
    return re.compile(
        rf"(?:(?P<name>\S.{{0,47}}?)(?:(?:\s{says}|\s?{joined_says})\s?:(?:\s?[↑»])?|:\s?↑)\s*"
        rf"|(?:{quoting})(?:\s(?:by|von|de|from|di))?(?:\s(?P<after>\S.{{0,47}}?))?\s?(?::\s*|$))(?P<rest>.*)"
    )


@cache
def _quoting() -> re.Pattern[str]:
    """The words with which a lead-in without a colon begins."""
    return re.compile(cues.any_of("quoting"))


class _Cutter:
    """Goes through the lines of one comment and decides for each whether somebody else wrote it."""

    def __init__(self, place: int, passages: Passages, lines: list[str]) -> None:
        self.place = place
        self.passages = passages
        self.lines = lines
        self.kept: list[str] = []
        self.blocks: list[Block] = []
        self._open: Block | None = None
        """The block that the next line may still belong to."""
        self._ends = sorted(number for number, line in enumerate(lines) if _expand().match(folded(line)))

    def run(self) -> None:
        """Sort every line into ``kept`` or ``blocks``."""
        ends = set(self._ends)
        for number, line in enumerate(self.lines):
            if number in ends:
                self._open = None
                found = _expand().match(folded(line))
                self._keep(line if found is None else line[found.end() :])
            elif self._opens_block(number, line):
                continue
            elif not line.strip():
                (self._open.lines if self._open is not None else self.kept).append(line)
            elif self._open is not None and self._goes_on(number, line, self._open):
                self._open.lines.append(line)
            else:
                self._open = None
                if not self._repeats(number, line):
                    self.kept.append(line)

    def _keep(self, line: str) -> None:
        if line.strip():
            self.kept.append(line)

    def _opens_block(self, number: int, line: str) -> bool:
        head = _head(line)
        if head is None:
            return self._opens_with_name(number, line)
        name, rest = head
        end = self._end_after(number)
        if end is None and not rest and line.rstrip().endswith("↑") and number + 1 < len(self.lines):
            holder = self._holder(self._following(number, rest, None), name)
            if holder is None:
                # Somebody who is not on this page: at least the next paragraph is theirs.
                self.blocks.append(Block(None, [self.lines[number + 1]]))
                self.lines[number + 1] = ""
                return True
        else:
            passage = self._following(number, rest, end)
            holder = self._holder(passage, name) if passage else None
            if holder is None and rest:
                holder = self._holder(rest, name)
        if holder is None and end is None:
            return False
        self._open = Block(holder)
        self.blocks.append(self._open)
        if rest:
            quoted, own = self._split(rest, holder)
            self._open.lines.append(quoted)
            if own:
                self.kept.append(own)
                self._open = self._open if end is not None else None
        return True

    def _opens_with_name(self, number: int, line: str) -> bool:
        """Open a block under a name alone ("Ann:"), where the next line is word for word somebody else's."""
        name = line.strip()
        if not (2 < len(name) <= _LONGEST_NAME and name.endswith(":") and name.count(" ") < _MOST_NAME_WORDS):
            return False
        below = next((at for at in range(number + 1, len(self.lines)) if self.lines[at].strip()), None)
        words = "" if below is None else plain(self.lines[below])
        if not words:
            return False
        holder = self._last_by(name[:-1].strip())
        if holder is None or not self.passages.holds_as_own(words, holder):
            long = words.count(" ") + 1 >= _FEWEST_WORDS_UNDER_NAME
            holder = self.passages.holder_of(words, self.place) if long else None
        if holder is None or not self.passages.is_earlier(holder, self.place):
            return False
        if not self.passages.holds_as_own(words, holder):
            return False
        self._open = Block(holder)
        self.blocks.append(self._open)
        return True

    def _following(self, number: int, rest: str, end: int | None) -> str:
        return " ".join([rest, *self.lines[number + 1 : number + 6 if end is None else end]]).strip()

    def _end_after(self, number: int) -> int | None:
        return next((end for end in self._ends if number < end <= number + _LONGEST_BLOCK), None)

    def _holder(self, passage: str, name: str | None) -> int | None:
        """The comment that holds a passage; failing that, the last one before by the person named."""
        pieces = [passage[:600], *passage.split("\n")[:1], *_AFTER_SENTENCE.split(passage)[:3]]
        for piece in pieces:
            if len(piece) >= 15:
                found = self.passages.holder_of(piece, self.place)
                if found is not None:
                    return found
        return None if name is None else self._last_by(name)

    def _last_by(self, name: str) -> int | None:
        count = len(self.passages.comments)
        places = range(self.place + 1, count) if self.passages.newest_first else range(self.place - 1, -1, -1)
        wanted = name.casefold()
        return next(
            (place for place in places if (self.passages.comments[place].author or "").casefold() == wanted), None
        )

    def _goes_on(self, number: int, line: str, block: Block) -> bool:
        if self._end_after(number - 1) is not None:
            return True
        if block.holder is None:
            return False
        words = plain(line)
        if not words:
            return False
        return words in self.passages.plain[block.holder] or (
            len(words) >= 12 and self.passages.likeness(words, block.holder) >= SURE
        )

    def _split(self, rest: str, holder: int | None) -> tuple[str, str]:
        """The part of a line that the quoted comment holds, and the words that follow it."""
        if holder is None or plain(rest) in self.passages.plain[holder]:
            return rest, ""
        sentences = _AFTER_SENTENCE.split(rest)
        if len(sentences) == 1:
            return rest, ""
        quoted = 0
        for number, sentence in enumerate(sentences, start=1):
            words = plain(sentence)
            if words and self.passages.likeness(words, holder) >= SURE:
                quoted = number
        return " ".join(sentences[:quoted]), " ".join(sentences[quoted:])

    def _repeats(self, number: int, line: str) -> bool:
        """Take a paragraph that repeats an earlier comment without a mark; whether it did."""
        if MARKED.match(line):
            return False
        opens = not any(self.kept) and any(rest.strip() for rest in self.lines[number + 1 :])
        holder = self._repeated(line, opens=opens)
        if holder is None:
            return False
        last = self.blocks[-1] if self.blocks else None
        if last is not None and last.holder == holder and not "".join(self.kept[-1:]).strip():
            last.lines.append(line)
            self._open = last
        else:
            self._open = Block(holder, [line])
            self.blocks.append(self._open)
        return True

    def _repeated(self, line: str, *, opens: bool) -> int | None:
        words = plain(line)
        short = opens and len(words) >= _SHORTEST_OPENING and words.count(" ") >= 3
        if not short and len(words) < _SHORTEST_REPEAT:
            return None
        holder = self.passages.holder_of(line, self.place)
        if holder is None or not self.passages.is_earlier(holder, self.place):
            return None
        if short and self.passages.holds_as_own(words, holder):
            return holder if self.passages.whole_lines[words] <= _MOST_OPENINGS else None
        # The one that puts the passage in quotation marks is the quoter, whatever the order of the page.
        is_own = len(words) >= _SHORTEST_REPEAT and self.passages.likeness_as_own(words, holder) >= _SURE_REPEAT
        return holder if is_own else None


def _head(line: str) -> tuple[str | None, str] | None:
    """Who is quoted and what stands behind, where a line opens a block; else ``None``."""
    text = line.strip()
    if not text or len(text) > _LONGEST_LINE:
        return None
    opening = folded(text[:_LONGEST_HEAD])
    if ":" not in opening and _quoting().match(opening) is None:
        return None
    found = _lead_in().match(opening)
    if found is None or (found["name"] is None and found["rest"] and not found["after"]):
        return None
    start, end = found.span("name" if found["name"] else "after")
    name = text[max(0, start) : max(0, end)].strip(' :»"“”') or None
    return name, text[found.start("rest") :].strip()
