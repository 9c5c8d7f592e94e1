"""Subject lines that the authors wrote themselves over their comments: they are words too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from threads.markup.fields import Fields, Reader
from threads.reading import bylines, cues, times

_HEADLINES = frozenset(("h2", "h3", "h4", "h5", "h6"))
_CALLED = frozenset(("div", "span", "p", "a", "strong", "b"))
_SUBJECT = re.compile(r"(?:^|[\s_-])(?:subject|titre|betreff|comment-title|asunto|oggetto)(?=$|[\s_-])")
_AGAIN = re.compile(r"^(?:re|aw|antw|tr|rép|rv)\s?:\s*")
_LEAST_SHARE = 0.5
"""Share of comments that have to have one: where few do, it is something else."""
_MOST_ALIKE = 0.3
"""Share of comments with the same subject from which it is the topic's, not the author's."""


def put_over(found: Sequence[Fields], reader: Reader) -> None:
    """Put each comment's own subject line over its words."""
    subjects = {place: subject for place, fields in enumerate(found) if (subject := _subject(fields, reader))}
    shown = Counter(_AGAIN.sub("", subject.casefold()) for subject in subjects.values())
    few = len(subjects) < max(2, _LEAST_SHARE * len(found))
    if few or max(shown.values()) > max(2, _MOST_ALIKE * len(found)):
        return
    for place, subject in subjects.items():
        fields = found[place]
        if not fields.gone and (not fields.lines or fields.lines[0].strip() != subject):
            fields.lines = [subject, *([""] if fields.lines else []), *fields.lines]


def _subject(fields: Fields, reader: Reader) -> str | None:
    """A headline over the words that is neither name nor time."""
    elements = reader.elements
    if fields.body is None:
        return None
    skip = -1
    for index in fields.record.own_elements():
        if index >= fields.body:
            return None
        if index < skip:
            continue
        if reader.sightings.note(index).is_out and fields.body >= elements.end[index]:
            skip = elements.end[index]
            continue
        tag = elements.tags[index]
        if index == fields.record.start or not (
            tag in _HEADLINES or (tag in _CALLED and _SUBJECT.search(reader.sightings.bits(index)[1]))
        ):
            continue
        if fields.body < elements.end[index] or not 0 < elements.size(index) <= 6:
            continue
        if fields.author_element is not None and index <= fields.author_element < elements.end[index]:
            continue
        shown = elements.plain(index)
        if fields.author is not None and shown.startswith(fields.author) and len(shown) <= len(fields.author) + 12:
            continue
        if 2 <= len(shown) <= 150 and not cues.is_button(shown) and not times.find(shown) and not bylines.parse(shown):
            return shown
    return None
