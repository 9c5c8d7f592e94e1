"""Long texts in pieces that a network can read, cut between sentences where that is possible; nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threads.network.tokens import Tokens

_SENTENCE = re.compile(r"[^.!?…。！？\n]*[.!?…。！？\n]*\s*")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LONGEST_PART = 2_000  # characters; a tokenizer need not see a megabyte at once
_LONGEST_WHOLE = 4 * _LONGEST_PART


def cut(texts: Sequence[str], tokens: Tokens, most: int) -> list[list[str]]:
    """Each text in parts of at most ``most`` tokens; joined, they give the text again, lone surrogates as U+FFFD."""
    clean = [_LONE_SURROGATE.sub("\ufffd", text) for text in texts]
    likely = [text for text in clean if len(text) <= _LONGEST_WHOLE]
    whole = {text for text, length in zip(likely, tokens.lengths(likely), strict=True) if length <= most}
    return [[text] if text in whole else _cut(text, tokens, most) for text in clean]


def _cut(text: str, tokens: Tokens, most: int) -> list[str]:
    parts = [part for sentence in _SENTENCE.findall(text) if sentence for part in _short(sentence, _LONGEST_PART)]
    groups, held, held_tokens = [], "", 0
    for part, length in _fitting(parts, tokens, most):
        if held and held_tokens + length > most:
            groups.append(held)
            held, held_tokens = "", 0
        held, held_tokens = held + part, held_tokens + length
    # Words cut apart and joined again may count more tokens than their halves did.
    return [piece for piece, _ in _fitting([*groups, held], tokens, most)]


def _fitting(parts: Sequence[str], tokens: Tokens, most: int) -> Iterator[tuple[str, int]]:
    for part, length in zip(parts, tokens.lengths(parts), strict=True):
        if length > most and len(part) > 1:
            yield from _fitting(_short(part, len(part) // 2), tokens, most)
        else:
            yield part, length


def _short(text: str, most: int) -> list[str]:
    """The text in parts of at most ``most`` characters, cut after a blank where there is one."""
    parts, start, most = [], 0, max(most, 1)
    while len(text) - start > most:
        blank = text.rfind(" ", start + most // 2, start + most)
        end = blank + 1 if blank >= 0 else start + most
        parts.append(text[start:end])
        start = end
    return [*parts, text[start:]]
