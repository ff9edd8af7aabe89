"""Drive the probe of the protocol room over the network until client and server agree on a revision."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from inspector.protocol.eras import HandshakeEra, Identity, StatelessEra
from inspector.protocol.probe import Agreed, Answered, Ask, find_revision
from inspector.record.events import CallEnded, Headers, Outcome
from inspector.record.messages import Message
from inspector.record.problem import InspectorError, Problem, RemoteError
from inspector.record.transcript import Transcript
from inspector.session.listening import drain
from inspector.wire.streamable import Reply, StreamableHttp

_NO_VERDICT = (401, 403, 429)


@dataclass(frozen=True, slots=True)
class Opening:
    """Asks the questions of `find_revision` at an endpoint. `timeout` is seconds for each."""

    endpoint: StreamableHttp
    transcript: Transcript
    identity: Identity
    timeout: float

    async def agree(self, protocol: str) -> Agreed:
        """Return what was agreed. Raises LocalError or RemoteError with what was tried."""
        probe = find_revision(protocol)
        ask = next(probe)
        while True:
            answer = await self._ask(ask)
            try:
                ask = probe.send(answer)
            except StopIteration as end:
                agreed: Agreed = end.value
                return agreed

    async def _ask(self, ask: Ask) -> Answered:
        number = self.transcript.new_call()
        params, headers = self._framed(ask)
        message = {"jsonrpc": "2.0", "id": number, "method": ask.method, "params": params}
        try:
            async with asyncio.timeout(self.timeout), self.endpoint.post(message, headers, ask.method) as reply:
                answered = await _read(reply, number)
        except TimeoutError:
            problem = timed_out(self.timeout, self.transcript)
            self._end(number, "timed out", problem)
            raise RemoteError(problem) from None
        except InspectorError as error:
            self._end(number, "failed", error.problem)
            raise
        outcome: Outcome = "failed"
        if answered.problem is None:
            outcome = "answered" if answered.error is None else "refused"
        self._end(number, outcome, answered.problem)
        # These statuses say nothing about the era: another question would only hide the answer (A.7 step 2).
        if answered.problem is not None and (answered.status in _NO_VERDICT or answered.status >= 500):
            raise RemoteError(answered.problem)
        return answered

    def _framed(self, ask: Ask) -> tuple[dict[str, Any], Headers]:
        if ask.method == "initialize":
            client = self.identity.as_json()
            return {"protocolVersion": ask.revision, "capabilities": {}, "clientInfo": client}, ()
        era = StatelessEra(ask.revision, self.identity)
        params = era.params(None, None)
        return params, era.headers(ask.method, params)

    def _end(self, number: int, outcome: Outcome, problem: Problem | None) -> None:
        self.transcript.append(CallEnded(call=number, outcome=outcome, problem=problem))


def era_of(
    agreed: Agreed, identity: Identity, transcript: Transcript, *, wants_logs: bool
) -> HandshakeEra | StatelessEra:
    """Return the era that an agreement begins."""
    if agreed.stateless:
        return StatelessEra(agreed.revision, identity, wants_logs)
    exchange = transcript.exchanges[agreed.answer.exchange]
    return HandshakeEra(agreed.revision, exchange.response_header("mcp-session-id"))


def answers(message: Message, number: int, reply: Reply) -> bool:
    """Say whether a message is the response to request `number`; an error of a whole body may lack its id (VL-06)."""
    if message.kind not in ("result", "error"):
        return False
    if type(message.id) is int and message.id == number:
        return True
    return message.kind == "error" and message.id is None and not reply.is_stream


def timed_out(seconds: float, transcript: Transcript) -> Problem:
    """Return the problem that the newest exchange gave no answer."""
    exchange = max(transcript.exchanges, default=None)
    seen = "nothing at all"
    if exchange is not None and transcript.exchanges[exchange].response is not None:
        seen = f"{transcript.exchanges[exchange].received:,} bytes and no end"
    return Problem(
        fault="server",
        what=f"No answer within {seconds:g} s",
        seen=seen,
        advice="look at the server's log; allow more with --timeout",
        exchange=exchange,
    )


async def _read(reply: Reply, number: int) -> Answered:
    incoming = reply.messages()
    async for message in incoming:
        if answers(message, number, reply):
            await drain(incoming, lambda late: None)
            if message.kind == "result":
                return Answered(reply.status, reply.exchange, result=message.payload["result"])
            if reply.status in _NO_VERDICT:
                break
            error = message.payload["error"]
            return Answered(
                reply.status, reply.exchange, error=error if isinstance(error, dict) else {"message": error}
            )
    return Answered(reply.status, reply.exchange, problem=reply.without_answer(number))
