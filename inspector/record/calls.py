"""Fold messages into calls: one JSON-RPC request of ours with its progress, its answer and its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from inspector.record.events import CallEnded, Event
from inspector.record.messages import Message


@dataclass(slots=True)
class Call:
    """A request of ours. It runs until `end` is set; `answer` is its result or error message, if one came."""

    request: Message
    progress: list[Message] = field(default_factory=list)
    answer: Message | None = None
    end: CallEnded | None = None

    @property
    def id(self) -> Any:
        return self.request.id

    @property
    def method(self) -> str:
        return self.request.method

    @property
    def params(self) -> dict[str, Any]:
        return self.request.params

    @property
    def running(self) -> bool:
        return self.end is None

    @property
    def result(self) -> dict[str, Any] | None:
        """The result object; None where there is no result yet, or it is no object."""
        if self.answer is None or self.answer.kind != "result":
            return None
        result = self.answer.payload["result"]
        return result if isinstance(result, dict) else None

    @property
    def duration(self) -> float | None:
        """Seconds from the request to its end; None while it runs."""
        return None if self.end is None else self.end.at - self.request.at


class Calls:
    """All calls in the order they were sent; the newest call with an id gets what comes for that id.

    A request that is sent again while it runs, because the server moved its endpoint, is still one call.
    """

    def __init__(self) -> None:
        self.all: list[Call] = []
        self._by_id: dict[tuple[type, Any], Call] = {}

    def get(self, call_id: Any) -> Call | None:
        """Return the newest call with this JSON-RPC id; `1` and `"1"` are two ids (JSON-RPC 2.0 §5)."""
        try:
            return self._by_id.get((type(call_id), call_id))
        except TypeError:  # an id that is a list or an object cannot be one of ours
            return None

    def hear(self, message: Message) -> None:
        """Take in a message of either side."""
        if message.direction == "out":
            if message.kind == "request":
                self._begin(message)
        elif message.kind in ("result", "error"):
            call = self.get(message.id)
            if call is not None and call.answer is None:
                call.answer = message
        elif message.method == "notifications/progress":
            call = self.get(message.params.get("progressToken"))
            if call is not None and call.running:
                call.progress.append(message)

    def feed(self, event: Event) -> None:
        """Take in an event that ends a call."""
        if isinstance(event, CallEnded):
            call = self.get(event.call)
            if call is not None:
                call.end = event

    def _begin(self, request: Message) -> None:
        earlier = self.get(request.id)
        if earlier is not None and earlier.running and earlier.request.payload == request.payload:
            earlier.request = request
            return
        call = Call(request)
        self.all.append(call)
        try:
            self._by_id[type(call.id), call.id] = call
        except TypeError:  # a person may send any id; such a call is listed and never answered
            return
