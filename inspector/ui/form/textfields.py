"""Text fields of several lines: for long texts, and for JSON."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.content import Content
from textual.widgets import TextArea

_SPACES = " \t"


class LongField(TextArea):
    """A long text; it grows with its lines, up to a few."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self, text: str, placeholder: Content, classes: str = "") -> None:
        super().__init__(text, placeholder=placeholder, compact=True, classes=classes, highlight_cursor_line=False)


class JsonField(LongField):
    """JSON as text: a new line starts under the one before, one level in after an opening bracket."""

    def __init__(self, text: str, placeholder: Content, *, whole: bool = False) -> None:
        super().__init__(text, placeholder, "-whole" if whole else "")

    async def on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self._new_line()

    def _new_line(self) -> None:
        row, column = self.cursor_location
        line = self.document[row][:column]
        indent = line[: len(line) - len(line.lstrip(_SPACES))]
        deeper = "  " if line.rstrip().endswith(("{", "[")) else ""
        self._replace_via_keyboard(f"\n{indent}{deeper}", *self.selection)
