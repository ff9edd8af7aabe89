"""Look at a body as a foldable tree, as text or as bytes."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from inspector.ui import amounts
from inspector.ui.exchange.body import Body, Mode
from inspector.ui.exchange.secrecy import Secrecy
from inspector.ui.safe import shown_line
from inspector.ui.view.hexlines import HexLines
from inspector.ui.view.jsontree import JsonTree
from inspector.ui.view.textlines import TextLines

_TYPE_LENGTH = 60


class BodyView(Vertical):
    """A line that says what the body is, and a viewer of the chosen mode."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self) -> None:
        super().__init__()
        self._title = Static(classes="body-title")
        self._viewers: dict[Mode, JsonTree | TextLines | HexLines] = {
            "tree": JsonTree(),
            "text": TextLines(),
            "bytes": HexLines(),
        }
        self._body: Body | None = None
        self._chosen: Mode | None = None
        self._secrecy: Secrecy | None = None
        self._encoded: int | None = None

    def compose(self) -> ComposeResult:
        yield self._title
        yield from self._viewers.values()

    def on_mount(self) -> None:
        for viewer in self._viewers.values():
            viewer.display = False

    @property
    def viewer(self) -> Widget | None:
        """The viewer in use; None where there is no body."""
        return self._viewers[self.mode] if self._body is not None and self._body.data else None

    @property
    def mode(self) -> Mode:
        """The mode in use: the chosen one where the body can be seen so."""
        modes: tuple[Mode, ...] = ("bytes",) if self._body is None else self._body.modes
        return self._chosen if self._chosen in modes else modes[0]

    def show(self, body: Body, secrecy: Secrecy, encoded: int | None = None) -> None:
        """Show a body; `encoded` is the number of bytes it took on the wire where that is another."""
        self._body, self._secrecy, self._encoded = body, secrecy, encoded
        self._draw()

    def next_mode(self) -> None:
        """Look at the body in another way."""
        if self._body is not None:
            modes = self._body.modes
            self._chosen = modes[(modes.index(self.mode) + 1) % len(modes)]
            focused = any(viewer.has_focus for viewer in self._viewers.values())
            self._draw()
            if focused and self.viewer is not None:
                self.viewer.focus()

    def _draw(self) -> None:
        body, secrecy = self._body, self._secrecy
        if body is None or secrecy is None:
            return
        self._title.update(self._said(body))
        for mode, viewer in self._viewers.items():
            viewer.display = bool(body.data) and mode == self.mode
        match self._viewers[self.mode]:
            case JsonTree() as tree if body.data:
                tree.show(body.value, secrecy.through)
            case TextLines() as lines if body.data:
                lines.show(body.text or "", secrecy.through)
            case HexLines() as lines if body.data:
                lines.show(secrecy.data(body.data))

    def _said(self, body: Body) -> Content:
        if not body.data:
            return Content.styled("No body", "$text-muted")
        size = amounts.size(len(body.data))
        if self._encoded is not None:
            size += f", {amounts.size(self._encoded)} on the wire"
        kind = shown_line(body.content_type[:_TYPE_LENGTH] or "no Content-Type")
        modes = [(mode, "bold" if mode == self.mode else "$text-muted") for mode in body.modes]
        parts = [Content.styled("Body", "bold"), kind, Content(size), Content(" / ").join(map(_styled, modes))]
        if body.note:
            parts.append(Content.assemble(("⚠ ", "$text-warning"), shown_line(body.note).stylize("$text-warning")))
        return Content("  ").join(parts)


def _styled(part: tuple[str, str]) -> Content:
    return Content.styled(*part)
