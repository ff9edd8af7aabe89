"""Say what an HTTP status means on an MCP endpoint, and what to do about it (requirements F.2)."""

from __future__ import annotations

from inspector.record.problem import Problem

_MEANINGS: dict[int, tuple[str, str]] = {
    400: (
        "The server calls the request bad (400)",
        "read the body of the answer; it often names a header or a version",
    ),
    401: ("The server asks for authorization (401)", "give a token with --bearer, or a header with --header"),
    403: ("The server forbids the request (403)", "check the token's scopes, and whether a firewall or proxy answers"),
    404: ("There is no MCP endpoint at this address (404)", "check the path; many servers use /mcp"),
    405: ("The address does not take POST (405)", "check the path; an old HTTP+SSE server answers like this"),
    406: ("The server refuses the Accept header (406)", "serve application/json and text/event-stream"),
    415: ("The server refuses application/json (415)", "accept Content-Type: application/json"),
    429: ("The server says there are too many requests (429)", "wait, then reconnect"),
    500: ("The server failed inside (500)", "look at the server's own log"),
    502: ("A gateway got no good answer from the server (502)", "check that the server behind the proxy runs"),
    503: ("The server says it is not available (503)", "wait, then reconnect; check that the server runs"),
    504: ("A gateway gave up waiting for the server (504)", "check the server, and the proxy's timeout"),
}
_EXCERPT = 200


def explain(
    status: int, *, content_type: str, body: str, retry_after: str = "", challenge: str = "", exchange: int
) -> Problem:
    """Return the problem that a status of 400 and above is; `body` is text, of which the beginning is quoted."""
    what, advice = _MEANINGS.get(status, (f"The server answered {status}", "look at the exchange"))
    if retry_after:
        advice = f"wait {retry_after} s (Retry-After), then reconnect"
    return Problem(
        fault="server", what=what, seen=_seen(content_type, body, challenge), advice=advice, exchange=exchange
    )


def _seen(content_type: str, body: str, challenge: str) -> str:
    words = " ".join(body.split())
    excerpt = words if len(words) <= _EXCERPT else words[:_EXCERPT] + "…"
    seen = f"{content_type or 'a body'}: {excerpt}" if words else "an empty body"
    return f"{seen}; WWW-Authenticate: {challenge}" if challenge else seen
