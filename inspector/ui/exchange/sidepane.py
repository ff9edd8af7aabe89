"""One side of an exchange: the request or the answer, its head and its body."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical

from inspector.record.exchanges import Exchange
from inspector.ui.exchange.body import Side, body_of
from inspector.ui.exchange.bodyview import BodyView
from inspector.ui.exchange.head import Head
from inspector.ui.exchange.secrecy import Secrecy

_SHOWN_WHILE_IT_COMES = 64 * 1024


class SidePane(Vertical):
    """Call `show` as often as the exchange goes on: only what has changed is shown anew."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()

    def __init__(self, side: Side) -> None:
        super().__init__()
        self.side: Side = side
        self._head, self.body = Head(), BodyView()
        self._seen: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        yield self._head
        yield self.body

    def on_mount(self) -> None:
        self.border_title = self.side.capitalize()

    def show(self, exchange: Exchange, secrecy: Secrecy) -> None:
        """Show this side of an exchange as far as it is known."""
        head = (exchange.number, secrecy.revealed, exchange.response is None, exchange.end is None)
        body = (0 if self.side == "request" else exchange.received, exchange.end is None)
        if (head, body) == self._seen:
            return
        anew = not self._seen or self._seen[0] != head
        self._seen = (head, body)
        if anew:
            self._head.show(exchange, self.side, secrecy)
        if anew or (exchange.received <= _SHOWN_WHILE_IT_COMES and not self._reading):
            self.body.show(body_of(exchange, self.side), secrecy, self._encoded(exchange))

    def focus_content(self) -> None:
        """Put the focus on the body, or on the headers where there is none."""
        (self.body.viewer or self._head).focus()

    @property
    def _reading(self) -> bool:
        """Whether somebody has scrolled into a body that still grows: it stays as it is until it has come whole."""
        viewer = self.body.viewer
        return viewer is not None and viewer.scroll_y > 0

    def _encoded(self, exchange: Exchange) -> int | None:
        sizes = [chunk.encoded_size for chunk in exchange.chunks if chunk.encoded_size is not None]
        return sum(sizes) if sizes and self.side == "response" else None
