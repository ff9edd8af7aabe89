"""Turn the trace of an HTTP exchange into timed phases: DNS, connect, TLS, send, wait, receive."""

from __future__ import annotations

import asyncio
from typing import Any

from inspector.record.events import Phase, PhaseTimed
from inspector.record.transcript import Transcript

_BEGINS: dict[str, Phase] = {
    "connect_tcp.started": "connect",
    "start_tls.started": "tls",
    "send_request_headers.started": "send",
    "receive_response_headers.started": "wait",
    "receive_response_body.started": "receive",
}
_ENDS: dict[str, Phase] = {
    "connect_tcp.complete": "connect",
    "start_tls.complete": "tls",
    "send_request_body.complete": "send",
    "receive_response_headers.complete": "wait",
    "receive_response_body.complete": "receive",
}


class Phases:
    """Listens to httpx's `trace` extension of one exchange and records each phase as it ends."""

    def __init__(self, exchange: int, transcript: Transcript) -> None:
        self._exchange, self._transcript = exchange, transcript
        self._began: dict[Phase, float] = {}
        self._address = ""

    async def trace(self, name: str, info: dict[str, Any]) -> None:
        """Take one event of the trace; names read `connection.connect_tcp.started`."""
        step = name.partition(".")[2]
        if step in _BEGINS:
            self._began[_BEGINS[step]] = self._transcript.now()
        elif step in _ENDS:
            self._end(_ENDS[step])

    def resolved(self, began: float, ended: float, addresses: str) -> None:
        """Take the look-up of a name, in seconds on the event loop's clock."""
        now = self._transcript.now()
        offset = now - asyncio.get_running_loop().time()
        self._record("dns", began + offset, ended + offset, addresses)
        self._began["connect"] = now

    def _end(self, phase: Phase) -> None:
        began = self._began.pop(phase, None)
        if began is not None:
            self._record(phase, began, self._transcript.now())

    def _record(self, phase: Phase, began: float, ended: float, detail: str = "") -> None:
        self._transcript.append(
            PhaseTimed(exchange=self._exchange, phase=phase, began=began, ended=ended, detail=detail)
        )
