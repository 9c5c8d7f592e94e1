"""What a moderator likes, remembered between runs: the theme. A lost or broken file only loses that."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path


class Preferences:
    """Kept in a small JSON file; ``None`` as its path remembers nothing."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.theme: str | None = None
        if path is not None:
            with suppress(OSError, ValueError):
                found = json.loads(path.read_text("utf-8"))
                theme = found.get("theme") if isinstance(found, dict) else None
                self.theme = theme if isinstance(theme, str) else None

    def remember_theme(self, theme: str) -> None:
        """Keep the theme for the next run; a folder that cannot be written is no reason to stop."""
        if theme == self.theme:
            return
        self.theme = theme
        if self.path is not None:
            with suppress(OSError):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.write_text(json.dumps({"theme": theme}), "utf-8")
