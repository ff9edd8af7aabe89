"""Look at a body as a foldable tree, as text or as bytes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from inspector.ui import amounts
from inspector.ui.exchange.body import Body, Mode
from inspector.ui.exchange.secrecy import Secrecy
from inspector.ui.safe import shown_line
from inspector.ui.view.hexlines import HexLines
from inspector.ui.view.jsontree import JsonTree
from inspector.ui.view.textlines import TextLines

Viewer = JsonTree | TextLines | HexLines
_VIEWERS: dict[Mode, type[Viewer]] = {"tree": JsonTree, "text": TextLines, "bytes": HexLines}
_TYPE_LENGTH = 60
_PIECE = 1_000_000
_LONGEST_SECRET = 16_384


class BodyView(Vertical):
    """A line that says what the body is, and a viewer of the chosen mode."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self) -> None:
        super().__init__()
        self._title = Static(classes="body-title")
        self._viewers: dict[Mode, Viewer] = {}
        self._body: Body | None = None
        self._chosen: Mode | None = None
        self._secrecy: Secrecy | None = None
        self._encoded: int | None = None

    def compose(self) -> ComposeResult:
        yield self._title

    @property
    def viewer(self) -> Viewer | None:
        """The viewer in use; None where there is no body."""
        return self._viewers.get(self.mode) if self._body is not None and self._body.data else None

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
        if body.data and self.mode not in self._viewers:
            # Made when it is needed: most bodies are only ever looked at in one way.
            self._viewers[self.mode] = _VIEWERS[self.mode]()
            self.mount(self._viewers[self.mode])
        for mode, viewer in self._viewers.items():
            viewer.display = bool(body.data) and mode == self.mode
        match self.viewer:
            case JsonTree() as tree:
                tree.show(body.value, secrecy.through)
            case TextLines() as lines:
                lines.show(body.text or "", secrecy.through)
            case HexLines() as lines:
                # No `@work`: that writes down its arguments, all ten megabytes of them.
                showing = self._show_bytes(lines, body.data, secrecy.data)
                self.run_worker(showing, group="bytes", exclusive=True, exit_on_error=False)

    async def _show_bytes(self, lines: HexLines, data: bytes, through: Callable[[bytes], bytes]) -> None:
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE + _LONGEST_SECRET]
            if through(piece) != piece:
                data = through(data)
                break
            # Looking for secrets in many megabytes takes longer than a screen may stand still.
            await asyncio.sleep(0)
        lines.show(data)

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
