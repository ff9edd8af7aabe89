"""Small PNG files: a right one, and ones that lie."""

from __future__ import annotations

import struct
import zlib
from functools import cache

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(width: int, height: int, pixels: bytes) -> bytes:
    """Return an 8-bit RGB PNG that claims a size and holds these scan lines (not necessarily as many as it claims)."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return SIGNATURE + _piece(b"IHDR", header) + _piece(b"IDAT", zlib.compress(pixels, 9)) + _piece(b"IEND", b"")


def _piece(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PIXEL = png(1, 1, b"\x00\xff\x00\x00")


@cache
def lying_pictures() -> dict[str, tuple[str, bytes]]:
    """Return name → (claimed MIME type, bytes) of pictures that are not what they say."""
    right = png(64, 64, b"".join(b"\x00" + bytes(range(192)) for _ in range(64)))
    return {
        "huge": ("image/png", png(60_000, 60_000, b"\x00" + b"\xff\x00\x00" * 60_000)),
        "not-an-image": ("image/png", b"This is not a picture."),
        "truncated": ("image/png", right[: len(right) // 2]),
        "empty": ("image/png", b""),
        "wrong-type": ("image/jpeg", right),
        "more-pixels-than-claimed": ("image/png", png(10, 10, bytes(50_000_000))),
        "no-such-type": ("image/hostile", right),
    }
