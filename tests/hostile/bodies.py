"""Bodies that are too big, and bodies that grow when they are unpacked."""

from __future__ import annotations

import gzip
import json
import struct
import zlib
from collections.abc import Iterator
from functools import cache

from .answers import Table
from .moments import CALL, Case
from .wire import JSON, Headers

MEGABYTE = 2**20
BIG = 200 * MEGABYTE
BOMB = 512 * MEGABYTE
MARK = "@@@"


def envelope(case: Case) -> tuple[bytes, bytes]:
    """Return what goes before and after the big text of a tool's result, so that the whole is a right answer."""
    answer = case.right()
    answer["result"] = {**answer.get("result", {}), "content": [{"type": "text", "text": MARK}]}
    before, after = json.dumps(answer).encode().split(MARK.encode())
    return before, after


def pieces(before: bytes, size: int, after: bytes) -> Iterator[bytes]:
    """Yield a body of `size` zeros (the digit) between two ends, a megabyte at a time."""
    yield before
    while size > 0:
        piece = min(size, MEGABYTE)
        yield b"0" * piece
        size -= piece
    yield after


async def with_length(case: Case) -> None:
    """Send a right answer of 200 MB (`?bytes=`) and say how long it is."""
    before, after = envelope(case)
    size = case.request.size(BIG)
    length = str(len(before) + size + len(after))
    await case.wire.head(200, (("content-type", JSON), ("content-length", length)))
    for piece in pieces(before, size, after):
        await case.wire.send(piece)


async def chunked(case: Case) -> None:
    """The same in chunks, without saying how long."""
    before, after = envelope(case)
    await case.wire.start(JSON)
    for piece in pieces(before, case.request.size(BIG), after):
        await case.wire.chunk(piece)
    await case.wire.end()


async def until_closed(case: Case) -> None:
    """The same, ended only by the end of the connection."""
    before, after = envelope(case)
    await case.wire.head(200, (("content-type", JSON), ("connection", "close")))
    for piece in pieces(before, case.request.size(BIG), after):
        await case.wire.send(piece)
    case.wire.hang_up()


async def bomb(case: Case) -> None:
    """Send 512 MB (`?bytes=`) of zeros as half a megabyte of gzip."""
    await _packed(case, packed(*envelope(case), case.request.size(BOMB)), "gzip")


async def bomb_twice(case: Case) -> None:
    """The same packed twice: some kilobytes on the wire."""
    await _packed(case, gzip.compress(packed(*envelope(case), case.request.size(BOMB))), "gzip, gzip")


async def event_bomb(case: Case) -> None:
    """The same as the one event of a packed stream."""
    before, after = envelope(case)
    body = packed(b"data: " + before, after + b"\n\n", case.request.size(BOMB))
    await case.wire.respond(200, body, "text/event-stream", (("content-encoding", "gzip"),))


async def twice_honest(case: Case) -> None:
    """Pack a small right answer twice: unusual, and legal."""
    await _packed(case, gzip.compress(gzip.compress(case.right_bytes())), "gzip, gzip")


async def broken_gzip(case: Case) -> None:
    """Say gzip, and send something else."""
    await _packed(case, case.right_bytes(), "gzip")


async def cut_gzip(case: Case) -> None:
    """Send the first half of a gzip body, framed as if it were all."""
    body = gzip.compress(case.right_bytes())
    await _packed(case, body[: len(body) // 2], "gzip")


async def unknown_encoding(case: Case) -> None:
    """Name an encoding that nobody knows."""
    await _packed(case, case.right_bytes(), "hostile-squeeze")


async def _packed(case: Case, body: bytes, encoding: str) -> None:
    headers: Headers = (("content-encoding", encoding),)
    await case.wire.respond(200, body, headers=headers)


@cache
def packed(before: bytes, after: bytes, size: int) -> bytes:
    """Return gzip (RFC 1952) of `pieces(before, size, after)`, made quickly: every megabyte packs to the same block."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = b"0" * MEGABYTE
    start = squeeze.compress(before) + squeeze.flush(zlib.Z_FULL_FLUSH)
    block = squeeze.compress(zeros) + squeeze.flush(zlib.Z_FULL_FLUSH)
    checksum = zlib.crc32(before)
    for _ in range(size // MEGABYTE):
        checksum = zlib.crc32(zeros, checksum)
    rest = b"0" * (size % MEGABYTE) + after
    end = squeeze.compress(rest) + squeeze.flush(zlib.Z_FINISH)
    trailer = struct.pack("<II", zlib.crc32(rest, checksum), (len(before) + size + len(after)) % 2**32)
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + start + block * (size // MEGABYTE) + end + trailer


BODIES: Table = {
    "body/200mb": (CALL, with_length),
    "body/200mb-chunked": (CALL, chunked),
    "body/200mb-until-closed": (CALL, until_closed),
    "body/bomb": (CALL, bomb),
    "body/bomb-twice": (CALL, bomb_twice),
    "body/event-bomb": (CALL, event_bomb),
    "body/packed-twice": (CALL, twice_honest),
    "body/broken-gzip": (CALL, broken_gzip),
    "body/cut-gzip": (CALL, cut_gzip),
    "body/unknown-encoding": (CALL, unknown_encoding),
}
