"""Draw the events of a stream: when each came since the start, its type, id and size, and what it says."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment

from inspector.record.events import SseEvent
from inspector.record.exchanges import Exchange
from inspector.record.messages import Message
from inspector.record.showable import showable_line
from inspector.ui import amounts
from inspector.ui.exchange.secrecy import Secrecy
from inspector.ui.lines import Lines, fit
from inspector.ui.wire.rows import Row
from inspector.ui.wire.wording import detail, title

_SHOWN = 400


class EventLines(Lines):
    """A row an event. Call `sync` when the exchange has gone on."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"event--muted", "event--type", "event--here"}
    empty = "No event yet."

    def __init__(self, secrecy: Secrecy) -> None:
        super().__init__()
        self._secrecy = secrecy
        self._exchange: Exchange | None = None
        self._count = self._known = 0
        self._messages: dict[int, Message] = {}

    def show(self, exchange: Exchange) -> None:
        """Show the events of an exchange, the last one in view."""
        self._exchange = exchange
        self._known, self._messages = 0, {}
        self.following = True
        self.sync()

    def sync(self) -> None:
        """Take in what has come since."""
        exchange = self._exchange
        if exchange is None:
            return
        for message in exchange.messages[self._known :]:
            self._messages.setdefault(message.seq, message)
        self._known, self._count = len(exchange.messages), len(exchange.stream)
        self.empty = "No event yet." if exchange.end is None else "No event came."
        self.rows_changed()

    def row_count(self) -> int:
        return self._count

    def event_at(self, row: int) -> SseEvent | None:
        """Return the event on a row; None where there is no such row."""
        return self._exchange.stream[row] if self._exchange is not None and 0 <= row < self._count else None

    def message_of(self, event: SseEvent) -> Message | None:
        """Return the JSON-RPC message in an event, of a batch the first."""
        return self._messages.get(event.seq)

    def draw(self, row: int, width: int) -> list[Segment]:
        event = self.event_at(row)
        if event is None or self._exchange is None:
            return []
        since = f"+{amounts.seconds(event.at - self._exchange.request.at)}"
        named = "" if not event.id else f"id {self._text(event.id)}"
        kind, id_room = self._text(event.event), 12 if width >= 90 else 6
        begin = [
            self._segment("▌" if row == self.cursor else " ", "here"),
            self._segment(f"{row + 1:>4} {fit(since, 10, right=True)}  ", "muted"),
            self._segment(fit(kind, 8) + " ", "type"),
            self._segment(f"{fit(named, id_room)} {fit(amounts.size(len(event.data)), 8, right=True)}  ", "muted"),
        ]
        room = width - sum(segment.cell_length for segment in begin)
        return [*begin, self._segment(fit(self._said(event), room))]

    def _said(self, event: SseEvent) -> str:
        message = self.message_of(event)
        if message is None:
            return self._text(event.data)
        row = Row(message=message)
        return self._text(f"{title(row)}  {detail(message)}")

    def _text(self, text: str) -> str:
        return showable_line(self._secrecy.text(text[:_SHOWN]))

    def _segment(self, text: str, kind: str = "") -> Segment:
        return Segment(text, self.get_component_rich_style(f"event--{kind}", partial=True) if kind else None)
