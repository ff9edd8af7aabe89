"""Fold events into exchanges: one HTTP request with its answer, its bytes and its timings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from inspector.record.events import (
    BodyChunk,
    Event,
    ExchangeEnded,
    PhaseTimed,
    RequestSent,
    ResponseStarted,
    SseEvent,
)
from inspector.record.messages import Message, messages_in


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

    def feed(self, event: Event) -> Iterator[Message]:
        """Take one event in; yields the messages that it completes."""
        if isinstance(event, RequestSent):
            exchange = self._exchanges[event.exchange] = Exchange(event.exchange, event)
            yield from self._complete(exchange, event, event.body, "out")
            return
        number = getattr(event, "exchange", None)
        exchange_or_none = self._exchanges.get(number) if isinstance(number, int) else None
        if exchange_or_none is not None:
            yield from self._answer(exchange_or_none, event)

    def _answer(self, exchange: Exchange, event: Event) -> Iterator[Message]:
        match event:
            case BodyChunk():
                exchange.chunks.append(event)
                exchange.received += len(event.data)
            case SseEvent():
                exchange.stream.append(event)
                yield from self._complete(exchange, event, event.data, "in")
            case ResponseStarted():
                exchange.response = event
            case PhaseTimed():
                exchange.phases.append(event)
            case ExchangeEnded():
                exchange.end = event
                if exchange.chunks and not exchange.is_stream:
                    yield from self._complete(exchange, event, exchange.body(), "in")

    def _complete(self, exchange: Exchange, event: Event, payload: bytes | str, direction: str) -> Iterator[Message]:
        for message in messages_in(payload, event, exchange.number, direction):
            exchange.messages.append(message)
            yield message
