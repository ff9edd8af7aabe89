"""When a server misbehaves, and what it does then instead of answering rightly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .honest import Honest, Json
from .wire import Request, Wire


@dataclass(frozen=True)
class Case:
    """One request that is not going to be answered as it should."""

    honest: Honest
    request: Request
    wire: Wire

    def right(self) -> Json:
        """Return the right JSON-RPC response (where none is due, an empty result)."""
        if self.request.wants_answer:
            return self.honest.response(self.request)
        return {"jsonrpc": "2.0", "id": None, "result": {}}

    def right_bytes(self) -> bytes:
        return self.honest.encode(self.right())


Moment = Callable[[Request], bool]
Act = Callable[[Case], Awaitable[None]]


def _asked(method: str) -> Moment:
    return lambda request: request.asked == method


CONNECT: Moment = lambda request: True  # noqa: E731
CALL, LIST = _asked("tools/call"), _asked("tools/list")
PROMPT, READ, COMPLETE = _asked("prompts/get"), _asked("resources/read"), _asked("completion/complete")
PROMPTS, RESOURCES = _asked("prompts/list"), _asked("resources/list")
NOTIFIED: Moment = lambda request: bool(request.asked) and not request.wants_answer  # noqa: E731
LISTEN: Moment = lambda request: request.method == "GET"  # noqa: E731

# The first part of a path moves a misbehaviour to another moment: `/call/status/500/html`.
MOMENTS: dict[str, Moment] = {
    "connect": CONNECT,
    "list": LIST,
    "call": CALL,
    "prompt": PROMPT,
    "read": READ,
    "complete": COMPLETE,
    "notified": NOTIFIED,
    "listen": LISTEN,
}


class Misbehaving(Honest):
    """Honest, but for one act at one moment."""

    def __init__(self, moment: Moment, act: Act) -> None:
        super().__init__()
        self.moment = moment
        self.act = act

    async def handle(self, request: Request, wire: Wire) -> None:
        if self.moment(request):
            await self.act(Case(self, request, wire))
        else:
            await super().handle(request, wire)
