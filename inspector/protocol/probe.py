"""Find out which era and revision a server speaks: a pure generator that asks and is answered.

The order and the reading of each answer follow MCP 2026-07-28 basic/versioning and
basic/transports/streamable-http#backward-compatibility (VL-52 to VL-60).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Literal

from inspector.protocol.revisions import HANDSHAKE, SPOKEN, STATELESS, newest_common
from inspector.record.problem import Kind, Problem, RemoteError

UNSUPPORTED_VERSION = -32022
METHOD_NOT_FOUND = -32601
_MODERN_ERRORS = {-32020, -32021}
_PRE_RELEASE_ERRORS = {-32001, -32003, -32004}


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to send: the discovery or the handshake, at a revision."""

    method: Literal["server/discover", "initialize"]
    revision: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: the HTTP status, the exchange, and a JSON-RPC result or error object where there was one.

    Where there was neither, `problem` says what was there instead.
    """

    status: int
    exchange: int
    result: Any = None
    error: dict[str, Any] | None = None
    problem: Problem | None = None

    @property
    def code(self) -> Any:
        return None if self.error is None else self.error.get("code")

    @property
    def supported(self) -> Any:
        """`error.data.supported`, the versions a server names when it refuses one."""
        data = None if self.error is None else self.error.get("data")
        return data.get("supported") if isinstance(data, dict) else None


@dataclass(frozen=True, slots=True)
class Agreed:
    """The revision to speak, and the answer that agreed to it."""

    revision: str
    answer: Answered

    @property
    def stateless(self) -> bool:
        return self.revision in STATELESS


Probe = Generator[Ask, Answered, Agreed]


def find_revision(protocol: str) -> Probe:
    """Ask for `protocol`: a revision, which is then insisted on, or `auto`. Raises RemoteError with what was tried."""
    if protocol in HANDSHAKE:
        return (yield from _initialize(protocol, insist=True))
    answer = yield Ask("server/discover", STATELESS[0] if protocol == "auto" else protocol)
    if protocol != "auto":
        return _insist(answer, protocol)
    return (yield from _judge_discovery(answer))


def _judge_discovery(answer: Answered) -> Probe:
    offered = _offered(answer)
    if offered is not None:
        return (yield from _use_offer(answer, offered))
    if answer.code in _MODERN_ERRORS:
        raise _refused("The server refused the discovery request", answer)
    try:
        return (yield from _initialize(HANDSHAKE[0], insist=False))
    except _SpeaksStateless as modern:
        return (yield from _judge_offer_of_handshake(modern.answer))


def _offered(answer: Answered) -> Any:
    if isinstance(answer.result, dict) and isinstance(answer.result.get("supportedVersions"), list):
        return answer.result["supportedVersions"]
    if answer.code == UNSUPPORTED_VERSION or answer.code in _PRE_RELEASE_ERRORS:
        return answer.supported
    return None


def _use_offer(answer: Answered, offered: Any) -> Probe:
    revision = newest_common(offered, STATELESS)
    if revision is not None:
        if answer.result is not None:
            return Agreed(revision, answer)
        again = yield Ask("server/discover", revision)
        return _insist(again, revision)
    revision = newest_common(offered, HANDSHAKE)
    if revision is None:
        raise _nothing_in_common(answer, offered)
    return (yield from _initialize(revision, insist=False))


def _judge_offer_of_handshake(answer: Answered) -> Probe:
    revision = newest_common(answer.supported, STATELESS)
    if revision is None:
        raise _nothing_in_common(answer, answer.supported)
    again = yield Ask("server/discover", revision)
    if again.code == METHOD_NOT_FOUND:  # it must have the method (VL-44), and everything else may still work
        return Agreed(revision, again)
    return _insist(again, revision)


def _initialize(revision: str, *, insist: bool) -> Probe:
    answer = yield Ask("initialize", revision)
    if answer.error is not None and not insist:
        if answer.code == UNSUPPORTED_VERSION:
            raise _SpeaksStateless(answer)
        other = newest_common(answer.supported, HANDSHAKE)
        if other is not None and other != revision:
            answer = yield Ask("initialize", other)
    if not isinstance(answer.result, dict):
        raise _refused("The server does not answer initialize", answer)
    agreed = answer.result.get("protocolVersion")
    if agreed not in HANDSHAKE or (insist and agreed != revision):
        raise RemoteError(
            Problem(
                fault="server",
                what=f"The server answered initialize with revision {agreed!r}",
                seen=f"asked for {revision}, got protocolVersion {agreed!r}",
                advice="leave --protocol out" if insist else "ask the server's author which revisions it serves",
                exchange=answer.exchange,
                kind="unfinished" if isinstance(agreed, str) else "unreadable",
            )
        )
    return Agreed(agreed, answer)


def _insist(answer: Answered, revision: str) -> Agreed:
    offered = _offered(answer)
    if isinstance(answer.result, dict) and isinstance(offered, list) and revision in offered:
        return Agreed(revision, answer)
    if offered is not None:
        raise _nothing_in_common(answer, offered)
    raise _refused(f"The server does not answer server/discover as {revision}", answer)


class _SpeaksStateless(Exception):
    def __init__(self, answer: Answered) -> None:
        self.answer = answer


def _nothing_in_common(answer: Answered, offered: Any) -> RemoteError:
    return RemoteError(
        Problem(
            fault="server",
            what="The server and this inspector have no protocol revision in common",
            seen=f"the server offers {', '.join(map(str, offered)) if isinstance(offered, list) else repr(offered)}",
            advice=f"serve one of {', '.join(SPOKEN)}",
            exchange=answer.exchange,
        )
    )


def _refused(what: str, answer: Answered) -> RemoteError:
    if answer.problem is not None:
        return RemoteError(answer.problem)
    kind: Kind = "unfinished"
    if answer.error is not None:
        seen = f"HTTP {answer.status}, JSON-RPC error {answer.code}: {answer.error.get('message')}"
    else:
        seen, kind = f"HTTP {answer.status} with a result of another shape", "unreadable"
    return RemoteError(
        Problem(
            fault="server",
            what=what,
            seen=seen,
            advice="check that the URL is the MCP endpoint (often it ends in /mcp), and look at the exchange",
            exchange=answer.exchange,
            kind=kind,
        )
    )
