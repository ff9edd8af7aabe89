"""Search as a pager does: `/` asks for what on the last line, n and N go on and back, Escape ends it."""

from __future__ import annotations

import re
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.scroll_view import ScrollView
from textual.strip import Strip

from inspector.record.showable import showable_line


class Searching(ScrollView, can_focus=True):
    """A viewer that can be searched. A subclass looks (`look_for`), goes on (`step`) and forgets (`forget`)."""

    ALLOW_MAXIMIZE = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"search--line", "search--match", "search--here"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search"),
        Binding("n", "step(1)", "Next match", show=False),
        Binding("N", "step(-1)", "Match before", show=False),
        Binding("escape", "end_search", "End the search", show=False),
        Binding("c", "copy", "Copy"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._typing = False
        self._query = ""
        self._found = ""

    def look_for(self, pattern: re.Pattern[str]) -> None:
        """Begin to look for a pattern."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Go `by` matches on."""
        raise NotImplementedError

    def forget(self) -> None:
        """Show no matches any more."""
        raise NotImplementedError

    def count_rows(self) -> None:
        """Count the rows again: the line of the search takes one more."""
        raise NotImplementedError

    @property
    def search_rows(self) -> int:
        """How many rows the search takes at the end, so that it hides none."""
        return 1 if self._typing or self._query else 0

    def say_found(self, found: str) -> None:
        """Say how many matches there are, such as `3 of 17`."""
        self._found = found
        self.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "end_search":
            return self._typing or bool(self._query)
        return bool(self._query) if action == "step" else True

    def action_search(self) -> None:
        self._typing, self._query, self._found = True, "", ""
        self.forget()
        self.count_rows()

    def action_step(self, by: int) -> None:
        self.step(by)

    def action_end_search(self) -> None:
        self._typing, self._query, self._found = False, "", ""
        self.forget()
        self.count_rows()

    def on_key(self, event: events.Key) -> None:
        if not self._typing:
            return
        event.stop()
        event.prevent_default()
        if event.key == "enter":
            self._typing = False
            if self._query:
                self.look_for(pattern_of(self._query))
            else:
                self.action_end_search()
        elif event.key == "escape" or (event.key == "backspace" and not self._query):
            self.action_end_search()
        elif event.key == "backspace":
            self._query = self._query[:-1]
        elif event.is_printable and event.character:
            self._query += event.character
        self.refresh()

    def on_paste(self, event: events.Paste) -> None:
        if self._typing:
            event.stop()
            self._query += event.text.splitlines()[0] if event.text else ""
            self.refresh()

    def on_blur(self) -> None:
        if self._typing:
            self._typing = False
            self.count_rows()

    def search_line(self, y: int, width: int) -> Strip | None:
        """Return the line of the search where it is the one on screen line `y`."""
        if y != self.size.height - 1 or not self.search_rows:
            return None
        style = self.rich_style + self.get_component_rich_style("search--line", partial=True)
        keys = "Enter finds  Esc ends" if self._typing else "n next  N before  Esc ends"
        query = showable_line(self._query)[-max(8, width - 30) :]
        segments = [Segment(f"/{query}{'▏' if self._typing else ''}  "), Segment(self._found, Style(bold=True))]
        return Strip([*segments, Segment(f"  {keys}")]).adjust_cell_length(width, Style()).apply_style(style)

    def marked(self, text: str, matches: list[tuple[int, int]], here: int, style: Style) -> list[Segment]:
        """Return `text` as segments, with `matches` (from, to) set off; the one that begins at `here` is current."""
        match_style = style + self.get_component_rich_style("search--match", partial=True)
        here_style = style + self.get_component_rich_style("search--here", partial=True)
        segments, at = [], 0
        for begin, end in matches:
            begin, end = max(begin, at), min(end, len(text))
            if begin < end:
                current = here_style if begin <= here < end else match_style
                segments += [Segment(text[at:begin], style), Segment(text[begin:end], current)]
                at = end
        return [*segments, Segment(text[at:], style)]


def pattern_of(query: str) -> re.Pattern[str]:
    """Return the pattern that finds `query` literally, of any case where it is all lower case."""
    return re.compile(re.escape(query), re.IGNORECASE if query == query.lower() else 0)
