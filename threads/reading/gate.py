"""A glance at a page: whether it may hold comments at all, so that most pages of a corpus are never read closely."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"comment|repl(?:y|ies)|respond|said|says|wrote|posted|kommentar|antwort|comentario|respon[ds]|commentaire|répon|"
    r"коммент|ответ|评论|回复|コメント|返信|yorum|odpowie|skoment|comenta|\d{1,2}:\d{2}|\bago\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    rb"comment|repl|respon|forum|thread|discus|disqus|antwort|topic|message|kom[me]ent|\xd0\xba\xd0\xbe\xd0\xbc", re.I
)


def may_hold_comments(text: str) -> bool:
    """Whether anything in the text looks like a comment section; ``False`` only where nothing does."""
    return _SIGNS.search(text) is not None


def may_hold_comments_as_html(data: bytes) -> bool:
    """The same of a page in HTML."""
    return _MARKUP.search(data) is not None
