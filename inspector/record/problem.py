"""What went wrong, whose fault it is, what was seen and what to try.

InspectorError
├── LocalError    you, your network, or a limit of this program: the server never got or never gave an answer
└── RemoteError   the server answered, and the answer is the trouble
    └── RpcError  the answer is a JSON-RPC error object
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Fault = Literal["you", "network", "server", "inspector"]
Kind = Literal["unfinished", "unreadable", "usage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One failure, as a person should read it. `exchange` is the number of the HTTP exchange that shows it.

    `kind`: what was asked came to no end; or an answer came and cannot be understood; or it could not even be asked.
    """

    fault: Fault
    what: str
    seen: str = ""
    advice: str = ""
    exchange: int | None = None
    kind: Kind = "unfinished"

    def line(self) -> str:
        """Return the whole problem as one line, for a terminal without a screen."""
        parts = [self.what, self.seen and f"Seen: {self.seen}", self.advice and f"Try: {self.advice}"]
        text = " ".join(part.rstrip(".") + "." for part in parts if part)
        return text if self.exchange is None else f"{text} (exchange {self.exchange})"


class InspectorError(Exception):
    """Base of the two answers to "whose fault is it?"."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


class LocalError(InspectorError):
    """The request could not be made, did not arrive, or was given up on this side."""


class RemoteError(InspectorError):
    """The server answered with something that is not what the protocol promises."""


class RpcError(RemoteError):
    """A JSON-RPC error object: `code`, `message` and free-form `data` (JSON-RPC 2.0 §5.1)."""

    def __init__(self, problem: Problem, *, code: int, message: str, data: Any = None) -> None:
        super().__init__(problem)
        self.code, self.message, self.data = code, message, data
