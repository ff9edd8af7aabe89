"""Build transcripts of calls by hand, with a clock that stands still unless it is moved."""

from __future__ import annotations

import json
from typing import Any

from inspector.record.calls import Call
from inspector.record.events import CallEnded, Outcome, RequestSent, ResponseStarted, SseEvent
from inspector.record.problem import Problem
from inspector.record.transcript import Transcript

STREAM = (("content-type", "text/event-stream"),)


class Recorded:
    """A transcript that is written as a test goes on."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.transcript = Transcript(clock=lambda: self.now)

    def call(self, method: str = "tools/call", **params: Any) -> Call:
        number = self.transcript.new_exchange()
        call_id = self.transcript.new_call()
        body = json.dumps({"jsonrpc": "2.0", "id": call_id, "method": method, "params": params}).encode()
        self.transcript.append(
            RequestSent(exchange=number, purpose=method, method="POST", url="http://x/mcp", headers=(), body=body)
        )
        self.transcript.append(
            ResponseStarted(exchange=number, status=200, reason="OK", http_version="HTTP/1.1", headers=STREAM)
        )
        call = self.transcript.calls.get(call_id)
        assert call is not None
        return call

    def say(self, call: Call, **message: Any) -> None:
        """The server sends a message in answer to the call."""
        data = json.dumps({"jsonrpc": "2.0", **message})
        self.transcript.append(SseEvent(exchange=call.request.exchange, event="message", data=data))

    def progress(self, call: Call, **params: Any) -> None:
        self.say(call, method="notifications/progress", params={"progressToken": call.id, **params})

    def end(self, call: Call, outcome: Outcome, problem: Problem | None = None) -> None:
        self.transcript.append(CallEnded(call=call.id, outcome=outcome, problem=problem))

    def answer(self, call: Call, result: Any) -> Call:
        self.now += 0.018
        self.say(call, id=call.id, result=result)
        self.end(call, "answered")
        return call

    def refuse(self, call: Call, error: Any, problem: Problem | None = None) -> Call:
        self.say(call, id=call.id, error=error)
        self.end(call, "refused", problem)
        return call

    def answered(self, result: Any, method: str = "tools/call") -> Call:
        return self.answer(self.call(method), result)

    def with_contents(self, *contents: Any, **members: Any) -> Call:
        return self.answered({"content": list(contents), **members})


def text(said: str, **members: Any) -> dict[str, Any]:
    return {"type": "text", "text": said, **members}
