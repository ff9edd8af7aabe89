"""Everything that can happen in a session, one frozen dataclass each: facts, never opinions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inspector.record.problem import Problem

Headers = tuple[tuple[str, str], ...]
Phase = Literal["dns", "connect", "tls", "send", "wait", "receive"]
Outcome = Literal["answered", "refused", "cancelled", "timed out", "failed"]
Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact. `seq` counts from 0 in its transcript; `at` is seconds since the Unix epoch."""

    seq: int = -1
    at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted(Event):
    """Somebody asked for a connection to `url`; `protocol` is a revision or `auto`."""

    url: str
    protocol: str
    inspector: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOpened(Event):
    """The server and we agree. `session_id` is the value of `Mcp-Session-Id`, empty where there is none."""

    revision: str
    exchange: int
    session_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionClosed(Event):
    """The connection is no more: closed by us (`problem` is None), or lost."""

    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSent(Event):
    """An HTTP request left. `edited_from` names the exchange whose request a person changed into this one."""

    exchange: int
    purpose: str
    method: str
    url: str
    headers: Headers
    body: bytes
    edited_from: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseTimed(Event):
    """One phase of an exchange, `began` and `ended` in seconds since the epoch; `detail` such as an address."""

    exchange: int
    phase: Phase
    began: float
    ended: float
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseStarted(Event):
    """Status line and headers arrived."""

    exchange: int
    status: int
    reason: str
    http_version: str
    headers: Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyChunk(Event):
    """Bytes of a response body as they came, their `Content-Encoding` undone; `encoded_size` is what they took with it.

    Where they could not be decoded they are kept as they came, and the exchange's end says so.
    """

    exchange: int
    data: bytes
    encoded_size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SseEvent(Event):
    """One server-sent event of a response body; the bytes it was made of are in `BodyChunk`s before it."""

    exchange: int
    event: str
    data: str
    id: str = ""
    retry: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeEnded(Event):
    """The exchange is over: whole (`problem` is None) or not."""

    exchange: int
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(Event):
    """A JSON-RPC request of ours is over, and how. `call` is its JSON-RPC id."""

    call: int
    outcome: Outcome
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Event):
    """A sentence of the inspector's own about what it does and why."""

    text: str
    level: Level = "info"


KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        SessionStarted,
        SessionOpened,
        SessionClosed,
        RequestSent,
        PhaseTimed,
        ResponseStarted,
        BodyChunk,
        SseEvent,
        ExchangeEnded,
        CallEnded,
        Noted,
    )
}
