"""Read HTTP requests from a socket and write answers to it byte by byte, right or wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

JSON = "application/json"
EVENTS = "text/event-stream"

Headers = tuple[tuple[str, str], ...]


class ClientGone(ConnectionError):
    """The client closed the connection before its answer was complete."""


@dataclass(frozen=True)
class Request:
    """One HTTP request; `headers` keep their order, names in lower case; `base_url` is the server's own."""

    method: str
    target: str
    headers: Headers
    body: bytes
    base_url: str

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @cached_property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query))

    @cached_property
    def message(self) -> Any:
        """The body as JSON, or None where it is not JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def asked(self) -> str:
        """The JSON-RPC method, or an empty string."""
        method = self.message.get("method") if isinstance(self.message, dict) else None
        return method if isinstance(method, str) else ""

    @property
    def wants_answer(self) -> bool:
        """Is this a JSON-RPC request, which has an id, rather than a notification?"""
        return bool(self.asked) and "id" in self.message

    @property
    def params(self) -> dict[str, Any]:
        params = self.message.get("params") if isinstance(self.message, dict) else None
        return params if isinstance(params, dict) else {}

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name.lower()), "")

    def seconds(self, default: float) -> float:
        """The pause between two pieces: `?interval=` of the URL, in seconds."""
        return float(self.query.get("interval", default))

    def size(self, default: int) -> int:
        """How much to send: `?bytes=` of the URL."""
        return int(self.query.get("bytes", default))


@dataclass
class Wire:
    """The server's end of one connection. `open` turns false once no further request can be read from it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    open: bool = field(default=True)

    async def send(self, data: bytes) -> None:
        """Write bytes as they are."""
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: int, headers: Iterable[tuple[str, str]] = (), reason: str = "") -> None:
        """Write the status line and headers, in UTF-8 (so that wrong bytes can be in them)."""
        lines = [f"HTTP/1.1 {status} {reason or _reason(status)}", *(f"{name}: {value}" for name, value in headers)]
        await self.send("\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape"))

    async def respond(
        self, status: int, body: bytes = b"", kind: str = JSON, headers: Headers = (), reason: str = ""
    ) -> None:
        """Write one complete, well-framed answer."""
        content: Headers = (("content-type", kind),) if kind and body else ()
        await self.head(status, (*content, ("content-length", str(len(body))), *headers), reason)
        await self.send(body)

    async def start(self, kind: str = EVENTS, headers: Headers = (), reason: str = "") -> None:
        """Write the head of a chunked answer."""
        await self.head(200, (("content-type", kind), ("transfer-encoding", "chunked"), *headers), reason)

    async def chunk(self, data: bytes) -> None:
        """Write a piece of a chunked answer; empty pieces would end it and are left out."""
        if data:
            await self.send(b"%x\r\n%s\r\n" % (len(data), data))

    async def end(self) -> None:
        """End a chunked answer."""
        await self.send(b"0\r\n\r\n")

    async def event(self, message: Any) -> None:
        """Write one server-sent event holding a JSON-RPC message (bytes are taken as JSON already)."""
        data = message if isinstance(message, bytes) else json.dumps(message).encode()
        await self.chunk(b"event: message\ndata: " + data + b"\n\n")

    async def pause(self, seconds: float) -> None:
        """Wait, and raise ClientGone as soon as the client closes."""
        try:
            if await asyncio.wait_for(self.reader.read(1), seconds) == b"":
                raise ClientGone
        except TimeoutError:
            return

    async def hold(self) -> None:
        """Send nothing more until the client closes."""
        self.open = False
        while await self.reader.read(65536):
            pass
        raise ClientGone

    def hang_up(self) -> None:
        """Close once what was written is out."""
        self.open = False

    def reset(self) -> None:
        """Cut the connection at once, losing what is not out yet."""
        self.open = False
        self.writer.transport.abort()


async def read_request(reader: asyncio.StreamReader, base_url: str) -> Request | None:
    """Read one request with a Content-Length or no body; None where the client closed instead."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")[:-2]
    method, target, _ = first.split(" ")
    pairs = (line.partition(":") for line in lines)
    headers = tuple((name.lower(), value.strip()) for name, _, value in pairs)
    length = int(dict(headers).get("content-length", 0))
    return Request(method, target, headers, await reader.readexactly(length), base_url)


def _reason(status: int) -> str:
    return HTTPStatus(status).phrase
