"""Row: opening a transcript of 100,000 events, against reading and parsing its lines."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from row import Row, interleaved

from inspector.record.events import (
    BodyChunk,
    CallEnded,
    ExchangeEnded,
    PhaseTimed,
    RequestSent,
    ResponseStarted,
    SessionStarted,
    SseEvent,
)
from inspector.record.transcript import Transcript
from inspector.store.recorder import Recorder
from inspector.store.transcripts import load

EVENTS = 100_000
RUNS = 5
HEADERS = (("Host", "127.0.0.1"), ("Content-Type", "application/json"), ("MCP-Protocol-Version", "2025-11-25"))


def rows(folder: Path) -> Iterator[Row]:
    """Measure a transcript of calls that stream progress."""
    path = folder / "long.jsonl"
    write(path)
    floor, opening = interleaved(RUNS, partial(_timed, _parse, path), partial(_timed, load, path))
    yield Row(f"open a transcript of {EVENTS:,} events", opening, 3.0, floor=floor, how=f"median of {RUNS}")


def write(path: Path) -> None:
    """Save a session of so many events."""
    transcript = Transcript()
    recorder = Recorder(transcript, path)
    transcript.append(SessionStarted(url="http://127.0.0.1/mcp", protocol="auto", inspector="0"))
    while len(transcript.events) < EVENTS:
        _call(transcript)
    recorder.close()


def _call(transcript: Transcript) -> None:
    exchange, number, add = transcript.new_exchange(), transcript.new_call(), transcript.append
    params = {"name": "count", "arguments": {"steps": 3}, "_meta": {"progressToken": number}}
    body = _message(id=number, method="tools/call", params=params).encode()
    url = "http://127.0.0.1/mcp"
    add(RequestSent(exchange=exchange, purpose="tools/call", method="POST", url=url, headers=HEADERS, body=body))
    add(PhaseTimed(exchange=exchange, phase="wait", began=transcript.now(), ended=transcript.now()))
    headers = (("content-type", "text/event-stream"), ("date", "Tue, 24 Nov 2026 15:02:11 GMT"))
    add(ResponseStarted(exchange=exchange, status=200, reason="OK", http_version="HTTP/1.1", headers=headers))
    for step in range(3):
        progress = {"progressToken": number, "progress": step, "total": 3, "message": f"step {step}"}
        _event(transcript, exchange, _message(method="notifications/progress", params=progress))
    _event(transcript, exchange, _message(id=number, result={"content": [{"type": "text", "text": "counted " * 20}]}))
    add(CallEnded(call=number, outcome="answered"))
    add(ExchangeEnded(exchange=exchange))


def _event(transcript: Transcript, exchange: int, message: str) -> None:
    transcript.append(BodyChunk(exchange=exchange, data=f"event: message\ndata: {message}\n\n".encode()))
    transcript.append(SseEvent(exchange=exchange, event="message", data=message))


def _message(**members: Any) -> str:
    return json.dumps({"jsonrpc": "2.0", **members})


def _parse(path: Path) -> None:
    with path.open("rb") as file:
        for line in file:
            json.loads(line)


def _timed(work: Callable[[Path], object], path: Path) -> float:
    gc.collect()
    begun = time.perf_counter()
    result = work(path)
    taken = time.perf_counter() - begun
    del result
    return taken
