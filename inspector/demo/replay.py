"""Remember the events of each session's streams, so that a client can take up a lost one with `Last-Event-ID`."""

from collections import deque
from typing import Any

from mcp.server.streamable_http import EventCallback, EventMessage, EventStore
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import JSONRPCMessage

KEPT_EVENTS = 1000


class StreamMemory(EventStore):
    """The latest events of one session. An event id is `STREAM-NUMBER`, so it names its stream (MCP 2025-11-25)."""

    def __init__(self) -> None:
        self._streams: dict[str, int] = {}
        self._events: deque[tuple[str, str, JSONRPCMessage | None]] = deque(maxlen=KEPT_EVENTS)
        self._count = 0

    async def store_event(self, stream_id: str, message: JSONRPCMessage | None) -> str:
        """Keep an event (no message: the first, empty one of a stream) and return its id."""
        self._count += 1
        event_id = f"{self._streams.setdefault(stream_id, len(self._streams) + 1)}-{self._count}"
        self._events.append((event_id, stream_id, message))
        return event_id

    async def replay_events_after(self, last_event_id: str, send_callback: EventCallback) -> str | None:
        """Send what followed that event on its stream; return the stream, or `None` for an event not known."""
        known = list(self._events)
        place = next((place for place, (event_id, _, _) in enumerate(known) if event_id == last_event_id), None)
        if place is None:
            return None
        stream_id = known[place][1]
        for event_id, stream, message in known[place + 1 :]:
            if stream == stream_id and message is not None:
                await send_callback(EventMessage(message, event_id))
        return stream_id


class ResumableSessions(StreamableHTTPSessionManager):
    """Gives each session a memory of its own: the SDK names a stream by its request id, which sessions share."""

    @property
    def event_store(self) -> StreamMemory:
        """A fresh memory; the SDK asks once for each session it admits."""
        return StreamMemory()

    @event_store.setter
    def event_store(self, _: Any) -> None:
        """The SDK's constructor sets the one store it was given: there is none."""
