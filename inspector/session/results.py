"""Read the response to a request: its result, or the error it is."""

from __future__ import annotations

from typing import Any

from inspector.record.messages import Message
from inspector.record.problem import Problem, RemoteError, RpcError

# JSON-RPC 2.0 §5.1.
_ADVICE = {
    -32700: "look at the request in the exchange, and at what lies between: the server could not read it as JSON",
    -32600: "look at the request in the exchange: the server does not take it for a JSON-RPC request",
    -32601: "ask only for what the server lists, and check that it offers this method at all",
    -32602: "check the name and the arguments against what the server lists",
    -32603: "look at the server's log: it failed inside",
}


def result_of(message: Message, method: str, exchange: int) -> dict[str, Any]:
    """Return the result. Raises RpcError where it is an error, RemoteError where it is no object."""
    if message.kind == "error":
        raise _rpc_error(message.payload["error"], method, exchange)
    result = message.payload["result"]
    if isinstance(result, dict):
        return result
    raise RemoteError(
        Problem(
            fault="server",
            what=f"The result of {method} is no object",
            seen=f"a {type(result).__name__}",
            advice="send an object as result",
            exchange=exchange,
            kind="unreadable",
        )
    )


def _rpc_error(error: Any, method: str, exchange: int) -> RpcError:
    parts = error if isinstance(error, dict) else {"message": error}
    code, message = parts.get("code"), parts.get("message")
    problem = Problem(
        fault="server",
        what=f"The server answered {method} with an error",
        seen=f"{code}: {message}",
        advice=_ADVICE.get(code, "look at the arguments, and at the server's log")
        if isinstance(code, int)
        else "send an object with an integer code and a message as error",
        exchange=exchange,
    )
    return RpcError(
        problem,
        code=code if isinstance(code, int) else 0,
        message=message if isinstance(message, str) else str(message),
        data=parts.get("data"),
    )
