"""The frame of every dialog: a box in the middle, the screen below it dimmed, Escape and a click outside close it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from inspector.ui.safe import shown_line

Answer = TypeVar("Answer")


class Box(Vertical):
    """The box; its title stands in the border."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.border_title = shown_line(title)


class Dialog(ModalScreen[Answer]):
    """A modal screen whose only child is a `Box`; it is dismissed with `nothing` where nothing was decided."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close")]
    nothing: Answer

    def action_close(self) -> None:
        self.dismiss(self.nothing)

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.action_close()
