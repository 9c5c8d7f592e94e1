"""Questions and answers: posts closed by a line of tools ("share improve this answer"), comments signed below each.

The question stands above the title that counts the answers; answers answer it, and the comments under a post, each
signed at the end of its words ("... – Ann May 3 '14 at 5:00") or on a line of its own, answer that post.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from threads.reading import anchors, bylines, cues, times
from threads.reading.anchors import Window
from threads.reading.drafts import Draft
from threads.reading.readings import Reading
from threads.reading.sheet import Sheet

_TOOLS = frozenset({"share", "improve", "edit", "flag", "link", "follow", "delete", "cite", "offensive", "teilen"})
_FEWEST_TOOLS = 2
_TAIL = 90
"""Letters at the end of a line in which a comment's signature stands."""
_DASH = re.compile(r"\s[–—-]\s?(?=\S)")
_WORD = re.compile(r"\w+")
_VOTES = re.compile(r"(?:up vote )?-?\d[\d.,]*k?(?: down vote)?(?:\s?(?:accepted|favorite))?", re.IGNORECASE)
_POSTED = ("answered", "asked", "beantwortet", "gefragt", "répondu", "respondida", "ответил")
_ADD = ("add comment", "add a comment", "kommentar hinzufügen")
"""The button under the last comment of a post."""
_BETWEEN = ("comments", "kommentare", "show ", "|  show", "edited ", "updated ", "bearbeitet ")
_ABOVE_QUESTION = ("asked", "active", "viewed", "modified", "ask question", "gefragt", "tags")
_LONGEST_TAGS = 80
_SIGNED_LINES = 8
"""Lines under a post's tools among which its date and author stand."""
_PENALTY = -3.0
"""Points added: a title that counts answers, and lines of tools, stand together on no other kind of page."""


@dataclass(slots=True)
class _State:
    """Where a walk down the page is."""

    post: Draft
    level: int
    closed: bool = False
    """Whether the post's tools are passed: what follows are its date, its author and its comments."""


def segment(sheet: Sheet) -> Reading | None:
    """The question, its answers and the comments under each; ``None`` where no title counts answers."""
    tools = [index for index, line in enumerate(sheet.lines) if _is_tools(line.body)]
    title = next((title for title in sheet.titles if _counts_answers(sheet.lines[title[0]].body)), None)
    if title is None or not tools or tools[-1] < title[0]:
        return None
    start = _question_start(min(tools[0], title[0]), sheet)
    end = sheet.ending_after(tools[-1])
    found = _walk(start, end, title[0], frozenset(tools), sheet)
    window = Window(start, end, tuple(draft.first for draft in found), title)
    return anchors.section("answered", window, found, sheet, lost_lines=0, penalty=_PENALTY, layout="nested")


def _is_tools(text: str) -> bool:
    """Whether a line names several things to do with a post, and nothing else."""
    if not 8 <= len(text) <= 80:
        return False
    words = {word.casefold() for word in _WORD.findall(text)}
    if "improve" in words and len(words) <= 8:
        return True
    return len(words & _TOOLS) >= _FEWEST_TOOLS and len(words - _TOOLS) <= 3 and len(words) <= 8 and ("." not in text)


def _counts_answers(text: str) -> bool:
    return any(word in text.casefold() for word in ("answer", "antwort", "réponse", "respuesta", "resposta", "ответ"))


def _question_start(first_tools: int, sheet: Sheet) -> int:
    """The first line of the question: under its votes, or under what the site prints over it."""
    for index in range(first_tools - 1, -1, -1):
        text = sheet.lines[index].body
        if (
            text
            and not sheet.lines[index].is_item
            and (cues.is_tally(text) or text.casefold().startswith(_ABOVE_QUESTION))
            and len(text) <= 40
        ):
            return index + 1
    return 0


def _walk(start: int, end: int, title: int, tools: frozenset[int], sheet: Sheet) -> list[Draft]:
    """The posts and comments, in the order of the page."""
    state = _State(Draft(first=start, last=start, level=0), level=0)
    found = [state.post]
    words: list[int] = []
    since_tools = 0
    ended = False
    for index in range(start, end):
        text = sheet.lines[index].body
        if index == title or (state.closed and index > title and (ended or _is_votes(index, sheet)) and text):
            ended = False
            state = _State(Draft(first=index, last=index, level=1), level=1)
            if not _is_votes(index, sheet) and index != title:
                state.post.body.append(index)
            found.append(state.post)
            words = []
        elif text.casefold() in _ADD:
            ended, words = state.closed, []
        elif index in tools:
            if state.level == 0:
                _drop_tags(state.post, sheet)
            state.post.last, state.closed, since_tools, words = index, True, 0, []
        elif not state.closed and not _is_comment_item(index, sheet):
            state.post.body.append(index)
            state.post.last = index
        elif text:
            state.closed = True
            since_tools += 1
            comment = _signed(index, words, sheet)
            if comment is not None:
                comment.level = state.level + 1
                found.append(comment)
                words = []
            elif since_tools <= _SIGNED_LINES and _take_author(state.post, index, sheet):
                words = []
            elif not cues.is_tally(text) and not cues.is_button(text) and not text.casefold().startswith(_BETWEEN):
                words.append(index)
    for draft in found:
        if draft.level is not None and draft.level <= 1:
            _take_head(draft, sheet)
    return [draft for draft in found if any(sheet.lines[index].body for index in draft.body)]


def _drop_tags(question: Draft, sheet: Sheet) -> None:
    """Take off the last line before the tools where it is a row of tags: small words without an end."""
    filled = [index for index in question.body if sheet.lines[index].body]
    text = sheet.lines[filled[-1]].body if len(filled) >= 2 else ""
    if text and text == text.casefold() and len(text) <= _LONGEST_TAGS and text[-1].isalnum():
        question.body = [index for index in question.body if index < filled[-1]]


def _take_head(post: Draft, sheet: Sheet) -> None:
    """Take votes, dates, the author and the reputation off the front of a post, where the site prints them there."""
    for place, index in enumerate(post.body[: 2 * _SIGNED_LINES]):
        text = sheet.lines[index].body
        if not text or cues.is_tally(text) or cues.is_button(text) or cues.opens(text) or _VOTES.fullmatch(text):
            continue
        if "●" in text or text.casefold().startswith(_BETWEEN) or text.endswith(" image"):
            continue
        if not _take_author(post, index, sheet):
            post.body = post.body[place:]
            return


def _is_comment_item(index: int, sheet: Sheet) -> bool:
    """Whether a list item ends in a signature, as a comment does whose post has lost its tools."""
    inside = sheet.lines[index].is_item or (index > 0 and sheet.lines[index - 1].is_item)
    return inside and _signed(index, [], sheet) is not None


def _is_votes(index: int, sheet: Sheet) -> bool:
    """Whether a line shows the votes over an answer, rather than those beside a comment."""
    line = sheet.lines[index]
    return not line.is_item and len(line.body) <= 40 and _VOTES.fullmatch(line.body) is not None


def _signed(index: int, words: list[int], sheet: Sheet) -> Draft | None:
    """The comment that a line closes, or ``None``: its signature at the end of the words, or alone below them."""
    text = sheet.lines[index].body
    byline = sheet.byline(index)
    if words and byline is not None and byline.author is not None and byline.time_text is not None:
        draft = Draft(first=words[0], last=index, body=list(words))
        draft.take(byline, index)
        return draft
    offset = max(0, len(text) - _TAIL)
    when = times.find(text[offset:]) if len(text) > 12 and any(dash in text[offset:] for dash in "–—-") else None
    if when is None or text[offset + when.end :].strip(" )]"):
        return None
    dashes = list(_DASH.finditer(text, offset, offset + when.start))
    name = bylines.clean_name(text[dashes[-1].end() : offset + when.start]) if dashes else None
    if name is None or not bylines.looks_like_name(name):
        return None
    first = words[0] if words else index
    draft = Draft(first=first, last=index, body=[*words, index], author=name)
    draft.time_text, draft.moment = when.text, when.moment
    draft.cuts[index] = dashes[-1].start()
    return draft


def _take_author(post: Draft, index: int, sheet: Sheet) -> bool:
    """Whether a line under a post's tools says when or by whom it was written; it is taken then."""
    text = sheet.lines[index].body
    byline = sheet.byline(index)
    if text.casefold().startswith(_POSTED) and byline is not None and byline.time_text is not None:
        post.take(byline, index)
        return True
    if post.time_text is not None and post.author is None and bylines.looks_like_name(text):
        half = len(text) // 2
        post.author = text[:half] if text[:half] == text[half:] else bylines.clean_name(text)
        post.header.append(index)
        return True
    return False
