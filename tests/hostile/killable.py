"""The hostile server as a child process that can be killed and started again on the same port."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 20.0


class KillableServer:
    """`base_url` stays the same over `kill` and `start`."""

    def __init__(self) -> None:
        self.base_url = ""
        self._process: Process | None = None

    async def start(self) -> None:
        """Start, on the port of the last time if there was one, and wait until it listens."""
        port = self.base_url.rpartition(":")[2] or "0"
        command = (sys.executable, "-m", "tests.hostile.server", "--port", port)
        self._process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE)
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), START_SECONDS)
        assert line, "the hostile server did not start"
        self.base_url = line.decode().strip()

    async def kill(self) -> None:
        """Kill it with no chance to say goodbye, and wait until it is gone."""
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.communicate()


@asynccontextmanager
async def killable_server() -> AsyncIterator[KillableServer]:
    """Run a started KillableServer."""
    server = KillableServer()
    try:
        await server.start()
        yield server
    finally:
        await server.kill()
