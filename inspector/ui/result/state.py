"""Say in a few words how a call stands: running, ok, an error of one kind or another, cancelled, timed out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from textual.content import Content

from inspector.record.calls import Call
from inspector.record.showable import showable_line
from inspector.ui import amounts

Kind = Literal["running", "good", "bad", "stopped"]
_COLOURS: dict[Kind, str] = {
    "running": "$text-warning",
    "good": "$text-success",
    "bad": "bold $text-error",
    "stopped": "$text-muted",
}


@dataclass(frozen=True, slots=True)
class State:
    """How a call stands; `words` begin with a mark and `amount` says how long it took and how much came."""

    kind: Kind
    words: str
    amount: str = ""

    def content(self) -> Content:
        return Content.assemble((self.words, _COLOURS[self.kind]), (f"  {self.amount}", "$text-muted"))


def finished(call: Call) -> bool:
    """Say whether there is anything to show: an answer may come a moment before the call is told to be over."""
    return call.end is not None or call.answer is not None


def is_error(call: Call) -> bool:
    """Say whether the result is one that reports an error of the tool (MCP server/tools#error-handling)."""
    return call.result is not None and call.result.get("isError") is True


def state_of(call: Call, now: float | None) -> State:
    """Return how a call stands at `now`, in seconds since the epoch; None where nothing more can come."""
    if not finished(call):
        if now is None:
            return State("stopped", "■ no answer recorded")
        return State("running", "◌ running", amounts.seconds(max(0.0, now - call.request.at)))
    outcome = "answered" if call.end is None else call.end.outcome
    amount = _amount(call)
    match outcome:
        case "cancelled":
            return State("stopped", "■ cancelled", amount)
        case "timed out":
            return State("bad", "✗ timed out", amount)
        case "failed":
            return State("bad", "✗ failed", amount)
    if call.answer is not None and call.answer.kind == "error":
        return State("bad", f"✗ JSON-RPC error {error_code(call.answer.payload)}".rstrip(), amount)
    if is_error(call):
        return State("bad", "✗ isError", amount)
    if call.result is None:
        return State("bad", "✗ refused" if outcome == "refused" else "✗ the result is no object", amount)
    return State("good", "✓ ok", amount)


def error_code(payload: Any) -> str:
    """Return the code of a JSON-RPC error, in at most 20 characters; empty where there is none."""
    error = payload.get("error") if isinstance(payload, dict) else None
    code = error.get("code", "") if isinstance(error, dict) else ""
    return showable_line(code if isinstance(code, str) else json.dumps(code))[:20]


def _amount(call: Call) -> str:
    duration = call.duration
    if duration is None and call.answer is not None:
        duration = call.answer.at - call.request.at
    size = "" if call.answer is None else amounts.size(call.answer.size)
    return "  ".join(part for part in (amounts.seconds(duration), size) if part)
