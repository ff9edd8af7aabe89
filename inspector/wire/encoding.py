"""Undo a response's Content-Encoding, one layer at the most and never past a limit (RFC 9110 §8.4)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

MEBIBYTE = 1024 * 1024
BODY_LIMIT = 64 * MEBIBYTE
PIECE = MEBIBYTE // 4
_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


class Undecodable(ValueError):
    """The bytes cannot be, or will not be, decoded; the message is a sentence that says why."""


class Decoder:
    """Feed it the bytes of a body as they come; it gives back decoded ones, `PIECE` bytes at a time at the most."""

    def __init__(self, content_encoding: str, limit: int = BODY_LIMIT) -> None:
        layers = [
            name for part in content_encoding.lower().split(",") if (name := part.strip()) not in ("", "identity")
        ]
        if len(layers) > 1:
            raise Undecodable(f"the body is encoded {len(layers)} times ({content_encoding}); only one layer is undone")
        if layers and layers[0] not in _WINDOWS:
            raise Undecodable(f"the body is encoded as {layers[0]}, which was not asked for")
        self._encoding = layers[0] if layers else ""
        self._inflater = zlib.decompressobj(_WINDOWS[self._encoding]) if layers else None
        self._limit = limit
        self._size = 0
        self._first = True

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` decodes to. Raises Undecodable on broken bytes, or past the limit."""
        if self._inflater is None:
            yield self._count(data)
            return
        full = True
        while full or self._inflater.unconsumed_tail:
            try:
                decoded = self._inflate(data)
            except zlib.error as error:
                raise Undecodable(f"the body is not {self._encoding}: {error}") from None
            yield self._count(decoded)
            full = len(decoded) == PIECE
            data = self._inflater.unconsumed_tail

    def _inflate(self, data: bytes) -> bytes:
        assert self._inflater is not None
        try:
            decoded = self._inflater.decompress(data, PIECE)
        except zlib.error:
            if not self._first or self._encoding != "deflate":
                raise
            # Many servers send raw deflate data under this name (RFC 9110 §8.4.1.2 notes it).
            self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            decoded = self._inflater.decompress(data, PIECE)
        self._first = False
        return decoded

    def _count(self, decoded: bytes) -> bytes:
        self._size += len(decoded)
        if self._size > self._limit:
            raise Undecodable(f"the body is over {self._limit // MEBIBYTE} MiB, the most this inspector reads")
        return decoded
