"""The streams of the handshake era that GET opens: the server's own messages, and the rest of an answer."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from inspector.protocol.eras import Era
from inspector.record.events import Noted
from inspector.record.messages import Message
from inspector.record.problem import InspectorError
from inspector.record.transcript import Transcript
from inspector.wire.streamable import Reply, StreamableHttp

DRAIN_SECONDS = 0.3
RETRY_SECONDS = 1.0
MOST_EMPTY_STREAMS = 3
NOT_OFFERED = 405


async def listen(endpoint: StreamableHttp, era: Era, transcript: Transcript, hear: Callable[[Message], None]) -> None:
    """Listen to what the server says on its own (TR-16), and come back when the stream ends (TR-15, TR-21).

    Ends by itself where the server offers no such stream, or only empty ones.
    """
    last_event_id, retry, empty = "", RETRY_SECONDS, 0
    while empty < MOST_EMPTY_STREAMS:
        empty += 1
        try:
            async with endpoint.get(era.headers("", None), last_event_id, "listen to the server") as reply:
                if reply.status == NOT_OFFERED:
                    return
                if not reply.is_stream or reply.status >= 400:
                    text = f"GET is answered {reply.status}; it should be a stream, or 405 where there is none."
                    transcript.append(Noted(text=text, level="warning"))
                    return
                async for message in reply.messages():
                    empty = 0
                    hear(message)
                last_event_id, retry = reply.last_event_id or last_event_id, _wait(reply, retry)
        except InspectorError as error:
            transcript.append(Noted(text=f"The server's own stream ended: {error.problem.line()}", level="warning"))
        await asyncio.sleep(retry)


async def resumed(
    endpoint: StreamableHttp, era: Era, reply: Reply, wanted: Callable[[], bool]
) -> AsyncIterator[Message]:
    """Yield what follows on a stream that the server closed before its end, while it is wanted.

    TR-14, TR-21, always by GET.
    """
    empty = 0
    while empty < MOST_EMPTY_STREAMS and wanted():
        await asyncio.sleep(_wait(reply, RETRY_SECONDS))
        empty += 1
        async with endpoint.get(era.headers("", None), reply.last_event_id, "resume the stream") as resumption:
            if not resumption.is_stream or resumption.status >= 400:
                return
            resumption.last_event_id, resumption.retry = reply.last_event_id, reply.retry
            async for message in resumption.messages():
                empty = 0
                yield message
            reply = resumption


async def drain(incoming: AsyncIterator[Message], hear: Callable[[Message], None]) -> None:
    """Read on after the answer, for a moment: the end of a stream is a fact worth having, and frees the connection."""
    with contextlib.suppress(TimeoutError, InspectorError):
        async with asyncio.timeout(DRAIN_SECONDS):
            async for late in incoming:
                hear(late)


def _wait(reply: Reply, seconds: float) -> float:
    return seconds if reply.retry is None else reply.retry
