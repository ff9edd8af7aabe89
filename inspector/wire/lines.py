"""Turn the bytes of an event stream into text in whole lines, however they come (WHATWG HTML §9.2.5, §9.2.6)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

_MANY = 8


async def whole_lines(chunks: AsyncIterator[bytes]) -> AsyncIterator[str]:
    """Yield text that ends with a line, and at last what is left; an event stream is UTF-8, whatever its headers say.

    A byte order mark before it is no part of it. Of a line of megabytes, nothing is copied until it is whole.
    """
    held: list[bytes] = []
    begun = False
    async for data in chunks:
        cut = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
        if not cut:
            held.append(data)
            continue
        line = [*held, data[:cut]]
        text = _text(line, begun) if len(held) < _MANY else await asyncio.to_thread(_text, line, begun)
        held = [data[cut:]] if cut < len(data) else []
        begun = True
        yield text
    if held:
        yield _text(held, begun)


def _text(parts: list[bytes], begun: bool) -> str:
    text = b"".join(parts).decode("utf-8", "replace")
    return text if begun else text.removeprefix("\ufeff")
