"""Turn a transcript into the rows of the wire: exchanges, the server's own messages, and what happened around them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from inspector.record.events import (
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
_EXCERPT = 300


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
        return 0 if self.message is None else self.message.exchange

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
        if self.exchange is None:
            return ""
        return next((m.method for m in _sent(self.exchange) if m.method), self.exchange.request.method)

    @property
    def failed(self) -> bool:
        """Whether this row is one of the errors."""
        if self.exchange is not None:
            return bool(failure(self.exchange))
        if self.message is not None:
            return self.message.kind in ("error", "odd") or _level(self.message) in _BAD_LEVELS
        if isinstance(self.event, Noted):
            return self.event.level == "error"
        return isinstance(self.event, SessionClosed) and self.event.problem is not None


_BAD_LEVELS = ("error", "critical", "alert", "emergency")


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
    return not any(answers(message, sent) for sent in _sent(exchange)) and exchange.is_stream


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
    sent = _sent(exchange)
    received = (message for message in reversed(exchange.messages) if message.direction == "in")
    return next((message for message in received if any(answers(message, request) for request in sent)), None)


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


def title(row: Row) -> str:
    """Return what a row is about, as the server or the person said it: not yet made showable."""
    if row.exchange is not None:
        return exchange_title(row.exchange)
    if row.message is not None:
        return row.message.method or f"{row.message.kind} for id {_compact(row.message.id)}"
    return sentence(row.event)


def exchange_title(exchange: Exchange) -> str:
    """Return the JSON-RPC method of an exchange and what it is about, or its HTTP method and purpose."""
    sent = next(iter(_sent(exchange)), None)
    request = exchange.request
    edited = "" if request.edited_from is None else f" (edited from {request.edited_from})"
    if sent is None or not sent.method:
        return f"{request.method} {request.purpose}{'' if request.edited_from else edited}"
    subject = next((sent.params[name] for name in ("name", "uri", "level") if name in sent.params), "")
    if sent.method == "notifications/cancelled":
        subject = f"call {_compact(sent.params.get('requestId'))}"
    elif "cursor" in sent.params:
        subject = f"cursor {_compact(sent.params['cursor'])}"
    return f"{sent.method} {subject if isinstance(subject, str) else _compact(subject)}".rstrip() + edited


def detail(message: Message) -> str:
    """Return what a message of the server says, in one line."""
    params = message.params
    match message.method:
        case "notifications/progress":
            total = params.get("total")
            of = "" if total is None else f" of {_compact(total)}"
            said = params.get("message", "")
            return f"{_compact(params.get('progress'))}{of} {said if isinstance(said, str) else _compact(said)}".strip()
        case "notifications/message":
            return f"{_level(message)} {_compact(params.get('data'))}"
        case "":
            return _compact(message.payload)
        case _:
            return _compact(params) if params else ""


def sentence(event: Event | None) -> str:
    """Return an event around the wire as a sentence."""
    match event:
        case Noted():
            return event.text
        case SessionStarted():
            return f"Connecting to {event.url} (protocol {event.protocol})"
        case SessionOpened():
            return f"Session open, revision {event.revision}"
        case SessionClosed(problem=None):
            return "Session closed"
        case SessionClosed(problem=problem) if problem is not None:
            return f"Session lost: {problem.line()}"
    return ""


def _sent(exchange: Exchange) -> list[Message]:
    return [message for message in exchange.messages[:1] if message.direction == "out"]


def _level(message: Message) -> str:
    level = message.params.get("level") if message.method == "notifications/message" else ""
    return level if isinstance(level, str) else ""


def _compact(value: Any) -> str:
    if isinstance(value, str):
        return value[:_EXCERPT]
    if isinstance(value, dict | list) and len(value) > _EXCERPT:
        return f"({len(value):,} members)"
    try:
        return json.dumps(value, ensure_ascii=False)[:_EXCERPT]
    except (RecursionError, ValueError):
        return "…"
