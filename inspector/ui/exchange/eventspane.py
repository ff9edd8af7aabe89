"""The events of a stream as they came, and the chosen one in full."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from inspector.record.events import SseEvent
from inspector.record.exchanges import Exchange
from inspector.ui import amounts
from inspector.ui.exchange.body import NOTHING, Body
from inspector.ui.exchange.bodyview import BodyView
from inspector.ui.exchange.eventlines import EventLines
from inspector.ui.exchange.secrecy import Secrecy
from inspector.ui.lines import Lines
from inspector.ui.safe import shown_line


class EventsPane(Container):
    """A list; Enter opens an event beside or below it, Escape closes it again. Call `show` as the exchange goes on."""

    DEFAULT_CSS = Path(__file__).with_suffix(".tcss").read_text()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close the event", show=False)]

    def __init__(self, secrecy: Secrecy) -> None:
        super().__init__()
        self._secrecy = secrecy
        self._lines = EventLines(secrecy)
        self.body = BodyView()
        self._detail = Vertical(self.body, id="event-detail")
        self._exchange: Exchange | None = None
        self._revealed = secrecy.revealed

    def compose(self) -> ComposeResult:
        yield self._lines
        yield self._detail

    def on_mount(self) -> None:
        self._lines.border_title = "Events"
        self._detail.display = False

    def show(self, exchange: Exchange) -> None:
        """Show the events of an exchange as far as they came."""
        if exchange is not self._exchange:
            self._exchange = exchange
            self._detail.display = False
            self._lines.show(exchange)
        else:
            self._lines.sync()
        if self._detail.display and self._secrecy.revealed != self._revealed:
            self._show_detail(self._lines.cursor)
        self._revealed = self._secrecy.revealed
        self._lines.border_subtitle = Content("" if exchange.end is not None else "the stream is open")

    def focus_content(self) -> None:
        """Put the focus on the list."""
        self._lines.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Where there is nothing to close, Escape is left to the screen.
        return self._detail.display if action == "close" else True

    def action_close(self) -> None:
        self._detail.display = False
        self._lines.focus()

    @on(Lines.Opened)
    def _row_opened(self, event: Lines.Opened) -> None:
        event.stop()
        self._detail.display = True
        self._show_detail(event.row)

    @on(Lines.Moved)
    def _row_moved(self, event: Lines.Moved) -> None:
        event.stop()
        if self._detail.display:
            self._show_detail(event.row)

    def _show_detail(self, row: int) -> None:
        event = self._lines.event_at(row)
        if event is None:
            return
        self._detail.border_title = self._named(row, event)
        message = self._lines.message_of(event)
        value = NOTHING if message is None else message.payload
        self.body.show(
            Body(event.data.encode("utf-8", "surrogatepass"), value, event.data, "event data"), self._secrecy
        )

    def _named(self, row: int, event: SseEvent) -> Content:
        named = f" · id {self._secrecy.text(event.id)}" if event.id else ""
        return shown_line(f"Event {row + 1} · {event.event}{named} · {amounts.clock(event.at)}"[:100])
