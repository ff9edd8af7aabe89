"""A list of rows of which only those in view are ever drawn: a hundred thousand cost no more than twenty."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

_NO_STYLE = Style()


class Lines(ScrollView, can_focus=True):
    """Rows with a cursor. It follows the newest row unless somebody moves or scrolls away from the end.

    A subclass says how many rows there are (`row_count`) and how one is drawn (`draw`), and calls `rows_changed`.
    """

    ALLOW_MAXIMIZE = False
    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor", "lines--empty"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end,G", "last", "Last, and follow", show=False),
        Binding("enter", "open", "Open"),
    ]
    empty = ""
    """What is said where there are no rows."""
    follows = True
    """Whether it begins at its end and follows it."""

    @dataclass
    class Opened(Message):
        """A row was chosen with Enter or the mouse."""

        lines: Lines
        row: int

        @property
        def control(self) -> Lines:
            return self.lines

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        lines: Lines
        row: int

        @property
        def control(self) -> Lines:
            return self.lines

    def __init__(self) -> None:
        super().__init__()
        self.cursor = -1
        self.following = self.follows

    def row_count(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def draw(self, row: int, width: int) -> list[Segment]:
        """Return the segments of a row; they are cut or filled up to `width` cells."""
        raise NotImplementedError

    def rows_changed(self, *, keep: int | None = None) -> None:
        """Take in that rows came or went; `keep` moves the cursor to this row."""
        count = self.row_count()
        self._resize(count)
        if self.following:
            self._follow()
        elif keep is not None and count:
            self._go(min(keep, count - 1))
        self.cursor = min(self.cursor, count - 1)
        self.refresh()

    def _resize(self, count: int) -> None:
        if self.show_vertical_scrollbar and count >= self.virtual_size.height:
            # Measured: setting it as usual lays out and paints the whole screen anew, for each row that comes.
            self.set_reactive(Lines.virtual_size, Size(0, count))
            self.vertical_scrollbar.window_virtual_size = count
        else:
            self.virtual_size = Size(0, count)

    def on_resize(self) -> None:
        if self.following:
            self._follow()

    def action_move(self, by: int) -> None:
        if self.row_count():
            self._go(max(0, min(self.row_count() - 1, self.cursor + by)))

    def action_move_page(self, by: int) -> None:
        self.action_move(by * max(1, self.size.height - 1))

    def action_first(self) -> None:
        self.action_move(-self.row_count())

    def action_last(self) -> None:
        self.action_move(self.row_count())

    def action_open(self) -> None:
        if 0 <= self.cursor < self.row_count():
            self.post_message(self.Opened(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        row = event.get_content_offset(self)
        if row is not None and row.y + self.scroll_offset.y < self.row_count():
            self._go(row.y + self.scroll_offset.y)
            self.action_open()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        at_end = round(new_value) >= self.max_scroll_y
        if self.follows and at_end and new_value > old_value:
            self._follow()
        elif not at_end and new_value < old_value:
            self.following = False

    def on_mouse_scroll_down(self) -> None:
        # There is nothing to scroll by, so no scroll position changes: it is still a wish to see the end.
        if self.follows and round(self.scroll_y) >= self.max_scroll_y:
            self._follow()
            self.refresh()

    def _follow(self) -> None:
        self.following = True
        self.cursor = self.row_count() - 1
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def _go(self, row: int) -> None:
        if row != self.cursor:
            self.post_message(self.Moved(self, row))
        self.scroll_to_region(Region(0, row, 1, 1), animate=False, force=True)
        # After scrolling, as that may have reached the end and followed it.
        self.cursor = row
        self.following = self.follows and row == self.row_count() - 1
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_size.width
        row = round(self.scroll_y) + y
        base = self.rich_style
        if row >= self.row_count():
            return self._blank(y, width, base)
        strip = Strip(self.draw(row, width)).adjust_cell_length(width, _NO_STYLE)
        if row == self.cursor and self.has_focus:
            base += self.get_component_rich_style("lines--cursor", partial=True)
        return strip.apply_style(base)

    def _blank(self, y: int, width: int, base: Style) -> Strip:
        said = [] if self.row_count() else textwrap.wrap(self.empty, max(1, width - 2))
        if y >= len(said):
            return Strip.blank(width, base)
        style = base + self.get_component_rich_style("lines--empty", partial=True)
        return Strip([Segment(" " + said[y], style)]).adjust_cell_length(width, base)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` in exactly `width` cells, cut with `…` where it is longer."""
    if width <= 0:
        return ""
    text = text[: width * 2 + 1]
    length = cell_len(text)
    if length > width:
        return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
    return " " * (width - length) + text if right else text + " " * (width - length)
