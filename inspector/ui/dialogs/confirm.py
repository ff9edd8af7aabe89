"""Ask before something that cannot be taken back."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from inspector.ui.dialogs.dialog import Box, Dialog
from inspector.ui.safe import shown, shown_line


class ConfirmDialog(Dialog[bool]):
    """Answers True for yes; `yes` and `no` are the words on the buttons. Texts may come from anybody."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "Yes"),
        Binding("n", "close", "No"),
        Binding("left", "app.focus_previous", "Other button", show=False),
        Binding("right", "app.focus_next", "Other button", show=False),
    ]
    AUTO_FOCUS = "#no"
    nothing = False

    def __init__(self, title: str, sentence: str, *, yes: str = "Yes", no: str = "No") -> None:
        super().__init__()
        self._title, self._sentence, self._words = title, sentence, (yes, no)

    def compose(self) -> ComposeResult:
        yes, no = self._words
        with Box(self._title):
            with VerticalScroll(classes="dialog--text", can_focus=False):
                yield Static(shown(self._sentence))
            with Horizontal(classes="dialog--buttons"):
                yield Button(_label(yes, "y"), classes="dialog--warning", id="yes")
                yield Button(_label(no, "n"), id="no")

    @on(Button.Pressed, "#yes")
    def action_yes(self) -> None:
        self.dismiss(True)

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_close()


def _label(word: str, key: str) -> Content:
    """A word, with its key behind it where it does not begin with it."""
    label = shown_line(word)
    return label if word[:1].lower() == key else label + Content(f" ({key})")
