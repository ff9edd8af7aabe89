"""Cut an event stream after blank lines, where its events end, however its bytes come (WHATWG HTML §9.2.5)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

_BLANK_LINE = re.compile(rb"(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)")
_LONGEST = 4
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


async def event_blocks(chunks: AsyncIterator[bytes]) -> AsyncIterator[list[bytes]]:
    """Yield the parts of whole events as soon as they are there; of an event of megabytes nothing is copied.

    What follows the last blank line is no event, and is left out; a byte order mark before the first is, too.
    """
    held: list[bytes] = []
    async for data in _unmarked(chunks):
        cut = _end_of_events(held[-1][-_LONGEST:] if held else b"", data)
        if cut:
            yield [*held, data[:cut]]
            held = []
        if cut < len(data):
            held.append(data[cut:])


def _end_of_events(before: bytes, data: bytes) -> int:
    """Return where in `data`, which follows `before`, the last blank line ends; 0 where there is none."""
    if b"\n" not in data and b"\r" not in data:
        return 0
    end = 0
    for match in _BLANK_LINE.finditer(before + data):
        end = match.end()
    return max(0, end - len(before))


async def _unmarked(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield an event stream without the byte order mark it may begin with (WHATWG HTML §9.2.6)."""
    begun: bytes | None = b""
    async for data in chunks:
        if begun is not None:
            begun += data
            if len(begun) < len(_BYTE_ORDER_MARK) and _BYTE_ORDER_MARK.startswith(begun):
                continue
            data, begun = begun.removeprefix(_BYTE_ORDER_MARK), None
        yield data
