"""Read a JSON value as a tree that folds: only what is open and in view is ever looked at."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, work
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.strip import Strip

from inspector.record.showable import showable_line
from inspector.ui.messages import CopyWanted
from inspector.ui.view.jsonrows import JsonRows, Open, matches, opens, scalar
from inspector.ui.view.jsonrows import Path as Place
from inspector.ui.view.searching import Searching

_OPEN_AT_FIRST = 120
_MOST_OPEN = 20_000
_MOST_MATCHES = 1_000
_SLICE_SECONDS = 0.004
_INDENT = 2


class JsonTree(Searching):
    """A JSON value, its beginning open. Enter, space and a click open and close; `*` opens all below the cursor."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "json--key",
        "json--text",
        "json--number",
        "json--word",
        "json--mark",
        "json--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup,b", "move_page(-1)", "Page up", show=False),
        Binding("pagedown,f", "move_page(1)", "Page down", show=False),
        Binding("home,g", "first", "Top", show=False),
        Binding("end,G", "last", "End", show=False),
        Binding("enter,space", "fold", "Open or close", show=False),
        Binding("right,l", "open", "Open", show=False),
        Binding("left,h", "close", "Close", show=False),
        Binding("asterisk", "open_all", "Open all", show=False),
        Binding("minus", "close_all", "Close all", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._value: Any = None
        self._through: Callable[[str], str] | None = None
        self._rows = JsonRows(None)
        self._cursor = 0
        self._pattern: re.Pattern[str] | None = None
        self._matches: list[Place] = []
        self._match = -1

    def show(self, value: Any, through: Callable[[str], str] | None = None) -> None:
        """Show a JSON value; `through` changes its texts on their way to the screen, such as `Redactor.text`."""
        self.action_end_search()
        self._value, self._through = value, through
        self._rows, self._cursor = JsonRows(value), 0
        self._rows.open_all(*self._rows.locate(0), _OPEN_AT_FIRST)
        if self._rows.count == 1:
            self._rows.open(*self._rows.locate(0))
        self.scroll_to(y=0, animate=False, force=True)
        self._changed()

    def on_resize(self) -> None:
        self._changed()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._rows.count + self.search_rows

    def action_move(self, by: int) -> None:
        self._go(self._cursor + by)

    def action_move_page(self, by: int) -> None:
        self._go(self._cursor + by * max(1, self.size.height - 1))

    def action_first(self) -> None:
        self._go(0)

    def action_last(self) -> None:
        self._go(self._rows.count - 1)

    def action_fold(self) -> None:
        node, at = self._rows.locate(self._cursor)
        if at in node.opened:
            self._rows.close(node, at)
        else:
            self._rows.open(node, at)
        self._changed()

    def action_open(self) -> None:
        """Open the row, or go to its first member where it is open."""
        node, at = self._rows.locate(self._cursor)
        if at in node.opened:
            self._go(self._cursor + 1)
        else:
            self._rows.open(node, at)
            self._changed()

    def action_close(self) -> None:
        """Close the row, or go to the container it is in where it is closed."""
        node, at = self._rows.locate(self._cursor)
        if at in node.opened:
            self._rows.close(node, at)
            self._changed()
        elif node.parent is not None:
            self._go(self._rows.row_of(node.parent, node.at))

    def action_open_all(self) -> None:
        whole = self._rows.open_all(*self._rows.locate(self._cursor), _MOST_OPEN)
        self._changed()
        if not whole:
            self.notify(f"Opened up to {_MOST_OPEN:,} rows; open the rest one by one.", markup=False)

    def action_close_all(self) -> None:
        node, at = self._rows.locate(0)
        self._rows.close(node, at)
        self._cursor = 0
        self._changed()

    def action_copy(self) -> None:
        """Copy the value under the cursor as JSON."""
        node, at = self._rows.locate(self._cursor)
        value = node.member(at)
        self._copy(value)

    @work(group="copy", description="copy", exclusive=True, exit_on_error=False)
    async def _copy(self, value: Any) -> None:
        text = await asyncio.to_thread(as_json, value)
        if self._through is not None:
            text = await asyncio.to_thread(self._through, text)
        self.post_message(CopyWanted(text, "the value as JSON"))

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        row = -1 if place is None else place.y + self.scroll_offset.y
        if 0 <= row < self._rows.count:
            self._go(row)
            self.action_fold()

    def look_for(self, pattern: re.Pattern[str]) -> None:
        self.forget()
        self._pattern = pattern
        self._look(pattern)

    @work(group="search", description="search", exclusive=True, exit_on_error=False)
    async def _look(self, pattern: re.Pattern[str]) -> None:
        found: list[Place] = []
        until = time.monotonic() + _SLICE_SECONDS
        for path in matches(self._value, pattern):
            if path is not None:
                found.append(path)
                if len(found) >= _MOST_MATCHES:
                    break
            if time.monotonic() > until:
                await asyncio.sleep(0)
                until = time.monotonic() + _SLICE_SECONDS
        if self._pattern is pattern:
            self._matches = found
            here = self._rows.path_of(self._cursor)
            self._go_to_match(next((at for at, path in enumerate(found) if path >= here), 0) if found else -1)

    def step(self, by: int) -> None:
        if self._matches:
            self._go_to_match((self._match + by) % len(self._matches))

    def forget(self) -> None:
        self._pattern, self._matches, self._match = None, [], -1

    def _go_to_match(self, match: int) -> None:
        self._match = match
        count = len(self._matches)
        more = "+" if count >= _MOST_MATCHES else ""
        self.say_found(f"{match + 1:,} of {count:,}{more}" if count else "nothing found")
        if match >= 0:
            row = self._rows.reveal(self._matches[match])
            self._changed()
            self._go(row)

    def count_rows(self) -> None:
        self._changed()

    def _changed(self) -> None:
        self.virtual_size = Size(self.size.width, self._rows.count + self.search_rows)
        self._go(self._cursor)

    def _go(self, row: int) -> None:
        self._cursor = max(0, min(self._rows.count - 1, row))
        self.scroll_to_region(Region(0, self._cursor, 1, 1 + self.search_rows), animate=False, force=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        line = self.search_line(y, width)
        if line is not None:
            return line
        row = round(self.scroll_y) + y
        if row >= self._rows.count:
            return Strip.blank(width, base)
        strip = Strip(self._segments(*self._rows.locate(row), width)).adjust_cell_length(width, Style())
        if row == self._cursor and self.has_focus:
            base += self.get_component_rich_style("json--cursor", partial=True)
        return strip.apply_style(base)

    def _segments(self, node: Open, at: int, width: int) -> list[Segment]:
        value = node.member(at)
        indent = " " * min(node.depth * _INDENT, width // 2)
        mark = "▼ " if at in node.opened else "▶ " if opens(value) and not node.of_text else "  "
        segments = [Segment(indent), self._segment(mark, "mark")]
        if node.keys is not None:
            segments += [*self._text(node.keys[at], "key", width), Segment(": ")]
        elif node.parent is not None and not node.of_text:
            segments += [self._segment(f"{at}", "mark"), Segment(": ")]
        room = width - sum(cell_len(segment.text) for segment in segments)
        return segments + self._value_segments(value, at in node.opened, node.of_text, max(8, room))

    def _value_segments(self, value: Any, is_open: bool, of_text: bool, room: int) -> list[Segment]:
        if isinstance(value, dict | list):
            brackets = "{}" if isinstance(value, dict) else "[]"
            count = f"{brackets[0]}{len(value):,}{brackets[1]}" if value else brackets
            return [self._segment(count, "mark"), *([] if is_open else self._inside(value, room - len(count)))]
        if not isinstance(value, str):
            return self._text(scalar(value), "number" if type(value) in (int, float) else "word", room)
        if of_text:
            return self._text(value, "text", room)
        if is_open:
            return [self._segment(f"text of {len(value):,} characters", "mark")]
        return [self._segment('"', "text"), *self._text(value, "text", room - 2), self._segment('"', "text")]

    def _inside(self, value: Any, room: int) -> list[Segment]:
        if not isinstance(value, dict) or room < 12:
            return []
        names: list[str] = []
        for name in value:
            names.append(name[:40])
            if sum(map(len, names)) > room:
                break
        return [Segment("  "), *self._text(", ".join(names), "mark", room - 2)]

    def _text(self, text: str, kind: str, room: int) -> list[Segment]:
        """Return a server's text in at most `room` cells, its matches set off."""
        cut = text[: room + 200]
        shown = showable_line(cut if self._through is None else self._through(cut))
        if len(shown) > room or len(cut) < len(text):
            shown = shown[: max(0, room - 1)] + "…"
        style = self.get_component_rich_style(f"json--{kind}", partial=True)
        if self._pattern is None:
            return [Segment(shown, style)]
        return self.marked(shown, [match.span() for match in self._pattern.finditer(shown)], -1, style)

    def _segment(self, text: str, kind: str) -> Segment:
        return Segment(text, self.get_component_rich_style(f"json--{kind}", partial=True))


def as_json(value: Any) -> str:
    """Return a value as indented JSON; what is nested too deep to be indented is a sentence. Meant for a thread."""
    try:
        # Written in small pieces, so that other threads get their turn: the fast encoder would hold them up.
        return "".join(json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(value))
    except RecursionError:
        return "(nested too deep to write)"
