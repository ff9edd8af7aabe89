"""Turn a transcript into the rows of the wire: exchanges, the server's own messages, and what happened around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from inspector.record.events import (
    CallEnded,
    Event,
    ExchangeEnded,
    Noted,
    RequestSent,
    SessionClosed,
    SessionOpened,
    SessionStarted,
    SseEvent,
)
from inspector.record.exchanges import Exchange
from inspector.record.messages import Message
from inspector.record.transcript import Transcript

Direction = Literal["out", "in", "note"]
_BAD_LEVELS = ("error", "critical", "alert", "emergency")
_BAD_OUTCOMES = ("failed", "timed out")
# An answer ends its stream: it is not looked for among a hundred thousand notifications, at each drawing of a row.
_LAST = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the wire: exactly one of the three is set."""

    exchange: Exchange | None = None
    message: Message | None = None
    event: Event | None = None

    @property
    def number(self) -> int:
        """The exchange that Enter opens; 0 where there is none."""
        if self.exchange is not None:
            return self.exchange.number
        if self.message is not None:
            return self.message.exchange
        if isinstance(self.event, SessionOpened):
            return self.event.exchange
        problem = self.event.problem if isinstance(self.event, SessionClosed | CallEnded) else None
        return 0 if problem is None else problem.exchange or 0

    @property
    def at(self) -> float:
        if self.exchange is not None:
            return self.exchange.request.at
        happened = self.message or self.event
        return 0.0 if happened is None else happened.at

    @property
    def direction(self) -> Direction:
        if self.exchange is not None:
            return "out"
        return "in" if self.message is not None else "note"

    @property
    def method(self) -> str:
        """The JSON-RPC method, or the HTTP method where there is none."""
        if self.message is not None:
            return self.message.method
        return "" if self.exchange is None else method_of(self.exchange)

    @property
    def failed(self) -> bool:
        """Whether this row is one of the errors."""
        if self.exchange is not None:
            return bool(failure(self.exchange))
        if self.message is not None:
            return self.message.kind in ("error", "odd") or level_of(self.message) in _BAD_LEVELS
        if isinstance(self.event, Noted):
            return self.event.level == "error"
        return isinstance(self.event, SessionClosed | CallEnded) and self.event.problem is not None


class WireRows:
    """Reads on in a transcript that grows, a piece at a time."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._events = self._messages = 0

    @property
    def behind(self) -> bool:
        return self._events < len(self._transcript.events)

    def read(self, most: int) -> Iterator[Row]:
        """Yield the rows that the next events make, of which at most `most` are read."""
        transcript = self._transcript
        until = min(len(transcript.events), self._events + most)
        while self._events < until:
            event = transcript.events[self._events]
            self._events += 1
            if isinstance(event, RequestSent):
                yield Row(exchange=transcript.exchanges[event.exchange])
            elif isinstance(event, Noted | SessionStarted | SessionOpened | SessionClosed):
                yield Row(event=event)
            elif isinstance(event, CallEnded):
                if event.outcome in _BAD_OUTCOMES:
                    yield Row(event=event)
            elif isinstance(event, SseEvent | ExchangeEnded):
                yield from self._messages_until(event.seq)

    def _messages_until(self, seq: int) -> Iterator[Row]:
        messages = self._transcript.messages
        while self._messages < len(messages) and messages[self._messages].seq <= seq:
            message = messages[self._messages]
            self._messages += 1
            if _speaks_for_itself(message, self._transcript.exchanges.get(message.exchange)):
                yield Row(message=message)


def _speaks_for_itself(message: Message, exchange: Exchange | None) -> bool:
    if message.direction == "out" or exchange is None:
        return False
    if message.kind in ("request", "notification"):
        return True
    return not any(answers(message, request) for request in sent(exchange)) and exchange.is_stream


def answers(message: Message, request: Message) -> bool:
    """Say whether a message is the answer of a request (JSON-RPC 2.0 §5: the same id, `1` and `"1"` being two)."""
    return (
        message.kind in ("result", "error")
        and request.kind == "request"
        and type(message.id) is type(request.id)
        and bool(message.id == request.id)
    )


def answer_of(exchange: Exchange) -> Message | None:
    """Return the message that answers the request of an exchange, if it came."""
    requests = sent(exchange)
    if not requests:
        return None
    last = islice(reversed(exchange.messages), _LAST)
    received = (message for message in last if message.direction == "in")
    return next((message for message in received if any(answers(message, request) for request in requests)), None)


def failure(exchange: Exchange) -> str:
    """Return a word or two on why an exchange is an error; empty where it is none (or none yet)."""
    if exchange.status is not None and exchange.status >= 400:
        return str(exchange.status)
    if exchange.end is not None and exchange.end.problem is not None and exchange.end.problem.fault != "you":
        return "failed"
    answer = answer_of(exchange)
    if answer is not None and answer.kind == "error":
        error = answer.payload["error"]
        return str(error.get("code", "error"))[:12] if isinstance(error, dict) else "error"
    result = None if answer is None else answer.payload["result"]
    return "isError" if isinstance(result, dict) and result.get("isError") is True else ""


def method_of(exchange: Exchange) -> str:
    """Return the JSON-RPC method that an exchange asks for, or the HTTP method where there is none."""
    return next((message.method for message in sent(exchange) if message.method), exchange.request.method)


def sent(exchange: Exchange) -> list[Message]:
    """Return the message of ours that an exchange carries, of a batch the first; empty where there is none."""
    return [message for message in exchange.messages[:1] if message.direction == "out"]


def level_of(message: Message) -> str:
    """Return the level of a log message; empty where it is none."""
    level = message.params.get("level") if message.method == "notifications/message" else ""
    return level if isinstance(level, str) else ""
