"""A text field of one line, under which a list of what it may say can drop down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from inspector.ui.form.dropdown import DropDown


class LineField(Input):
    """Up and down go through the list while it is open, else through the fields of the form."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "Field above", show=False),
        Binding("down", "app.focus_next", "Field below", show=False),
    ]

    @dataclass
    class Picked(Message):
        """A text was picked from the list."""

        field: LineField
        text: str

    @dataclass
    class ListWanted(Message):
        """Down was pressed in a field that has a list."""

        field: LineField

    def __init__(self, text: str, placeholder: str, drop: DropDown, *, lists: bool = False) -> None:
        super().__init__(text, placeholder, compact=True, select_on_focus=False)
        self.cursor_position = len(text)
        self._drop = drop
        self.lists = lists
        """Whether there is something to drop down."""

    def pick(self, text: str) -> None:
        """Take a text from the list."""
        self.post_message(self.Picked(self, text))

    async def on_key(self, event: events.Key) -> None:
        if self._drop.owner is not self:
            if event.key == "down" and self.lists:
                event.stop()
                self.post_message(self.ListWanted(self))
            return
        taken = {"up": self._drop.action_cursor_up, "down": self._drop.action_cursor_down}.get(event.key)
        if taken is not None:
            taken()
        elif event.key == "escape":
            self._drop.close()
        elif not (event.key == "enter" and self._drop.choose()):
            return
        event.stop()
        event.prevent_default()

    def on_focus(self) -> None:
        # A field that was filled out of sight shows the beginning of its text, and not where one types.
        self.mutate_reactive(LineField.selection)

    def on_blur(self) -> None:
        self._drop.close(self)
