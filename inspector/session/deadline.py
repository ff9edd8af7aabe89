"""How long a call may take: so many seconds without a sign of life, and never longer than a ceiling (VL-24)."""

from __future__ import annotations

import asyncio
from types import TracebackType

CEILING = 10


class Deadline:
    """Raises TimeoutError out of its block after `seconds` without `restart`, or `CEILING` times that in all."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._timeout = asyncio.timeout(seconds)
        self._latest = asyncio.get_running_loop().time() + seconds * CEILING

    async def __aenter__(self) -> Deadline:
        await self._timeout.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._timeout.__aexit__(kind, error, trace)

    def restart(self) -> None:
        """Begin to count anew: the other side is alive."""
        if not self._timeout.expired():
            self._timeout.reschedule(min(asyncio.get_running_loop().time() + self._seconds, self._latest))
