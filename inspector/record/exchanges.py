"""Fold events into exchanges: one HTTP request with its answer, its bytes and its timings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from inspector.record.events import (
    BodyChunk,
    Event,
    ExchangeEnded,
    PhaseTimed,
    RequestSent,
    ResponseStarted,
    SseEvent,
)
from inspector.record.messages import Message, kind_of, values_in


@dataclass(slots=True)
class Exchange:
    """One HTTP request and what came of it, as far as is known."""

    number: int
    request: RequestSent
    response: ResponseStarted | None = None
    chunks: list[BodyChunk] = field(default_factory=list)
    stream: list[SseEvent] = field(default_factory=list)
    phases: list[PhaseTimed] = field(default_factory=list)
    end: ExchangeEnded | None = None
    messages: list[Message] = field(default_factory=list)
    received: int = 0

    @property
    def status(self) -> int | None:
        return None if self.response is None else self.response.status

    @property
    def is_stream(self) -> bool:
        return self.content_type == "text/event-stream"

    @property
    def content_type(self) -> str:
        """The media type of the answer, lower case and without parameters; empty where there is none."""
        return self.response_header("content-type").partition(";")[0].strip().lower()

    @property
    def duration(self) -> float | None:
        """Seconds from the request to its end; None while it runs."""
        return None if self.end is None else self.end.at - self.request.at

    def response_header(self, name: str) -> str:
        """Return all values of a response header, joined as RFC 9110 §5.3 does; empty where there is none."""
        headers = () if self.response is None else self.response.headers
        return ", ".join(value for key, value in headers if key.lower() == name)

    def body(self) -> bytes:
        """Return the body as far as it came, without its Content-Encoding."""
        return b"".join(chunk.data for chunk in self.chunks)


class Exchanges:
    """Keeps a dictionary of exchanges true to the events fed to it."""

    def __init__(self, exchanges: dict[int, Exchange]) -> None:
        self._exchanges = exchanges
        self._ahead: dict[int, tuple[str | int, list[Any]]] = {}

    def prepare(self, event: Event) -> None:
        """Read what a large event will complete before it is fed; may run in another thread."""
        if isinstance(event, SseEvent):
            self._ahead[event.exchange] = event.data, values_in(event.data)
        elif isinstance(event, ExchangeEnded):
            exchange = self._exchanges[event.exchange]
            self._ahead[event.exchange] = exchange.received, values_in(exchange.body())

    def feed(self, event: Event) -> Sequence[Message]:
        """Take one event in; returns the messages that it completes."""
        kind = type(event)
        if kind is RequestSent:
            return self._begin(cast(RequestSent, event))
        take = _TAKERS.get(kind)
        exchange = None if take is None else self._exchanges.get(event.exchange)  # type: ignore[attr-defined]
        if take is None or exchange is None:
            return ()
        return take(self, exchange, event)

    def _begin(self, event: RequestSent) -> Sequence[Message]:
        exchange = self._exchanges[event.exchange] = Exchange(event.exchange, event)
        return _complete(exchange, event, values_in(event.body), len(event.body), "out")

    def _chunk(self, exchange: Exchange, event: BodyChunk) -> Sequence[Message]:
        exchange.chunks.append(event)
        exchange.received += len(event.data)
        return ()

    def _event(self, exchange: Exchange, event: SseEvent) -> Sequence[Message]:
        exchange.stream.append(event)
        ahead, values = self._ahead.pop(exchange.number, _NOTHING)
        if ahead is not event.data:
            values = values_in(event.data)
        return _complete(exchange, event, values, len(event.data), "in")

    def _response(self, exchange: Exchange, event: ResponseStarted) -> Sequence[Message]:
        exchange.response = event
        return ()

    def _phase(self, exchange: Exchange, event: PhaseTimed) -> Sequence[Message]:
        exchange.phases.append(event)
        return ()

    def _end(self, exchange: Exchange, event: ExchangeEnded) -> Sequence[Message]:
        exchange.end = event
        ahead, values = self._ahead.pop(exchange.number, _NOTHING)
        if not exchange.chunks or exchange.is_stream:
            return ()
        if ahead != exchange.received:
            values = values_in(exchange.body())
        return _complete(exchange, event, values, exchange.received, "in")


_NOTHING: tuple[str | int, list[Any]] = (-1, [])
_TAKERS: dict[type[Event], Callable[[Exchanges, Exchange, Any], Sequence[Message]]] = {
    BodyChunk: Exchanges._chunk,
    SseEvent: Exchanges._event,
    ResponseStarted: Exchanges._response,
    PhaseTimed: Exchanges._phase,
    ExchangeEnded: Exchanges._end,
}


def _complete(
    exchange: Exchange, event: Event, values: list[Any], size: int, direction: Literal["out", "in"]
) -> Sequence[Message]:
    if not values:
        return ()
    messages = [
        Message(event.seq, event.at, exchange.number, direction, kind_of(value), value, size) for value in values
    ]
    exchange.messages.extend(messages)
    return messages
