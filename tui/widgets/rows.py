"""A list of any length with a cursor: only what is seen is drawn, and moving the cursor draws two rows."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

MARGIN_ROWS = 2
"""How many rows stay in sight above and below the cursor."""


class Rows(ScrollView, can_focus=True):
    """The base of list and tree. A subclass says what a row looks like (`row`) and what a click means (`chosen`)."""

    ROW_LINES: ClassVar[int] = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor"}
    DEFAULT_CSS = """
    Rows {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        & > .rows--cursor { background: $surface-lighten-1; }
        &:focus > .rows--cursor { background: $primary-background-lighten-1; }
    }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._count = 0
        self._cursor = 0

    def row(self, index: int, width: int) -> list[Content]:
        """What a row looks like: `ROW_LINES` lines of at most `width` cells; longer ones are cut."""
        raise NotImplementedError

    def chosen(self, index: int) -> None:
        """Somebody clicked on a row."""
        raise NotImplementedError

    def place(self, count: int, cursor: int, *, hold: bool = False) -> None:
        """Show so many rows with the cursor on one of them; with `hold`, it keeps its height on the screen."""
        before, self._cursor = self._cursor, cursor
        if count != self._count:
            self._count = count
            self.virtual_size = Size(0, count * self.ROW_LINES)
            self.refresh()
        if hold:
            self.scroll_to(y=self.scroll_offset.y + (cursor - before) * self.ROW_LINES, animate=False, force=True)
        elif before != cursor:
            self.redraw(before)
            self.redraw(cursor)
        self._keep_in_sight()

    def redraw(self, index: int) -> None:
        """Draw one row anew."""
        self.refresh_lines(index * self.ROW_LINES, self.ROW_LINES)

    @property
    def page_rows(self) -> int:
        """How many rows are seen at a time."""
        return max(1, self.scrollable_content_region.height // self.ROW_LINES)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        index, part = divmod(self.scroll_offset.y + y, self.ROW_LINES)
        width = self.scrollable_content_region.width
        here = index == self._cursor
        style = self.get_visual_style("rows--cursor") if here else self.visual_style
        if index >= self._count:
            return Strip.blank(width, self.visual_style.rich_style)
        lines = self.row(index, width)
        strips = Visual.to_strips(self, lines[part], width, 1, style, pad=True)
        return strips[0].crop_extend(0, width, style.rich_style) if strips else Strip.blank(width, style.rich_style)

    def on_resize(self) -> None:
        """Rows are as wide as the pane; the cursor stays in sight."""
        self._keep_in_sight()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click chooses a row."""
        offset = event.get_content_offset(self)
        index = (self.scroll_offset.y + offset.y) // self.ROW_LINES if offset is not None else self._count
        if 0 <= index < self._count:
            self.chosen(index)

    def _keep_in_sight(self) -> None:
        height = self.scrollable_content_region.height
        if not self._count or not height:
            return
        margin = min(MARGIN_ROWS * self.ROW_LINES, max(0, (height - self.ROW_LINES) // 2))
        top, y = self._cursor * self.ROW_LINES, self.scroll_offset.y
        y = max(min(y, top - margin), top + self.ROW_LINES + margin - height)
        y = max(0, min(y, self._count * self.ROW_LINES - height))
        if y != self.scroll_offset.y:
            self.scroll_to(y=y, animate=False, force=True)
            self.refresh(Region(0, 0, *self.size))
