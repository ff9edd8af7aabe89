"""Say in a few words what a row of the wire is about. What is returned is not yet made showable."""

from __future__ import annotations

from typing import Any

from inspector.record.events import CallEnded, Event, Noted, SessionClosed, SessionOpened, SessionStarted
from inspector.record.exchanges import Exchange
from inspector.record.messages import Message
from inspector.ui.wire.excerpt import excerpt
from inspector.ui.wire.rows import Row, answer_of, level_of, sent

_SUBJECTS = ("name", "uri", "level")


def title(row: Row) -> str:
    """Return what a row is about, as the server or the person said it."""
    if row.exchange is not None:
        return exchange_title(row.exchange)
    if row.message is not None:
        return row.message.method or f"{row.message.kind} for id {excerpt(row.message.id)}"
    return sentence(row.event)


def exchange_title(exchange: Exchange) -> str:
    """Return the JSON-RPC method of an exchange and what it is about, or its HTTP method and purpose."""
    request = exchange.request
    edited = "" if request.edited_from is None else f" (edited from {request.edited_from})"
    message = next(iter(sent(exchange)), None)
    if message is None or not message.method:
        return f"{request.method} {request.purpose}" if not edited else f"{request.method}{edited}"
    return f"{message.method} {_subject(message)}".rstrip() + edited


def _subject(message: Message) -> str:
    params = message.params
    if message.method == "notifications/cancelled":
        return f"call {excerpt(params.get('requestId'))}"
    if "cursor" in params:
        return f"cursor {excerpt(params['cursor'])}"
    return next((excerpt(params[name]) for name in _SUBJECTS if name in params), "")


def outcome(exchange: Exchange) -> str:
    """Return what came of an exchange, in one line: the error, the first text of the result, or what went wrong."""
    problem = None if exchange.end is None else exchange.end.problem
    answer = answer_of(exchange)
    if answer is None or (problem is not None and problem.fault != "you"):
        return "" if problem is None else problem.what
    if answer.kind == "error":
        error = answer.payload["error"]
        return excerpt(error.get("message", error) if isinstance(error, dict) else error)
    return _first_text(answer.payload["result"])


def _first_text(result: Any) -> str:
    contents = result.get("content") if isinstance(result, dict) else None
    first = contents[0] if isinstance(contents, list) and contents else None
    text = first.get("text") if isinstance(first, dict) else None
    return " ".join(excerpt(text).split()) if isinstance(text, str) else ""


def detail(message: Message) -> str:
    """Return what a message of the server says, in one line."""
    params = message.params
    match message.method:
        case "notifications/progress":
            total = params.get("total")
            of = "" if total is None else f" of {excerpt(total)}"
            return f"{excerpt(params.get('progress'))}{of} {excerpt(params.get('message', ''))}".strip()
        case "notifications/message":
            return f"{level_of(message)} {excerpt(params.get('data'))}"
        case "":
            said = message.payload.get(message.kind) if message.kind in ("result", "error") else message.payload
            return excerpt(said)
        case _:
            return excerpt(params) if params else ""


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
            return f"No session: {problem.line()}"
        case CallEnded():
            said = "" if event.problem is None else f": {event.problem.line()}"
            return f"Call {event.call} {event.outcome}{said}"
    return ""
