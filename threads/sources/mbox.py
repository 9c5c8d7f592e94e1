"""Mailboxes: mbox files, monthly Pipermail archives and single mails; threads by In-Reply-To and References."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO

from threads.errors import InputError
from threads.model import Block, Page, Quote
from threads.sources import _mail_body, _moments, _repairs
from threads.sources._repairs import Draft

_DIVIDER = re.compile(
    rb"From (?P<who>\S.{0,200}?) {1,4}(?P<when>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .{10,60}?\d{4}.{0,20})\r?\n?$"
)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:|>?From ")
_TELLING = re.compile(
    rb"^(?:message-id|received|mime-version|in-reply-to|return-path|references):", re.IGNORECASE | re.MULTILINE
)
_SENDER = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)
_ID = re.compile(r"<\s*([^<>\s][^<>]{0,500}?)\s*>")
_ANSWER = re.compile(r"^(?:(?:re|aw|sv|antw|vs|rif|odp|tr)(?:\[\d{1,3}\])?\s*:\s*){1,9}", re.IGNORECASE)
_NAME_BEHIND = re.compile(r"^\S{1,200}(?: at \S{1,200})? \((?P<name>.{1,200})\)$")
_LONGEST_SENDER = 1000


def matches(head: bytes, name: str) -> float:
    """Sure where a "From " line stands above headers, nearly so where headers of a mail begin the file."""
    head = head.lstrip(b"\r\n")
    first, _, rest = head.partition(b"\n")
    if _DIVIDER.match(first) and _HEADER.match(rest):
        return 0.95
    headers = re.split(rb"\r?\n\r?\n", head[:16384], maxsplit=1)[0]
    if _HEADER.match(head) and _SENDER.search(headers) and _TELLING.search(headers):
        return 0.85
    return 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a thread, begun by a mail that answers none of the file; the same mail twice is kept once."""
    return _pages(data.splitlines(keepends=True), source)


def stream(file: BinaryIO, source: str) -> Iterator[Page]:
    """The same from a file; what is kept in memory are the words, not the file."""
    return _pages(file, source)


def _pages(lines: Iterable[bytes], source: str) -> Iterator[Page]:
    mails: list[tuple[Block, list[str], str, str | None]] = []
    for divider, raw in _messages(lines):
        mails.append(_read_mail(raw, divider))
    if not mails:
        raise InputError("holds no mail", where=source)
    key_of = _keys([(block, references) for block, references, _, _ in mails])
    drafts: dict[str, Draft] = {}
    for place, (block, references, subject, address) in enumerate(mails):
        key = key_of.get(block.id, f"\0{place}")
        draft = drafts.get(key)
        if draft is None:
            draft = drafts[key] = Draft(title=_ANSWER.sub("", subject) or None, url=address)
        draft.blocks.append(block)
        if references:
            draft.further_parents.setdefault(block.id, references[::-1])
    for draft in drafts.values():
        yield _repairs.page(draft, source=source, format="mbox", platform="mail")


def _messages(lines: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """``(date of the "From " line, mail)``; a line of the text that begins with "From " divides nothing."""
    divider, held = "", list[bytes]()
    waiting: bytes | None = None
    for line in lines:
        if waiting is not None:
            found = _DIVIDER.match(waiting)
            if found is not None and _HEADER.match(line):
                if any(part.strip() for part in held):
                    yield divider, b"".join(held)
                divider, held = found["when"].decode("latin-1"), []
            else:
                held.append(waiting)
            waiting = None
        if line.startswith(b"From ") and _DIVIDER.match(line):
            waiting = line
        else:
            held.append(line)
    if waiting is not None:
        held.append(waiting)
    if any(part.strip() for part in held):
        yield divider, b"".join(held)


def _read_mail(raw: bytes, divider: str) -> tuple[Block, list[str], str, str | None]:
    """The comment, the ids its References name, its subject, and its address in an archive."""
    raw = raw.lstrip(b"\r\n")
    try:
        mail = BytesParser().parsebytes(raw)
        text, quotes = _mail_body.split(mail)
    except (RecursionError, MessageError, ValueError, LookupError, TypeError, AttributeError):
        headers, _, body = raw.partition(b"\n\n")  # parts within parts without end, or worse: headers alone are read
        mail = BytesParser().parsebytes(headers, headersonly=True)
        text, quotes = _mail_body.own_words(body.decode("utf-8", "replace"))
    references = _ID.findall(_header(mail, "References")[-20_000:])
    answered = _ID.findall(_header(mail, "In-Reply-To")[:2000])
    id = (_ID.findall(_header(mail, "Message-ID")[:2000]) or [_header(mail, "Message-ID")[:500].strip()])[0]
    parent = answered[0] if answered else references[-1] if references else None
    posted = _header(mail, "Date") or divider
    archived = _ID.search(_header(mail, "Archived-At")[:2000])
    block = Block(
        id=id,
        parent_id=parent,
        author=_author(_words(_header(mail, "From"))),
        posted_at=_moments.moment(posted),
        time_text=_moments.time_text(posted),
        text=text,
        quotes=tuple(Quote(text=quote) for quote in quotes),
    )
    subject = " ".join(_words(_header(mail, "Subject")).split())
    return block, references, subject, archived.group(1) if archived else None


def _keys(mails: list[tuple[Block, list[str]]]) -> dict[str, str]:
    """By mail id, a key that all mails of a thread share: the id of the mail that began it, in the file or not."""
    first: dict[str, tuple[Block, list[str]]] = {}
    for block, references in mails:
        if block.id:
            first.setdefault(block.id, (block, references))
    keys: dict[str, str] = {}
    for id in first:
        path: dict[str, None] = {}
        place = id
        while place not in keys and place not in path:
            path[place] = None
            block, references = first[place]
            named = [block.parent_id or "", *reversed(references)]
            above = next((other for other in named if other in first and other != place), None)
            if above is None:
                # Mails that answer the same missing one belong together; "yes" is what somebody typed at a prompt.
                missing = next((other for other in [*references, block.parent_id or ""] if "@" in other), None)
                keys[place] = missing or place
                break
            place = above
        key = keys.get(place, place)
        keys.update(dict.fromkeys(path, key))
    return keys


def _header(mail: Message, name: str) -> str:
    value = mail.get(name)
    return "" if value is None else str(value).replace("\n", " ").replace("\r", " ").strip()


def _words(header: str) -> str:
    """A header with its encoded words decoded; as it is where they are damaged."""
    try:
        return str(make_header(decode_header(header[:5000])))
    except (ValueError, LookupError, MessageError):
        return header


def _author(sender: str) -> str | None:
    """The name of the sender, else the address."""
    sender = sender[:_LONGEST_SENDER].strip()
    behind = _NAME_BEHIND.match(sender)
    if behind is not None:
        return behind["name"].strip()
    try:
        name, address = parseaddr(sender)
    except (RecursionError, ValueError, IndexError):  # brackets in brackets
        name = address = ""
    return name.strip() or address.strip() or sender.strip() or None
