"""Streamable HTTP: one JSON-RPC message a POST, answered as JSON or as a stream of events (MCP basic/transports)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from inspector.protocol.statuses import explain
from inspector.record.events import Headers, Noted
from inspector.record.messages import Message, NotJson, parse
from inspector.record.problem import Problem, RemoteError
from inspector.record.transcript import Transcript
from inspector.wire.http import Answer, Http
from inspector.wire.redirects import MOST_REDIRECTS, REDIRECTS, followed, refused, too_many

_EXCERPT = 4096


class Reply:
    """The answer to one POST or GET, message by message."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.exchange, self.status = answer.exchange.number, answer.status
        self.last_event_id = ""
        self.retry: float | None = None

    @property
    def is_stream(self) -> bool:
        return self._answer.exchange.is_stream

    @property
    def session_id(self) -> str:
        return self._answer.header("mcp-session-id")

    async def messages(self) -> AsyncIterator[Message]:
        """Yield what the server says, until it ends. `last_event_id` and `retry` (seconds) are kept up to date."""
        if not self.is_stream:
            await self._answer.read()
            for message in self._said(0):
                yield message
            return
        seen = 0
        async for event in self._answer.events():
            self.last_event_id = event.id or self.last_event_id
            if event.retry is not None:
                self.retry = event.retry / 1000
            new = self._said(seen)
            seen += len(new)
            for message in new:
                yield message

    def _said(self, cursor: int) -> list[Message]:
        return [message for message in self._answer.exchange.messages if message.direction == "in"][cursor:]

    def without_answer(self, request_id: int) -> Problem:
        """Return what is wrong with an answer that, read to its end, did not hold the response to a request."""
        exchange, kind = self._answer.exchange, self._answer.exchange.content_type
        text = exchange.body()[:_EXCERPT].decode("utf-8", "replace")
        if self.status >= 400:
            return explain(
                self.status,
                content_type=kind,
                body=text,
                retry_after=self._answer.header("retry-after"),
                challenge=self._answer.header("www-authenticate"),
                exchange=self.exchange,
            )
        what, seen, advice = self._fault(kind, text, request_id)
        return Problem(
            fault="server",
            what=what,
            seen=seen,
            advice=advice,
            exchange=self.exchange,
            kind="unreadable" if self._said_something_else(text) else "unfinished",
        )

    def _said_something_else(self, text: str) -> bool:
        """Whether there is something where the answer belongs; else it was broken off, or never begun."""
        if not self.is_stream:
            return bool(text.strip())
        said = self._said(0)
        garbled = sum(bool(event.data) for event in self._answer.exchange.stream) > len(said)
        return garbled or any(message.kind not in ("request", "notification") for message in said)

    def _fault(self, kind: str, text: str, request_id: int) -> tuple[str, str, str]:
        if self.is_stream:
            strangers = [message.id for message in self._said(0) if message.kind in ("result", "error")]
            if strangers:
                return (
                    "The server answered another request than the one it was asked",
                    f"id {strangers[0]!r} where id {request_id!r} belongs",
                    "repeat the id of the request in the response, as the same JSON type",
                )
            return (
                "The stream ended before the answer came",
                f"{len(self._answer.exchange.stream)} events, none of them the response to id {request_id}",
                "send the response as the last event before closing the stream",
            )
        if not text.strip():
            return (
                f"The server accepted the request and did not answer it ({self.status})",
                "an empty body",
                "answer requests with application/json or text/event-stream; 202 is for notifications",
            )
        return self._fault_of_body(kind, text, request_id)

    def _fault_of_body(self, kind: str, text: str, request_id: int) -> tuple[str, str, str]:
        excerpt = " ".join(text.split())[:160]
        try:
            payload = parse(self._answer.exchange.body())
        except NotJson as error:
            if kind not in ("application/json", ""):
                return (
                    f"The answer is {kind}, not JSON",
                    excerpt,
                    "check that the URL is the MCP endpoint, not a web page; answer with application/json",
                )
            return ("The answer is not JSON", f"{error}: {excerpt}", "send one JSON-RPC message as UTF-8 JSON")
        if (
            isinstance(payload, dict)
            and payload.get("jsonrpc") == "2.0"
            and ("result" in payload) != ("error" in payload)
        ):
            return (
                "The server answered another request than the one it was asked",
                f"id {payload.get('id')!r} where id {request_id!r} belongs",
                "repeat the id of the request in the response, as the same JSON type",
            )
        return (
            "The answer is JSON, but no JSON-RPC response",
            excerpt,
            'send an object with "jsonrpc": "2.0", the id, and either result or error',
        )


class StreamableHttp:
    """One MCP endpoint. `url` changes when the server moves it on the same host."""

    def __init__(self, http: Http, url: str, transcript: Transcript, own_headers: Headers = ()) -> None:
        self.url = url
        self._http, self._transcript, self._own_headers = http, transcript, own_headers

    @asynccontextmanager
    async def post(self, message: Mapping[str, Any], headers: Headers, purpose: str) -> AsyncIterator[Reply]:
        """Send one message. Raises LocalError or RemoteError where no answer of the endpoint comes back."""
        body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        asked: Headers = (("Accept", "application/json, text/event-stream"), ("Content-Type", "application/json"))
        exchange = 0
        for _ in range(MOST_REDIRECTS):
            async with self._http.send("POST", self.url, self._all(asked, headers), body, purpose=purpose) as answer:
                if answer.status not in REDIRECTS:
                    yield Reply(answer)
                    return
                await answer.read()
                exchange, self.url = answer.exchange.number, self._moved(answer)
        raise RemoteError(too_many(self.url, exchange))

    @asynccontextmanager
    async def get(self, headers: Headers, last_event_id: str, purpose: str) -> AsyncIterator[Reply]:
        """Open a stream of the server's own messages, or resume one after the event named."""
        asked: Headers = (("Accept", "text/event-stream"),)
        if last_event_id:
            asked = (*asked, ("Last-Event-ID", last_event_id))
        async with self._http.send("GET", self.url, self._all(asked, headers), b"", purpose=purpose) as answer:
            yield Reply(answer)

    async def delete(self, headers: Headers) -> int:
        """End the session; returns the status (405 means that the server does not offer it)."""
        async with self._http.send(
            "DELETE", self.url, self._all((), headers), b"", purpose="end the session"
        ) as answer:
            await answer.read()
            return answer.status

    def _all(self, asked: Headers, headers: Headers) -> Headers:
        own = {name.lower() for name, _ in self._own_headers}
        return (*(pair for pair in (*asked, *headers) if pair[0].lower() not in own), *self._own_headers)

    def _moved(self, answer: Answer) -> str:
        location, exchange = answer.header("location"), answer.exchange.number
        target = followed(self.url, answer.status, location)
        if not target:
            raise RemoteError(refused(self.url, answer.status, location, exchange))
        text = f"{answer.status}: the server moves the endpoint to {target}; some hosts stop here."
        self._transcript.append(Noted(text=text, level="warning"))
        return target
