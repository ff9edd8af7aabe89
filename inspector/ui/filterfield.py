"""The line above a list in which a filter is typed; it is seen as long as there is one."""

from __future__ import annotations

from pathlib import Path

from textual.message import Message
from textual.widgets import Input


class FilterField(Input):
    """Posts Input.Changed as one types, and `Left` when Enter sends the person on to the list."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    class Left(Message):
        """The person has typed enough and goes on in the list."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, compact=True)
        self.display = False

    def open(self) -> None:
        """Let the person type."""
        self.display = True
        self.focus()

    def empty(self) -> None:
        """Take the filter away, without a word of it."""
        with self.prevent(Input.Changed):
            self.value = ""
        self.display = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.display = bool(self.value)
        self.post_message(self.Left())
