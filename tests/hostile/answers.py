"""Wrong answers of HTTP itself: statuses, redirects, content types, headers, bytes that are not HTTP."""

from __future__ import annotations

import json

from .moments import CONNECT, Act, Case, Moment
from .wire import EVENTS, JSON, Headers

Table = dict[str, tuple[Moment, Act]]

REFUSALS = (400, 401, 403, 404, 405, 429, 500, 502, 503)
KINDS = ("json", "rpc", "html", "nothing")
REDIRECTS = (301, 302, 303, 307, 308)
HTML = b"<!doctype html><html><head><title>Oops</title></head><body><h1>Something broke</h1></body></html>"
HUGE_HEADER = 1_000_000
MANY_HEADERS = 10_000


def status(code: int, kind: str) -> Act:
    """Answer with an HTTP error whose body is JSON (not JSON-RPC), a JSON-RPC error, HTML, or nothing."""

    async def act(case: Case) -> None:
        headers: Headers = (("retry-after", "30"),) if code in {429, 503} else ()
        match kind:
            case "json":
                await case.wire.respond(code, b'{"error":"it went wrong","detail":[1,2]}', headers=headers)
            case "rpc":
                error = {"code": -32603, "message": f"refused with {code}"}
                answer = {"jsonrpc": "2.0", "id": case.right().get("id"), "error": error}
                await case.wire.respond(code, json.dumps(answer).encode(), headers=headers)
            case "html":
                await case.wire.respond(code, HTML, "text/html; charset=utf-8", headers)
            case _:
                await case.wire.respond(code, headers=headers)

    return act


def redirect(code: int, where: str) -> Act:
    """Point elsewhere. `other-host` is this server under the name `localhost`, so `/_seen` tells what followed it."""

    async def act(case: Case) -> None:
        base = case.request.base_url
        location = {
            "other-host": f"{base.replace('127.0.0.1', 'localhost')}/honest",
            "same": f"{base}/honest",
            "relative": "/honest",
            "loop": case.request.target,
            "file": "file:///etc/passwd",
            "unknown-host": "http://no-such-host.invalid/mcp",
            "not-a-url": "http://[::1",
            "nowhere": "",
        }[where]
        await case.wire.respond(code, headers=(("location", location),) if location else ())

    return act


REDIRECT_PLACES = ("other-host", "same", "relative", "loop", "file", "unknown-host", "not-a-url", "nowhere")


def typed(kind: str, *, as_event: bool = False) -> Act:
    """Send the right answer under another content type (empty: none)."""

    async def act(case: Case) -> None:
        body = case.right_bytes()
        await case.wire.respond(200, b"data: " + body + b"\n\n" if as_event else body, kind)

    return act


async def latin1(case: Case) -> None:
    """Say Latin-1 and mean it: the bytes are not UTF-8."""
    answer = case.right() | {"note": "déjà vu"}
    body = json.dumps(answer, ensure_ascii=False).encode("latin-1")
    await case.wire.respond(200, body, "application/json; charset=iso-8859-1")


async def garbage(case: Case) -> None:
    """Answer as something that is not an HTTP server."""
    await case.wire.send(b"SSH-2.0-OpenSSH_9.6\r\n\x00\x00\x03\x14\x06\x14\xff\xfe\x80 nothing of HTTP here\r\n")
    case.wire.hang_up()


async def bad_chunk(case: Case) -> None:
    """Send a chunk whose length is not a number."""
    await case.wire.start(JSON)
    await case.wire.send(b"zz\r\n{}\r\n")
    case.wire.hang_up()


async def short_body(case: Case) -> None:
    """Promise more bytes than come, and close."""
    body = case.right_bytes()
    await case.wire.head(200, (("content-type", JSON), ("content-length", str(len(body) + 100))))
    await case.wire.send(body)
    case.wire.hang_up()


async def long_body(case: Case) -> None:
    """Send more bytes than promised, and close."""
    await case.wire.respond(200, case.right_bytes())
    await case.wire.send(b"and some more that nobody announced")
    case.wire.hang_up()


async def accepted(case: Case) -> None:
    """Answer 202 to everything, requests too."""
    await case.wire.respond(202)


async def no_content(case: Case) -> None:
    await case.wire.head(204)


async def continue_forever(case: Case) -> None:
    """Send interim answers, and never the final one."""
    while True:
        await case.wire.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        await case.wire.pause(case.request.seconds(0.01))


async def half_a_head(case: Case) -> None:
    """Send a status line and half a header, and nothing more."""
    await case.wire.send(b"HTTP/1.1 200 OK\r\ncontent-ty")
    await case.wire.hold()


async def huge_header(case: Case) -> None:
    await case.wire.respond(200, case.right_bytes(), headers=(("x-huge", "h" * HUGE_HEADER),))


async def many_headers(case: Case) -> None:
    many = tuple((f"x-many-{number}", "1") for number in range(MANY_HEADERS))
    await case.wire.respond(200, case.right_bytes(), headers=many)


async def repeated_headers(case: Case) -> None:
    """Send two content types and two session ids."""
    twice: Headers = (("content-type", "text/html"), ("mcp-session-id", "one"), ("mcp-session-id", "two"))
    await case.wire.respond(200, case.right_bytes(), headers=twice)


async def silent_accept(case: Case) -> None:
    """Take the request and never answer."""
    await case.wire.hold()


async def close_at_once(case: Case) -> None:
    """Close without a byte."""
    case.wire.hang_up()


async def reset(case: Case) -> None:
    """Cut the connection without a byte."""
    case.wire.reset()


ANSWERS: Table = {
    **{f"status/{code}/{kind}": (CONNECT, status(code, kind)) for code in REFUSALS for kind in KINDS},
    **{f"redirect/{code}/{where}": (CONNECT, redirect(code, where)) for code in REDIRECTS for where in REDIRECT_PLACES},
    "content-type/text-plain": (CONNECT, typed("text/plain")),
    "content-type/html": (CONNECT, typed("text/html")),
    "content-type/octet-stream": (CONNECT, typed("application/octet-stream")),
    "content-type/missing": (CONNECT, typed("")),
    "content-type/nonsense": (CONNECT, typed(";;=/")),
    "content-type/event-stream-but-json": (CONNECT, typed(EVENTS)),
    "content-type/json-but-event-stream": (CONNECT, typed(JSON, as_event=True)),
    "content-type/latin-1": (CONNECT, latin1),
    "http/garbage": (CONNECT, garbage),
    "http/bad-chunk": (CONNECT, bad_chunk),
    "http/short-body": (CONNECT, short_body),
    "http/long-body": (CONNECT, long_body),
    "http/202": (CONNECT, accepted),
    "http/204": (CONNECT, no_content),
    "http/100-forever": (CONNECT, continue_forever),
    "http/half-a-head": (CONNECT, half_a_head),
    "headers/huge": (CONNECT, huge_header),
    "headers/many": (CONNECT, many_headers),
    "headers/repeated": (CONNECT, repeated_headers),
    "silent-accept": (CONNECT, silent_accept),
    "close-at-once": (CONNECT, close_at_once),
    "reset": (CONNECT, reset),
}  # fmt: skip
