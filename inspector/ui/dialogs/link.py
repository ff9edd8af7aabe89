"""Show an address whole before it is opened in a browser, and a way to copy it where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from inspector.record.showable import showable_line
from inspector.ui.dialogs.dialog import Box, Dialog
from inspector.ui.dialogs.linkjudge import judge
from inspector.ui.safe import shown, shown_line


class LinkDialog(Dialog[None]):
    """An address from a server, of any kind; the browser is asked only for http and https."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open", "Open"),
        Binding("c", "copy", "Copy"),
        Binding("left", "app.focus_previous", "Other button", show=False),
        Binding("right", "app.focus_next", "Other button", show=False),
    ]
    AUTO_FOCUS = "#copy"
    nothing = None

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self._judgement = judge(address)

    def compose(self) -> ComposeResult:
        with Box("Open this address?"):
            with VerticalScroll(classes="dialog--text", id="address", can_focus=False):
                yield Static(shown_line(self._address))
            if self._judgement.host:
                yield Static(Content("Leads to ") + shown(self._judgement.host), classes="dialog--muted")
            for warning in self._judgement.warnings:
                yield Static(Content("⚠ ") + shown(warning), classes="dialog--warning")
            if self._judgement.refusal:
                yield Static(Content("✗ ") + shown(self._judgement.refusal), classes="dialog--error")
            yield Static(id="said", classes="dialog--muted")
            with Horizontal(classes="dialog--buttons"):
                yield Button(
                    Content("Open"), id="open", classes="dialog--first", disabled=bool(self._judgement.refusal)
                )
                yield Button(Content("Copy"), id="copy")
                yield Button(Content("Close"), id="close")

    @on(Button.Pressed, "#open")
    def action_open(self) -> None:
        if self._judgement.refusal:
            return
        self.app.open_url(self._address)
        self._say("Your browser was asked to open it. Where nothing happens, copy it.")

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        # Pasted into a shell, a line feed would be Enter.
        self.app.copy_to_clipboard(showable_line(self._address))
        self._say("Copied. Where your terminal does not allow that, select the text with Shift and the mouse.")

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.action_close()

    def _say(self, words: str) -> None:
        said = self.query_one("#said", Static)
        said.update(Content(words))
        said.display = True
