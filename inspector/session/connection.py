"""A connection to one MCP server: open, call, notify, cancel, resend, close."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Coroutine, Mapping
from typing import Any

from inspector import __version__
from inspector.protocol.catalog import Catalog
from inspector.protocol.eras import Era, HandshakeEra, Identity
from inspector.record.events import (
    CallEnded,
    Headers,
    Noted,
    Outcome,
    SessionClosed,
    SessionOpened,
    SessionStarted,
)
from inspector.record.messages import Message
from inspector.record.problem import InspectorError, LocalError, Problem, RemoteError, RpcError
from inspector.record.transcript import Transcript
from inspector.session.deadline import Deadline
from inspector.session.listening import drain, listen, resumed
from inspector.session.opening import Opening, answers, era_of, timed_out
from inspector.session.results import result_of
from inspector.session.target import Target
from inspector.wire.http import Http
from inspector.wire.streamable import Reply, StreamableHttp

CLOSING_SECONDS = 2.0
IDENTITY = Identity("remote-mcp-inspector", __version__)


class Connection:
    """One server, one transcript. What it learns goes into the transcript; what it returns is a convenience."""

    def __init__(self, target: Target, transcript: Transcript, catalog: Catalog | None = None) -> None:
        self.target, self.transcript = target, transcript
        self.catalog = Catalog(transcript) if catalog is None else catalog
        self._http = Http(transcript, target.network)
        self._endpoint = self._new_endpoint()
        self._era: Era = HandshakeEra("")
        self._running: dict[int, asyncio.Task[dict[str, Any]]] = {}
        self._listener: asyncio.Task[None] | None = None
        self._courtesies: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Find out what the server speaks and agree with it. Raises LocalError or RemoteError; may be tried again."""
        self._stop_listening()
        self._endpoint = self._new_endpoint()
        started = SessionStarted(url=self.target.url, protocol=self.target.protocol, inspector=__version__)
        self.transcript.append(started)
        try:
            await self._begin(self.target.protocol)
        except InspectorError as error:
            self.transcript.append(SessionClosed(problem=error.problem))
            raise
        except asyncio.CancelledError:
            problem = Problem(fault="you", what="Connecting was abandoned", advice="reconnect")
            self.transcript.append(SessionClosed(problem=problem))
            raise

    async def call(
        self,
        method: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        number: int | None = None,
    ) -> dict[str, Any]:
        """Send a request and return its result; `number` is a JSON-RPC id from `transcript.new_call()`.

        `timeout` is seconds without an answer or progress. Raises RpcError where the server answers with an error,
        LocalError or RemoteError where no answer comes, and LocalError where `cancel` ended it.
        """
        number = self.transcript.new_call() if number is None else number
        task = asyncio.ensure_future(self._answered(number, method, params, timeout or self.target.timeout))
        self._running[number] = task
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            # Either `cancel` ended the task, or whoever waits for it goes away: the server hears of both.
            cancelled_from_here = task.cancelled()
            task.cancel()
            await asyncio.wait([task])
            if not cancelled_from_here:
                raise
            raise LocalError(Problem(fault="you", what="The call was cancelled")) from None
        finally:
            self._running.pop(number, None)

    def cancel(self, number: int) -> None:
        """Cancel a call that runs, on this side and on the server's (SF-90, TR-50); nothing if it is over."""
        task = self._running.get(number)
        if task is not None:
            task.cancel()

    async def notify(self, method: str, params: Mapping[str, Any] | None = None) -> None:
        """Send a notification. Raises LocalError or RemoteError where it is not accepted."""
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": method}
        framed = self._era.params(params, None)
        if framed is not None:
            message["params"] = framed
        await self._send_aside(message, self._era.headers(method, params), method)

    async def resend(self, exchange: int, method: str, url: str, headers: Headers, body: bytes) -> int:
        """Send an edited copy of an exchange's request exactly as given; returns the new exchange's number.

        Nothing is concluded from the answer: it is there to be read. Raises LocalError or RemoteError.
        """
        purpose = f"edited copy of exchange {exchange}"
        try:
            async with (
                asyncio.timeout(self.target.timeout),
                self._http.send(method, url, headers, body, purpose=purpose, edited_from=exchange) as answer,
            ):
                reply = Reply(answer)
                async for _ in reply.messages():
                    pass
        except TimeoutError:
            raise LocalError(timed_out(self.target.timeout, self.transcript)) from None
        finally:
            self._end_resent(exchange)
        return reply.exchange

    async def close(self) -> None:
        """End calls, streams and the session (DELETE, TR-34), and close every connection."""
        self._stop_listening()
        running = list(self._running.values())
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
        if self._courtesies:
            await asyncio.wait(self._courtesies, timeout=CLOSING_SECONDS)
        if self.transcript.lifecycle.state == "open" and self.transcript.lifecycle.session_id:
            with contextlib.suppress(InspectorError, TimeoutError):
                async with asyncio.timeout(CLOSING_SECONDS):
                    await self._endpoint.delete(self._era.headers("", None))
        await self._http.aclose()
        if self.transcript.lifecycle.state == "open":
            self.transcript.append(SessionClosed())

    def _new_endpoint(self) -> StreamableHttp:
        return StreamableHttp(self._http, self.target.url, self.transcript, self.target.headers)

    async def _begin(self, protocol: str) -> None:
        opening = Opening(self._endpoint, self.transcript, IDENTITY, self.target.timeout)
        agreed = await opening.agree(protocol)
        wants_logs = "logging" in self.catalog.capabilities
        era = self._era = era_of(agreed, IDENTITY, self.transcript, wants_logs=wants_logs)
        session_id = era.session_id if isinstance(era, HandshakeEra) else ""
        exchange = agreed.answer.exchange
        self.transcript.append(SessionOpened(revision=era.revision, exchange=exchange, session_id=session_id))
        if not era.stateless:
            await self._say_initialized()
            self._listener = asyncio.ensure_future(listen(self._endpoint, era, self.transcript, self._hear))

    async def _say_initialized(self) -> None:
        try:
            await self.notify("notifications/initialized")
        except InspectorError as error:
            # The server must take it (TR-09); one that does not often answers requests all the same.
            text = f"notifications/initialized was not accepted: {error.problem.line()}"
            self.transcript.append(Noted(text=text, level="warning"))

    async def _answered(
        self, number: int, method: str, params: Mapping[str, Any] | None, timeout: float
    ) -> dict[str, Any]:
        message: dict[str, Any] = {"jsonrpc": "2.0", "id": number, "method": method}
        framed = self._era.params(params, number)
        if framed is not None:
            message["params"] = framed
        headers = self._era.headers(method, params, self._schema_of(method, params))
        try:
            async with Deadline(timeout) as deadline, self._endpoint.post(message, headers, method) as reply:
                return await self._follow(reply, number, method, deadline)
        except TimeoutError:
            problem = timed_out(timeout, self.transcript)
            self._end(number, "timed out", problem)
            self._tell_cancelled(number, "no answer in time")
            raise LocalError(problem) from None
        except InspectorError as error:
            self._end(number, "refused" if isinstance(error, RpcError) else "failed", error.problem)
            raise
        except asyncio.CancelledError:
            self._end(number, "cancelled", Problem(fault="you", what="The call was cancelled"))
            self._tell_cancelled(number, "cancelled by the user")
            raise

    async def _follow(self, reply: Reply, number: int, method: str, deadline: Deadline) -> dict[str, Any]:
        if reply.status == 404 and isinstance(self._era, HandshakeEra) and self._era.session_id:
            await self._renew(reply)
        incoming = self._messages(reply, number)
        async with contextlib.aclosing(incoming):
            async for message in incoming:
                if answers(message, number, reply):
                    result = result_of(message, method, reply.exchange)
                    self._end(number, "answered")
                    await drain(incoming, self._hear)
                    return result
                if message.method == "notifications/progress" and message.params.get("progressToken") == number:
                    deadline.restart()
                self._hear(message)
        raise RemoteError(reply.without_answer(number))

    async def _messages(self, reply: Reply, number: int) -> AsyncGenerator[Message, None]:
        """Yield what the answer says, and go on where the server broke it off and may be asked for the rest."""
        call = self.transcript.calls.get(number)
        async for message in reply.messages():
            yield message
        if reply.is_stream and reply.last_event_id and not self._era.stateless:
            async for message in resumed(self._endpoint, self._era, reply, lambda: call is not None and call.running):
                yield message

    async def _renew(self, reply: Reply) -> None:
        """Open a new session, as a client must when the old one is gone (TR-35), and say so by raising."""
        async for _ in reply.messages():
            pass
        problem = Problem(
            fault="server",
            what="The server does not know the session any more (404)",
            seen="404 to a request with Mcp-Session-Id",
            advice="call again: a new session has been opened",
            exchange=reply.exchange,
        )
        self.transcript.append(Noted(text=f"{problem.what}; opening a new one.", level="warning"))
        self._stop_listening()
        await self._begin(self._era.revision)
        raise RemoteError(problem)

    def _hear(self, message: Message) -> None:
        """Answer what the server asks: `ping` as it must be (SF-94), the rest with "method not found"."""
        if message.kind != "request" or self._era.stateless:
            return
        answer: dict[str, Any] = {"jsonrpc": "2.0", "id": message.id}
        if message.method == "ping":
            answer["result"] = {}
        else:
            answer["error"] = {"code": -32601, "message": f"This client declared no capability for {message.method}"}
        self._courtesy(self._send_quietly(answer, f"answer {message.method}"))

    def _tell_cancelled(self, number: int, reason: str) -> None:
        """Tell the server; in the stateless era closing the stream has told it (TR-40, TR-50)."""
        if not self._era.stateless:
            params = {"requestId": number, "reason": reason}
            message = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": params}
            self._courtesy(self._send_quietly(message, "notifications/cancelled"))

    async def _send_quietly(self, message: Mapping[str, Any], purpose: str) -> None:
        with contextlib.suppress(InspectorError):
            await self._send_aside(message, self._era.headers("", None), purpose)

    async def _send_aside(self, message: Mapping[str, Any], headers: Headers, purpose: str) -> None:
        try:
            async with asyncio.timeout(self.target.timeout), self._endpoint.post(message, headers, purpose) as reply:
                async for _ in reply.messages():
                    pass
        except TimeoutError:
            raise LocalError(timed_out(self.target.timeout, self.transcript)) from None
        if reply.status >= 400:
            raise RemoteError(reply.without_answer(0))

    def _schema_of(self, method: str, params: Mapping[str, Any] | None) -> Any:
        if method != "tools/call" or params is None:
            return None
        tool = self.catalog.find("tool", str(params.get("name")))
        return None if tool is None else tool.raw.get("inputSchema")

    def _end(self, number: int, outcome: Outcome, problem: Problem | None = None) -> None:
        self.transcript.append(CallEnded(call=number, outcome=outcome, problem=problem))

    def _end_resent(self, edited_from: int) -> None:
        call = next((call for call in reversed(self.transcript.calls.all) if call.running), None)
        if call is None or type(call.id) is not int or call.id in self._running:
            return
        exchange = self.transcript.exchanges[call.request.exchange]
        if exchange.request.edited_from == edited_from:
            answer = call.answer
            self._end(call.id, "failed" if answer is None else "answered" if answer.kind == "result" else "refused")

    def _courtesy(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._courtesies.add(task)
        task.add_done_callback(self._courtesies.discard)

    def _stop_listening(self) -> None:
        if self._listener is not None:
            self._listener.cancel()
            self._listener = None
