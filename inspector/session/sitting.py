"""One server as a person works with it: connected, listed, asked, recorded and remembered."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from inspector.protocol.catalog import SOURCES, Catalog, Entry, Kind
from inspector.record.events import Headers, Noted
from inspector.record.problem import InspectorError, LocalError, Problem
from inspector.record.transcript import Transcript
from inspector.session.target import Target
from inspector.store.saving import Saving

if TYPE_CHECKING:
    from inspector.session.connection import Connection


class Sitting:
    """The record begins at once; everything else is imported when it is first needed, the network's in a thread.

    Failures are in the transcript as well as raised: a screen that reads the transcript misses nothing.
    """

    def __init__(self, target: Target, saving: Saving) -> None:
        self.target = target
        self.transcript = Transcript()
        self.recorder = saving.begin(self.transcript, target.url)
        self.catalog = Catalog(self.transcript)
        self._connection: Connection | None = None
        self._closed = False

    async def connect(self) -> None:
        """Connect, or connect again, and remember how that went. Raises LocalError or RemoteError."""
        connection = await self._ready()
        try:
            await connection.open()
        except InspectorError as error:
            await self._remember(error.problem.what)
            raise
        await self._remember("")

    async def list_all(self, kind: Kind) -> None:
        """Fetch every page of a kind. Raises LocalError or RemoteError."""
        from inspector.session.listing import list_all

        await list_all(self._connected(), kind)

    async def list_everything(self) -> None:
        """Fetch every kind the server offers, side by side; what fails is in the catalog and the transcript."""
        kinds = [kind for kind in SOURCES if self.catalog.offers(kind)]
        ended = await asyncio.gather(*map(self.list_all, kinds), return_exceptions=True)
        unexpected = [e for e in ended if isinstance(e, BaseException) and not isinstance(e, InspectorError)]
        if unexpected:
            raise unexpected[0]

    async def ask(self, entry: Entry, values: Mapping[str, Any], number: int) -> None:
        """Call a tool, get a prompt or read a resource as call `number` (`transcript.new_call()`).

        The values are remembered for the next time. Raises LocalError or RemoteError; ValueError, with a sentence,
        where no request can be made of the values.
        """
        from inspector.protocol.asking import request_for
        from inspector.store import arguments

        method, params = request_for(entry, values)
        connection = self._connected()
        if values:
            await asyncio.to_thread(arguments.remember, self.target.url, entry.kind, entry.key, values)
        await connection.call(method, params, number=number)

    async def last_values(self, entry: Entry) -> Mapping[str, Any] | None:
        """Return the values this entry was last asked with, in this session or an earlier one."""
        from inspector.store import arguments

        return await asyncio.to_thread(arguments.recall, self.target.url, entry.kind, entry.key)

    async def complete(self, params: Mapping[str, Any]) -> list[str]:
        """Return the completions the server offers; none where it fails. `params` are of `completion/complete`."""
        try:
            result = await self._connected().call("completion/complete", params)
        except InspectorError:
            return []
        completion = result.get("completion")
        values = completion.get("values") if isinstance(completion, dict) else None
        return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []

    async def resend(self, exchange: int, method: str, url: str, headers: Headers, body: bytes) -> int:
        """Send an edited copy of an exchange's request; returns the new exchange. Raises LocalError or RemoteError."""
        return await (await self._ready()).resend(exchange, method, url, headers, body)

    def cancel(self, number: int) -> None:
        """Cancel a call, on the server too; nothing if it is over."""
        if self._connection is not None:
            self._connection.cancel(number)

    async def close(self) -> None:
        """End calls, session and recording; nothing if that was done."""
        if self._closed:
            return
        self._closed = True
        if self._connection is not None:
            await self._connection.close()
        self.recorder.close()

    async def _ready(self) -> Connection:
        if self._connection is None:
            module = await asyncio.to_thread(importlib.import_module, "inspector.session.connection")
            self._connection = module.Connection(self.target, self.transcript, self.catalog)
        return self._connection

    def _connected(self) -> Connection:
        if self._connection is None or self.transcript.lifecycle.state != "open":
            raise LocalError(Problem(fault="you", what="There is no connection", advice="reconnect first"))
        return self._connection

    async def _remember(self, ended: str) -> None:
        from inspector.store import known

        lifecycle, server = self.transcript.lifecycle, self.catalog.server
        title = server.get("title") or server.get("name")
        row = known.KnownServer(
            url=self.target.url,
            title=title if isinstance(title, str) else "",
            revision=lifecycle.revision,
            at=self.transcript.now(),
            ended=ended,
        )
        failure = await asyncio.to_thread(known.remember, row)
        if failure:
            self.transcript.append(Noted(text=failure, level="warning"))
