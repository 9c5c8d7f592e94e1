"""What a mail itself says: its text part without quoted lines, their attribution, signature and list footer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message

from threads.sources import _fragment

_ESCAPED = re.compile(r"^>(>*From )", re.MULTILINE)
_QUOTED = re.compile(r"[ \t]{0,2}(?:>[ \t]?)+")
_VERB = (
    r"(?:wrote|writes|said|schrieb|schreibt|écrit|ecrit|écrivait|escribió|escribio|scritto|scrive|schreef|skrev|"
    r"napisał(?:\(a\)|a)?|pisze|пишет|писал[аи]?|написал[аи]?|escreveu|kirjoitti|yazdı|wrote on .{1,60}|写道)"
)
_ATTRIBUTION = re.compile(
    rf"(?:\* )?(?:on|am|le|el|il|op|em|den|w dniu|dnia|quoting|at|in|\d|[\"“]?\w).{{0,300}}?\b{_VERB}\b.{{0,40}}:\s*"
    r"|(?:excerpts from|in message|quoting) .{1,300}:\s*"
    r"|\d{4}[-/.]\d\d?[-/.]\d\d?.{1,200}<.{3,120}>\s?:\s*",
    re.IGNORECASE | re.DOTALL,
)
_TELLING = re.compile(r"\d|@| at |<")
_MOST_ATTRIBUTION_LINES = 4
_LONGEST_BARE = 6
"""Words of an attribution that shows neither date nor address: "Tin Whistle wrote:"."""
_SIGNATURE = re.compile(r"--[ \xa0]|--~--~---------.*|-----BEGIN PGP SIGNATURE-----")
_BARE_SIGNATURE = "--"
_MOST_SIGNATURE_LINES = 10
_FOOTER = re.compile(r"_{20,}\s*|-{8,} next part -{8,}")
_PGP_HEAD = "-----BEGIN PGP SIGNED MESSAGE-----"
_MANY_LINES = re.compile(r"\n{3,}")


def split(mail: Message) -> tuple[str, tuple[str, ...]]:
    """The own words of a mail, and the passages it quotes."""
    plain = [_decoded(part) for part in _text_parts(mail, "text/plain")]
    if any(words.strip() for words in plain):
        return own_words("\n".join(plain))
    for part in _text_parts(mail, "text/html"):
        text, cited = _fragment.split(_decoded(part))
        own, quoted = own_words(text)
        return own, (*(quote.text for quote in cited), *quoted)
    return "", ()


def own_words(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without quoted lines, attribution, signature and footer, and the passages quoted.

    >>> own_words("On Monday at 5, Nan wrote:\\n> Is it late?\\n\\nIt is.\\n-- \\nOtter")
    ('It is.', ('Is it late?',))
    """
    text = _ESCAPED.sub(r"\1", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = _without_end(text.split("\n"))
    own: list[str] = []
    passages: list[list[str]] = []
    together = False
    for line in lines:
        marker = _QUOTED.match(line)
        if marker is None:
            own.append(line.rstrip())
            # A blank line between two quoted ones does not part them.
            together = together and not line.strip()
            continue
        if not together:
            _drop_attribution(own)
            own.append("")
            passages.append([])
        passages[-1].append(line[marker.end() :].rstrip())
        together = True
    quotes = tuple(words for passage in passages if (words := "\n".join(passage).strip()))
    return _MANY_LINES.sub("\n\n", "\n".join(own)).strip(), quotes


def _without_end(lines: list[str]) -> list[str]:
    """The lines before a signature, an archive's note of attachments or a list's footer."""
    if lines and lines[0].strip() == _PGP_HEAD:
        lines = lines[next((place for place, line in enumerate(lines) if not line.strip()), 0) :]
    for place, line in enumerate(lines):
        if _SIGNATURE.fullmatch(line) or (
            line == _BARE_SIGNATURE and 0 < len(lines) - place - 1 <= _MOST_SIGNATURE_LINES
        ):
            return lines[:place] + _after_signature(lines[place + 1 :])
        if _FOOTER.fullmatch(line):
            return lines[:place]
    return lines


def _after_signature(lines: list[str]) -> list[str]:
    """The quoted mail below a signature, where one stands there: it is no part of the signature."""
    start = next((place for place, line in enumerate(lines) if line.startswith(">")), None)
    return [] if start is None else [line for line in lines[start:] if line.startswith(">")]


def _drop_attribution(own: list[str]) -> None:
    """Take "On Monday, Nan wrote:" off the end of the lines above a quotation."""
    end = len(own)
    while end and not own[end - 1].strip():
        end -= 1
    if not end or not own[end - 1].rstrip().endswith((":", ":>")):
        return
    for count in range(1, _MOST_ATTRIBUTION_LINES + 1):
        start = end - count
        if start < 0 or not own[start].strip():
            return
        words = " ".join(line.strip() for line in own[start:end])
        found = len(words) <= 600 and _ATTRIBUTION.fullmatch(words) is not None
        if found and (_TELLING.search(words) or len(words.split()) <= _LONGEST_BARE):
            # "On Monday," may stand a line above the name: the longer reading is taken where it begins so.
            del own[_earlier_start(own, start) :]
            return


def _earlier_start(own: list[str], start: int) -> int:
    """The line where an attribution begins that goes over several: with a preposition and a date."""
    for place in range(start, max(-1, start - _MOST_ATTRIBUTION_LINES), -1):
        if not own[place].strip():
            break
        if re.match(r"(?:On|At|Am|Le|El|Il|Op|Em|Den|W dniu|Dnia)\b.{0,80}\d", own[place]):
            return place
    return start


def _text_parts(mail: Message, kind: str) -> Iterator[Message]:
    """The parts of that kind that are shown, not attached; mails within mails are attached."""
    stack = [mail]
    while stack:
        part = stack.pop()
        if part.get_content_type() == "message/rfc822" and part is not mail:
            continue
        payload = part.get_payload()
        if part.is_multipart() and isinstance(payload, list):
            stack.extend(inner for inner in reversed(payload) if isinstance(inner, Message))
        elif part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            yield part


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(part.get_payload())
    for charset in (part.get_content_charset(), "utf-8"):
        try:
            return payload.decode(charset or "utf-8")
        except (LookupError, UnicodeError):
            continue
    return payload.decode("latin-1")
