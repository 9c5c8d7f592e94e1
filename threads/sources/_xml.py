"""XML of any state as a tree: nothing is expanded or fetched, illegal characters go, and broken markup is mended."""

from __future__ import annotations

import codecs
import html.entities
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from threads.errors import InputError
from threads.sources import _repairs

if TYPE_CHECKING:
    from lxml import etree

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]+")
_NUMBERED = re.compile(r"&#(?:(?=\d)0*+(\d{0,12})|[xX](?=[0-9a-fA-F])0*+([0-9a-fA-F]{0,12}));", re.ASCII)
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_UNQUOTED = re.compile(
    r"(<[\w:.-]{1,60}(?:\s+[\w:.-]{1,60}=\"[^\"<>]{0,400}\"){0,8}\s+[\w:.-]{1,60}=)([^\s\"'<>/=]{1,80})(?=\s*/?>)"
)
_HEAD_LETTERS = 1 << 16


def tree(data: bytes, source: str, repairs: _repairs.Repairs) -> etree._Element:
    """The outermost element; what had to be mended is told to `repairs`.

    Raises:
        InputError: there is no element at all.
    """
    from lxml import etree

    text, encoding_note = _decoded(data)
    if encoding_note:
        repairs.tell("faults in the encoding", encoding_note)
    start = text.find("<")
    if start < 0:
        raise InputError("holds no XML", where=source)
    if text[:start].strip("\ufeff \t\r\n"):
        repairs.tell("faults in the markup", "Characters before the beginning of the XML were passed over.")
    text = _without_doctype(text[start:])
    text, illegal = _ILLEGAL.subn("", text)
    text, escaped = _without_illegal_references(text)
    if illegal + escaped:
        repairs.tell(
            "illegal characters", f"Characters that XML does not allow were taken out in {illegal + escaped} places."
        )
    text = _ENTITY.sub(_entity, text)
    text, unquoted = _UNQUOTED.subn(r'\1"\2"', text)
    if unquoted:
        repairs.tell("faults in the markup", f"Attributes without quotation marks were read in {unquoted} places.")
    # The declaration may name another encoding than the one it is handed over in.
    text = re.sub(r"^<\?xml[^>]{0,400}\?>", "", text, count=1)
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as problem:
        raise InputError(f"is no XML ({problem.msg})", where=source) from problem
    if root is None:
        raise InputError("holds no XML", where=source)
    faults = [
        fault
        for fault in parser.error_log
        if fault.level_name in ("FATAL", "ERROR") and fault.domain_name != "NAMESPACE"
    ]
    if faults:
        first = faults[0]
        message = _repairs.named(first.message.strip())
        more = "" if len(faults) == 1 else f", and {len(faults) - 1} more faults"
        repairs.tell(
            "faults in the markup", f"Line {first.line} is no well-formed XML and was mended ({message}){more}."
        )
    return root


def name(element: etree._Element) -> str:
    """The name without its namespace, which holds the version of a format and is sometimes not declared.

    >>> from lxml import etree
    >>> name(etree.fromstring('<wp:link xmlns:wp="http://example.org/1.2/"/>'))
    'link'
    """
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def children(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The direct children of that name."""
    return (child for child in element if name(child) == wanted)


def child(element: etree._Element, wanted: str) -> etree._Element | None:
    """The first direct child of that name."""
    return next(children(element, wanted), None)


def words(element: etree._Element | None, wanted: str | None = None) -> str | None:
    """All text in an element or in its child of that name, stripped; ``None`` where there is none."""
    if element is not None and wanted is not None:
        element = child(element, wanted)
    if element is None:
        return None
    return "".join(str(part) for part in element.itertext()).strip() or None


def attribute(element: etree._Element | None, wanted: str) -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2].rpartition(":")[2] == wanted:
            return str(value).strip() or None
    return None


def head(data: bytes) -> str:
    """The first bytes as text, to recognise a format by."""
    return _decoded(data[:_HEAD_LETTERS])[0]


def _decoded(data: bytes) -> tuple[str, str | None]:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), None
    declared = _DECLARED.search(data[:1024])
    encoding = declared.group(1).decode("ascii") if declared else "utf-8"
    try:
        return data.decode(encoding), None
    except (LookupError, UnicodeError) as problem:  # "idna" and "undefined" raise the broader one
        text = data.decode("utf-8", "replace")
        return text, f"The file is not all in {encoding} ({problem}): what could not be read is shown as \ufffd."


def _without_doctype(text: str) -> str:
    """The text without a document type, whose entities could be made to fill the memory."""
    found = _DOCTYPE.search(text, 0, _HEAD_LETTERS)
    if found is None:
        return text
    # Ends at the first ">" outside of the brackets that hold declarations.
    bracket = text.find("[", found.end(), found.end() + 1000)
    end = text.find(">", found.end())
    if 0 <= bracket < end:
        close = re.compile(r"\]\s*>").search(text, bracket)
        end = close.end() - 1 if close else end
    return text[: found.start()] + text[end + 1 :] if end >= 0 else text


def _without_illegal_references(text: str) -> tuple[str, int]:
    """The text without references by number to characters that XML does not allow, and how many there were.

    >>> _without_illegal_references("a&#8;b&#xD800;c&#65;")
    ('abc&#65;', 2)
    """
    count = 0

    def legal(found: re.Match[str]) -> str:
        nonlocal count
        code = int(found[1] or "0") if found[1] is not None else int(found[2] or "0", 16)
        if code <= 0x10FFFF and not _ILLEGAL.match(chr(code)):
            return found.group()
        count += 1
        return ""

    return _NUMBERED.sub(legal, text), count


def _entity(found: re.Match[str]) -> str:
    """The character of an entity of HTML; what XML knows itself, or nobody, stays."""
    known = found.group(1)
    return found.group() if known in _XML_ENTITIES else html.entities.html5.get(f"{known};", found.group())
