"""An open connection to a server, and a way to wait for what it hears."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from inspector.record.events import Event
from inspector.record.messages import Message
from inspector.record.transcript import Transcript
from inspector.session.connection import Connection
from inspector.session.target import Target
from inspector.wire.network import Network

BOUND = 30.0


def connection_to(url: str, protocol: str = "auto", timeout: float = BOUND, **options: Any) -> Connection:
    """Return a connection that is not open yet; `options` are of Network, but for `headers`."""
    headers = options.pop("headers", ())
    return Connection(Target(url, Network(**options), protocol, headers, timeout), Transcript())


@asynccontextmanager
async def opened(url: str, protocol: str = "auto", timeout: float = BOUND, **options: Any) -> AsyncIterator[Connection]:
    """Give an open connection and close it; all of it within a bound."""
    connection = connection_to(url, protocol, timeout, **options)
    async with asyncio.timeout(2 * BOUND):
        try:
            await connection.open()
            yield connection
        finally:
            await connection.close()


async def until(transcript: Transcript, holds: Callable[[], bool]) -> None:
    """Return when something holds, looking again at every event."""
    news = asyncio.Event()
    end = transcript.subscribe(lambda event: news.set())
    try:
        async with asyncio.timeout(BOUND):
            while not holds():
                news.clear()
                await news.wait()
    finally:
        end()


def heard(connection: Connection, method: str) -> list[Message]:
    """Return the notifications and requests of a method that came in."""
    return [
        message for message in connection.transcript.messages if message.direction == "in" and message.method == method
    ]


def said(connection: Connection, method: str) -> list[Message]:
    """Return the messages of a method that went out."""
    return [
        message for message in connection.transcript.messages if message.direction == "out" and message.method == method
    ]


def events(connection: Connection, *kinds: type[Event]) -> list[Any]:
    """Return the events of some kinds."""
    return [event for event in connection.transcript.events if isinstance(event, kinds)]


def text_of(result: dict[str, Any]) -> str:
    """Return the text of the first content."""
    return str(result["content"][0]["text"])
