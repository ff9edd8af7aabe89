"""What is seen of a call that brought no result: what went wrong, whose fault it is, and what the server says of it."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from inspector.record.calls import Call
from inspector.record.redact import Redactor
from inspector.ui.problem import problem_content
from inspector.ui.result.state import error_code
from inspector.ui.safe import shown, shown_line
from inspector.ui.view.jsontree import JsonTree

_LONGEST = 8_000


class Trouble(Vertical):
    """The problem of one call, and the `data` of its JSON-RPC error where there are any."""

    def __init__(self, call: Call, redactor: Redactor) -> None:
        super().__init__()
        self._call = call
        self._redactor = redactor

    def compose(self) -> ComposeResult:
        call = self._call
        yield Static(self._what(), id="trouble-what")
        data = error_of(call).get("data")
        if data is not None:
            yield Static(Content.styled("The error's data", "$text-muted"), id="trouble-data")
            tree = JsonTree()
            tree.show(data, self._redactor.text)
            yield tree
        yield Static(Content.styled("e shows the exchange with every byte", "$text-muted"), id="trouble-keys")

    def _what(self) -> Content:
        problem = None if self._call.end is None else self._call.end.problem
        if problem is not None:
            return problem_content(problem)
        error = error_of(self._call)
        message = error.get("message")
        said = shown(self._redactor.text(message[:_LONGEST])) if isinstance(message, str) else Content("(no message)")
        if not error:
            return Content.styled("✗ What came is neither a result object nor an error.", "bold $text-error")
        code = shown_line(error_code(self._call.answer.payload if self._call.answer else None))
        return Content.assemble(("✗ JSON-RPC error ", "bold $text-error"), code, "\n", said)


def error_of(call: Call) -> dict[str, Any]:
    """Return the JSON-RPC error object of a call; empty where there is none, or it is no object."""
    if call.answer is None or call.answer.kind != "error":
        return {}
    error = call.answer.payload["error"]
    return error if isinstance(error, dict) else {"message": str(error)[:_LONGEST]}
