"""The foot of a form: what there is to say about the field in hand, what is wrong, and the buttons."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from inspector.record.showable import showable


class Bar(Vertical):
    """Buttons are known by their class: `-send`, `-swap`, `-sample`, `-clear`, `-anyway`."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self) -> None:
        super().__init__()
        self._hint = Static(classes="-hint")
        self._wrong = Static(classes="-wrong")
        self._count = Static(classes="-count")
        self._send = Button(Content("Call ^↵ F5"), variant="primary", compact=True, classes="-send")
        self._swap = Button(Content("JSON ^j"), compact=True, classes="-swap")
        self._anyway = Button(Content("Send anyway F6"), variant="warning", compact=True, classes="-anyway")

    def compose(self) -> ComposeResult:
        yield self._hint
        yield self._wrong
        with Horizontal():
            yield self._send
            yield self._anyway
            yield self._swap
            yield Button(Content("Fill sample"), compact=True, classes="-fill -sample")
            yield Button(Content("Clear"), compact=True, classes="-fill -clear")
            yield self._count

    def on_mount(self) -> None:
        self.hint("")
        self.warn("")

    def hint(self, text: str) -> None:
        """Say something about the field in hand; showable text."""
        self._hint.update(Content(text))
        self._hint.set_class(bool(text), "-said")
        self._hint.set_class(len(text) > 300, "-long")

    def warn(self, text: str, count: int = 0, *, anyway: bool = False) -> None:
        """Say what is wrong, and with how many fields, or nothing; `anyway` offers to send all the same."""
        self._wrong.update(Content(showable(text)))
        self._wrong.display = bool(text)
        self._count.update(Content(f"✗ {count} {'problem' if count == 1 else 'problems'}" if count else ""))
        self._anyway.display = anyway
        self.set_class(anyway, "-refused")

    def offer(self, *, verb: str | None, as_json: bool, swaps: bool, fills: bool) -> None:
        """Show the buttons of a state: `verb` None cannot send, `as_json` swaps back to the form."""
        self._send.display = verb is not None
        self._send.label = Content(f"{verb} ^↵ F5")
        # A label alone does not make a button wider or narrower.
        self._send.refresh(layout=True)
        self._swap.label = Content("Form ^j" if as_json else "JSON ^j")
        self._swap.display = swaps
        self.set_class(not fills, "-plain")
        self.set_class(as_json, "-json")
