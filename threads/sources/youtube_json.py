"""YouTube Data API: `commentThreads` and `comments` lists, single threads and comments, and arrays of such answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from threads.model import Block, Page
from threads.sources import _fragment, _json, _moments, _repairs
from threads.sources._repairs import Draft

_KIND = "youtube#comment"


def matches(head: bytes, name: str) -> float:
    """Sure where the kind is one of YouTube's, nearly so where a thread has its keys."""
    for answer in _answers(_json.opening(head)):
        if str(answer.get("kind", "")).startswith(_KIND):
            return 0.97
        item = _json.first_object(answer.get("items")) or answer
        if str(item.get("kind", "")).startswith(_KIND):
            return 0.97
        snippet = item.get("snippet")
        if isinstance(snippet, dict) and ("topLevelComment" in snippet or "textOriginal" in snippet):
            return 0.9
    return 0.0


def read(data: bytes, source: str) -> Iterator[Page]:
    """One page a video; a list of replies alone is one page, its comments without the one they answer."""
    drafts: dict[str, Draft] = {}
    missing: dict[str, int] = {}
    value = _json.document(data, source)
    for item in _resources(value):
        snippet = _dict(item.get("snippet"))
        top = snippet.get("topLevelComment")
        thread = _json.string(item.get("id"))
        comments: list[tuple[dict[str, Any], str | None]]
        comments = [(item, None)] if not isinstance(top, dict) else [(top, None)]
        replies = _dict(item.get("replies")).get("comments") if isinstance(top, dict) else None
        if isinstance(replies, list):
            above = _json.string(top.get("id")) if isinstance(top, dict) else None
            comments += [(reply, above or thread) for reply in replies if isinstance(reply, dict)]
        video = _json.string(snippet.get("videoId")) or _video_of(comments) or ""
        draft = drafts.setdefault(video, Draft(url=f"https://www.youtube.com/watch?v={video}" if video else None))
        draft.blocks += [_block(comment, above) for comment, above in comments]
        total = snippet.get("totalReplyCount")
        if isinstance(total, int) and total > len(comments) - 1 and isinstance(top, dict):
            missing[video] = missing.get(video, 0) + total - len(comments) + 1
    more = any(_json.string(answer.get("nextPageToken")) for answer in _answers(value))
    for video, draft in drafts.items():
        if missing.get(video):
            replies = _repairs.counted(
                missing[video], "reply that YouTube counts is", "replies that YouTube counts are"
            )
            draft.notes.append(f"{replies} not in the file.")
        if more:
            draft.notes.append("The file is one page of several: it names a next one.")
        yield _repairs.page(draft, source=source, format="youtube_json", platform="youtube")


def _answers(value: Any) -> list[dict[str, Any]]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _resources(value: Any) -> Iterator[dict[str, Any]]:
    """Every thread or comment in the file, in order."""
    for answer in _answers(value):
        items = answer.get("items")
        for item in items if isinstance(items, list) else [answer]:
            if isinstance(item, dict) and isinstance(item.get("snippet"), dict):
                yield item


def _block(comment: dict[str, Any], above: str | None) -> Block:
    snippet = _dict(comment.get("snippet"))
    id = _json.string(comment.get("id")) or ""
    # Ids of replies are THREAD.REPLY; a list of replies may leave the parent out.
    parent = _json.string(snippet.get("parentId")) or above or (id.partition(".")[0] if "." in id else None)
    original = _json.string(snippet.get("textOriginal"))
    shown = _json.string(snippet.get("textDisplay")) or ""
    text = original if original is not None else _fragment.plain(shown, keep_lines=True)
    posted = snippet.get("publishedAt")
    return Block(
        id=id,
        parent_id=None if parent == id else parent,
        author=_json.string(snippet.get("authorDisplayName")),
        posted_at=_moments.moment(posted),
        time_text=_moments.time_text(posted),
        text=text.replace("\r\n", "\n"),
        status="removed" if snippet.get("moderationStatus") in ("rejected", "likelySpam") else "visible",
    )


def _video_of(comments: list[tuple[dict[str, Any], str | None]]) -> str | None:
    return next(
        (video for comment, _ in comments if (video := _json.string(_dict(comment.get("snippet")).get("videoId")))),
        None,
    )


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
