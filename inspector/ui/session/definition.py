"""Everything the server said of one entry: its description in full and its definition as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from inspector.protocol.catalog import Entry
from inspector.ui.safe import shown, shown_line
from inspector.ui.view.jsontree import JsonTree


class DefinitionScreen(ModalScreen[None]):
    """Lies over the session screen."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,d,q", "dismiss", "Back")]

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry
        self._tree = JsonTree()

    def compose(self) -> ComposeResult:
        with Vertical(id="definition"):
            if self._entry.description:
                with VerticalScroll(id="definition-description", can_focus=True):
                    yield Static(shown(self._entry.description))
            yield self._tree
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#definition").border_title = shown_line(f"{self._entry.kind} {self._entry.key}")
        self._tree.show(self._entry.raw)
        self._tree.focus()
