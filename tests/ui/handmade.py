"""Transcripts made by hand on a clock that only moves when it is told to, and the screen read as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from textual.app import App, ComposeResult
from textual.widget import Widget

from inspector.record.events import (
    BodyChunk,
    Event,
    ExchangeEnded,
    Headers,
    PhaseTimed,
    RequestSent,
    ResponseStarted,
    SseEvent,
)
from inspector.record.problem import Problem
from inspector.record.transcript import Transcript

NOON = 1_756_641_600.0
HOSTILE = "\x1b[31mred\x1b]52;c;aGk=\x07 \u202egnol [/x] [@click=app.quit]quit[/] \x9b2J"
JSON_HEADERS: Headers = (("Accept", "application/json"), ("Content-Type", "application/json"))


def frame(**members: Any) -> bytes:
    """Return a JSON-RPC message as bytes."""
    return json.dumps({"jsonrpc": "2.0", **members}, ensure_ascii=False).encode("utf-8", "surrogatepass")


class Handmade:
    """A transcript and the moves that make it grow."""

    def __init__(self) -> None:
        self.now = NOON
        self.transcript = Transcript(lambda: self.now)

    def add(self, event: Event, after: float = 0.0) -> None:
        self.now += after
        self.transcript.append(event)

    def request(
        self,
        body: bytes = b"",
        method: str = "POST",
        url: str = "http://127.0.0.1/mcp",
        headers: Headers = JSON_HEADERS,
        *,
        purpose: str = "test",
        edited_from: int | None = None,
    ) -> int:
        number = self.transcript.new_exchange()
        self.add(
            RequestSent(
                exchange=number,
                purpose=purpose,
                method=method,
                url=url,
                headers=headers,
                body=body,
                edited_from=edited_from,
            )
        )
        return number

    def call(self, method: str = "tools/call", **params: Any) -> int:
        """Send a JSON-RPC request; returns the exchange, whose number is the id too."""
        number = len(self.transcript.exchanges) + 1
        return self.request(frame(id=number, method=method, params=params))

    def response(
        self,
        number: int,
        status: int = 200,
        content_type: str = "application/json",
        *,
        reason: str = "OK",
        headers: Headers = (),
    ) -> None:
        began = self.now
        self.now += 0.018
        self.add(PhaseTimed(exchange=number, phase="wait", began=began, ended=self.now))
        headers = (("Content-Type", content_type), *headers)
        self.add(
            ResponseStarted(exchange=number, status=status, reason=reason, http_version="HTTP/1.1", headers=headers)
        )

    def body(self, number: int, *pieces: bytes) -> None:
        for piece in pieces:
            self.add(BodyChunk(exchange=number, data=piece))

    def end(self, number: int, problem: Problem | None = None) -> None:
        self.add(ExchangeEnded(exchange=number, problem=problem), 0.002)

    def answered(self, number: int, body: bytes, **response: Any) -> int:
        """Answer an exchange whole."""
        self.response(number, **response)
        self.body(number, body)
        self.end(number)
        return number

    def sse(self, number: int, data: str | bytes, *, event: str = "message", id: str = "", after: float = 0.1) -> None:  # noqa: A002
        text = data if isinstance(data, str) else data.decode("utf-8", "surrogatepass")
        self.add(BodyChunk(exchange=number, data=b"data\n\n"), after)
        self.add(SseEvent(exchange=number, event=event, data=text, id=id))


class Hall(App[None]):
    """An app with nothing but some widgets, that keeps what is posted up to it."""

    def __init__(self, *widgets: Widget, wanted: Iterable[type] = ()) -> None:
        super().__init__()
        self._widgets = widgets
        self._wanted = tuple(wanted)
        self.posted: list[Any] = []

    def compose(self) -> ComposeResult:
        yield from self._widgets

    def hears(self) -> Callable[[Any], None]:
        """Return a message hook for `run_test` that keeps the wanted messages in `posted`, once each."""

        def hear(message: Any) -> None:
            if isinstance(message, self._wanted) and not any(message is other for other in self.posted):
                self.posted.append(message)

        return hear


def seen(app: App[Any]) -> str:
    """Return what stands on the screen, a line for each of its lines."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)
