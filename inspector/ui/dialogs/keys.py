"""Show the keys of the place one is in."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from inspector.ui.dialogs.dialog import Box, Dialog
from inspector.ui.dialogs.keygroups import KeyGroup, key_groups
from inspector.ui.safe import shown_line

_KEYS_WIDTH = 16


class KeysDialog(Dialog[None]):
    """The keys that act on `screen` with its focus as it is now."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q", "close", "Close", show=False)]
    AUTO_FOCUS = "#keys"
    nothing = None

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._groups = key_groups(screen)

    def compose(self) -> ComposeResult:
        with Box("Keys") as box:
            box.border_subtitle = "Esc closes"
            with VerticalScroll(id="keys"):
                for group in self._groups:
                    yield Static(shown_line(group.title), classes="keys--title")
                    yield Static(_table(group), classes="keys--rows")


def _table(group: KeyGroup) -> Content:
    lines = []
    for keys, what in group.rows:
        name = Content(keys.ljust(_KEYS_WIDTH)).stylize("$text-accent")
        lines.append(name + Content(" ") + shown_line(what))
    return Content("\n").join(lines)
