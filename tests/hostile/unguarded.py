"""A small Textual app that shows the text in a file; `--unguarded` writes it to the terminal as it is.

Textual strips some control characters of text given to widgets, so the unguarded one writes segments itself.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static, TextArea


class Raw(Widget):
    """Shows one line of text a row, as careless widgets do."""

    DEFAULT_CSS = "Raw { height: 1fr; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lines = text.split("\n")

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(self.lines[y] if y < len(self.lines) else "")])


class Shows(App[None]):
    """Shows a text, and then that it is shown."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__()
        self.kind = kind
        self.text = text

    def compose(self) -> ComposeResult:
        yield Static("not yet", id="state")
        match self.kind:
            case "raw":
                yield Raw(self.text)
            case "static":
                yield Static(self.text, markup=False)
            case _:
                yield TextArea(self.text, read_only=True)

    def on_mount(self) -> None:
        self.call_after_refresh(self.query_one("#state", Static).update, "READY")


if __name__ == "__main__":
    Shows(sys.argv[1], Path(sys.argv[2]).read_bytes().decode()).run()
