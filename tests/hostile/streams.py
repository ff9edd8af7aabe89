"""Event streams that are cut, endless, silent, slow or not event streams at all."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from .answers import Table
from .moments import CALL, Case
from .wire import EVENTS, JSON

HUGE_EVENT = 200 * 1024 * 1024
MEGABYTE = b"x" * 2**20


def told(case: Case, number: int) -> dict[str, Any]:
    """Return a progress notification (for the token of the request, if it has one)."""
    meta = case.request.params.get("_meta") or {}
    params = {"progressToken": meta.get("progressToken", 0), "progress": number, "message": f"still at it {number}"}
    return {"jsonrpc": "2.0", "method": "notifications/progress", "params": params}


async def cut(case: Case) -> None:
    """Lose the connection in the middle of an event, after one whole event."""
    await case.wire.start()
    await case.wire.event(told(case, 1))
    body = case.right_bytes()
    await case.wire.chunk(b"event: message\ndata: " + body[: len(body) // 2])
    case.wire.hang_up()


async def ends(case: Case) -> None:
    """End the stream in good order, in the middle of an event and without an answer."""
    await case.wire.start()
    await case.wire.event(told(case, 1))
    body = case.right_bytes()
    await case.wire.chunk(b"event: message\ndata: " + body[: len(body) // 2])
    await case.wire.end()


async def empty(case: Case) -> None:
    """End the stream in good order without an event."""
    await case.wire.start()
    await case.wire.end()


async def endless(case: Case) -> None:
    """Send events forever and never the answer, one each 10 ms (`?interval=`)."""
    await case.wire.start()
    async for number in _forever(case):
        await case.wire.event(told(case, number))


async def flood(case: Case) -> None:
    """Send events forever, as fast as they are taken."""
    await case.wire.start()
    number = 0
    while True:
        number += 1
        await case.wire.event(told(case, number))


async def comments(case: Case) -> None:
    """Send keep-alive comments forever and never the answer."""
    await case.wire.start()
    async for _ in _forever(case):
        await case.wire.chunk(b": still here\n\n")


async def silent(case: Case) -> None:
    """Send headers and then nothing."""
    await case.wire.start()
    await case.wire.hold()


async def drip(case: Case) -> None:
    """Send the right answer as an event stream, one byte every 2 s (`?interval=`)."""
    await case.wire.start()
    for byte in b"event: message\ndata: " + case.right_bytes() + b"\n\n":
        await case.wire.chunk(bytes([byte]))
        await case.wire.pause(case.request.seconds(2.0))
    await case.wire.end()


async def huge_event(case: Case) -> None:
    """Send one event of 200 MB (`?bytes=`) that is not JSON."""
    await case.wire.start()
    await case.wire.chunk(b"data: ")
    for _ in range(max(1, case.request.size(HUGE_EVENT) // len(MEGABYTE))):
        await case.wire.chunk(MEGABYTE)
    await case.wire.chunk(b"\n\n")
    await case.wire.end()


async def garbage(case: Case) -> None:
    """Send lines that are no fields of an event stream, then bytes that are not UTF-8, and end."""
    await case.wire.start()
    await case.wire.chunk(b"hello\n\n\xff\xfe\x80\x00 binary \r\r\n\n: \xf0\x28\n\n")
    await case.wire.end()


async def not_json(case: Case) -> None:
    await case.wire.start()
    await case.wire.event(b"{this is not JSON")
    await case.wire.end()


async def after_answer(case: Case) -> None:
    """Give the answer and go on talking instead of ending the stream."""
    await case.wire.start()
    await case.wire.event(case.right_bytes())
    async for number in _forever(case):
        await case.wire.event(told(case, number))


async def asks(case: Case) -> None:
    """Send a request to the client with an id of its own, then the answer."""
    await case.wire.start()
    await case.wire.event({"jsonrpc": "2.0", "id": 900, "method": "hostile/question", "params": {}})
    await case.wire.event(case.right_bytes())
    await case.wire.end()


async def one_line_ends(case: Case) -> None:
    """Use a byte order mark, lone CRs as line ends and data split over lines: legal, and seldom seen."""
    data = json.dumps(case.right(), indent=1).encode().replace(b"\n", b"\rdata: ")
    await case.wire.start()
    await case.wire.chunk(b"\xef\xbb\xbfdata: " + data + b"\r\r")
    await case.wire.end()


async def drip_json(case: Case) -> None:
    """Send the right answer as plain JSON, one byte every 2 s (`?interval=`)."""
    body = case.right_bytes()
    await case.wire.head(200, (("content-type", JSON), ("content-length", str(len(body)))))
    for byte in body:
        await case.wire.send(bytes([byte]))
        await case.wire.pause(case.request.seconds(2.0))


async def on_until_closed(case: Case) -> None:
    """Send the answer on a stream framed by the end of the connection, which then stays open."""
    await case.wire.head(200, (("content-type", EVENTS), ("connection", "close")))
    await case.wire.send(b"data: " + case.right_bytes() + b"\n\n")
    await case.wire.hold()


async def _forever(case: Case) -> AsyncIterator[int]:
    number = 0
    while True:
        number += 1
        yield number
        await case.wire.pause(case.request.seconds(0.01))


STREAMS: Table = {
    "stream/cut": (CALL, cut),
    "stream/ends": (CALL, ends),
    "stream/empty": (CALL, empty),
    "stream/endless": (CALL, endless),
    "stream/flood": (CALL, flood),
    "stream/comments": (CALL, comments),
    "stream/silent": (CALL, silent),
    "stream/drip": (CALL, drip),
    "stream/huge-event": (CALL, huge_event),
    "stream/garbage": (CALL, garbage),
    "stream/not-json": (CALL, not_json),
    "stream/after-answer": (CALL, after_answer),
    "stream/asks": (CALL, asks),
    "stream/cr-lines": (CALL, one_line_ends),
    "stream/until-closed": (CALL, on_until_closed),
    "body/drip": (CALL, drip_json),
}
