"""The one door to the network, and the only module that imports httpx: every byte in or out is recorded here."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import cast

import httpx
import httpx_sse

from inspector import __version__
from inspector.record.events import (
    BodyChunk,
    ExchangeEnded,
    Headers,
    RequestSent,
    ResponseStarted,
    SseEvent,
)
from inspector.record.exchanges import Exchange
from inspector.record.problem import InspectorError, LocalError, Problem, RemoteError
from inspector.record.transcript import Transcript
from inspector.wire.blocks import event_blocks
from inspector.wire.encoding import BODY_LIMIT, MEBIBYTE, Decoder, Undecodable
from inspector.wire.failures import CONNECT_SECONDS, Kind, explain, given_up, undecodable
from inspector.wire.memory import give_back_large_buffers
from inspector.wire.network import Network
from inspector.wire.phases import Phases
from inspector.wire.proxies import proxy_of_environment
from inspector.wire.resolving import ResolvingBackend, resolved
from inspector.wire.tls import certified

STREAM_LIMIT = 256 * MEBIBYTE
LARGE = MEBIBYTE // 4
# httpx would act on these: undo the encoding without a limit, and take offence at an address it cannot read.
_READ_HERE = (b"content-encoding", b"location")


class Answer:
    """An HTTP answer whose body has not been read yet."""

    def __init__(self, response: httpx.Response, exchange: Exchange) -> None:
        self._response, self.exchange = response, exchange
        self.status = response.status_code

    def header(self, name: str) -> str:
        """Return a response header's value; empty where there is none."""
        return self.exchange.response_header(name)

    async def read(self) -> bytes:
        """Read the body to its end and return it."""
        async for _ in self._response.aiter_raw():
            pass
        await self._response.aclose()
        return self.exchange.body()

    async def events(self) -> AsyncIterator[SseEvent]:
        """Yield the events of an event stream as they come (WHATWG HTML §9.2)."""
        body: _RecordingStream = self._response.extensions["recording"]
        last_id = ""
        async for parts in event_blocks(self._response.aiter_raw()):
            large = sum(map(len, parts)) > LARGE
            for event in await asyncio.to_thread(_events_in, parts) if large else _events_in(parts):
                event_id = event.id or last_id
                # The decoder repeats the last id at every blank line; only a new one is news.
                if event.data or event.event or event.retry is not None or event_id != last_id:
                    last_id = event_id
                    yield await body.record(event, event_id)


class _Text:
    """The part of a response that httpx-sse reads, of a text that is whole."""

    headers = {"content-type": "text/event-stream"}  # noqa: RUF012 (it is never changed)

    def __init__(self, text: str) -> None:
        self._text = text

    def iter_text(self) -> Iterator[str]:
        yield self._text


def _events_in(parts: list[bytes]) -> list[httpx_sse.ServerSentEvent]:
    """Return the events in a piece of a stream that ends with a blank line; it is UTF-8, whatever its headers say."""
    text = b"".join(parts).decode("utf-8", "replace")
    return list(httpx_sse.EventSource(cast("httpx.Response", _Text(text))).iter_sse())


class Http:
    """Sends requests and records what happens. Close it when done."""

    def __init__(self, transcript: Transcript, network: Network) -> None:
        give_back_large_buffers()
        self._transcript = transcript
        self._transport = _RecordingTransport(transcript, network)
        self._client = httpx.AsyncClient(
            transport=self._transport,
            timeout=httpx.Timeout(None, connect=CONNECT_SECONDS),
            headers={"Accept-Encoding": "gzip, deflate", "User-Agent": f"remote-mcp-inspector/{__version__}"},
        )

    @asynccontextmanager
    async def send(
        self, method: str, url: str, headers: Headers, body: bytes, *, purpose: str, edited_from: int | None = None
    ) -> AsyncIterator[Answer]:
        """Send one request and give its answer; redirects are not followed.

        Raises LocalError or RemoteError, which may also come out of reading the answer.
        """
        number = self._transcript.new_exchange()
        extensions = {"exchange": number, "purpose": purpose, "edited_from": edited_from}
        try:
            request = self._client.build_request(
                method, url, headers=list(headers), content=body or None, extensions=extensions
            )
            response = await self._client.send(request, stream=True)
            try:
                yield Answer(response, self._transcript.exchanges[number])
            finally:
                await response.aclose()
        except InspectorError:
            raise
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise failure(error, url, self._transcript.exchanges.get(number)) from error

    async def aclose(self) -> None:
        """Close every connection."""
        await self._client.aclose()


class _RecordingTransport(httpx.AsyncBaseTransport):
    def __init__(self, transcript: Transcript, network: Network) -> None:
        self._transcript, self._network = transcript, network
        self._transports: dict[str | None, httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        number = request.extensions["exchange"]
        url = str(request.url)
        # Made before the request is recorded: a wrong certificate file is no exchange.
        transport = self._transport_for(request.url)
        self._transcript.append(
            RequestSent(
                exchange=number,
                purpose=request.extensions["purpose"],
                method=request.method,
                url=url,
                headers=_text_headers(request.headers.raw),
                body=await request.aread(),
                edited_from=request.extensions["edited_from"],
            )
        )
        phases = Phases(number, self._transcript)
        request.extensions["trace"] = phases.trace
        resolving = resolved.set(phases.resolved)
        try:
            response = await transport.handle_async_request(request)
        except BaseException as error:
            cancelled = isinstance(error, asyncio.CancelledError)
            problem = given_up(number) if cancelled else failure(error, url, self._transcript.exchanges[number]).problem
            self._transcript.append(ExchangeEnded(exchange=number, problem=problem))
            raise
        finally:
            resolved.reset(resolving)
        self._transcript.append(_started(number, response))
        stream = _RecordingStream(response, url, number, self._transcript)
        headers = [(name, value) for name, value in response.headers.raw if name.lower() not in _READ_HERE]
        return httpx.Response(
            response.status_code,
            headers=headers,
            stream=stream,
            extensions={**response.extensions, "recording": stream},
        )

    def _transport_for(self, url: httpx.URL) -> httpx.AsyncHTTPTransport:
        proxy = self._network.proxy or proxy_of_environment(url.scheme, url.host)
        key = f"{url.scheme} {proxy}"
        if key not in self._transports:
            transport = httpx.AsyncHTTPTransport(
                verify=certified(httpx.create_ssl_context(), self._network)
                if url.scheme == "https" or proxy
                else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
                proxy=proxy,
                limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
            )
            # The one private attribute in use: httpx offers no way to name the backend, and the trace no DNS phase.
            pool = transport._pool
            pool._network_backend = ResolvingBackend(pool._network_backend)
            self._transports[key] = transport
        return self._transports[key]

    async def aclose(self) -> None:
        for transport in self._transports.values():
            await transport.aclose()


class _RecordingStream(httpx.AsyncByteStream):
    """Records the body as it passes, decoded and within the limits, and the end of the exchange."""

    def __init__(self, response: httpx.Response, url: str, number: int, transcript: Transcript) -> None:
        assert isinstance(response.stream, httpx.AsyncByteStream)
        self._inner, self._url, self._number, self._transcript = response.stream, url, number, transcript
        self._encoding = response.headers.get("content-encoding", "")
        self._declared = response.headers.get("content-length", "")
        self._is_events = response.headers.get("content-type", "").lower().startswith("text/event-stream")
        self._problem: Problem | None = given_up(number)
        self._since_event = self._received = 0
        self._ended = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for data in self._decoded():
                self._since_event += len(data)
                if self._since_event > BODY_LIMIT:
                    raise Undecodable(f"one event is over {BODY_LIMIT // MEBIBYTE} MiB, the most this inspector reads")
                yield data
            self._problem = None
        except Undecodable as error:
            self._problem = undecodable(str(error), self._number)
            raise RemoteError(self._problem) from error
        except Exception as error:
            self._problem = failure(error, self._url, self._transcript.exchanges[self._number]).problem
            raise

    async def _decoded(self) -> AsyncIterator[bytes]:
        limit = STREAM_LIMIT if self._is_events else BODY_LIMIT
        if not self._is_events and self._declared.isdigit() and int(self._declared) > limit:
            raise Undecodable(
                f"Content-Length is {int(self._declared):,}; the most this inspector reads is {limit // MEBIBYTE} MiB"
            )
        decoder = Decoder(self._encoding, limit)
        async for raw in self._inner:
            encoded_size = len(raw) if self._encoding else None
            for data in decoder.feed(raw):
                self._transcript.append(BodyChunk(exchange=self._number, data=data, encoded_size=encoded_size))
                self._received += len(data)
                yield data
                if encoded_size is not None:
                    encoded_size = 0
                    await asyncio.sleep(0)  # little can unpack to much: others get their turn in between

    async def record(self, event: httpx_sse.ServerSentEvent, event_id: str) -> SseEvent:
        at = self._transcript.now()
        self._since_event = 0
        heard = SseEvent(
            exchange=self._number, event=event.event or "message", data=event.data, id=event_id, retry=event.retry
        )
        if len(event.data) > LARGE:
            await asyncio.to_thread(self._transcript.prepare, heard)
        recorded = self._transcript.append(heard, at)
        assert isinstance(recorded, SseEvent)
        return recorded

    async def aclose(self) -> None:
        if not self._ended:
            self._ended = True
            at = self._transcript.now()
            ended = ExchangeEnded(exchange=self._number, problem=self._problem)
            try:
                if self._received > LARGE and not self._is_events:
                    await asyncio.to_thread(self._transcript.prepare, ended)
            finally:
                self._transcript.append(ended, at)
        await self._inner.aclose()


def failure(error: BaseException, url: str, exchange: Exchange | None) -> LocalError | RemoteError:
    """Return what an exception of the network means to a person; `exchange` is as far as it came, if it began."""
    kind: Kind = next((kind for types, kind in _KINDS if isinstance(error, types)), "broken connection")
    if kind == "no connection in time" and exchange and any(phase.phase == "connect" for phase in exchange.phases):
        kind = "no TLS in time"
    problem = explain(kind, error, url, exchange.number if exchange else None)
    return RemoteError(problem) if problem.fault == "server" else LocalError(problem)


_KINDS: tuple[tuple[tuple[type[BaseException], ...], Kind], ...] = (
    ((httpx.ConnectTimeout,), "no connection in time"),
    ((httpx.ConnectError,), "no connection"),
    ((httpx.ProxyError,), "proxy"),
    ((httpx.RemoteProtocolError,), "broken HTTP"),
    ((httpx.NetworkError,), "broken connection"),
    ((httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError, ValueError), "unsendable"),
)


def _started(number: int, response: httpx.Response) -> ResponseStarted:
    return ResponseStarted(
        exchange=number,
        status=response.status_code,
        reason=response.extensions.get("reason_phrase", b"").decode("latin-1"),
        http_version=response.extensions.get("http_version", b"HTTP/1.1").decode("latin-1"),
        headers=_text_headers(response.headers.raw),
    )


def _text_headers(raw: list[tuple[bytes, bytes]]) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("utf-8", "surrogateescape")) for name, value in raw)
