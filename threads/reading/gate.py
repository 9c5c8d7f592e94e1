"""A glance at a text: whether it may hold comments at all, so that most pages of a corpus are never read closely."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"comment|repl(?:y|ies)|respond|said|says|wrote|posted|kommentar|antwort|comentario|respon[ds]|commentaire|répon|"
    r"коммент|ответ|评论|回复|コメント|返信|yorum|odpowie|skoment|comenta|\d{1,2}:\d{2}|\bago\b",
    re.IGNORECASE,
)


def may_hold_comments(text: str) -> bool:
    """Whether anything in the text looks like a comment section; ``False`` only where nothing does."""
    return _SIGNS.search(text) is not None
