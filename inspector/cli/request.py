"""Send the one request a command is about."""

from __future__ import annotations

from typing import Any

from inspector.cli import output
from inspector.record.problem import RpcError
from inspector.session.connection import Connection


async def send(connection: Connection, method: str, params: dict[str, Any], as_json: bool) -> dict[str, Any]:
    """Return the result. An error object of the server is printed first where JSON is wanted, then raised."""
    try:
        return await connection.call(method, params)
    except RpcError:
        call = next(call for call in reversed(connection.transcript.calls.all) if call.method == method)
        if as_json and call.answer is not None and call.answer.kind == "error":
            output.as_json({"error": call.answer.payload["error"]})
        raise
