"""Asks for the name of a field that the schema does not know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from inspector.ui.form.branches import Group
from inspector.ui.form.slot import Slot


class Namer(Horizontal):
    """A line for a name: Enter adds the field, Escape does not."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "No field", show=False)]

    @dataclass
    class Named(Message):
        """The field that was added; None for none."""

        slot: Slot | None

    def __init__(self, group: Group) -> None:
        super().__init__()
        self._group = group
        self._input = Input(placeholder="name of the new field, then Enter", compact=True)
        self._wrong = Static()

    def compose(self) -> ComposeResult:
        yield self._input
        yield self._wrong

    def start(self) -> None:
        """Let the name be typed."""
        self._input.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._wrong.update(Content(""))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        added = self._group.add(event.value)
        if isinstance(added, str):
            self._wrong.update(Content(f"✗ {added}"))
        else:
            self.post_message(self.Named(added))

    def action_leave(self) -> None:
        self.post_message(self.Named(None))
