"""The wire on stderr as it happens: requests, answers, bodies and stream events, secrets replaced."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from inspector.cli import output
from inspector.record.events import (
    BodyChunk,
    Event,
    ExchangeEnded,
    Headers,
    RequestSent,
    ResponseStarted,
    SseEvent,
)
from inspector.record.redact import Redactor
from inspector.record.transcript import Transcript


def log_wire(transcript: Transcript) -> Callable[[], None]:
    """Print what goes over the wire from now on; returns the function that ends it."""
    redactor = Redactor()

    def hear(event: Event) -> None:
        for redacted in redactor.events(event):
            for line in _lines(redacted, transcript):
                output.note(line)

    return transcript.subscribe(hear)


def _lines(event: Event, transcript: Transcript) -> Iterator[str]:
    match event:
        case RequestSent():
            yield f"{_time(event)} #{event.exchange} > {event.method} {event.url}  ({event.purpose})"
            yield from _block(event.exchange, ">", event.headers, event.body)
        case ResponseStarted():
            yield f"{_time(event)} #{event.exchange} < {event.http_version} {event.status} {event.reason}"
            yield from _block(event.exchange, "<", event.headers, b"")
        # The bytes of a stream are shown as its events.
        case BodyChunk() if event.data and not transcript.exchanges[event.exchange].is_stream:
            yield f"#{event.exchange} < {event.data.decode('utf-8', 'replace')}"
        case SseEvent():
            yield f"{_time(event)} #{event.exchange} < event {event.event} {event.id}: {event.data}"
        case ExchangeEnded():
            ending = "end" if event.problem is None else f"end: {event.problem.what}"
            yield f"{_time(event)} #{event.exchange} {ending}"


def _block(exchange: int, sign: str, headers: Headers, body: bytes) -> Iterator[str]:
    for name, value in headers:
        yield f"#{exchange} {sign} {name}: {value}"
    if body:
        yield f"#{exchange} {sign} {body.decode('utf-8', 'replace')}"


def _time(event: Event) -> str:
    moment = time.localtime(event.at)
    return f"{time.strftime('%H:%M:%S', moment)}.{int(event.at % 1 * 1000):03}"
